import type { Coverage, PublicContract, PublicDecision } from '../schema/view.ts'
import type { IsoDate } from './calendar.ts'
import { type Candidate, coExpiry, type Group, type Member } from './coExpiry.ts'
import { stepWords } from './coExpiryWords.ts'
import { coveredIn } from './figures.ts'
import { type Summary, stampPath } from './summary.ts'
import type { Totals } from './totals.ts'

// Who could buy together in a service area, in ids: worked out when its contracts change, and kept. Names are put on it
// when it is read.

/** What is kept of a contract that could end. */
export type CouldEnd = Candidate &
  Pick<PublicContract, 'title' | 'supplier'> &
  Pick<PublicDecision, 'state' | 'about'>

/** Somebody's part in a common start: what it is to do, and with which contract. */
export type TogetherMember = Member & Pick<CouldEnd, 'title' | 'supplier' | 'about'> & { step: string }

export type Together = {
  /** The contracts it was made of, by their stamp, and the day it was made for. */
  stamp: number
  on: IsoDate
  coverage: Pick<Coverage, 'reporting' | 'records' | 'confirmed' | 'oldest'>
  contracts: number
  authorities: number
  groups: (Omit<Group, 'members'> & { members: TogetherMember[] })[]
}

/** The stamp of a service area's contracts, from the document that counts them; nothing where it has none. */
export const stampIn = (totals: Totals | undefined): number => totals?.[stampPath] ?? 0

/** From the contracts of a service area that could end, and its summary. `stamp` was read before either. */
export function together(
  rows: readonly CouldEnd[],
  { totals, authorities }: Summary,
  { stamp, on }: { stamp: number; on: IsoDate },
): Together {
  const contracts = new Map(rows.map((row) => [row.id, row]))
  const told = (member: Member): TogetherMember[] => {
    const row = contracts.get(member.contract)
    if (!row) return []
    const { title, supplier, about, renewal, state } = row
    return [{ ...member, title, supplier, about, step: stepWords(member, { renewal, decision: { state } }) }]
  }
  return {
    stamp,
    on,
    coverage: {
      reporting: [...authorities.values()].filter((held) => (held['records/contract'] ?? 0) > 0).length,
      ...coveredIn({ totals }, 'contract'),
    },
    contracts: rows.length,
    authorities: new Set(rows.map(({ authority }) => authority)).size,
    groups: coExpiry(rows, on).map(({ members, ...group }) => ({ ...group, members: members.flatMap(told) })),
  }
}
