import { distributionOf, fewestCompared } from '../domain/distribution.ts'
import type { RegisterFigures } from '../domain/registerFigures.ts'
import type { CompletenessLine } from '../schema/completenessView.ts'
import { type PeerLine, type PeerMeasure, type PeersView, peerMeasures } from '../schema/peersView.ts'
import type { Authority } from '../schema/reference.ts'
import { type Asked, scopeOf } from './parts.ts'

/** An authority and what its register comes to; nothing where there is nothing on it. */
export type Peer = { authority: Authority; figures: RegisterFigures | undefined }

/** An amount of one authority; nothing where its register, or the list of authorities, does not say. */
const amounts: Record<PeerMeasure, (figures: RegisterFigures, authority: Authority) => number | undefined> = {
  suppliers: ({ contracts, suppliers = 0 }) => (contracts ? suppliers : undefined),
  poundsPerUser: (figures, { usersCount }) => poundsPer(figures, usersCount),
  poundsPerResident: (figures, { population }) => poundsPer(figures, population),
  systems: ({ systems }) => systems,
  systemsConfirmed: ({ system }) => confirmedShare(system),
  contractsConfirmed: ({ contract }) => confirmedShare(contract),
  systemsComplete: ({ system }) => system?.complete,
  contractsComplete: ({ contract }) => contract?.complete,
}

/** No contract that states a value is not nothing spent. */
const poundsPer = ({ stating, pounds = 0 }: RegisterFigures, heads: number | undefined) =>
  heads && stating ? pounds / heads : undefined

const confirmedShare = (line: CompletenessLine | undefined) => line && line.confirmed / line.records

/** One authority among the others of a scope: its own figures, the quartiles, and how many lie below it. No names. */
export function peersView(own: Authority, peers: readonly Peer[], asked: Asked): PeersView {
  const mine = peers.find(({ authority }) => authority.id === own.id)
  return {
    scope: scopeOf(asked),
    today: asked.today,
    authority: { id: own.id, name: own.name, slug: own.slug },
    reporting: peers.filter(({ figures }) => figures).length,
    fewest: fewestCompared,
    contracts: mine?.figures?.contracts ?? 0,
    stating: mine?.figures?.stating ?? 0,
    freshMonths: {
      system: asked.lists.freshMonths('system'),
      contract: asked.lists.freshMonths('contract'),
    },
    lines: peerMeasures.map((measure) => lineIn(measure, mine, peers)),
  }
}

function lineIn(measure: PeerMeasure, mine: Peer | undefined, peers: readonly Peer[]): PeerLine {
  const amountOf = ({ figures, authority }: Peer) => figures && amounts[measure](figures, authority)
  const own = mine && amountOf(mine)
  const known = peers.flatMap((peer) => amountOf(peer) ?? [])
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
