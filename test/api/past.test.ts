import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { lists } from '../../functions/api/lists.ts'
import { terms } from '../../functions/config.ts'
import { addDays, quarterEnd } from '../../functions/domain/calendar.ts'
import { changeKinds as kindsIn } from '../../functions/domain/changed.ts'
import { contractRow } from '../../functions/domain/contract.ts'
import { publicHistory } from '../../functions/domain/disclosure.ts'
import { explorerRow, readExplorerFile, writeExplorerFile } from '../../functions/domain/explorerFile.ts'
import { matrixOf } from '../../functions/domain/matrix.ts'
import { quarterStart, type Stood } from '../../functions/domain/past.ts'
import { lists as listed, summaries, summaryIn } from '../../functions/domain/summary.ts'
import { systemRow } from '../../functions/domain/system.ts'
import { type CouldEnd, together } from '../../functions/domain/together.ts'
import { dayInWords } from '../../functions/messages/words.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import { explorerManifest } from '../../functions/schema/explorer.ts'
import { changeKinds, changesView, trendsView } from '../../functions/schema/pastView.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import type { System } from '../../functions/schema/system.ts'
import { servedTable } from '../../functions/schema/table.ts'
import {
  authorityView as authorityViewShape,
  contractView as contractShape,
  contractsView as contractsShape,
  namedSystems as namedShape,
  systemView as systemShape,
  systemsView as systemsShape,
  timelineView as timelineShape,
} from '../../functions/schema/view.ts'
import { keys } from '../../functions/store/keys.ts'
import { lineOf, quartersTo } from '../../functions/store/trends.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { estatePast } from '../../functions/tasks/demonstration/past.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { authorityView } from '../../functions/views/authority.ts'
import { buyTogetherView } from '../../functions/views/buyTogether.ts'
import { figuresView } from '../../functions/views/figures.ts'
import { marketView } from '../../functions/views/market.ts'
import { overviewView } from '../../functions/views/overview.ts'
import type { StoredContractRow, StoredSystemRow } from '../../functions/views/parts.ts'
import { productView } from '../../functions/views/product.ts'
import { contractView, namedSystems, systemsView, systemView } from '../../functions/views/record.ts'
import {
  contractsView,
  renewalsView,
  type StoredTimelineRow,
  timelineUntil,
  timelineView,
} from '../../functions/views/renewals.ts'
import { serviceAreaView } from '../../functions/views/serviceArea.ts'
import { trendsView as trendsOf } from '../../functions/views/trends.ts'
import { vendorView } from '../../functions/views/vendor.ts'
import { whoRunsWhatView } from '../../functions/views/whoRunsWhat.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { linesOn, recordsOn, recounted, registerOn, rowsIn, versionsIn } from '../support/past.ts'
import { requestsOf } from '../support/world.ts'

// What the public reads of the past is what comes of going through every version there is, on any day and in any part of
// the country, and what is held back today is in none of it.

const today = '2026-11-24'
const [london, england, kingdom] = ['E12000007', 'E92000001', 'K02000001']
const [elsewhere, stranger] = ['E06000001', 'E06000002']

let world: Asking
let histories: RegisterRecord[][]

/** Some of the demonstration's authorities, with a system that is shared across regions. */
function someHistories(): RegisterRecord[][] {
  const records = demonstration(today).records
  const some = new Set([...new Set(records.map(({ authority }) => authority))].slice(0, 3))
  const past = estatePast(
    today,
    records.filter(({ authority }) => some.has(authority)),
  )
  const all = past.map((versions, n) =>
    n === 0
      ? versions.map((one) => ({ ...one, sharedWith: [...one.sharedWith, elsewhere] }) as System)
      : versions,
  )
  return [...all, ...contractsOfOthers(all)]
}

/** Contracts for the first system of an authority that shares it and of one that does not: both named it for a while. */
function contractsOfOthers(all: RegisterRecord[][]): Contract[][] {
  const shared = all[0]?.[0]?.id ?? ''
  const like = all.flat().find((one): one is Contract => one.kind === 'contract')
  if (!like) throw new Error('There is no contract')
  const first = { ...like, version: 1, updatedAt: '2025-06-10T12:00:00.000Z', systems: [shared] }
  const theirs = { ...first, id: 'con_elsewhere', authority: elsewhere, sharedWith: [], heldBack: [] }
  return [
    [theirs, { ...theirs, version: 2, updatedAt: '2026-09-20T12:00:00.000Z', systems: [] }],
    [
      { ...theirs, id: 'con_stranger', authority: stranger },
      {
        ...theirs,
        id: 'con_stranger',
        authority: stranger,
        version: 2,
        updatedAt: '2026-10-05T12:00:00.000Z',
        systems: [],
      },
    ],
  ]
}

beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
  const { store } = world
  const past = someHistories()
  const longest = Math.max(...past.map(({ length }) => length))
  for (let n = 0; n < longest; n += 1) {
    const versions = past.flatMap((one) => one[n] ?? [])
    for (const [authority, held] of Map.groupBy(versions, (one) => one.authority)) {
      for (let from = 0; from < held.length; from += 30) {
        const some = held.slice(from, from + 30)
        await store.publish(
          authority,
          some.map((record) => ({
            record,
            facts: { at: record.updatedAt, by: 'someone', action: 'approved' as const },
          })),
        )
        await applyRecords(store, some, { terms, day: today })
      }
    }
  }
  await turnPage(store, { terms, today })
  histories = await versionsIn(store)
}, 120_000)
afterAll(() => world.close())

/** Most often met first. */
const mostCommon = (ids: string[]) =>
  [...Map.groupBy(ids, (id) => id)].sort(([, a], [, b]) => b.length - a.length).map(([id]) => id)

/** The list by the day to decide by that a contract is on, as at a day. */
const whenOf = ({ decision: { decideBy } }: StoredContractRow, on: string) =>
  decideBy === undefined ? 'undated' : decideBy < on ? 'late' : 'ahead'

const read = (path: string) => world.told('', 'GET', path)
const days = [-1, -33, -100, -200, -301, -480, -900].map((one) => addDays(today, one))
const scopes = [london, england, kingdom]

