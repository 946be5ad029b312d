import { coExpiry, type Member } from '../domain/coExpiry.ts'
import { stepWords } from '../domain/coExpiryWords.ts'
import { publicEnd } from '../domain/disclosure.ts'
import type { Summary } from '../domain/summary.ts'
import type { ServiceArea } from '../schema/reference.ts'
import type { BuyTogetherView, CommonStart } from '../schema/view.ts'
import { type Asked, coverageOf, type StoredContractRow, scopeOf } from './parts.ts'

/** When the authorities of a scope could buy together for a service area: from its contracts that have an end. */
export function buyTogetherView(
  { id, label }: ServiceArea,
  summary: Summary,
  rows: StoredContractRow[],
  asked: Asked,
): BuyTogetherView {
  const { lists, today } = asked
  const contracts = new Map(rows.map((row) => [row.id, row]))
  const named = (authority: string) => {
    const { name, slug } = lists.authority(authority) ?? { name: authority, slug: authority }
    return { id: authority, name, slug }
  }
  const memberOf = (member: Member): CommonStart['members'] => {
    const contract = contracts.get(member.contract)
    if (!contract) return []
    const { optionsToUse, termsToRoll, endsOn, actBy, annualPounds } = member
    return [
      {
        authority: named(member.authority),
        contract: { id: contract.id, name: contract.title },
        supplier: { id: contract.supplier, name: lists.vendorName(contract.supplier) },
        step: stepWords(member, contract),
        optionsToUse,
        termsToRoll,
        endsOn,
        about: contract.decision.about,
        actBy,
        ...(annualPounds !== undefined && { annualPounds }),
      },
    ]
  }
  const groups = coExpiry(
    rows.map((row) => ({ ...row, endsOn: publicEnd(row), leadMonths: lists.leadMonths(row.route) })),
    today,
  )
  return {
    scope: scopeOf(asked),
    today,
    area: { id, name: label },
    coverage: coverageOf(summary, 'contract', asked),
    contracts: rows.length,
    authorities: new Set(rows.map(({ authority }) => authority)).size,
    groups: groups.map(({ members, lostByWaiting, ...group }) => ({
      ...group,
      members: members.flatMap(memberOf).sort((a, b) => (a.actBy < b.actBy ? -1 : a.actBy > b.actBy ? 1 : 0)),
      lostByWaiting: lostByWaiting.map((authority) => {
        const { id: lost, name } = named(authority)
        return { id: lost, name }
      }),
    })),
  }
}
