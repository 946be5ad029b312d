import type { System } from '../schema/system.ts'
import type { IsoDate } from './calendar.ts'
import { plain } from './plain.ts'
import { isLive } from './system.ts'

// Moves from one product to another: who plans one, who has made it, and to what.

/** What members may know of a system that somebody might ask about such a move. */
export type Move = Pick<
  System,
  | 'id'
  | 'authority'
  | 'name'
  | 'product'
  | 'serviceAreas'
  | 'goesLiveOn'
  | 'replacedBy'
  | 'replacedOn'
  | 'retiredOn'
  | 'plannedReplacementOn'
  | 'peerContact'
>

/** As views tell of it. */
export type MoveTold = Omit<Move, 'serviceAreas'>

export const moveOf = ({
  id,
  authority,
  name,
  product,
  serviceAreas,
  goesLiveOn,
  replacedBy,
  replacedOn,
  retiredOn,
  plannedReplacementOn,
  peerContact,
}: System): Move => ({
  id,
  authority,
  name,
  product,
  serviceAreas,
  goesLiveOn,
  replacedBy,
  replacedOn,
  retiredOn,
  plannedReplacementOn,
  peerContact,
})

export const hasLeft = ({ retiredOn }: Pick<Move, 'retiredOn'>, day: IsoDate): boolean =>
  retiredOn !== undefined && retiredOn <= day

/** Still there, and said to go: a replacement is planned, or what replaces it is named or dated. */
export const isLeaving = (move: MoveTold, day: IsoDate): boolean =>
  !hasLeft(move, day) &&
  (move.plannedReplacementOn !== undefined || move.replacedBy !== undefined || move.replacedOn !== undefined)

/** In use with no word of leaving. */
export const isStaying = (move: MoveTold, day: IsoDate): boolean => isLive(move, day) && !isLeaving(move, day)

type Named = { id: string; name: string; aliases: readonly string[] }

/**
 * The products that systems are said to be replaced by, those named most often first. What replaces a system is written
 * in a person's own words, so it counts only where these are the name of a product on the list.
 */
export function successors(moves: readonly MoveTold[], products: readonly Named[]): string[] {
  const wanted = new Map<string, number>()
  for (const { replacedBy } of moves) {
    if (replacedBy) wanted.set(plain(replacedBy), (wanted.get(plain(replacedBy)) ?? 0) + 1)
  }
  if (wanted.size === 0) return []
  return products
    .map(({ id, name, aliases }) => ({
      id,
      times: [...new Set([name, ...aliases].map(plain))].reduce(
        (sum, one) => sum + (wanted.get(one) ?? 0),
        0,
      ),
    }))
    .filter(({ times }) => times > 0)
    .sort((a, b) => b.times - a.times || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}
