import { hasLeft, isLeaving, isStaying, type MoveTold } from '../domain/move.ts'
import { assessedIn } from '../domain/skillLevel.ts'
import { isLive } from '../domain/system.ts'
import type { Totals } from '../domain/totals.ts'
import type { MovesView, MoveView, PlannedMove } from '../schema/movesView.ts'
import type { Skill } from '../schema/reference.ts'
import { type Asked, areaName, byName, type KnownProduct, type Lists, scopeOf } from './parts.ts'

/** The last of all days, for those that name none. */
const never = '9999'

const authorityOf = (id: string, lists: Lists) => {
  const found = lists.authority(id)
  return { id, name: found?.name ?? id, slug: found?.slug ?? id }
}

const systemOf = ({ id, name, authority, peerContact }: MoveTold, lists: Lists) => ({
  id,
  name,
  authority: authorityOf(authority, lists),
  ...(peerContact && { contact: peerContact }),
})

const replacedOn = ({ plannedReplacementOn, replacedOn }: MoveTold) => plannedReplacementOn ?? replacedOn

function plannedMove(move: MoveTold, lists: Lists): PlannedMove {
  const on = replacedOn(move)
  return {
    ...systemOf(move, lists),
    ...(move.product && { product: { id: move.product, name: lists.productName(move.product) } }),
    ...(on && { on }),
    ...(move.replacedBy && { by: move.replacedBy }),
  }
}

/** The soonest first, and by the names of authorities where there is no telling. */
function soonestFirst(moves: PlannedMove[]): PlannedMove[] {
  const names = [...new Map(moves.map(({ authority }) => [authority.id, authority])).values()].sort(byName)
  const places = new Map(names.map(({ id }, place) => [id, place]))
  const placeOf = ({ authority }: PlannedMove) => places.get(authority.id) ?? 0
  return moves.sort((a, b) => {
    const [on, other] = [a.on ?? never, b.on ?? never]
    return on < other ? -1 : on > other ? 1 : placeOf(a) - placeOf(b)
  })
}

/** Systems of a scope that are to be replaced. */
export const movesView = (moves: readonly MoveTold[], cut: boolean, asked: Asked): MovesView => ({
  scope: scopeOf(asked),
  today: asked.today,
  planned: soonestFirst(moves.map((move) => plannedMove(move, asked.lists))),
  cut,
})

/**
 * One product, and who could help a council that leaves it: those that have left it, those that run what it is replaced
 * by, and those that can help in the skills a move takes.
 */
export function moveView(
  product: KnownProduct,
  moves: readonly MoveTold[],
  /** Systems of each product it is said to be replaced by. */
  successors: ReadonlyMap<string, readonly MoveTold[]>,
  /** What each authority says of its skills. */
  assessed: ReadonlyMap<string, Totals>,
  skills: readonly Skill[],
  asked: Asked,
): MoveView {
  const { lists, today, scope } = asked
  const leaving = moves.filter((move) => isLeaving(move, today))
  const left = moves.filter((move) => hasLeft(move, today))
  const before = new Set(left.map(({ authority }) => authority))
  const wanting = new Set(leaving.map(({ authority }) => authority))
  const inScope = new Set(lists.authoritiesOf(scope).map(({ id }) => id))
  return {
    scope: scopeOf(asked),
    today,
    product: {
      id: product.id,
      name: product.name,
      ...(product.maker && { maker: { id: product.maker, name: lists.vendorName(product.maker) } }),
      serviceAreas: product.serviceAreas.map((id) => ({ id, name: areaName(id, lists) })),
    },
    planned: soonestFirst(leaving.map((move) => plannedMove(move, lists))),
    left: left
      .map((move) => ({
        ...systemOf(move, lists),
        on: move.retiredOn ?? today,
        ...(move.replacedBy && { by: move.replacedBy }),
      }))
      .sort((a, b) => (a.on > b.on ? -1 : 1)),
    staying: new Set(moves.filter((move) => isStaying(move, today)).map(({ authority }) => authority)).size,
    successors: [...successors].map(([id, runs]) => ({
      id,
      name: lists.productName(id),
      systems: runs
        .filter((move) => isLive(move, today))
        .map((move) => ({
          ...systemOf(move, lists),
          ...(move.goesLiveOn && { since: move.goesLiveOn }),
          movedFromIt: before.has(move.authority),
        }))
        .sort((a, b) => Number(b.movedFromIt) - Number(a.movedFromIt) || byName(a.authority, b.authority)),
    })),
    skills: skills
      .map(({ id, label }) => {
        const help = [...assessed]
          .filter(([authority]) => inScope.has(authority))
          .map(([authority, held]) => ({ authority, ...assessedIn(held[id] ?? 0) }))
        const those = (which: typeof help) =>
          which.map(({ authority }) => authorityOf(authority, lists)).sort(byName)
        return {
          id,
          name: label,
          canHelp: those(help.filter(({ canHelp }) => canHelp)),
          wantsHelp: those(help.filter(({ authority, wantsHelp }) => wantsHelp && wanting.has(authority))),
        }
      })
      .filter(({ canHelp, wantsHelp }) => canHelp.length + wantsHelp.length > 0),
  }
}
