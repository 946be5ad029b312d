import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { authorities, london } from '../../functions/reference/index.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'

// The demonstration over and over, until there are as many systems as wanted: each time under other ids and held by
// other authorities, with its contracts and with what is shared still shared.

export const today = londonToday()
/** Holds the same in an estate of any size, so that its own page can be compared. */
export const constant = 'E09000007'

const made = demonstration(today)
/** What the demonstration holds of London's first time round: it is in every estate, and the same. */
export const first = made.records
/** What London's authorities say to each other: the same in every estate. */
export const { opinions } = made

const others = authorities().filter(({ id }) => id !== constant)
const places = {
  London: others.filter(({ id }) => terms.scopesOf(id)[0] === london),
  'the country': others.filter(({ id }) => terms.scopesOf(id).length > 0),
}

/**
 * As many systems, and their contracts: in London, where each borough has some in an estate of any size, or over the
 * whole country.
 */
export function estate(systems: number, { over }: { over: keyof typeof places }): RegisterRecord[] {
  const holders = [...new Set(first.flatMap(({ authority, sharedWith }) => [authority, ...sharedWith]))]
  const place = new Map(holders.map((id, index) => [id, index]))
  const there = places[over]
  const found: RegisterRecord[] = []
  const taken = new Set<string>()
  for (let time = 0; taken.size < systems; time += 1) {
    const moved = (id: string) =>
      time === 0 ? id : (there[(time * holders.length + (place.get(id) ?? 0)) % there.length]?.id ?? id)
    const called = (id: string) => (time === 0 ? id : `${id}x${time}`)
    for (const record of first) {
      const { leadAuthority } = record
      const shared = {
        id: called(record.id),
        authority: moved(record.authority),
        sharedWith: record.sharedWith.map(moved),
        ...(leadAuthority && { leadAuthority: moved(leadAuthority) }),
      }
      if (record.kind === 'system') {
        if (taken.size === systems) continue
        taken.add(shared.id)
        found.push({ ...record, ...shared })
      } else {
        const covered = record.systems.map(called)
        if (covered.every((id) => taken.has(id))) found.push({ ...record, ...shared, systems: covered })
      }
    }
  }
  return found
}
