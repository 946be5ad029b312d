import type { Together, TogetherMember } from '../domain/together.ts'
import type { ServiceArea } from '../schema/reference.ts'
import type { BuyTogetherView, CommonStart } from '../schema/view.ts'
import { type Asked, scopeOf } from './parts.ts'

/** When the authorities of a scope could buy together for a service area, in names. */
export function buyTogetherView({ id, label }: ServiceArea, found: Together, asked: Asked): BuyTogetherView {
  const { lists, scope, today } = asked
  const named = (authority: string) => {
    const { name, slug } = lists.authority(authority) ?? { name: authority, slug: authority }
    return { id: authority, name, slug }
  }
  const memberOf = (member: TogetherMember): CommonStart['members'][number] => {
    const { contract, title, supplier, step, optionsToUse, termsToRoll, endsOn, about, actBy } = member
    return {
      authority: named(member.authority),
      contract: { id: contract, name: title },
      supplier: { id: lists.kept(supplier), name: lists.vendorName(supplier) },
      step,
      optionsToUse,
      termsToRoll,
      endsOn,
      about,
      actBy,
      ...(member.annualPounds !== undefined && { annualPounds: member.annualPounds }),
    }
  }
  const { reporting, records, confirmed, oldest } = found.coverage
  return {
    scope: scopeOf(asked),
    today,
    area: { id, name: label },
    coverage: {
      reporting,
      authorities: lists.authoritiesOf(scope).length,
      records,
      confirmed,
      freshMonths: lists.freshMonths('contract'),
      ...(oldest && { oldest }),
    },
    contracts: found.contracts,
    authorities: found.authorities,
    groups: found.groups.map(({ members, lostByWaiting, ...group }) => ({
      ...group,
      members: members.map(memberOf).sort((a, b) => (a.actBy < b.actBy ? -1 : a.actBy > b.actBy ? 1 : 0)),
      lostByWaiting: lostByWaiting.map((authority) => {
        const { id: lost, name } = named(authority)
        return { id: lost, name }
      }),
    })),
  }
}
