import { addMonths, type IsoDate, quarterOf } from '../domain/calendar.ts'
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
} from '../domain/summary.ts'
import { type CouldEnd, together } from '../domain/together.ts'
import type { Totals } from '../domain/totals.ts'
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
import type { Asked } from '../views/parts.ts'
import { productView } from '../views/product.ts'
import { renewalsView } from '../views/renewals.ts'
import { serviceAreaView } from '../views/serviceArea.ts'
import { trendsView } from '../views/trends.ts'
import { vendorView } from '../views/vendor.ts'
import { whoRunsWhatView } from '../views/whoRunsWhat.ts'
import type { Added } from './added.ts'
import { createAsking, type Narrowing, narrowedTo, refuseUnknown } from './asking.ts'
import type { Deps } from './deps.ts'
import { createListReading, monthsInCalendar } from './listReading.ts'
import { lists } from './lists.ts'
import { createPastReading, hasBegun, type Row, rowOn } from './pastReading.ts'
import { createRecordReading } from './recordReading.ts'

// Every view, by what it is of. Each is one request to the table, for documents and rows that are kept up to date; as at
// a day in the past, a request or two for each region. Lists of records, and single records, have files of their own.

/** Contracts, and systems, shown of one authority: above what any is known to have. Its files have all of them. */
const mostHeld = 5000

export type Reading = ReturnType<typeof createReading>

