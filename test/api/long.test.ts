import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { systemFields } from '../../functions/schema/system.ts'
import * as views from '../../functions/schema/view.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// Lists longer than the megabyte one query answers: nothing is cut but what is said to be.

const camden = 'E09000007'
const contractsHeld = 2500
const covering = 1003
const versions = 47
let world: Asking

const at = '2026-10-01T10:00:00.000Z'
const envelope = {
  authority: camden,
  version: 1,
  createdAt: at,
  updatedAt: at,
  provenance: { source: 'form' as const, confidence: 'verified' as const, confirmedAt: at, confirmedBy: 'x' },
}
const system = {
  ...envelope,
  ...systemFields.parse({
    name: 'Alpha',
    serviceAreas: ['repairs'],
    maker: 'ven_a',
    goesLiveOn: '2020-01-01',
  }),
  kind: 'system' as const,
  id: 'sys_alpha',
} satisfies RegisterRecord
const contract = (n: number): RegisterRecord => ({
  ...envelope,
  ...contractFields.parse({
    title: `Contract number ${n}`,
    description: 'What it is for, at the length of a few lines of an officer’s own words. '.repeat(4),
    supplier: n % 2 === 0 ? 'ven_a' : 'ven_b',
    systems: n < covering ? [system.id] : [],
    serviceAreas: ['repairs'],
    startsOn: '2024-01-01',
    endsOn: '2028-12-31',
    annualPounds: 1000,
  }),
  kind: 'contract',
  id: `con_${String(n).padStart(5, '0')}`,
})
const published = async (records: RegisterRecord[]) => {
  const most = world.store.mostPublications(0)
  for (let from = 0; from < records.length; from += most) {
    await world.store.publish(
      camden,
      records
        .slice(from, from + most)
        .map((record) => ({ record, facts: { at, by: 'x', action: 'approved' } })),
    )
  }
}

beforeAll(async () => {
  world = await createAsking({ now: () => new Date('2026-11-24T10:00:00Z') })
  const records = [system, ...Array.from({ length: contractsHeld }, (_, n) => contract(n))]
  await published(records)
  for (let version = 2; version <= versions; version += 1) {
    await published([{ ...system, version, name: `Alpha ${version}` }])
  }
  for (let from = 0; from < records.length; from += 100) {
    await applyRecords(world.store, records.slice(from, from + 100), { terms, day: '2026-11-24' })
  }
}, 240_000)
afterAll(() => world.close())

test('an authority’s page lists every contract its figures count, and its system too', async () => {
  const view = views.authorityView.parse(await world.told('', 'GET', '/views/authority/camden'))
  expect(view.coverage.contracts.records).toBe(contractsHeld)
  expect(view.figures.contracts).toBe(contractsHeld)
  expect(new Set(view.contracts.map(({ id }) => id)).size).toBe(contractsHeld)
  expect(view.systems.map(({ id }) => id)).toEqual([system.id])
  expect(view.cut).toBe(false)
  expect(view.vendors).toMatchObject([
    { id: 'ven_a', contracts: 1250, systems: 1, annualPounds: 1_250_000 },
    { id: 'ven_b', contracts: 1250, systems: 0 },
  ])
})

test.each([
  ['authority-contracts', contractsHeld],
  ['authority-systems', 1],
  ['authority-vendors', 2],
])('the file %s is whole', async (table, rows) => {
  const answer = await world.app.request(`/api/v1/tables/${table}/camden.csv`)
  const lines = (await answer.text()).trimEnd().split('\r\n')
  expect(lines).toHaveLength(rows + 1)
  expect(new Set(lines).size).toBe(rows + 1)
})

test('a system that very many contracts cover shows the first, and says that there are more', async () => {
  const view = views.systemView.parse(await world.told('', 'GET', `/views/system/${system.id}`))
  expect(view.system.name).toBe(`Alpha ${versions}`)
  expect([view.contracts.length > 900, view.contracts.length < covering, view.cut]).toEqual([
    true,
    true,
    true,
  ])
})

test('what a record said before is read newest first, a page at a time, to the first version', async () => {
  const read: views.PublicVersion[] = []
  const pages: number[] = []
  let before: number | undefined
  do {
    const path = `/views/history/${system.id}${before === undefined ? '' : `?before=${before}`}`
    const page = views.historyView.parse(await world.told('', 'GET', path))
    read.push(...page.versions)
    pages.push(page.versions.length)
    before = page.before
  } while (before !== undefined)
  expect(pages).toEqual([20, 20, 7])
  expect(read.map(({ version }) => version)).toEqual(Array.from({ length: versions }, (_, n) => versions - n))
  // Each says what it changed, across the pages' edges too.
  for (const { version, changes } of read) {
    expect(changes.map(({ after }) => after)).toEqual(version === 1 ? [] : [`Alpha ${version}`])
  }
  expect((await world.ask('', 'GET', `/views/history/${system.id}?before=x`)).status).toBe(422)
})

test('what is held back now is in no page of what a record said before', async () => {
  const path = `/views/history/${system.id}?before=${versions + 2}`
  const open: RegisterRecord = { ...system, version: versions + 1, users: 4321 }
  await published([open])
  expect(JSON.stringify(await world.told('', 'GET', path))).toContain('4,321')
  await published([
    {
      ...open,
      version: versions + 2,
      heldBack: [{ field: 'users', ground: 'other', reviewOn: '2027-11-24' }],
    },
  ])
  expect(JSON.stringify(await world.told('', 'GET', path))).not.toContain('321')
})

test('its own officers read every version too', async () => {
  const first = await world.told('camden', 'GET', `/authorities/${camden}/records/${system.id}/versions`)
  expect([first.versions.length, first.before]).toEqual([20, versions + 2 - 19])
})
