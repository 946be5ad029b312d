import { describe, expect, test } from 'vitest'
import { lists } from '../../../functions/api/lists.ts'
import { referenceLists } from '../../../functions/api/reference.ts'
import { quarterOf } from '../../../functions/domain/calendar.ts'
import { publicDecision } from '../../../functions/domain/contract.ts'
import { publicRecord } from '../../../functions/domain/disclosure.ts'
import { explorerRow, holdersOf, writeExplorerFile } from '../../../functions/domain/explorerFile.ts'
import { standing } from '../../../functions/domain/system.ts'
import { leadMonths, monthsToReplace } from '../../../functions/reference/settings.ts'
import type { ExplorerContract, ExplorerRow, ExplorerSystem } from '../../../functions/schema/explorer.ts'
import { demonstration } from '../../../functions/tasks/demonstration/index.ts'
import { explorerView } from '../../../functions/views/explorer.ts'
import { csvOf, jsonOf } from '../../../web/src/charts/tableFile.ts'
import {
  type Asked,
  type FacetId,
  nothingAsked,
  passed,
} from '../../../web/src/pages/public/explore/address.ts'
import { tableOf } from '../../../web/src/pages/public/explore/download.ts'
import { createEstate } from '../../../web/src/pages/public/explore/estate.ts'
import { labelOf, matching, optionsOf } from '../../../web/src/pages/public/explore/facets.ts'
import { createSelector, pageRows } from '../../../web/src/pages/public/explore/selection.ts'

// What the explorer shows of the demonstration, against its rows gone through one by one.

const today = '2026-11-24'
const london = 'E12000007'
const rows = demonstration(today).records.map((record) => explorerRow(publicRecord(record)))
const byId = new Map(rows.map((row) => [row.id, row]))
const manifest = explorerView(
  new Map(),
  { scope: london, today, lists: lists() },
  { path: '', leadMonths: monthsToReplace },
)
const slugs = new Map(manifest.authorities.map(({ id, slug }) => [id, slug]))
const groupOf = new Map(
  lists()
    .serviceAreas()
    .map(({ id, group }) => [id, group]),
)

/** As files are: one for each authority, shared records in each of theirs. */
function estateOf(all: ExplorerRow[]) {
  const builder = createEstate(
    manifest,
    referenceLists({ vendors: [], products: [], aliases: [], entries: [], apart: [] }),
  )
  for (const { id } of manifest.authorities) {
    const held = all.filter((row) => holdersOf(row).includes(id))
    expect(builder.add(writeExplorerFile(held))).toBe(true)
  }
  return builder.finish()
}
const estate = estateOf(rows)
const { select } = createSelector(estate)
const idsOf = (asked: Asked) =>
  select(asked)
    .all()
    .map((row) => estate.row(row)?.id)

const systems = rows.filter((row): row is ExplorerSystem => row.kind === 'system')
const contracts = rows.filter((row): row is ExplorerContract => row.kind === 'contract')
const decisionOf = (row: ExplorerContract) => publicDecision(row, leadMonths, today).decision
const coveredBy = (system: ExplorerSystem) =>
  contracts.filter((row) => row.systems.includes(system.id) && decisionOf(row).state !== 'ended')
const covered = (contract: ExplorerContract) =>
  contract.systems.flatMap((id) => {
    const system = byId.get(id)
    return system?.kind === 'system' ? [system] : []
  })

/** What a row has in a facet, said plainly. */
function says(row: ExplorerRow, facet: FacetId): string[] {
  const ofSystems = row.kind === 'system' ? [row] : covered(row)
  const ofContracts = row.kind === 'contract' ? [row] : coveredBy(row)
  const found: Record<FacetId, (string | undefined)[]> = {
    area: row.serviceAreas.flatMap((id) => [id, `group.${groupOf.get(id)}`]),
    borough: holdersOf(row).map((id) => slugs.get(id)),
    product: ofSystems.map(({ product }) => product),
    maker: ofSystems.map(({ maker }) => maker),
    hosting: ofSystems.map(({ hosting }) => (hosting === 'unknown' ? undefined : hosting)),
    standing: ofSystems.map((system) => standing(system, today)),
    supplier: ofContracts.map(({ supplier }) => supplier),
    route: ofContracts.map(({ route }) => (route === 'unknown' ? undefined : route)),
    state: ofContracts.map((contract) => {
      const { state } = decisionOf(contract)
      return state === 'not stated' ? undefined : state
    }),
    decide: ofContracts.map((contract) => {
      const { decideBy } = decisionOf(contract)
      return decideBy && (decideBy < today ? passed : quarterOf(decideBy))
    }),
  }
  const stated = found[facet].map((one) => one ?? 'none')
  return stated.length > 0 ? stated : ['none']
}
const passes = (row: ExplorerRow, asked: Asked, leftOut?: FacetId) =>
  (Object.entries(asked.chosen) as [FacetId, string[]][]).every(
    ([facet, options]) => facet === leftOut || says(row, facet).some((one) => options.includes(one)),
  )

