import { addMonths, type IsoDate, londonToday, quarterOf } from '../domain/calendar.ts'
import { contractRow } from '../domain/contract.ts'
import { publicHistory } from '../domain/disclosure.ts'
import { explorerRow, writeExplorerFile } from '../domain/explorerFile.ts'
import { whoRunsWhat } from '../domain/kept.ts'
import { matrixOf } from '../domain/matrix.ts'
import { problem } from '../domain/problem.ts'
import {
  countOf,
  isDocument,
  lists as listed,
  type Summary,
  summaries,
  summaryFrom,
  summaryIn,
  undated,
} from '../domain/summary.ts'
import { systemRow } from '../domain/system.ts'
import { type CouldEnd, together } from '../domain/together.ts'
import type { Totals } from '../domain/totals.ts'
import { dayInWords } from '../messages/words.ts'
import { isRegisterId, type RegisterRecord } from '../schema/record.ts'
import { scopeInWords } from '../schema/scope.ts'
import type { PublicRecord } from '../schema/view.ts'
import { readKeptOf } from '../store/kept.ts'
import { keys } from '../store/keys.ts'
import { readTogether } from '../store/together.ts'
import { readTrends, readTrendsOn } from '../store/trends.ts'
import { authorityView } from '../views/authority.ts'
import { buyTogetherView } from '../views/buyTogether.ts'
import { changesView } from '../views/changes.ts'
import { figuresView } from '../views/figures.ts'
import { marketView } from '../views/market.ts'
import { overviewView } from '../views/overview.ts'
import { type Asked, areaName, type StoredContractRow, type StoredSystemRow } from '../views/parts.ts'
import { productView } from '../views/product.ts'
import { contractView, namedSystems, systemsView, systemView, versionsOf } from '../views/record.ts'
import {
  contractsView,
  renewalsView,
  type StoredTimelineRow,
  timelineUntil,
  timelineView,
} from '../views/renewals.ts'
import { serviceAreaView } from '../views/serviceArea.ts'
import { trendsView } from '../views/trends.ts'
import { vendorView } from '../views/vendor.ts'
import { whoRunsWhatView } from '../views/whoRunsWhat.ts'
import type { Added } from './added.ts'
import type { Deps } from './deps.ts'
import { lists } from './lists.ts'
import { createPastReading, hasBegun } from './pastReading.ts'

// Every view, by what it is of. Each is one request to the table, for documents and rows that are kept up to date.

/** What a list may be narrowed to. */
export type Narrowing = {
  area?: string | undefined
  vendor?: string | undefined
  product?: string | undefined
}
export const whens = ['ahead', 'late', 'undated'] as const
export type When = (typeof whens)[number]

const onAPage = 50
const versionsShown = 20
/** Contracts shown that cover one system. */
const mostCovering = 1000
/** Contracts, and systems, shown of one authority: above what any is known to have. Its files have all of them. */
const mostHeld = 5000
/** Events in a calendar, soonest first: above what any part of the register is known to have. */
const mostInCalendar = 1000
/** How far back a calendar goes: what should have been decided on is not forgotten at once. */
const monthsInCalendar = 12
/** Lines on the timeline: more would be a wall. */
const mostLines = 400

type Row = StoredSystemRow | StoredContractRow

export type Reading = ReturnType<typeof createReading>

