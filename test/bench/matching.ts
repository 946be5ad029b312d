import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { distance } from 'fastest-levenshtein'
import { matchAuthority } from '../../functions/reference/match.ts'
import { matchAmong, namesOf } from '../../functions/reference/matchVendor.ts'
import { publishedFolder, withoutPublished } from '../support/data.ts'
import { type Figure, figure, grouped, say } from './figure.ts'

// How well names as they were published are matched. What is labelled: every name of a company that was published under
// several, by the Companies House number beside it, with that name taken off the list it is looked for in (it should
// be found by the others); and every company with all its names taken off (it should be found as nobody). Companies
// are split in halves by a digest of their numbers: thresholds are tuned on one, the other is what counts.

type Body = { id: string; numbers: string[]; names: string[] }
type Counts = { right: number; wrong: number; unsure: number; otherName: number; strangers: number }

const read = (name: string) =>
  parse(readFileSync(join(publishedFolder, name)), { columns: true }) as Record<string, string>[]

const words = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
/** As a clerk would call two names the same: letters, with `Ltd` for `Limited` and without a leading `The`. */
const toTheLetter = (name: string) =>
  words(name)
    .map((word) => (word === 'limited' ? 'ltd' : word))
    .join(' ')
    .replace(/^the /, '')

/**
 * Companies by their numbers, as labelled. Buyers type the numbers, some of them wrong: those that share a name to the
 * letter are one company here, and those whose numbers are one slip apart and whose names begin alike.
 */
function bodies(): Body[] {
  const found = new Map<string, Body>()
  for (const { company_number: number = '', supplier_name_as_published: name = '' } of read(
    'supplier-company-numbers.csv',
  )) {
    const spelt = toTheLetter(name)
    const same =
      [...new Set(found.values())].find(
        (body) => body.numbers.includes(number) || body.names.some((known) => toTheLetter(known) === spelt),
      ) ??
      [...new Set(found.values())].find((body) =>
        body.numbers.some(
          (known) =>
            distance(known, number) === 1 &&
            body.names.some((one) => toTheLetter(one).slice(0, 8) === spelt.slice(0, 8)),
        ),
      )
    const body = same ?? { id: number, numbers: [], names: [] }
    if (!body.numbers.includes(number)) body.numbers.push(number)
    if (!body.names.includes(name)) body.names.push(name)
    found.set(number, body)
  }
  return [...new Set(found.values())]
}

/** Words any company may bear tell nobody which it is. */
const common = new Set(
  'and the of for ltd limited plc llp uk group holdings services service company international'.split(' '),
)
/** Whether anybody could tell from the names alone: they have a word of their own in common. */
const isTold = (name: string, others: string[]) => {
  const own = new Set(words(name).filter((word) => word.length > 2 && !common.has(word)))
  return others.some((other) => words(other).some((word) => own.has(word)))
}

/**
 * Names published beside the number of another body: of the same group, or of nobody's by a slip. Read one by one in
 * the published file. A name like this must be asked about; to take it for the number's owner is to be wrong.
 */
const anothersName = new Set([
  // the leasing business, and the group's importer
  'VOLKSWAGEN GROUP LEASING',
  'Volkswagen Group United Kingdom Ltd',
  // a charity, and the company that provides its services
  "Barnardo's",
  'Action for Children',
  'ACTION FOR CHILDREN SERVICES LIMITED',
  // sister companies, or a parent's name where a subsidiary's is its only other
  'TUNSTALL CENTRAL SERVICES LIMITED',
  'TUNSTALL HEALTHCARE (UK) LIMITED',
  'CBRE Hotels Limited',
  'NCC GROUP SECURITY SERVICES LIMITED',
  'Turner and Townsend',
  'Thomson Reuters',
  'COMPUTACENTER',
  // universities under one another's numbers
  'UNIVERSITY OF BATH (THE)',
  'UNIVERSITY OF HULL',
  'University Of Southampton',
  'UNIVERSITY OF WARWICK',
])

const inTestHalf = ({ id }: Body) => (createHash('sha256').update(id).digest()[0] ?? 0) % 2 === 1

function measure(all: Body[], half: Body[]): Counts {
  const counts: Counts = { right: 0, wrong: 0, unsure: 0, otherName: 0, strangers: 0 }
  const namesWithout = (body: Body, rest: string[]) =>
    namesOf(
      all.flatMap((one) => {
        const names = one === body ? rest : one.names
        const [first] = names
        return first === undefined ? [] : [{ id: one.id, name: first, numbers: [], names }]
      }),
    )
  for (const body of half) {
    for (const name of body.names.length > 1 ? body.names : []) {
      const others = body.names.filter((one) => one !== name)
      const { match } = matchAmong([namesWithout(body, others)], { name })
      if (anothersName.has(name)) counts[match ? 'wrong' : 'strangers'] += 1
      else if (match) counts[match.id === body.id ? 'right' : 'wrong'] += 1
      else counts[isTold(name, others) ? 'unsure' : 'otherName'] += 1
    }
    const [name = ''] = body.names
    const { match } = matchAmong([namesWithout(body, [])], { name })
    if (match) {
      counts.wrong += 1
      say(`  Taken for another: ${name}, for ${match.name}`)
    } else counts.strangers += 1
  }
  return counts
}

const shares = ({ right, wrong, unsure }: Counts) => ({
  precision: (100 * right) / (right + wrong),
  recall: (100 * right) / (right + wrong + unsure),
})

export async function matching(): Promise<Figure[]> {
  if (withoutPublished) {
    say(withoutPublished)
    return []
  }
  const all = bodies()
  const halves = { tuning: all.filter((one) => !inTestHalf(one)), test: all.filter(inTestHalf) }
  const measured = Object.entries(halves).map(([half, those]) => {
    const counts = measure(all, those)
    const { right, wrong, unsure, otherName, strangers } = counts
    say(
      `Suppliers, ${half} half of ${grouped(those.length)} companies: ${right} names right, ${wrong} wrong, ${unsure} asked of a person; ${otherName} share no word with their other names and are asked too; ${grouped(strangers)} names of strangers taken for nobody`,
    )
    return [half, counts] as const
  })
  const buyers = read('borough-name-variants.csv').map(({ raw_name: name = '', gss_code: id }) => ({
    isRight: matchAuthority({ name }).match?.id === id,
  }))
  const rightBuyers = buyers.filter(({ isRight }) => isRight).length
  return [
    ...measured.flatMap(([half, counts]) => {
      const { precision, recall } = shares(counts)
      return half === 'test'
        ? [
            figure(
              'suppliers by name, precision on the test half',
              precision,
              '%',
              'at least 99',
              precision >= 99,
            ),
            figure('suppliers by name, recall on the test half', recall, '%', 'at least 95', recall >= 95),
          ]
        : [
            figure('suppliers by name, precision on the tuning half', precision, '%', 'not one', true),
            figure('suppliers by name, recall on the tuning half', recall, '%', 'not one', true),
          ]
    }),
    figure(
      'buyers by name as published',
      (100 * rightBuyers) / buyers.length,
      '%',
      'at least 95',
      rightBuyers / buyers.length >= 0.95,
    ),
  ]
}
