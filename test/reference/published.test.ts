import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { vendors } from '../../functions/reference/index.ts'
import { matchAuthority } from '../../functions/reference/match.ts'
import { matchAmong, matchVendor, namesOf } from '../../functions/reference/matchVendor.ts'
import { publishedFolder, withoutPublished } from '../support/data.ts'

// How well names as they were published are matched: how many that should be are (recall), and how many that are
// were meant (precision).

if (withoutPublished) console.log(withoutPublished)
const read = (name: string) =>
  parse(readFileSync(join(publishedFolder, name)), { columns: true }) as Record<string, string>[]

const measured = (what: string, { right, wrong, unsure }: Record<'right' | 'wrong' | 'unsure', number>) => {
  const precision = right / (right + wrong)
  const recall = right / (right + wrong + unsure)
  console.log(
    `${what}: ${right} right, ${wrong} wrong, ${unsure} unsure; precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
  )
  return { precision, recall }
}

describe.skipIf(withoutPublished !== undefined)('published names', () => {
  test('every buyer is the borough it is', () => {
    const found = { right: 0, wrong: 0, unsure: 0 }
    for (const { raw_name: name = '', gss_code: id } of read('borough-name-variants.csv')) {
      const { match } = matchAuthority({ name })
      found[match === null ? 'unsure' : match.id === id ? 'right' : 'wrong'] += 1
    }
    expect(measured('Buyers', found)).toEqual({ precision: 1, recall: 1 })
  })

  const known = vendors()
    .filter(({ invented }) => !invented)
    .map(({ id, name, aliases, predecessors, companyNumbers }) => ({
      id,
      name,
      numbers: companyNumbers,
      names: [name, ...aliases, ...predecessors.map((before) => before.name)],
    }))
  const byNumber = new Map(known.flatMap((one) => one.numbers.map((number) => [number, one] as const)))

  test('a supplier is whose number it has, by the number and by the name alone', () => {
    const named = { right: 0, wrong: 0, unsure: 0 }
    for (const { company_number: number = '', supplier_name_as_published: name = '' } of read(
      'supplier-company-numbers.csv',
    )) {
      const meant = byNumber.get(number)
      if (!meant) continue
      expect(matchVendor({ name, companyNumber: number }).match?.id).toBe(meant.id)
      const { match } = matchVendor({ name })
      named[match === null ? 'unsure' : match.id === meant.id ? 'right' : 'wrong'] += 1
    }
    const { precision, recall } = measured('Suppliers by a name we know', named)
    expect(precision).toBe(1)
    expect(recall).toBeGreaterThan(0.98)
  })

  test('a name we do not know is matched by those we do, and seldom to another', () => {
    const left = { right: 0, wrong: 0, unsure: 0 }
    for (const one of known) {
      if (one.names.length < 2) continue
      for (const name of one.names) {
        const others = known.map((each) =>
          each === one ? { ...one, names: one.names.filter((each) => each !== name) } : each,
        )
        const { match } = matchAmong([namesOf(others)], { name })
        left[match === null ? 'unsure' : match.id === one.id ? 'right' : 'wrong'] += 1
      }
    }
    const { precision, recall } = measured('Suppliers by a name left out', left)
    expect(precision).toBeGreaterThan(0.97)
    expect(recall).toBeGreaterThan(0.8)
  })

  test('a vendor we do not know is seldom taken for one we do: for its namesakes alone', () => {
    const all = namesOf(known)
    const taken = known.filter((one) => {
      const without = {
        ...all,
        byNumber: new Map(),
        exact: new Map(
          [...all.exact].map(([name, ofs]) => [name, new Set([...ofs].filter(({ id }) => id !== one.id))]),
        ),
        formed: new Map(
          [...all.formed].map(([name, ofs]) => [name, new Set([...ofs].filter(({ id }) => id !== one.id))]),
        ),
        byCore: new Map(
          [...all.byCore].map(([name, ofs]) => [name, new Set([...ofs].filter(({ id }) => id !== one.id))]),
        ),
        cores: all.cores.filter(({ of }) => of.id !== one.id),
      }
      return matchAmong([without], { name: one.name }).match !== null
    })
    console.log(
      `Taken for another: ${taken.length} of ${known.length}: ${taken.map(({ name }) => name).join(', ')}`,
    )
    expect(taken.length / known.length).toBeLessThan(0.02)
  })
})
