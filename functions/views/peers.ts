import { distributionOf, fewestCompared } from '../domain/distribution.ts'
import { suppliersIn } from '../domain/satisfaction.ts'
import type { Totals } from '../domain/totals.ts'
import { type PeerLine, type PeerMeasure, type PeersView, peerMeasures } from '../schema/peersView.ts'
import type { Authority } from '../schema/reference.ts'
import { completeIn } from './completeness.ts'
import { type Asked, number, scopeOf } from './parts.ts'

/** What one authority has and how complete it is, from its documents. */
export type Held = { authority: Authority; compared: Totals; completeness: Totals }

/** An amount of one authority; nothing where its register, or the list of authorities, does not say. */
const amounts: Record<PeerMeasure, (held: Held) => number | undefined> = {
  suppliers: ({ compared }) => (number(compared, 'contracts') > 0 ? suppliersIn(compared) : undefined),
  poundsPerUser: ({ compared, authority }) => poundsPer(compared, authority.usersCount),
  poundsPerResident: ({ compared, authority }) => poundsPer(compared, authority.population),
  systems: ({ compared }) => compared.systems,
  systemsConfirmed: ({ completeness }) => confirmedShare(completeness, 'system'),
  contractsConfirmed: ({ completeness }) => confirmedShare(completeness, 'contract'),
  systemsComplete: ({ completeness }) => completeIn(completeness, 'system'),
  contractsComplete: ({ completeness }) => completeIn(completeness, 'contract'),
}

/** No contract that states a value is not nothing spent. */
const poundsPer = (compared: Totals, heads: number | undefined) =>
  heads && number(compared, 'stating') > 0 ? number(compared, 'pounds') / heads : undefined

function confirmedShare(completeness: Totals, kind: 'system' | 'contract'): number | undefined {
  const records = number(completeness, `${kind}/records`)
  return records === 0 ? undefined : number(completeness, `${kind}/confirmed`) / records
}

/** One authority among the others of a scope: its own figures, the quartiles, and how many lie below it. No names. */
export function peersView(own: Authority, peers: readonly Held[], asked: Asked): PeersView {
  const mine = peers.find(({ authority }) => authority.id === own.id)
  return {
    scope: scopeOf(asked),
    today: asked.today,
    authority: { id: own.id, name: own.name, slug: own.slug },
    reporting: peers.filter(
      ({ compared, completeness }) => Object.keys(compared).length + Object.keys(completeness).length > 0,
    ).length,
    fewest: fewestCompared,
    contracts: number(mine?.compared ?? {}, 'contracts'),
    stating: number(mine?.compared ?? {}, 'stating'),
    lines: peerMeasures.map((measure) => lineIn(measure, mine, peers)),
  }
}

function lineIn(measure: PeerMeasure, mine: Held | undefined, peers: readonly Held[]): PeerLine {
  const amount = amounts[measure]
  const own = mine && amount(mine)
  const known = peers.flatMap((peer) => amount(peer) ?? [])
  const found = distributionOf(known)
  return {
    measure,
    ...(own !== undefined && { own }),
    known: known.length,
    ...(found && {
      others: {
        lower: found.lower,
        median: found.median,
        upper: found.upper,
        ...(own !== undefined && {
          below: known.filter((one) => one < own).length,
          equal: known.filter((one) => one === own).length - 1,
        }),
      },
    }),
  }
}