export function createReading(deps: Pick<Deps, 'store' | 'turnPage' | 'now'>, added: Added) {
  const { table } = deps.store
  const asking = createAsking(deps, added)
  const past = createPastReading(table)
  /**
   * What summaries are read for: a scope, and how to read them of it, as they stand or as they stood at the end of a day.
   * What is merged into one today was several then, so several may be named: the first is the one that is kept, and the
   * past of all of them is its past.
   */
  const summarised = async (scope: string, asAt: IsoDate | undefined) => {
    const { asked, said } = await asking.of(scope, asAt)
    const on = said.asAt
    const read = async (among: readonly string[]): Promise<Summary> =>
      on ? summaryIn(await past.totals(asked, among, on)) : summaryRead(scope, among[0] ?? '')
    return { asked, said, read }
  }
  /** A summary from its documents: one query, unless they are more than the megabyte that one answers. */
  const summaryRead = async (place: string, summary: string): Promise<Summary> => {
    const found = await table.all<Totals>(keys.viewsOf(place, summary))
    return summaryFrom(
      summary,
      found.map(({ sk, body }) => [sk, body]),
    )
  }
  /** The summary of what is asked for; of a vendor or product those of what was merged into it too, the kept one first. */
  const summariesOf = ({ lists }: Asked, { area, vendor, product }: Narrowing): string[] => {
    if (area !== undefined) return [summaries.area(area)]
    if (vendor !== undefined) return lists.family(vendor).map(summaries.vendor)
    return product === undefined ? [summaries.everything] : lists.family(product).map(summaries.product)
  }
  /** All there is of an authority, in one query; where that is more than the megabyte one answers, each list by itself. */
  const heldBy = async (id: string, most: number) => {
    const page = await table.page<Totals | Row>(keys.viewsOf(id, ''))
    if (page.next === undefined) return { items: page.items, cut: false }
    const [documents, ...lists] = await Promise.all([
      table.all<Totals | Row>(keys.viewsOf(id, summaries.everything)),
      table.upTo<Totals | Row>(keys.viewsOf(id, listed.heldOf('contract')), most),
      table.upTo<Totals | Row>(keys.viewsOf(id, listed.heldOf('system')), most),
    ])
    return {
      items: [...documents, ...lists.flatMap(({ items }) => items)],
      cut: lists.some(({ cut }) => cut),
    }
  }

  return {
    async overview(scope: string, asAt?: IsoDate) {
      const { asked, said, read } = await summarised(scope, asAt)
      return { ...overviewView(await read([summaries.everything]), asked), ...said }
    },

    /** The overview's figures by quarter. */
    async trends(scope: string, asAt?: IsoDate) {
      const { asked, said } = await asking.of(scope, asAt)
      const of = { scope, authorities: asked.lists.authoritiesOf(scope) }
      const read = said.asAt ? readTrendsOn : readTrends
      const { quarters, now } = await read(table, of, asked.today)
      return { ...trendsView(quarters, now, asked), ...said }
    },

    /** What was approved in a quarter: the one that has begun, unless another is named. */
    async changes(scope: string, named: string | undefined, { whole = false } = {}) {
      const { asked } = await asking.of(scope)
      const quarter = named ?? quarterOf(asked.today)
      if (!hasBegun(quarter, asked.today)) {
        throw problem.malformed('That quarter is yet to come. Ask for the one that has begun or one before.')
      }
      const found = await (whole ? past.wholeQuarter(asked, quarter) : past.changes(asked, quarter))
      return changesView(quarter, found, asked)
    },

    /** What shares of a scope are shares of: two documents, and not its vendors and authorities; of the past, a book. */
    async figures(scope: string, asAt?: IsoDate) {
      const { asked, said } = await asking.of(scope, asAt)
      if (said.asAt) {
        return { ...figuresView(await past.totals(asked, [summaries.everything], said.asAt), asked), ...said }
      }
      const found = await table.many<Totals>(
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
      const { asked, said, read } = await summarised(scope, asAt)
      refuseUnknown(asked, { area })
      return { ...marketView(await read(summariesOf(asked, { area })), asked, { area, byGroup }), ...said }
    },

    async renewals(scope: string, typed: Narrowing, asAt?: IsoDate) {
      const { asked, said, read } = await summarised(scope, asAt)
      const by = narrowedTo(asked, typed)
      return { ...renewalsView(await read(summariesOf(asked, by)), asked, by), ...said }
    },

    /** Contracts of an authority that have a day to decide by, from a year ago on. By its code or its name in addresses. */
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

    async whoRunsWhat(scope: string, asAt?: IsoDate) {
      const { asked, said, read } = await summarised(scope, asAt)
      const matrix = said.asAt
        ? matrixOf(await read([summaries.whoRunsWhat]))
        : await readKeptOf(table, scope, whoRunsWhat)
      return { ...whoRunsWhatView(matrix, asked), ...said }
    },

    /** By its code, or by its name in addresses. `whole`: however long its lists are, for files. */
    async authority(
      id: string,
      { whole = false, asAt }: { whole?: boolean; asAt?: IsoDate | undefined } = {},
    ) {
      const found = lists().authority(id)
      if (!found) throw problem.missing('authority')
      const { asked: inRegion, said } = await asking.of(found.region, asAt)
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
      const { asked, said, read } = await summarised(scope, asAt)
      const area = asked.lists.area(id)
      if (!area) throw problem.missing('service area')
      return { ...serviceAreaView(area, await read([summaries.area(id)]), asked), ...said }
    },

    async buyTogether(scope: string, id: string, asAt?: IsoDate) {
      const { asked, said, read } = await summarised(scope, asAt)
      const area = asked.lists.serviceAreas().find((one) => one.id === id)
      if (!area) throw problem.missing('service area')
      const on = asked.today
      if (!said.asAt) {
        return buyTogetherView(area, await readTogether(table, { scope, area: id }, on), asked)
      }
      const [rows, summary] = await Promise.all([
        past.rowsIn<CouldEnd>(asked, listed.couldEnd(id), on),
        read([summaries.area(id)]),
      ])
      return { ...buyTogetherView(area, together(rows, summary, { stamp: 0, on }), asked), ...said }
    },

    /** The explorer's rows of an authority as at a day in the past, as a file. What is merged today is told as one. */
    async explorerFile(authority: string, asAt: IsoDate): Promise<string> {
      const found = lists().authority(authority)
      if (!found) throw problem.missing('file')
      const { asked, said } = await asking.of(found.region, asAt)
      if (!said.asAt) throw problem.missing('file')
      return writeExplorerFile((await past.recordsOf(asked, found.id, said.asAt)).map(explorerRow))
    },

    async vendor(scope: string, named: string, asAt?: IsoDate) {
      const { asked, said, read } = await summarised(scope, asAt)
      const id = asked.lists.kept(named)
      refuseUnknown(asked, { vendor: id })
      return { ...vendorView(id, await read(summariesOf(asked, { vendor: id })), asked), ...said }
    },

    async product(scope: string, named: string, asAt?: IsoDate) {
      const { asked, said, read } = await summarised(scope, asAt)
      const id = asked.lists.kept(named)
      refuseUnknown(asked, { product: id })
      return { ...productView(id, await read(summariesOf(asked, { product: id })), asked), ...said }
    },

    ...createListReading(table, asking, past),
    ...createRecordReading(deps.store, asking, past),
  }
}

const firstOfEach = (records: PublicRecord[], most: number): PublicRecord[] =>
  [...Map.groupBy(records, ({ kind }) => kind).values()].flatMap((those) => those.slice(0, most))