export function createReading(
  { store, turnPage, now = () => new Date() }: Pick<Deps, 'store' | 'turnPage' | 'now'>,
  added: Added,
) {
  const today = async () => {
    const day = londonToday(now())
    await turnPage(day)
    return { today: day, lists: lists(await added.lists()) }
  }
  const past = createPastReading(store.table)
  /** What is read of today, or of a day in the past: `on` is that day. */
  const readOn = async (asAt: IsoDate | undefined) => {
    const reading = await today()
    const on = inPast(asAt, reading.today)
    return { reading: { ...reading, today: on ?? reading.today }, on }
  }
  /** What came of nothing on a day: a record that was not there yet. */
  const notThere = async (what: string, id: string, on: IsoDate) => {
    const first = await store.records.version(id, 1)
    const joinedOn = first && londonToday(new Date(first.updatedAt))
    if (joinedOn === undefined || joinedOn <= on) return noPast(`this ${what}`)
    return problem.notYetThere(
      `This ${what} joined the register on ${dayInWords(joinedOn)}. On ${dayInWords(on)} it was not there yet.`,
      joinedOn,
    )
  }
  const ask = async (scope: string): Promise<Asked> => {
    const reading = await today()
    if (reading.lists.authoritiesOf(scope).length === 0) throw problem.missing('scope')
    return { scope, ...reading }
  }
  /**
   * The same of a day in the past, where one is named: what is asked for is then worked out for that day, and a summary
   * is read as it stood at its end. What is merged into one today was several then: the first named is the one that is
   * kept, and the past of all of them is its past.
   */
  const askAt = async (scope: string, asAt: IsoDate | undefined) => {
    const asked = await ask(scope)
    const on = inPast(asAt, asked.today)
    if (on === undefined) {
      return { asked, said: {}, read: ([summary = '']: readonly string[]) => summaryRead(scope, summary) }
    }
    return {
      asked: { ...asked, today: on },
      said: { asAt: on },
      read: async (among: readonly string[]) => summaryIn(await past.totals(asked, among, on)),
    }
  }
  /** A summary from its documents: one query, unless they are more than the megabyte that one answers. */
  const summaryRead = async (place: string, summary: string): Promise<Summary> => {
    const found = await store.table.all<Totals>(keys.viewsOf(place, summary))
    return summaryFrom(
      summary,
      found.map(({ sk, body }) => [sk, body]),
    )
  }
  /** Refuses what there is none of, before anything is read of it. */
  const known = ({ lists }: Asked, { area, vendor, product }: Narrowing) => {
    if (area !== undefined && !lists.area(area)) throw problem.missing('service area')
    if (vendor !== undefined && vendor !== 'in-house' && !lists.vendor(vendor))
      throw problem.missing('vendor')
    if (product !== undefined && !lists.product(product)) throw problem.missing('product')
  }
  /** Under the id that is kept, so that an old link leads there. */
  const asKept = ({ lists: { kept } }: Asked, by: Narrowing): Narrowing => ({
    ...by,
    ...(by.vendor !== undefined && { vendor: kept(by.vendor) }),
    ...(by.product !== undefined && { product: kept(by.product) }),
  })
  /** The summary of what is asked for; of a vendor or product those of what was merged into it too, the kept one first. */
  const summariesOf = ({ lists }: Asked, { area, vendor, product }: Narrowing): string[] => {
    if (area !== undefined) return [summaries.area(area)]
    if (vendor !== undefined) return lists.family(vendor).map(summaries.vendor)
    return product === undefined ? [summaries.everything] : lists.family(product).map(summaries.product)
  }
  /**
   * A page of the rows of a list, after one of them where it is named, from one on and below another; as at a day those
   * that stood in it then, and in lists that are one with it since.
   */
  const listRead = async <R extends Row>(
    asked: Asked,
    [list, ...others]: OneOrMore,
    {
      from,
      below,
      after,
      on,
    }: { from: string; below: string; after: string | undefined; on: IsoDate | undefined },
  ): Promise<{ rows: R[]; next: string | undefined }> => {
    if (after !== undefined && !(after >= list + from && after < list + below)) throw notAPage()
    if (on !== undefined) {
      const { records, next } = await past.listed(asked, [list, ...others], on, {
        from,
        below,
        after: after?.slice(list.length),
        most: onAPage,
      })
      const rows = records.map((record) => rowOn(record, asked) as R)
      return { rows, next: next === undefined ? undefined : list + next }
    }
    const page = await store.table.page<R>(keys.viewsOf(asked.scope, list + from), {
      limit: onAPage,
      below: list + below,
      after,
    })
    return { rows: page.items.map(({ body }) => body), next: page.next }
  }
  const itself = async (id: string) => {
    const { items, cut } = await store.table.upTo<Row>(keys.viewsOf(id, ''), mostCovering + 1)
    // It comes after the contracts that cover it.
    const own = cut
      ? await store.table.get<Row>(keys.view(`${id}/RECORD`))
      : items.find(({ sk }) => sk === 'RECORD')
    return {
      own: own?.body,
      contracts: items.flatMap(({ sk, body }) =>
        sk.startsWith('CONTRACT#') && body.kind === 'contract' ? [body] : [],
      ),
      cut,
    }
  }
  /** All there is of an authority, in one query; where that is more than the megabyte one answers, each list by itself. */
  const heldBy = async (id: string, most: number) => {
    const page = await store.table.page<Totals | Row>(keys.viewsOf(id, ''))
    if (page.next === undefined) return { items: page.items, cut: false }
    const [documents, ...lists] = await Promise.all([
      store.table.all<Totals | Row>(keys.viewsOf(id, summaries.everything)),
      store.table.upTo<Totals | Row>(keys.viewsOf(id, listed.heldOf('contract')), most),
      store.table.upTo<Totals | Row>(keys.viewsOf(id, listed.heldOf('system')), most),
    ])
    return {
      items: [...documents, ...lists.flatMap(({ items }) => items)],
      cut: lists.some(({ cut }) => cut),
    }
  }

  return {
    async overview(scope: string, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      return { ...overviewView(await read([summaries.everything]), asked), ...said }
    },

    /** The overview's figures by quarter. */
    async trends(scope: string, asAt?: IsoDate) {
      const { asked, said } = await askAt(scope, asAt)
      const of = { scope, authorities: asked.lists.authoritiesOf(scope) }
      const read = said.asAt ? readTrendsOn : readTrends
      const { quarters, now } = await read(store.table, of, asked.today)
      return { ...trendsView(quarters, now, asked), ...said }
    },

    /** What was approved in a quarter: the one that has begun, unless another is named. */
    async changes(scope: string, named: string | undefined, { whole = false } = {}) {
      const asked = await ask(scope)
      const quarter = named ?? quarterOf(asked.today)
      if (!hasBegun(quarter, asked.today)) {
        throw problem.malformed('That quarter is yet to come. Ask for the one that has begun or one before.')
      }
      const found = await (whole ? past.wholeQuarter(asked, quarter) : past.changes(asked, quarter))
      return changesView(quarter, found, asked)
    },

    /** What shares of a scope are shares of: two documents, and not its vendors and authorities; of the past, a book. */
    async figures(scope: string, asAt?: IsoDate) {
      const { asked, said } = await askAt(scope, asAt)
      if (said.asAt) {
        return { ...figuresView(await past.totals(asked, [summaries.everything], said.asAt), asked), ...said }
      }
      const found = await store.table.many<Totals>(
        (['systems', 'contracts'] as const).map((kind) =>
          keys.view(`${scope}/${countOf(summaries.everything, kind)}`),
        ),
      )
      return figuresView(Object.assign({}, ...found.map(({ body }) => body)), asked)
    },

    async market(
      scope: string,
      { area, byGroup, asAt }: { area?: string | undefined; byGroup: boolean; asAt?: IsoDate | undefined },
    ) {
      const { asked, said, read } = await askAt(scope, asAt)
      known(asked, { area })
      return { ...marketView(await read(summariesOf(asked, { area })), asked, { area, byGroup }), ...said }
    },

    async renewals(scope: string, typed: Narrowing, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      const by = asKept(asked, typed)
      known(asked, by)
      return { ...renewalsView(await read(summariesOf(asked, by)), asked, by), ...said }
    },

    async timeline(scope: string, asAt?: IsoDate) {
      const { asked, said } = await askAt(scope, asAt)
      if (said.asAt) {
        const rows = await past.stood<StoredTimelineRow>(asked, listed.timeline, said.asAt, {
          from: said.asAt,
          below: timelineUntil(said.asAt),
          most: mostLines + 1,
        })
        return { ...timelineView(rows.slice(0, mostLines), asked, rows.length > mostLines), ...said }
      }
      const from = (day: string) => keys.viewsOf(scope, listed.timeline + day)
      const page = await store.table.page<StoredTimelineRow>(from(asked.today), {
        limit: mostLines,
        below: from(timelineUntil(asked.today)).sk,
      })
      const rows = page.items.map(({ body }) => body)
      return timelineView(rows, asked, page.next !== undefined)
    },

    /** A page of contracts by the day to decide by: those from the day asked of on, those before, or those without one. */
    async contracts(
      scope: string,
      typed: Narrowing,
      when: When,
      { after, asAt }: { after?: string | undefined; asAt?: IsoDate | undefined },
    ) {
      const { asked, said } = await askAt(scope, asAt)
      const by = asKept(asked, typed)
      known(asked, by)
      const [from, below] = {
        ahead: [asked.today, undated],
        late: ['0', asked.today],
        undated: [undated, `${undated}~`],
      }[when] as [string, string]
      const { rows, next } = await listRead<StoredContractRow>(asked, contractLists(asked, by), {
        from,
        below,
        after,
        on: said.asAt,
      })
      return { ...contractsView(rows, asked, next), ...said }
    },

    /** Contracts of an area or a vendor that have a day to decide by, from a year ago on. */
    async decisions(scope: string, typed: Narrowing) {
      const asked = await ask(scope)
      const by = asKept(asked, typed)
      known(asked, by)
      const [list] = contractLists(asked, by)
      const page = await store.table.page<StoredContractRow>(
        keys.viewsOf(scope, list + addMonths(asked.today, -monthsInCalendar)),
        { limit: mostInCalendar, below: list + undated },
      )
      const { contracts } = contractsView(
        page.items.map(({ body }) => body),
        asked,
        undefined,
      )
      const { area, vendor } = by
      const what = area === undefined ? asked.lists.vendorName(vendor ?? '') : areaName(area, asked.lists)
      return {
        contracts,
        name: `${what} in ${scopeInWords(scope)}`,
        today: asked.today,
        cut: page.next !== undefined,
      }
    },

    /** The same of an authority, by its code or by its name in addresses. */
    async authorityDecisions(id: string) {
      const { authority, contracts, today, cut } = await this.authority(id)
      const from = addMonths(today, -monthsInCalendar)
      return {
        contracts: contracts.filter(
          ({ decision: { decideBy } }) => decideBy !== undefined && decideBy >= from,
        ),
        name: authority.name,
        today,
        cut,
      }
    },

    async systems(
      scope: string,
      typed: Narrowing,
      { after, asAt }: { after?: string | undefined; asAt?: IsoDate | undefined },
    ) {
      const { asked, said } = await askAt(scope, asAt)
      const by = asKept(asked, typed)
      known(asked, by)
      const lists = systemLists(asked, by)
      if (lists === undefined) {
        throw problem.malformed('Ask for the systems of an area, a vendor or a product.')
      }
      const { rows, next } = await listRead<StoredSystemRow>(asked, lists, {
        from: '',
        below: '~',
        after,
        on: said.asAt,
      })
      return { ...systemsView(rows, asked, next), ...said }
    },

    async whoRunsWhat(scope: string, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      const matrix = said.asAt
        ? matrixOf(await read([summaries.whoRunsWhat]))
        : await readKeptOf(store.table, scope, whoRunsWhat)
      return { ...whoRunsWhatView(matrix, asked), ...said }
    },

    /** By its code, or by its name in addresses. `whole`: however long its lists are, for files. */
    async authority(
      id: string,
      { whole = false, asAt }: { whole?: boolean; asAt?: IsoDate | undefined } = {},
    ) {
      const found = lists().authority(id)
      if (!found) throw problem.missing('authority')
      const { asked: inRegion, said } = await askAt(found.region, asAt)
      const asked = { ...inRegion, scope: found.id }
      if (said.asAt) {
        const [held, records] = await Promise.all([
          past.ofAuthority(found.id, said.asAt),
          past.recordsOf(asked, found.id, said.asAt),
        ])
        const shown = whole ? records : firstOfEach(records, mostHeld)
        const rows = shown.map((record) => rowOn(record, asked))
        return {
          ...authorityView(found, summaryIn(held), rows, asked, shown.length < records.length),
          ...said,
        }
      }
      const { items, cut } = await heldBy(found.id, whole ? Number.POSITIVE_INFINITY : mostHeld)
      const [documents, rows] = [
        items.filter(({ sk }) => isDocument(sk)),
        items.filter(({ sk }) => !isDocument(sk)),
      ]
      const summary = summaryFrom(
        summaries.everything,
        documents.map(({ sk, body }) => [sk, body as Totals]),
      )
      return authorityView(
        found,
        summary,
        rows.map(({ body }) => body as Row),
        asked,
        cut,
      )
    },

    async serviceArea(scope: string, id: string, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      const area = asked.lists.area(id)
      if (!area) throw problem.missing('service area')
      return { ...serviceAreaView(area, await read([summaries.area(id)]), asked), ...said }
    },

    async buyTogether(scope: string, id: string, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      const area = asked.lists.serviceAreas().find((one) => one.id === id)
      if (!area) throw problem.missing('service area')
      const on = asked.today
      if (!said.asAt) {
        return buyTogetherView(area, await readTogether(store.table, { scope, area: id }, on), asked)
      }
      const [rows, summary] = await Promise.all([
        past.stood<CouldEnd>(asked, listed.couldEnd(id), on),
        read([summaries.area(id)]),
      ])
      return { ...buyTogetherView(area, together(rows, summary, { stamp: 0, on }), asked), ...said }
    },

    /** The explorer's rows of an authority as at a day in the past, as a file. What is merged today is told as one. */
    async explorerFile(authority: string, asAt: IsoDate): Promise<string> {
      const found = lists().authority(authority)
      if (!found) throw problem.missing('file')
      const { asked, said } = await askAt(found.region, asAt)
      if (!said.asAt) throw problem.missing('file')
      return writeExplorerFile((await past.recordsOf(asked, found.id, said.asAt)).map(explorerRow))
    },

    async vendor(scope: string, named: string, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      const id = asked.lists.kept(named)
      known(asked, { vendor: id })
      return { ...vendorView(id, await read(summariesOf(asked, { vendor: id })), asked), ...said }
    },

    async product(scope: string, named: string, asAt?: IsoDate) {
      const { asked, said, read } = await askAt(scope, asAt)
      const id = asked.lists.kept(named)
      known(asked, { product: id })
      return { ...productView(id, await read(summariesOf(asked, { product: id })), asked), ...said }
    },

    /**
     * A system with the contracts that cover it. As at a day: those that named it then, of whoever held it on that day or
     * has a contract for it today.
     */
    async system(id: string, asAt?: IsoDate) {
      const { reading, on } = await readOn(asAt)
      const { own, contracts, cut } = await itself(id)
      if (own?.kind !== 'system') throw problem.missing('system')
      if (on === undefined) return systemView(own, contracts, reading, cut)
      const [[then], covering] = await Promise.all([
        past.theseOf(reading, own.authority, on, [id]),
        past.covering(reading, id, on, mostCovering),
      ])
      if (then?.kind !== 'system') throw await notThere('system', id, on)
      const rows = covering.records.flatMap((one) =>
        one.kind === 'contract' ? contractRow(one, on, reading.lists) : [],
      )
      const row = systemRow(then, on, reading.lists)
      return { ...systemView(row, rows, reading, covering.cut), asAt: on }
    },

    async contract(id: string, asAt?: IsoDate) {
      const { reading, on } = await readOn(asAt)
      const { own } = await itself(id)
      if (own?.kind !== 'contract') throw problem.missing('contract')
      if (on === undefined) return contractView(own, reading)
      const [then] = await past.theseOf(reading, own.authority, on, [id])
      if (then?.kind !== 'contract') throw await notThere('contract', id, on)
      return { ...contractView(contractRow(then, on, reading.lists), reading), asAt: on }
    },

    /** As at a day: those that were there then, a request for each authority that has some of them. */
    async systemsNamed(ids: string[], asAt?: IsoDate) {
      const { reading, on } = await readOn(asAt)
      const found = await store.table.many<StoredSystemRow>(ids.map((id) => keys.view(`${id}/RECORD`)))
      const systems = found.flatMap(({ body }) => (body.kind === 'system' ? [body] : []))
      if (on === undefined) return namedSystems(systems, reading)
      const byAuthority = [...Map.groupBy(systems, ({ authority }) => authority)]
      const then = await Promise.all(
        byAuthority.map(([authority, those]) =>
          past.theseOf(
            reading,
            authority,
            on,
            those.map(({ id }) => id),
          ),
        ),
      )
      const rows = then
        .flat()
        .flatMap((one) => (one.kind === 'system' ? systemRow(one, on, reading.lists) : []))
      return { ...namedSystems(rows, reading), asAt: on }
    },

    /** A page of a record's versions, newest first: the latest, or those before one. */
    async history(id: string, before: number | undefined) {
      if (!isRegisterId(id)) throw problem.missing('record')
      const range = keys.versionsOf(id)
      const latestOf = (most: number, after?: string) =>
        store.table.upTo<RegisterRecord>(range, most, { last: true, after })
      const [{ items, cut }, latest] = await Promise.all([
        // One more than is shown says what the last of them changed.
        latestOf(versionsShown + 1, before === undefined ? undefined : keys.version(id, before).sk),
        before === undefined ? undefined : latestOf(1),
      ])
      const records = items.map(({ body }) => body)
      const [newest = records[0]] = latest?.items.map(({ body }) => body) ?? []
      if (!newest) throw problem.missing('record')
      const shown = publicHistory(records, newest)
      const versions = records.flatMap(({ version, updatedAt }, index) => {
        const record = shown[index]
        return record ? [{ version, on: londonToday(new Date(updatedAt)), record }] : []
      })
      const told = versionsOf(versions, (await today()).lists).slice(0, versionsShown)
      const isMore = cut || versions.length > told.length
      return { versions: told, ...(isMore && { before: told.at(-1)?.version }) }
    },

    /** Which of these record versions the summaries do not show yet. */
    async caughtUp(wanted: [id: string, version: number][]) {
      const applied = await store.table.many<{ ref: { id: string }; version: number }>(
        wanted.map(([id]) => keys.applied(id)),
      )
      const versions = new Map(applied.map(({ body }) => [body.ref.id, body.version]))
      const waitingFor = wanted.filter(([id, version]) => (versions.get(id) ?? 0) < version).map(([id]) => id)
      return { caughtUp: waitingFor.length === 0, waitingFor }
    },
  }
}