const questions: Asked[] = [
  nothingAsked(),
  nothingAsked('contracts'),
  { ...nothingAsked(), chosen: { area: ['group.housing'], borough: ['camden', 'hackney', 'croydon'] } },
  { ...nothingAsked('contracts'), chosen: { decide: [passed], route: ['G-Cloud', 'open tender'] } },
  { ...nothingAsked('contracts'), chosen: { hosting: ['on premises'], standing: ['live'] } },
  { ...nothingAsked(), chosen: { state: ['locked in', 'overdue'], maker: ['ven_demo-oakumber'] } },
  { ...nothingAsked(), chosen: { supplier: ['none'] } },
  { ...nothingAsked('contracts'), chosen: { decide: ['2027-Q1', 'none'] } },
  { ...nothingAsked(), chosen: { product: ['prd_no-such'] } },
]

describe('what is selected', () => {
  test('the oldest confirmation is the earliest month among the rows', () => {
    for (const asked of questions) {
      const found = (asked.show === 'systems' ? systems : contracts)
        .filter((row) => passes(row, asked))
        .flatMap(({ confirmedOn }) => confirmedOn?.slice(0, 7) ?? [])
        .sort()
      expect(select(asked).oldest).toBe(found[0])
    }
    expect(select(nothingAsked()).oldest).toMatch(/^20\d\d-\d\d$/)
  })

  test('every record is there once, though shared ones are in several files', () => {
    expect(estate.size).toBe(rows.length)
    expect(select(nothingAsked()).ofKind).toEqual({ systems: systems.length, contracts: contracts.length })
  })

  test.each(questions)('is what going through the rows one by one finds: %j', (asked) => {
    const kind = asked.show === 'systems' ? systems : contracts
    const wanted = kind.filter((row) => passes(row, asked)).map(({ id }) => id)
    expect(idsOf(asked).sort()).toEqual(wanted.sort())
    const { counts, rows: found, ofKind } = select(asked)
    expect(found).toBe(wanted.length)
    expect(ofKind).toEqual({
      systems: systems.filter((row) => passes(row, asked)).length,
      contracts: contracts.filter((row) => passes(row, asked)).length,
    })
    for (const facet of Object.keys(counts) as FacetId[]) {
      const left = kind.filter((row) => passes(row, asked, facet)).map((row) => new Set(says(row, facet)))
      for (const [code, { id }] of estate.options[facet].list.entries()) {
        expect(counts[facet][code], `${facet} ${id}`).toBe(left.filter((said) => said.has(id)).length)
      }
    }
  })

  test('adds up only what is stated, and says over how many', () => {
    const asked: Asked = { ...nothingAsked('contracts'), chosen: { borough: ['camden'] } }
    const wanted = contracts.filter((row) => passes(row, asked))
    const stating = wanted.flatMap(({ annualPounds }) => annualPounds ?? [])
    const found = select(asked)
    expect(found.pounds).toBe(stating.reduce((sum, one) => sum + one, 0))
    expect(found.statingPounds).toBe(stating.length)
    expect(select({ ...asked, show: 'systems' }).statingPounds).toBe(0)
  })

  test('is found by words in its names, its product’s and its vendors’, mistyped too', () => {
    const [system] = systems
    const name = system?.name ?? ''
    expect(idsOf({ ...nothingAsked(), q: name })).toContain(system?.id)
    const word = name.split(' ')[0] ?? ''
    const mistyped = `${word.slice(0, 2)}x${word.slice(3)}`
    const found = select({ ...nothingAsked(), q: mistyped })
    expect(found.instead).toEqual([{ typed: mistyped.toLowerCase(), taken: [word.toLowerCase()] }])
    expect(found.rows).toBe(select({ ...nothingAsked(), q: word }).rows)
    expect(select(nothingAsked()).instead).toEqual([])
  })
})