describe.each(scopes)('in %s', (scope) => {
  test('every view as at a day is the one that comes of all versions', async () => {
    for (const on of days) {
      const asked = { scope, today: on, lists: lists() }
      const from = (summary: string) => summaryIn(recounted(histories, { scope, summary, on, terms }))
      const everything = from(summaries.everything)
      const path = (view: string, more = '') => `/views/${view}?asAt=${on}${more}`
      const same = async (address: string, view: object) =>
        expect(await read(address)).toEqual(JSON.parse(JSON.stringify({ ...view, asAt: on })))

      await same(path(`overview/${scope}`), overviewView(everything, asked))
      await same(path(`market/${scope}`), marketView(everything, asked))
      await same(path(`market/${scope}`, '&group=1'), marketView(everything, asked, { byGroup: true }))
      await same(path(`renewals/${scope}`), renewalsView(everything, asked))
      await same(
        path(`who-runs-what/${scope}`),
        whoRunsWhatView(matrixOf(from(summaries.whoRunsWhat)), asked),
      )
      for (const area of [...lists().serviceAreas().slice(0, 4), ...lists().groups().slice(0, 3)]) {
        const its = from(summaries.area(area.id))
        await same(path(`service-area/${scope}/${area.id}`), serviceAreaView(area, its, asked))
        await same(path(`market/${scope}`, `&area=${area.id}`), marketView(its, asked, { area: area.id }))
        await same(path(`renewals/${scope}`, `&area=${area.id}`), renewalsView(its, asked, { area: area.id }))
      }
    }
  })

  test('so are those who could buy together, and the timeline, with their tables', async () => {
    const met = { groups: 0, lines: 0 }
    const used = Map.groupBy(
      histories.flatMap((versions) => versions[0]?.serviceAreas ?? []),
      (area) => area,
    )
    const areas = lists()
      .serviceAreas()
      .sort((a, b) => (used.get(b.id)?.length ?? 0) - (used.get(a.id)?.length ?? 0))
      .slice(0, 4)
    for (const on of days.filter((_, n) => n % 2 === 0)) {
      const asked = { scope, today: on, lists: lists() }
      const asJson = (view: object) => JSON.parse(JSON.stringify({ ...view, asAt: on }))
      const lines = linesOn(histories, on, terms)
      const rows = <Row>(list: string) => rowsIn(lines, { scope, list }) as Row[]
      for (const area of areas) {
        const could = rows<CouldEnd>(listed.couldEnd(area.id))
        const summary = summaryIn(
          recounted(histories, { scope, summary: summaries.area(area.id), on, terms }),
        )
        const due = buyTogetherView(area, together(could, summary, { stamp: 0, on }), asked)
        expect(await read(`/views/buy-together/${scope}/${area.id}?asAt=${on}`)).toEqual(asJson(due))
        met.groups += due.groups.length
        const address = `/tables/buy-together/${scope}.json?area=${area.id}&asAt=${on}`
        const table = servedTable.parse(await read(address))
        expect(table.asOf).toBe(on)
        expect(table.rows).toHaveLength(due.groups.flatMap(({ members }) => members).length)
      }
      const ahead = rows<StoredTimelineRow>(listed.timeline).filter(({ decision: { decideBy = '' } }) => {
        return decideBy >= on && decideBy < timelineUntil(on)
      })
      const due = timelineView(ahead, asked, false)
      expect(await read(`/views/timeline/${scope}?asAt=${on}`)).toEqual(asJson(due))
      met.lines += due.contracts.length
      const table = servedTable.parse(await read(`/tables/timeline/${scope}.json?asAt=${on}`))
      expect([table.asOf, table.rows.length]).toEqual([on, ahead.length])
    }
    expect(Math.min(met.groups, met.lines)).toBeGreaterThan(5)
  })

  test('so are lists of contracts and systems, from page to page', async () => {
    const held = histories.flatMap((versions) => versions.at(-1) ?? [])
    const [contracts, systems] = [
      held.filter((one) => one.kind === 'contract'),
      held.filter((one) => one.kind === 'system'),
    ]
    const [area = ''] = mostCommon(held.flatMap(({ serviceAreas }) => serviceAreas))
    const group = lists()
      .groups()
      .find(({ members = [] }) => members.some(({ id }) => id === area))?.id
    const [supplier] = mostCommon(contracts.map((one) => one.supplier))
    const [maker] = mostCommon(systems.flatMap((one) => one.maker ?? []))
    const [product] = mostCommon(systems.flatMap((one) => one.product ?? []))
    const met = { contracts: 0, systems: 0, pages: 0 }
    for (const on of days.filter((_, n) => n % 2 === 0)) {
      const asked = { scope, today: on, lists: lists() }
      const lines = linesOn(histories, on, terms)
      const pages = async <V extends { next?: string | undefined }>(shape: z.ZodType<V>, path: string) => {
        const all: V[] = []
        for (let after = ''; ; ) {
          const page = shape.parse(await read(`${path}&asAt=${on}&after=${encodeURIComponent(after)}`))
          all.push(page)
          met.pages += 1
          if (page.next === undefined) return all
          after = page.next
        }
      }
      for (const [query, list] of [
        ['', listed.renewals],
        [`area=${area}`, listed.contractsOf('AREA', area)],
        [`area=${group}`, listed.contractsOf('AREA', group ?? '')],
        [`vendor=${supplier}`, listed.contractsOf('VENDOR', supplier ?? '')],
      ] as const) {
        for (const when of ['ahead', 'late', 'undated']) {
          const due = (rowsIn(lines, { scope, list }) as StoredContractRow[]).filter(
            (row) => whenOf(row, on) === when,
          )
          const read = await pages(contractsShape, `/views/contracts/${scope}?${query}&when=${when}`)
          const { contracts, ...view } = contractsView(due, asked, undefined)
          expect(read.flatMap(({ contracts }) => contracts)).toEqual(JSON.parse(JSON.stringify(contracts)))
          expect(read[0]).toMatchObject({ ...view, asAt: on })
          met.contracts += due.length
        }
      }
      for (const [query, list] of [
        [`area=${area}`, listed.systemsOf('AREA', area)],
        [`area=${group}`, listed.systemsOf('AREA', group ?? '')],
        [`vendor=${maker}`, listed.systemsOf('VENDOR', maker ?? '')],
        [`product=${product}`, listed.systemsOf('PRODUCT', product ?? '')],
      ] as const) {
        const due = rowsIn(lines, { scope, list }) as StoredSystemRow[]
        const read = await pages(systemsShape, `/views/systems/${scope}?${query}`)
        const { systems, ...view } = systemsView(due, asked, undefined)
        expect(read.flatMap(({ systems }) => systems)).toEqual(JSON.parse(JSON.stringify(systems)))
        expect(read[0]).toMatchObject({ ...view, asAt: on })
        met.systems += due.length
      }
    }
    // Several pages of some, or nothing is known of how one follows another.
    expect(Math.min(met.contracts, met.systems)).toBeGreaterThan(50)
    expect(met.pages).toBeGreaterThan(days.filter((_, n) => n % 2 === 0).length * (4 * 3 + 4))
  })

  test('so is that of a vendor and a product, with its tables', async () => {
    const held = histories.flatMap((versions) => versions.at(-1) ?? [])
    const vendors = held.flatMap((one) => (one.kind === 'contract' ? [one.supplier] : (one.maker ?? [])))
    const products = held.flatMap((one) => (one.kind === 'system' ? (one.product ?? []) : []))
    const some = (ids: string[]) => [...new Set(ids)].slice(0, 5)
    expect([some(vendors).length, some(products).length]).toEqual([5, 5])
    for (const on of days) {
      const asked = { scope, today: on, lists: lists() }
      const from = (summary: string) => summaryIn(recounted(histories, { scope, summary, on, terms }))
      const asJson = (view: object) => JSON.parse(JSON.stringify({ ...view, asAt: on }))
      for (const id of some(vendors)) {
        const view = vendorView(id, from(summaries.vendor(id)), asked)
        expect(await read(`/views/vendor/${scope}/${id}?asAt=${on}`)).toEqual(asJson(view))
        const renewals = renewalsView(from(summaries.vendor(id)), asked, { vendor: id })
        expect(await read(`/views/renewals/${scope}?asAt=${on}&vendor=${id}`)).toEqual(asJson(renewals))
        const table = await read(`/tables/vendor-authorities/${scope}.json?vendor=${id}&asAt=${on}`)
        expect(servedTable.parse(table).asOf).toBe(on)
      }
      for (const id of some(products)) {
        const view = productView(id, from(summaries.product(id)), asked)
        expect(await read(`/views/product/${scope}/${id}?asAt=${on}`)).toEqual(asJson(view))
      }
    }
  })

  test('a quarter’s figures are those of its last day, and today’s those of now', async () => {
    const { quarters, now } = trendsView.parse(await read(`/views/trends/${scope}`))
    expect(quarters.length).toBeGreaterThan(7)
    for (const { quarter, on, figures, coverage } of quarters) {
      expect(on).toBe(quarterEnd(quarter))
      expect({ figures, coverage }).toMatchObject(
        await read(`/views/overview/${scope}?asAt=${on}`).then(({ figures, coverage }) => ({
          figures,
          coverage,
        })),
      )
    }
    const { figures, coverage } = await read(`/views/overview/${scope}`)
    expect(now).toMatchObject({ on: today, quarter: '2026-Q4', figures, coverage })
  })

  test('figures alone and by quarter as at a day are those that had come about by then', async () => {
    const asked = { scope, lists: lists() }
    const authorities = lists().authoritiesOf(scope)
    const everything = (on: string) =>
      recounted(histories, { scope, summary: summaries.everything, on, terms })
    const line = (on: string) => lineOf([everything(on)], authorities)
    const met = new Set<number>()
    for (const on of [...days.filter((_, n) => n % 2 === 0), quarterEnd('2026-Q1'), '2026-04-01']) {
      const view = trendsView.parse(await read(`/views/trends/${scope}?asAt=${on}`))
      const quarters = quartersTo(on).map((end) => ({ on: end, line: line(end) }))
      const due = trendsOf(quarters, line(on), { ...asked, today: on })
      expect(view).toEqual(JSON.parse(JSON.stringify({ ...due, asAt: on })))
      expect(view.quarters.every((one) => one.on < on)).toBe(true)
      met.add(view.quarters.length)
      const table = servedTable.parse(await read(`/tables/trends/${scope}.json?asAt=${on}`))
      expect([table.asOf, table.rows.length]).toEqual([on, view.quarters.length + 1])
      expect(await read(`/views/figures/${scope}?asAt=${on}`)).toEqual({
        ...figuresView(everything(on), { ...asked, today: on }),
        asAt: on,
      })
    }
    expect(met.size).toBeGreaterThan(3)
  })

  test('what changed in a quarter is what its versions brought, once however many share it', async () => {
    for (const quarter of ['2026-Q4', '2026-Q3', '2025-Q4', '2019-Q1']) {
      const view = changesView.parse(await read(`/views/changes/${scope}?quarter=${quarter}`))
      const brought = histories.flatMap((versions) => {
        const open = publicHistory(versions, versions.at(-1))
        return versions.flatMap(({ updatedAt }, n) => {
          const record = open[n]
          const on = updatedAt.slice(0, 10)
          return record && on >= view.from && on <= view.to ? [kindsIn(open[n - 1], record)] : []
        })
      })
      for (const { kind, changes } of view.kinds) {
        expect(changes).toBe(brought.filter((kinds) => kinds.includes(kind)).length)
      }
      expect(view.cut ? 40 : brought.filter((kinds) => kinds.length > 0).length).toBe(view.changes.length)
      const file = servedTable.parse(await read(`/tables/changes/${scope}.json?quarter=${quarter}`))
      expect(file.rows).toHaveLength(brought.filter((kinds) => kinds.length > 0).length)
    }
  })
})