/** A record as lists would have told of it on the day that is asked of. */
const rowOn = (record: PublicRecord, { today, lists }: Asked): Row =>
  record.kind === 'system' ? systemRow(record, today, lists) : contractRow(record, today, lists)

const firstOfEach = (records: PublicRecord[], most: number): PublicRecord[] =>
  [...Map.groupBy(records, ({ kind }) => kind).values()].flatMap((those) => those.slice(0, most))

type OneOrMore = [string, ...string[]]
/** A list of each of these, the first of them first. */
const listOfEach = ([first = '', ...others]: string[], list: (id: string) => string): OneOrMore => [
  list(first),
  ...others.map(list),
]

/**
 * The list of contracts of an area or a vendor, or of all; of a vendor those of what was merged into it too, as they stood
 * before it was, after its own.
 */
function contractLists({ lists }: Asked, { area, vendor }: Narrowing): OneOrMore {
  if (area !== undefined) return [listed.contractsOf('AREA', area)]
  if (vendor === undefined) return [listed.renewals]
  return listOfEach(lists.family(vendor), (id) => listed.contractsOf('VENDOR', id))
}

function systemLists({ lists }: Asked, { area, vendor, product }: Narrowing): OneOrMore | undefined {
  if (area !== undefined) return [listed.systemsOf('AREA', area)]
  if (vendor !== undefined) return listOfEach(lists.family(vendor), (id) => listed.systemsOf('VENDOR', id))
  if (product === undefined) return undefined
  return listOfEach(lists.family(product), (id) => listed.systemsOf('PRODUCT', id))
}

/** A day that is asked for, where it lies in the past; nothing where today is. One to come is refused. */
export function inPast(asAt: IsoDate | undefined, today: IsoDate): IsoDate | undefined {
  if (asAt === undefined || asAt === today) return undefined
  if (asAt > today) throw problem.malformed('That day is yet to come. Ask for today or a day before.')
  return asAt
}

export const noPast = (what: string) =>
  problem.malformed(`No past is kept of ${what}. Ask without asAt for what stands today.`)

const notAPage = () => problem.malformed('That is not a page of this list.')
