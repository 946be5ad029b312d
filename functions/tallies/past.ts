import { addDays, type IsoDate, londonToday } from '../domain/calendar.ts'
import { changeKinds, type KeptChange, keptChange } from '../domain/changed.ts'
import { saidIn } from '../domain/merge.ts'
import {
  type Bundle,
  bucketOf,
  bundles,
  changesBook,
  type Days,
  opensQuarters,
  pastNames,
  quarterStart,
  quartersBegun,
  type Stood,
  scopesOver,
} from '../domain/past.ts'
import { summaries } from '../domain/summary.ts'
import { addInto, isEmpty, type Totals } from '../domain/totals.ts'
import { type AnyRecord, isMembersRecord } from '../schema/record.ts'
import type { PublicRecord } from '../schema/view.ts'
import { type Known, knownOf, shareOfKnown } from './contribution.ts'
import { areasOf, type Count, holders, nothing, scopesOf, type Terms, toldNow } from './parts.ts'
import { type Books, inBooks, inMembersBooks, placeAndBook } from './pastBooks.ts'
import {
  type InBundles,
  inBundles,
  type Lines,
  linesOf,
  type Stretch,
  sameLines,
  stoodItems,
} from './pastLines.ts'

// What a record adds to the past of the summaries: made of its versions, each from the day it was approved, and of the
// days that passed since. It never looks at the clock, so the same versions and day always come to the same.

/**
 * A record's past as far as a version and a day: where it has come to, or is to come. `since` are the days from which its
 * lines stood as they then did; absent where lines of the past are not kept of it yet. Those of moves are where all that
 * members read is.
 */
export type Reach = { version: number; day: IsoDate; since?: Since | undefined }
type Since = Partial<Record<Bundle, IsoDate>>

/** Whether what members read of it is kept. */
const keepsMembers = ({ since }: Reach) => since?.moves !== undefined

/**
 * What is added to the items of the past, by name; single changes and lines of lists with what is to be said of each, if
 * anything; and since when its lines stand as they do at the end.
 */
export type PastShare = {
  days: Map<string, Days>
  openings: Map<string, Totals>
  changes: Map<string, KeptChange | undefined>
  stood: Map<string, Stood | undefined>
  since: Reach['since']
  /** Scopes of which something moved before the quarter that has begun. */
  quarters: ReadonlySet<string>
}

/** A version as it may be told now, and the day it was approved. */
type Told = Known & { version: number; on: IsoDate; said: string | undefined }

/** The day a version counts from. */
export const approvedOn = ({ updatedAt }: AnyRecord): IsoDate => londonToday(new Date(updatedAt))

const told = (versions: AnyRecord[], upTo: number, terms: Terms): Told[] => {
  const known = versions.filter(({ version }) => version <= upTo)
  const latest = known.at(-1)
  if (!latest) return []
  return known.map((one) => ({
    ...knownOf(toldNow(one, latest, terms), terms),
    version: one.version,
    on: approvedOn(one),
    said: isMembersRecord(one) ? undefined : saidIn(one, 'supplier'),
  }))
}

/** The latest version approved by the end of a day. */
const standingOn = (versions: Told[], day: IsoDate): Told | undefined =>
  versions.findLast(({ on }) => on <= day)

/** `withMembers` is false where what members read is not kept of it yet. */
type Walking = { terms: Terms; withMembers: boolean }

/**
 * Goes through a record's days from one to another and says by what its totals move on each; on the first, all it has.
 * Answers how its lines stood, in order; after those that stood on the first day already, where they are known.
 */
function walk(
  versions: Told[],
  { from, to, begun }: { from: IsoDate; to: IsoDate; begun?: InBundles<Stretch> | undefined },
  walking: Walking,
  move: (name: string, day: IsoDate, by: Totals) => void,
): InBundles<Stretch[]> {
  let before: Books = new Map()
  let day: IsoDate | undefined = from
  const stretches = inBundles((bundle): Stretch[] => (begun ? [{ ...begun[bundle] }] : []))
  while (day !== undefined && day <= to) {
    const { books, lines, turns } = onDay(versions, day, walking)
    for (const name of new Set([...before.keys(), ...books.keys()])) {
      const by = addInto({ ...books.get(name) }, before.get(name) ?? {}, -1)
      if (!isEmpty(by)) move(name, day, by)
    }
    for (const bundle of bundles) {
      const last = stretches[bundle].at(-1)
      if (last && sameLines(last.lines, lines[bundle])) continue
      if (last) last.until = addDays(day, -1)
      stretches[bundle].push({ from: day, lines: lines[bundle] })
    }
    before = books
    day = turns
  }
  return stretches
}

