import { addMonths, type IsoDate } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { lists as listed, undated } from '../domain/summary.ts'
import { scopeInWords } from '../schema/scope.ts'
import type { Table } from '../store/dynamo.ts'
import { keys } from '../store/keys.ts'
import { type Asked, areaName, type StoredContractRow, type StoredSystemRow } from '../views/parts.ts'
import { systemsView } from '../views/record.ts'
import { contractsView, type StoredTimelineRow, timelineUntil, timelineView } from '../views/renewals.ts'
import { type Asking, type Narrowing, narrowedTo } from './asking.ts'
import { type PastReading, type Row, rowOn } from './pastReading.ts'

// Lists of single records: contracts and systems a page at a time, and contracts by their days for the timeline and for
// calendars. Each page is one request, or as at a day in the past one for each region and one for what the records said.

export const whens = ['ahead', 'late', 'undated'] as const
export type When = (typeof whens)[number]

const onAPage = 50
/** Events in a calendar, soonest first: above what any part of the register is known to have. */
const mostInCalendar = 1000
/** How far back a calendar goes: what should have been decided on is not forgotten at once. */
export const monthsInCalendar = 12
/** Lines on the timeline: more would be a wall. */
const mostLines = 400

/** Which page of a list: the first, or the one after a row; and as at which day. */
type Page = { after?: string | undefined; asAt?: IsoDate | undefined }

export function createListReading(table: Table, asking: Asking, past: PastReading) {
  /**
   * A page of the rows of a list that lie from one place on and below another. As at a day: of those that stood in it
   * then, or in a list that is one with it since.
   */
  const pageOf = async <R extends Row>(
    asked: Asked,
    [list, ...others]: OneOrMore,
    { from, below, after, asAt }: { from: string; below: string } & Page,
  ): Promise<{ rows: R[]; next: string | undefined }> => {
    if (after !== undefined && !(after >= list + from && after < list + below)) throw notAPage()
    if (asAt !== undefined) {
      const { records, next } = await past.recordsIn(asked, [list, ...others], asAt, {
        from,
        below,
        after: after?.slice(list.length),
        most: onAPage,
      })
      const rows = records.map((record) => rowOn(record, asked) as R)
      return { rows, next: next === undefined ? undefined : list + next }
    }
    const page = await table.page<R>(keys.viewsOf(asked.scope, list + from), {
      limit: onAPage,
      below: list + below,
      after,
    })
    return { rows: page.items.map(({ body }) => body), next: page.next }
  }

  return {
    /** A page of contracts by the day to decide by: those from the day asked of on, those before, or those without one. */
    async contracts(scope: string, typed: Narrowing, when: When, { after, asAt }: Page) {
      const { asked, said } = await asking.of(scope, asAt)
      const lists = contractLists(asked, narrowedTo(asked, typed))
      const [from, below] = {
        ahead: [asked.today, undated],
        late: ['0', asked.today],
        undated: [undated, `${undated}~`],
      }[when] as [string, string]
      const { rows, next } = await pageOf<StoredContractRow>(asked, lists, { from, below, after, ...said })
      return { ...contractsView(rows, asked, next), ...said }
    },

    /** A page of the systems of an area, a vendor or a product. */
    async systems(scope: string, typed: Narrowing, { after, asAt }: Page) {
      const { asked, said } = await asking.of(scope, asAt)
      const lists = systemLists(asked, narrowedTo(asked, typed))
      if (lists === undefined) {
        throw problem.malformed('Ask for the systems of an area, a vendor or a product.')
      }
      const { rows, next } = await pageOf<StoredSystemRow>(asked, lists, {
        from: '',
        below: '~',
        after,
        ...said,
      })
      return { ...systemsView(rows, asked, next), ...said }
    },

    /** The decisions of the next 36 months. */
    async timeline(scope: string, asAt?: IsoDate) {
      const { asked, said } = await asking.of(scope, asAt)
      if (said.asAt) {
        const rows = await past.rowsIn<StoredTimelineRow>(asked, listed.timeline, said.asAt, {
          from: said.asAt,
          below: timelineUntil(said.asAt),
          most: mostLines + 1,
        })
        return { ...timelineView(rows.slice(0, mostLines), asked, rows.length > mostLines), ...said }
      }
      const from = (day: string) => keys.viewsOf(scope, listed.timeline + day)
      const page = await table.page<StoredTimelineRow>(from(asked.today), {
        limit: mostLines,
        below: from(timelineUntil(asked.today)).sk,
      })
      const rows = page.items.map(({ body }) => body)
      return timelineView(rows, asked, page.next !== undefined)
    },

    /** Contracts of an area or a vendor that have a day to decide by, from a year ago on. */
    async decisions(scope: string, typed: Narrowing) {
      const { asked } = await asking.of(scope)
      const by = narrowedTo(asked, typed)
      const [list] = contractLists(asked, by)
      const page = await table.page<StoredContractRow>(
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
  }
}

type OneOrMore = [string, ...string[]]
/** A list of each of these, the first of them first. */
const listOfEach = ([first = '', ...others]: string[], list: (id: string) => string): OneOrMore => [
  list(first),
  ...others.map(list),
]

/**
 * The list of contracts of an area or a vendor, or of all. After a vendor's own come those of the vendors that were merged
 * into it: its contracts stood in them until then.
 */
function contractLists({ lists }: Asked, { area, vendor }: Narrowing): OneOrMore {
  if (area !== undefined) return [listed.contractsOf('AREA', area)]
  if (vendor === undefined) return [listed.renewals]
  return listOfEach(lists.family(vendor), (id) => listed.contractsOf('VENDOR', id))
}

/** The same of systems, of which there is no list of all. */
function systemLists({ lists }: Asked, { area, vendor, product }: Narrowing): OneOrMore | undefined {
  if (area !== undefined) return [listed.systemsOf('AREA', area)]
  if (vendor !== undefined) return listOfEach(lists.family(vendor), (id) => listed.systemsOf('VENDOR', id))
  if (product === undefined) return undefined
  return listOfEach(lists.family(product), (id) => listed.systemsOf('PRODUCT', id))
}

const notAPage = () => problem.malformed('That is not a page of this list.')