test('a council’s page as at a day has its figures, vendors and records then', async () => {
  const ids = [...new Set(histories.map(([first]) => first?.authority ?? ''))]
  expect(ids.length).toBeGreaterThan(2)
  const met = new Set<number>()
  for (const id of [...ids, elsewhere]) {
    for (const on of days) {
      const view = authorityViewShape.parse(await read(`/views/authority/${id}?asAt=${on}`))
      const summary = summaryIn(recounted(histories, { scope: id, summary: summaries.everything, on, terms }))
      const known = lists().authority(id)
      if (!known) throw new Error('No such authority')
      const lines = linesOn(histories, on, terms)
      const rows = (['system', 'contract'] as const).flatMap((kind) =>
        rowsIn(lines, { scope: id, list: listed.heldOf(kind) }),
      ) as Parameters<typeof authorityView>[2]
      const due = authorityView(known, summary, rows, { scope: id, today: on, lists: lists() }, false)
      expect(view).toEqual(JSON.parse(JSON.stringify({ ...due, asAt: on })))
      expect(view.systems).toHaveLength(view.coverage.systems.records)
      expect(view.contracts).toHaveLength(view.coverage.contracts.records)
      for (const [what, { length }] of [
        ['systems', view.systems],
        ['contracts', view.contracts],
      ] as const) {
        const file = servedTable.parse(await read(`/tables/authority-${what}/${id}.json?asAt=${on}`))
        expect(file.rows).toHaveLength(length)
        expect(file.asOf).toBe(on)
      }
      met.add(view.figures.systems)
    }
  }
  expect(met.size).toBeGreaterThan(5)
})