describe('the order of the table', () => {
  test('is by day, what has none last whichever way', () => {
    const days = (down: boolean) =>
      select({ ...nothingAsked('contracts'), sort: 'decide', down })
        .all()
        .map((at) => {
          const row = estate.row(at)
          return row?.kind === 'contract' ? estate.decisionOf(row).decideBy : undefined
        })
    for (const down of [false, true]) {
      const found = days(down)
      const dated = found.flatMap((day) => day ?? [])
      expect(dated.length).toBeLessThan(found.length)
      expect(found.slice(0, dated.length)).toEqual(dated)
      expect(dated).toEqual(down ? [...dated].sort().reverse() : [...dated].sort())
    }
  })
  test('is by amount and by name', () => {
    const all = (asked: Asked) =>
      select(asked)
        .all()
        .flatMap((at) => estate.row(at) ?? [])
    const amounts = all({ ...nothingAsked('contracts'), sort: 'pounds', down: true }).flatMap((row) =>
      row.kind === 'contract' ? (row.annualPounds ?? []) : [],
    )
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a))
    const names = all(nothingAsked()).map((row) => (row.kind === 'system' ? row.name.toLowerCase() : ''))
    expect(names).toEqual([...names].sort())
  })
  test('is cut in pages that hold every row once, and a page too far is the last', () => {
    const { pages } = select(nothingAsked())
    const found = Array.from({ length: pages }, (_, n) => select({ ...nothingAsked(), page: n + 1 }).shown)
    expect(found.flat()).toEqual(select(nothingAsked()).all())
    expect(Math.max(...found.map(({ length }) => length))).toBe(pageRows)
    expect(select({ ...nothingAsked(), page: 999 })).toMatchObject({ page: pages, shown: found.at(-1) })
  })
})

describe('options', () => {
  const of = (asked: Asked, facet: FacetId) =>
    optionsOf(estate, asked.show, facet, {
      counts: select(asked).counts[facet],
      chosen: asked.chosen[facet] ?? [],
    })
  test('stand with the most first, quarters by time, and nothing stated last', () => {
    const counts = of(nothingAsked(), 'maker').map(({ count, code }) => [code === 0 ? -1 : count])
    expect(counts).toEqual([...counts].sort(([a = 0], [b = 0]) => b - a))
    const quarters = of(nothingAsked('contracts'), 'decide').map(({ label }) => label)
    expect(quarters[0]).toBe('Already passed')
    expect(quarters[1]).toMatch(/2026|2027/)
    expect(quarters.at(-1)).toBe('No day to decide by')
  })
  test('that would leave nothing are left out, unless chosen', () => {
    const asked: Asked = { ...nothingAsked(), chosen: { borough: ['camden'], maker: ['ven_demo-oakumber'] } }
    expect(of(asked, 'maker').every(({ count, chosen }) => count > 0 || chosen)).toBe(true)
    expect(of(asked, 'maker').some(({ id, chosen }) => chosen && id === 'ven_demo-oakumber')).toBe(true)
  })
  test('are found by any part of their words', () => {
    const found = matching(of(nothingAsked(), 'maker'), 'oakUM')
    expect(found.map(({ id }) => id)).toEqual(['ven_demo-oakumber'])
  })
  test('have a name even where no row has them', () => {
    expect(labelOf(estate, 'systems', 'maker', 'ven_acme-systems')).toBe('acme systems')
    expect(labelOf(estate, 'systems', 'decide', '2051-Q4')).toBe('Oct–Dec 2051')
    expect(labelOf(estate, 'contracts', 'state', 'none')).toBe('End not stated')
  })
})

describe('the downloaded selection', () => {
  test('has every row, and nothing in it runs as a formula', () => {
    const nasty = '=HYPERLINK("http://example.org","x")'
    const dangerous = estateOf(
      rows.map((row, index) => (index === 0 && row.kind === 'system' ? { ...row, name: nasty } : row)),
    )
    const chosen = createSelector(dangerous).select(nothingAsked())
    const { head, rows: cells } = tableOf(dangerous, 'systems', chosen.all())
    expect(cells).toHaveLength(systems.length)
    expect(cells.every((row) => row.length === head.length)).toBe(true)
    const csv = csvOf({ head, rows: cells })
    expect(csv).toContain(`"'=HYPERLINK(""http://example.org"",""x"")"`)
    expect(csv).not.toMatch(/(^|,|")=/m)
    const table = tableOf(estate, 'contracts', select(nothingAsked('contracts')).all())
    expect(table.rows).toHaveLength(contracts.length)
    expect(table.rows.every((row) => row.length === table.head.length)).toBe(true)
    const json: Record<string, unknown>[] = JSON.parse(jsonOf(table))
    expect(json.map((row) => row.Id)).toEqual(table.rows.map(([id]) => id))
    expect(json.map((row) => row['Pounds a year'])).toEqual(
      table.rows.map((row) => row[table.head.indexOf('Pounds a year')]),
    )
  })
})