/** What a record has on a day, and the next day on which that may be otherwise. */
function onDay(
  versions: Told[],
  day: IsoDate,
  { terms, withMembers }: Walking,
): { books: Books; lines: InBundles<Lines>; turns: IsoDate | undefined } {
  const standing = standingOn(versions, day)
  const { counts, rows, until } = standing ? shareOfKnown(standing, day, terms) : nothing
  const open = standing?.open
  const held = open ? holders(open) : standing ? [standing.record.authority] : []
  return {
    books: new Map([
      ...(open ? inBooks(counts, held, terms) : []),
      ...(withMembers ? inMembersBooks(counts, held, terms) : []),
    ]),
    lines: linesOf(open, rows, { held, terms }),
    turns: [
      ...versions.map(({ on }) => on).filter((on) => on > day),
      ...(until ? [addDays(until, 1)] : []),
    ].sort()[0],
  }
}

/** What a change counts for in the quarter in which it was approved. */
function countedChange(record: PublicRecord, kinds: readonly string[], terms: Terms): Count[] {
  const held = holders(record)
  const totals = Object.fromEntries([
    ...kinds.map((kind) => [kind, 1] as const),
    ...areasOf(record, terms).flatMap((area) => kinds.map((kind) => [`area/${area}/${kind}`, 1] as const)),
  ])
  return [
    { places: scopesOf(held, terms), document: changesBook, totals },
    ...held.map((holder) => ({
      places: terms.scopesOf(holder),
      document: changesBook,
      totals: Object.fromEntries(kinds.map((kind) => [`authority/${holder}/${kind}`, 1])),
    })),
  ]
}

/**
 * Whether versions from one on tell all there is to tell of a record's past from where it has come to: they hold back
 * the same, and none counts from an earlier day than another, or from before its lines came to stand as they do.
 */
export function tellsTheRest(recent: readonly AnyRecord[], before: Reach): boolean {
  const [last, ...added] = recent
  const { since } = before
  return (
    last?.version === before.version &&
    since !== undefined &&
    bundles.every((bundle) => since[bundle] !== undefined) &&
    added.every(
      (one) =>
        heldIn(one) === heldIn(last) &&
        approvedOn(one) >= approvedOn(last) &&
        bundles.every((bundle) => approvedOn(one) > (since[bundle] ?? '')),
    )
  )
}
const heldIn = (record: AnyRecord) =>
  isMembersRecord(record)
    ? ''
    : record.heldBack
        .map(({ field }) => field)
        .sort()
        .join()

/**
 * What brings the past from where a record's has come to, to where it is to come. `versions` holds, in order, all that
 * may tell: every one, or the one it had come to and those after, where they tell the rest. `today` is the day on which
 * that is so, up to which quarters have begun.
 */