test('a system and a contract as at a day are what was approved by then, told as they may be told today', async () => {
  const reading = (on: string) => ({ today: on, lists: lists() })
  const asJson = (view: object, on: string) => JSON.parse(JSON.stringify({ ...view, asAt: on }))
  const byId = <T extends { id: string }>(all: T[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const met = { systems: 0, contracts: 0, covering: new Set<number>(), otherwise: 0, notYet: 0 }
  const chosen = histories.filter((versions, n) => n % 5 === 0 || versions[0]?.authority === elsewhere)
  for (const on of [...days, ...days.map((day) => quarterStart(day))]) {
    const then = registerOn(histories, on)
    const contracts = then.filter((one) => one.kind === 'contract')
    for (const versions of chosen) {
      const [first, latest] = [versions[0], versions.at(-1)]
      if (!first || !latest) throw new Error('There is no record')
      const { id, kind } = first
      const record = then.find((one) => one.id === id)
      const answer = await world.ask('', 'GET', `/views/${kind}/${id}?asAt=${on}`)
      if (!record) {
        const joinedOn = first.updatedAt.slice(0, 10)
        expect(joinedOn > on).toBe(true)
        expect(answer).toMatchObject({ status: 404, body: { title: 'Not found', joinedOn } })
        expect(answer.body.detail).toBe(
          `This ${kind} joined the register on ${dayInWords(joinedOn)}. On ${dayInWords(on)} it was not there yet.`,
        )
        met.notYet += 1
        continue
      }
      if (record.provenance.version < latest.version) met.otherwise += 1
      if (record.kind === 'contract') {
        const row = contractRow(record, on, lists())
        expect(answer.body).toEqual(asJson(contractView(row, reading(on)), on))
        met.contracts += 1
        const named = then.filter((one) => one.kind === 'system' && record.systems.includes(one.id))
        const due = named.flatMap((one) => (one.kind === 'system' ? systemRow(one, on, lists()) : []))
        const asked = record.systems.map((one) => `id=${one}&`).join('')
        const { systems, asAt } = namedShape.parse(await read(`/views/named-systems?${asked}asAt=${on}`))
        expect(asAt).toBe(on)
        // Systems of one name come in no order.
        expect(byId(systems)).toEqual(byId(asJson(namedSystems(due, reading(on)), on).systems))
        continue
      }
      const covering = contracts
        .filter(({ systems }) => systems.includes(id))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((one) => contractRow(one, on, lists()))
      const due = systemView(systemRow(record, on, lists()), covering, reading(on), false)
      expect(answer.body).toEqual(asJson(due, on))
      met.systems += 1
      met.covering.add(covering.length)
    }
  }
  expect(Math.min(met.systems, met.contracts, met.otherwise, met.notYet)).toBeGreaterThan(20)
  expect(met.covering.size).toBeGreaterThan(1)
  // Both covered it with contracts of their own: who shares it left off first, and who does not a fortnight later.
  const shared = histories.find(([one]) => one?.kind === 'system' && one.sharedWith.includes(elsewhere))?.[0]
    ?.id
  const theirs = async (on: string) =>
    systemShape
      .parse(await read(`/views/system/${shared}?asAt=${on}`))
      .contracts.flatMap(({ authority }) => ([elsewhere, stranger].includes(authority) ? [authority] : []))
  expect(await theirs('2026-09-19')).toEqual([elsewhere, stranger])
  expect(await theirs('2026-09-20')).toEqual([stranger])
  expect(await theirs('2026-10-05')).toEqual([])
  const now = await read(`/views/system/${shared}`)
  expect(await read(`/views/system/${shared}?asAt=${today}`)).toEqual(now)
})

test('one record as at a day is few requests, whenever it was', async () => {
  const cost = async (path: string) => {
    world.engine.resetRequests()
    await world.app.request(`/api/v1${path}`)
    return requestsOf(world)
  }
  const system = histories.find(([one], n) => n > 0 && one?.kind === 'system' && one.sharedWith.length === 0)
  const contract = histories.find(([one]) => one?.kind === 'contract')
  const id = (of: RegisterRecord[] | undefined) => of?.[0]?.id
  for (const on of ['2026-11-20', quarterEnd('2026-Q2')]) {
    expect(await cost(`/views/system/${id(system)}?asAt=${on}`), on).toBe(4)
    expect(await cost(`/views/contract/${id(contract)}?asAt=${on}`), on).toBe(2)
    expect(await cost(`/views/figures/${london}?asAt=${on}`), on).toBe(2)
  }
})

test('the explorer as at a day has every row that stood then, and no other', async () => {
  const met = new Set<number>()
  for (const on of days) {
    const manifest = explorerManifest.parse(await read(`/explorer/${england}?asAt=${on}`))
    expect(manifest).toMatchObject({ today: on, asAt: on })
    const held = histories.flatMap((versions) =>
      versions.flatMap((one) => [one.authority, ...one.sharedWith]),
    )
    for (const { id, files } of manifest.authorities) {
      const due = recordsOn(histories, id, on).map(explorerRow)
      if (!held.includes(id)) expect(files).toEqual([])
      if (files.length === 0) expect(due).toEqual([])
      for (const { name } of files) {
        const answer = await world.app.request(`${manifest.path}${name}`)
        expect(readExplorerFile(await answer.text())).toEqual(readExplorerFile(writeExplorerFile(due)))
        met.add(due.length)
      }
    }
  }
  expect(met.size).toBeGreaterThan(5)
  const now = explorerManifest.parse(await read(`/explorer/${england}?asAt=${today}`))
  expect(now).toEqual(explorerManifest.parse(await read(`/explorer/${england}`)))
  const whose = histories[0]?.[0]?.authority
  for (const [day, status] of [
    [today, 404],
    ['2026-11-25', 400],
    // Days there never were.
    ['2026-02-30', 404],
    ['2026-00-00', 404],
  ]) {
    const answer = await world.app.request(`${now.path}${whose}-${day}`)
    expect(answer.status, `${day}`).toBe(status)
  }
})

test('all kinds of change happen in the demonstration', async () => {
  const met = new Set<string>()
  for (const quarter of ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3']) {
    const { kinds } = changesView.parse(await read(`/views/changes/${london}?quarter=${quarter}`))
    for (const { kind, changes } of kinds) if (changes > 0) met.add(kind)
  }
  expect(changeKinds.filter((kind) => !met.has(kind))).toEqual(['contract taken off'])
})

test('reading a day costs as many requests whenever it was', async () => {
  const cost = async (view: string, on: string) => {
    world.engine.resetRequests()
    await read(`/views/${view}${view.includes('?') ? '&' : '?'}asAt=${on}`)
    return requestsOf(world)
  }
  for (const [view, most] of [
    [`overview/${london}`, 4],
    [`buy-together/${london}/parking`, 5],
    [`timeline/${london}`, 3],
    [`contracts/${london}`, 4],
    [`systems/${london}?area=parking`, 4],
  ] as const) {
    const [late, early] = [await cost(view, '2026-11-20'), await cost(view, '2025-02-03')]
    expect(late, view).toBe(early)
    expect(late, view).toBeLessThanOrEqual(most)
  }
})

test('figures by quarter are one request wherever they were read before, and after a change of today', async () => {
  const requests = async (scope: string) => {
    world.engine.resetRequests()
    await world.app.request(`/api/v1/views/trends/${scope}`)
    return requestsOf(world)
  }
  for (const scope of scopes) {
    await read(`/views/trends/${scope}`)
    expect(await requests(scope), scope).toBe(1)
  }
  const [first] = histories.flatMap((versions) => versions.at(-1) ?? [])
  if (!first) throw new Error('There is nothing to change')
  const updatedAt = `${today}T10:00:00.000Z`
  const next = { ...first, version: first.version + 1, updatedAt }
  await world.store.publish(first.authority, [
    { record: next, facts: { at: updatedAt, by: 'someone', action: 'approved' } },
  ])
  await applyRecords(world.store, [next], { terms, day: today })
  for (const scope of scopes) expect(await requests(scope), scope).toBe(1)
  histories = await versionsIn(world.store)
})

test('the past of what was merged into one is the past of all of it', async () => {
  const suppliers = Map.groupBy(
    histories.flatMap((versions) => versions.filter((one): one is Contract => one.kind === 'contract')),
    ({ supplier }) => supplier,
  )
  const [kept = '', other = ''] = [...suppliers].sort(([, a], [, b]) => b.length - a.length).map(([id]) => id)
  const on = '2026-06-30'
  let met = 0
  const had = async (id: string) =>
    (await read(`/views/vendor/${london}/${id}?asAt=${on}`)).figures as {
      contracts: number
      annualPounds: number
    }
  const [first, second] = [await had(kept), await had(other)]
  expect(Math.min(first.contracts, second.contracts)).toBeGreaterThan(0)
  const merge = await world.told('loti', 'POST', '/tidy/merges', { from: other, into: kept })
  for (let state = merge.state; state !== 'done'; ) {
    ;({ state } = await world.told('loti', 'POST', `/tidy/merges/${merge.id}/steps`))
  }
  histories = await versionsIn(world.store)
  const last = histories.flatMap((versions) => versions.at(-1) ?? [])
  for (let from = 0; from < last.length; from += 30) {
    await applyRecords(world.store, last.slice(from, from + 30), { terms, day: today })
  }
  for (const id of [kept, other]) {
    expect(await had(id)).toMatchObject({
      contracts: first.contracts + second.contracts,
      annualPounds: first.annualPounds + second.annualPounds,
    })
  }
  // One by one too: whatever named the other then is told under the one that is kept.
  for (const when of ['ahead', 'late', 'undated']) {
    const page = (query: string) => read(`/views/contracts/${london}?asAt=${on}&when=${when}&${query}`)
    const both = contractsShape.parse(await page(`vendor=${kept}`))
    expect(contractsShape.parse(await page(`vendor=${other}`))).toEqual(both)
    const lines = linesOn(histories, on, terms)
    const held = [kept, other].flatMap(
      (id) => rowsIn(lines, { scope: london, list: listed.contractsOf('VENDOR', id) }) as StoredContractRow[],
    )
    const due = held.filter((row) => whenOf(row, on) === when)
    expect(both.contracts.map(({ id }) => id).sort()).toEqual(due.map(({ id }) => id).sort())
    const days = both.contracts.map(({ decision }) => decision.decideBy ?? '')
    expect(days).toEqual([...days].sort())
    expect(both.contracts.every(({ supplier }) => supplier === kept)).toBe(true)
    met += due.length
  }
  expect(met).toBeGreaterThan(first.contracts)
  const named = histories.find((versions) => {
    const then = versions.findLast(({ updatedAt }) => updatedAt.slice(0, 10) <= on)
    return then?.kind === 'contract' && then.supplier === other
  })?.[0]?.id
  const suppliersThen = async () => {
    const { contract } = contractShape.parse(await read(`/views/contract/${named}?asAt=${on}`))
    const timeline = timelineShape.parse(await read(`/views/timeline/${london}?asAt=${on}`))
    const manifest = explorerManifest.parse(await read(`/explorer/${london}?asAt=${on}`))
    const files = await Promise.all(
      manifest.authorities.flatMap(({ files }) =>
        files.map(async ({ name }) => (await world.app.request(`${manifest.path}${name}`)).text()),
      ),
    )
    const rows = files.flatMap(readExplorerFile)
    return {
      timeline: timeline.contracts.map(({ supplier }) => supplier.id),
      explorer: rows.flatMap((row) => (row.kind === 'contract' ? [row.supplier] : [])),
      alone: [contract.supplier],
    }
  }
  for (const named of Object.values(await suppliersThen())) {
    expect(named).toContain(kept)
    expect(named).not.toContain(other)
  }
})

test('what is held back today is gone from every day and every quarter of the past', async () => {
  const { store } = world
  const contract = histories
    .map((versions) => versions.at(-1))
    .find(
      (one): one is Contract =>
        one?.kind === 'contract' &&
        one.version > 1 &&
        !!one.annualPounds &&
        one.heldBack.length === 0 &&
        (one.startsOn ?? today) < '2026-01-01' &&
        (one.endsOn ?? '') > today,
    )
  if (!contract) throw new Error('There is nothing to hold back')
  const on = addDays(contract.updatedAt.slice(0, 10), 1)
  const pounds = async () => (await read(`/views/overview/${london}?asAt=${on}`)).figures
  const stated = async () =>
    (
      await Promise.all(
        [london, contract.authority].map((place) =>
          store.table.all<Stood<{ annualPounds?: number }>>(keys.pastOf(place, 'STOOD#')),
        ),
      )
    ).map(
      (lines) =>
        lines.filter(({ sk, body }) => sk.includes(`#${contract.id}#`) && body.row.annualPounds !== undefined)
          .length,
    )
  const before = await pounds()
  expect(Math.min(...(await stated()))).toBeGreaterThan(0)
  const trends = async () => {
    const { quarters } = trendsView.parse(await read(`/views/trends/${london}`))
    return quarters.map(({ figures: { contractsStatingValue, annualPounds } }) => ({
      contractsStatingValue,
      annualPounds,
    }))
  }
  const byQuarter = await trends()
  const updatedAt = `${today}T11:00:00.000Z`
  const held: Contract = {
    ...contract,
    version: contract.version + 1,
    updatedAt,
    heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-11-01' }],
  }
  await store.publish(contract.authority, [
    { record: held, facts: { at: updatedAt, by: 'someone', action: 'approved' } },
  ])
  await applyRecords(store, [held], { terms, day: today })
  expect(await stated()).toEqual([0, 0])
  const alone = contractShape.parse(await read(`/views/contract/${contract.id}?asAt=${on}`)).contract
  expect(alone.annualPounds).toBeUndefined()
  expect(alone.heldBack).toEqual(['annualPounds'])
  const after = await pounds()
  expect(after).toMatchObject({
    contracts: before.contracts,
    contractsStatingValue: before.contractsStatingValue - 1,
    annualPounds: before.annualPounds - (contract.annualPounds ?? 0),
  })
  const last = byQuarter.at(-1)
  expect((await trends()).at(-1)).toEqual({
    contractsStatingValue: (last?.contractsStatingValue ?? 0) - 1,
    annualPounds: (last?.annualPounds ?? 0) - (contract.annualPounds ?? 0),
  })
  for (const quarter of ['2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1', '2025-Q4', '2025-Q3']) {
    const { rows } = servedTable.parse(await read(`/tables/changes/${london}.json?quarter=${quarter}`))
    for (const row of rows.filter(({ id }) => id === contract.id)) {
      expect(row.pounds).toBeNull()
      expect(String(row.what)).not.toContain('value')
    }
  }
  expect((await recount(store, { terms, today })).differences).toEqual([])
})

test('a day or quarter to come, or of which no past is kept, is refused in words', async () => {
  const refused = async (path: string) => {
    const { status, body } = await world.ask('', 'GET', path)
    return `${status} ${body.detail}`
  }
  expect(await refused(`/views/overview/${london}?asAt=2026-11-25`)).toBe(
    '400 That day is yet to come. Ask for today or a day before.',
  )
  expect(await refused(`/views/overview/${london}?asAt=yesterday`)).toBe(
    '400 There is no such day. Give one like 2026-06-30.',
  )
  for (const view of ['overview', 'trends', 'figures', 'contracts', 'timeline']) {
    for (const longAgo of ['0000-01-01', '0001-12-31', '1899-12-31']) {
      expect(await refused(`/views/${view}/${london}?asAt=${longAgo}`)).toBe(
        '400 There is no such day. Give one like 2026-06-30.',
      )
    }
    expect(await read(`/views/${view}/${london}?asAt=1900-01-01`)).toHaveProperty('asAt', '1900-01-01')
  }
  expect(await refused(`/views/changes/${london}?quarter=2027-Q1`)).toMatch(
    /^400 That quarter is yet to come/,
  )
  for (const nonsense of ['0000-Q1', '0001-Q4', '9999-Q1']) {
    expect(await refused(`/views/changes/${london}?quarter=${nonsense}`)).toBe(
      '400 Give the quarter as quarter=2026-Q3.',
    )
  }
  expect(await refused(`/views/changes/${london}?quarter=spring`)).toBe(
    '400 Give the quarter as quarter=2026-Q3.',
  )
  expect(await refused(`/views/timeline/${london}?asAt=2026-11-25`)).toMatch(/^400 That day is yet to come/)
  expect(await refused(`/views/contracts/${london}?asAt=2026-11-25`)).toMatch(/^400 That day is yet to come/)
  for (const nowhere of ['RENEWALS%232026-01-01', 'AREA%23x', '~', 'RENEWALS%239999%23con_1']) {
    expect(await refused(`/views/contracts/${london}?asAt=2026-02-01&after=${nowhere}`)).toBe(
      '400 That is not a page of this list.',
    )
  }
  const byQuarter = '400 What changed is told quarter by quarter. Ask with quarter=2026-Q3 in place of asAt.'
  expect(await refused(`/views/changes/${london}?asAt=2026-01-01`)).toBe(byQuarter)
  expect(await refused(`/tables/changes/${london}.csv?asAt=2026-01-01`)).toBe(byQuarter)
  expect(await refused('/search?q=library&asAt=2026-01-01')).toBe(
    '400 No past is kept of search results. Ask without asAt for what stands today.',
  )
  for (const feed of [`authority/${elsewhere}`, `renewals/${london}`]) {
    expect(await refused(`/calendars/${feed}.ics?area=parking&asAt=2026-01-01`)).toBe(
      '400 No past is kept of calendars, which tell of decisions ahead. Ask without asAt for what stands today.',
    )
  }
  expect(await refused(`/views/history/${histories[0]?.[0]?.id}?asAt=2026-01-01`)).toMatch(
    /^400 No past is kept of a record’s history, which holds all its versions/,
  )
  expect(await refused(`/views/system/sys_none?asAt=2026-01-01`)).toBe('404 There is no such system.')
  expect(await refused(`/views/contract/con_none?asAt=2026-11-25`)).toMatch(/^400 That day is yet to come/)
  expect(await read(`/views/overview/${london}?asAt=${today}`)).not.toHaveProperty('asAt')
})
