import { addMonths, type IsoDate } from '../domain/calendar.ts'
import type { KeptChange } from '../domain/changed.ts'
import { type Days, type Opening, opensEveryQuarter, pastNames, type Stood } from '../domain/past.ts'
import { addInto, difference, isEmpty, type Totals } from '../domain/totals.ts'
import type { AnyRecord } from '../schema/record.ts'
import { scopeNames } from '../schema/scope.ts'
import { unlessMovedOn } from '../store/again.ts'
import { type Item, MovedOn, mostBytes, mostWrites, type Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { type Key, keys } from '../store/keys.ts'
import { pack, unpack } from '../store/packed.ts'
import { forgetQuarters, type KeptQuarters } from '../store/trends.ts'
import { addDaysInto, type PastReach } from '../stream/past.ts'
import type { Terms } from '../tallies/parts.ts'
import { approvedOn, pastBetween, type Reach } from '../tallies/past.ts'
import { isByQuarter, trendFaults } from './recountTrends.ts'

// The past of the summaries, worked out again from every version that is kept.

/** What the items of the past must say, by name; openings, what had come together before each quarter that began. */
type Wanted = {
  days: Map<string, Days>
  openings: Map<string, Totals>
  changes: Map<string, KeptChange>
  stood: Map<string, Stood>
  /** How far each record's has come, by its id. */
  reaches: Map<string, Reach>
}

export function pastOf(
  histories: Iterable<AnyRecord[]>,
  { terms, today }: { terms: Terms; today: IsoDate },
): Wanted {
  const wanted: Wanted = {
    days: new Map(),
    openings: new Map(),
    changes: new Map(),
    stood: new Map(),
    reaches: new Map(),
  }
  for (const versions of histories) {
    const last = versions.at(-1)
    if (!last) continue
    const reach = { version: last.version, day: lastDay(last, today) }
    const share = pastBetween(versions, undefined, reach, { terms, today })
    wanted.reaches.set(last.id, { ...reach, since: share.since })
    for (const [name, days] of share.days) {
      wanted.days.set(name, addDaysInto(wanted.days.get(name) ?? {}, days))
    }
    for (const [name, totals] of share.openings) {
      wanted.openings.set(name, addInto(wanted.openings.get(name) ?? {}, totals))
    }
    for (const [name, change] of share.changes) if (change) wanted.changes.set(name, change)
    for (const [name, line] of share.stood) if (line) wanted.stood.set(name, line)
  }
  for (const [name, days] of wanted.days) if (Object.keys(days).length === 0) wanted.days.delete(name)
  return wanted
}

const lastDay = (last: AnyRecord, today: IsoDate): IsoDate => {
  const on = approvedOn(last)
  return on > today ? on : today
}

/** All that is written of the past of records that have none yet. */
export function* pastWrites(
  histories: AnyRecord[][],
  facts: { terms: Terms; today: IsoDate },
): Generator<Write> {
  const { days, openings, changes, stood, reaches } = pastOf(histories, facts)
  const put = (key: Key, body: unknown): Write => ({ put: { ...key, revision: 1, body } })
  for (const [name, body] of days) yield put(keys.past(name), pack(body))
  for (const [name, totals] of openings) {
    if (isWorthKeeping(name, days)) yield put(keys.past(name), pack<Opening>({ whole: true, totals }))
  }
  for (const [name, one] of [...changes, ...stood]) yield put(keys.past(name), one)
  for (const [id, reach] of reaches) yield put(keys.pastReach(id), reach)
}

/** Fills it in, all at once: for a data set, before anyone can change it. */
export async function fillPast(
  store: Store,
  histories: AnyRecord[][],
  facts: { terms: Terms; today: IsoDate },
): Promise<void> {
  const writes = [...pastWrites(histories, facts)]
  for (let from = 0; from < writes.length; from += mostWrites) {
    await store.write(writes.slice(from, from + mostWrites))
  }
  await forgetQuarters(store.table, Object.keys(scopeNames))
}

/** Whether the past is kept, that of single vendors, which joined later, too: every contract has one. */
export async function hasPast(store: Store): Promise<boolean> {
  const found = await Promise.all(
    Object.keys(scopeNames).map((place) =>
      store.table.page(keys.pastOf(place, 'DAY#VENDOR#'), { limit: 1, below: 'DAY#VENDOR#~' }),
    ),
  )
  return found.some(({ items }) => items.length > 0)
}

/** Books of service areas open a quarter only where something moved in the one before. */
function isWorthKeeping(name: string, days: ReadonlyMap<string, Days>): boolean {
  const at = name.indexOf('/OPEN#')
  const [place, quarter] = [name.slice(0, at), name.slice(-'2026-07-01'.length)]
  const book = name.slice(at + '/OPEN#'.length, -quarter.length)
  if (opensEveryQuarter(place, book)) return true
  return [-3, -2, -1].some((months) => days.has(pastNames.days(place, book, addMonths(quarter, months))))
}

export type PastFault = { name: string; detail: string; mend: Write }

/** Gathers what there is of the past while the table is read: items first, then what they are made of. */
export function pastItems() {
  const items = new Map<string, Item>()
  const reaches = new Map<string, Item<PastReach>>()
  const byQuarter: Item<KeptQuarters>[] = []
  const histories = new Map<string, AnyRecord[]>()
  return {
    /** The first reading: whatever is written after it raises a revision. */
    see(item: Item): boolean {
      if (isByQuarter(item)) {
        byQuarter.push(item)
        return true
      }
      if (!item.pk.startsWith('PAST#')) return false
      const place = item.pk.slice('PAST#'.length)
      if (item.sk === 'REACH') reaches.set(place, item as Item<PastReach>)
      else items.set(`${place}/${item.sk}`, item)
      return true
    },
    /** The second. */
    take(item: Item): void {
      if (!item.pk.startsWith('RECORD#') || !item.sk.startsWith('VERSION#')) return
      const id = item.pk.slice('RECORD#'.length)
      const held = histories.get(id)
      if (held) held.push(item.body as AnyRecord)
      else histories.set(id, [item.body as AnyRecord])
    },
    /** What is not as it should be, with what puts it right. */
    faults(
      records: ReadonlyMap<string, { version: number }>,
      facts: { terms: Terms; today: IsoDate },
    ): PastFault[] {
      const own = [...histories].flatMap(([id, versions]) => {
        const current = records.get(id)
        const known = versions.filter(({ version }) => version <= (current?.version ?? 0))
        return known.length > 0 ? [known.sort((a, b) => a.version - b.version)] : []
      })
      const wanted = pastOf(own, facts)
      return [
        ...itemFaults(items, wanted),
        ...reachFaults(reaches, wanted.reaches),
        ...trendFaults(byQuarter, wanted.openings, facts.today),
      ]
    },
  }
}

function itemFaults(
  items: ReadonlyMap<string, Item>,
  { days, openings, changes, stood }: Wanted,
): PastFault[] {
  const faults: PastFault[] = []
  const put = (name: string, body: unknown): Write => {
    const revision = items.get(name)?.revision ?? 0
    return { put: { ...keys.past(name), revision: revision + 1, body: pack(body) }, ifRevision: revision }
  }
  const isOpening = (name: string) => name.includes('/OPEN#')
  // Those stand by themselves: each is as one record's versions say, and no sum.
  const isSaid = (name: string) => /\/(CHANGED|STOOD)#/.test(name)
  const said: ReadonlyMap<string, unknown> = new Map<string, unknown>([...changes, ...stood])
  for (const name of new Set([...items.keys(), ...days.keys(), ...said.keys()])) {
    const item = items.get(name)
    const kept = item && unpack(item.body)
    if (isOpening(name)) {
      // One that is not kept, or not whole yet, is worked out from what moved.
      const { whole, totals } = kept as Opening
      const by = difference(openings.get(name) ?? {}, whole ? totals : (openings.get(name) ?? {}))
      if (isEmpty(by)) continue
      const mend = put(name, { whole: true, totals: openings.get(name) ?? {} })
      faults.push({ name, detail: outBy(by), mend })
    } else if (isSaid(name)) {
      const due = said.get(name)
      if (JSON.stringify(kept) === JSON.stringify(due)) continue
      faults.push({
        name,
        detail: !due ? 'belongs to no version' : kept ? 'says something else' : 'is missing',
        mend: due ? put(name, due) : { remove: keys.past(name), ifRevision: item?.revision ?? 0 },
      })
    } else {
      const due = days.get(name) ?? {}
      const held = (kept ?? {}) as Days
      const by = flat(due, held)
      if (isEmpty(by)) continue
      faults.push({ name, detail: outBy(by), mend: put(name, due) })
    }
  }
  return faults
}

/** What two accounts of the same days differ by, over all their days. */
function flat(due: Days, held: Days): Totals {
  const by: Totals = {}
  for (const day of new Set([...Object.keys(due), ...Object.keys(held)])) {
    for (const [path, amount] of Object.entries(difference(due[day] ?? {}, held[day] ?? {}))) {
      by[`${day} ${path}`] = amount
    }
  }
  return by
}

const outBy = (by: Totals) =>
  Object.entries(by)
    .slice(0, 5)
    .map(([path, amount]) => `${path} is out by ${amount}`)
    .join(', ')

function reachFaults(
  reaches: ReadonlyMap<string, Item<PastReach>>,
  due: ReadonlyMap<string, Reach>,
): PastFault[] {
  return [...new Set([...due.keys(), ...reaches.keys()])].flatMap((id): PastFault[] => {
    const [body, reach] = [due.get(id), reaches.get(id)]
    const { version, since, under } = reach?.body ?? {}
    const isSince = JSON.stringify(since) === JSON.stringify(body?.since)
    if (reach && body && version === body.version && isSince && !under) return []
    const revision = reach?.revision ?? 0
    const key = keys.pastReach(id)
    return [
      {
        name: id,
        detail: !body
          ? 'has no versions'
          : version === body.version
            ? `its lines stand since ${Object.values(body.since ?? {}).join(' and ')}`
            : `its past has come to version ${version ?? 0} of ${body.version}`,
        mend: body
          ? { put: { ...key, revision: revision + 1, body }, ifRevision: revision }
          : { remove: key, ifRevision: revision },
      },
    ]
  })
}

/** As many together as one transaction takes. */
function inGroups(mends: Write[]): Write[][] {
  const groups: Write[][] = []
  let bytes = 0
  for (const mend of mends) {
    const size = JSON.stringify(mend).length
    const group = groups.at(-1)
    if (group && group.length < mostWrites && bytes + size <= mostBytes) {
      group.push(mend)
      bytes += size
    } else {
      groups.push([mend])
      bytes = size
    }
  }
  return groups
}

/** Puts right what nothing has written to since before the recount. */
export async function mendPast(store: Store, faults: PastFault[]): Promise<void> {
  for (const group of inGroups(faults.map(({ mend }) => mend))) {
    try {
      await store.write(group)
    } catch (failure) {
      if (!(failure instanceof MovedOn)) throw failure
      // One of them has: the others are put right by themselves.
      for (const mend of group) await unlessMovedOn(() => store.write([mend]))
    }
  }
  if (faults.length > 0) await forgetQuarters(store.table, Object.keys(scopeNames))
}