export function pastBetween(
  versions: AnyRecord[],
  before: Reach | undefined,
  after: Reach | undefined,
  { terms, today }: { terms: Terms; today: IsoDate },
): PastShare {
  const days = new Map<string, Days>()
  const changes: PastShare['changes'] = new Map()
  const old = before ? told(versions, before.version, terms) : []
  const now = after ? told(versions, after.version, terms) : []
  const walking = { terms, withMembers: true }
  const first = versions[0]?.version ?? 1
  const from = fromDay(old, now, before, first === 1)
  const move = (times: number) => (name: string, day: IsoDate, by: Totals) => {
    const [place, book] = placeAndBook(name)
    const item = pastNames.days(place, book, bucketOf(place, book, day))
    const held = days.get(item) ?? {}
    const sum = addInto(held[day] ?? {}, by, times)
    if (isEmpty(sum)) delete held[day]
    else held[day] = sum
    days.set(item, held)
  }
  const none = inBundles((): Stretch[] => [])
  let [stoodBefore, stoodNow] = [none, none]
  if (from !== undefined) {
    const begun = first === 1 ? undefined : standing(old, before, terms)
    if (after) stoodNow = walk(now, { from, to: after.day, begun }, walking, move(1))
    if (before) {
      const asKept = { ...walking, withMembers: keepsMembers(before) }
      stoodBefore = walk(old, { from, to: before.day, begun }, asKept, move(-1))
    }
  }
  const stood: PastShare['stood'] = new Map()
  const keptBefore = bundles.filter((bundle) => before?.since?.[bundle] !== undefined)
  const [stoodWas, stoodIs] = [stoodItems(stoodBefore, keptBefore), stoodItems(stoodNow)]
  for (const name of new Set([...stoodWas.keys(), ...stoodIs.keys()])) {
    if (JSON.stringify(stoodWas.get(name)) !== JSON.stringify(stoodIs.get(name)))
      stood.set(name, stoodIs.get(name))
  }

  const changesIn = (versions: Told[], times: 1 | -1) => {
    const said = new Map<string, KeptChange>()
    const register = versions.flatMap((one) => (one.open ? [{ ...one, record: one.open }] : []))
    for (const [index, { version, on, record, said: saidNow }] of register.entries()) {
      const earlier = register[index - 1]
      // Two vendors that LOTI merged, or parted again, are no change: the authority says of its supplier what it said.
      const previous =
        earlier?.record.kind === 'contract' && record.kind === 'contract' && earlier.said === saidNow
          ? { ...earlier.record, supplier: record.supplier }
          : earlier?.record
      // The first of some versions only says what the next one changed.
      if (!previous && version !== 1) continue
      const kinds = changeKinds(previous, record)
      const quarter = quarterStart(on)
      for (const place of new Set(holders(record).flatMap((one) => terms.scopesOf(one)[0] ?? []))) {
        const change = keptChange(previous, record, on)
        if (change) said.set(pastNames.change(place, quarter, on, record.id, version), change)
      }
      if (kinds.length === 0) continue
      const books = inBooks(countedChange(record, kinds, terms), holders(record), terms)
      for (const [name, totals] of books) move(times)(name, quarter, totals)
    }
    return said
  }
  const [was, is] = [changesIn(old, -1), changesIn(now, 1)]
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    if (JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name))) changes.set(name, is.get(name))
  }

  for (const [item, held] of days) if (Object.keys(held).length === 0) days.delete(item)
  const openings = openingsOf(days, after && after.day > today ? after.day : today)
  return { days, openings, changes, stood, since: sinceOf(stoodNow), quarters: quartersIn(openings) }
}

/** How lines stood where a record's past had come to. */
function standing(old: Told[], before: Reach | undefined, terms: Terms): InBundles<Stretch> | undefined {
  if (!before?.since) return undefined
  const { since } = before
  const { lines } = onDay(old, before.day, { terms, withMembers: true })
  return inBundles((bundle) => ({ from: since[bundle] ?? before.day, lines: lines[bundle] }))
}

function sinceOf(stretches: InBundles<Stretch[]>): Reach['since'] {
  const since: Since = {}
  for (const bundle of bundles) {
    const last = stretches[bundle].at(-1)
    if (!last) return undefined
    since[bundle] = last.from
  }
  return since
}

/** The first day that may be told otherwise than before. */
function fromDay(old: Told[], now: Told[], before: Reach | undefined, isWhole: boolean): IsoDate | undefined {
  const days = [...old, ...now].map(({ on }) => on).sort()
  if (isWhole || !before) return days[0]
  const added = now.filter(({ version }) => version > before.version).map(({ on }) => on)
  return [...added, before.day].sort()[0]
}

/** The scopes whose figures by quarter rest on these openings. */
function quartersIn(openings: ReadonlyMap<string, Totals>): Set<string> {
  const scopes = new Set<string>()
  for (const name of openings.keys()) {
    const [place, rest] = placeAndBook(name)
    if (!rest.startsWith(`OPEN#${summaries.everything}`)) continue
    for (const scope of scopesOver(place)) scopes.add(scope)
  }
  return scopes
}

/** What openings of later quarters are out by: all that moved before them. */
function openingsOf(days: ReadonlyMap<string, Days>, upTo: IsoDate): Map<string, Totals> {
  const openings = new Map<string, Totals>()
  for (const [item, held] of days) {
    const [place, rest] = placeAndBook(item)
    const book = rest.slice('DAY#'.length, -'2026-07-01'.length)
    if (book === changesBook || !opensQuarters(place, book)) continue
    for (const [day, by] of Object.entries(held)) {
      for (const quarter of quartersBegun(day, upTo)) {
        const name = pastNames.opening(place, book, quarter)
        openings.set(name, addInto(openings.get(name) ?? {}, by))
      }
    }
  }
  return openings
}
