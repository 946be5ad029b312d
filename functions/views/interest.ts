import type { Contract } from '../schema/contract.ts'
import type { AreaInterestView, Interest, Interested, InterestsView } from '../schema/interest.ts'
import { type Asked, areaName, scopeOf } from './parts.ts'

const interestedIn = (interests: Interest[], { scope, lists }: Asked): Interested[] => {
  const within = new Map(lists.authoritiesOf(scope).map((one) => [one.id, one]))
  return interests
    .flatMap(({ authority: id, contact, note, at, revision }) => {
      const authority = within.get(id)
      if (!authority) return []
      const { name, slug } = authority
      return [{ authority: { id, name, slug }, contact, ...(note && { note }), at, revision }]
    })
    .sort((a, b) => a.authority.name.localeCompare(b.authority.name, 'en-GB'))
}

/** Who is interested in what, service areas that most are interested in first. */
export function interestsView(interests: Interest[], asked: Asked): InterestsView {
  const areas = [...Map.groupBy(interests, ({ area }) => area)]
    .map(([id, those]) => ({ id, name: areaName(id, asked.lists), interested: interestedIn(those, asked) }))
    .filter(({ interested }) => interested.length > 0)
    .sort((a, b) => b.interested.length - a.interested.length || a.name.localeCompare(b.name, 'en-GB'))
  return { scope: scopeOf(asked), areas }
}

/** Who is interested in one service area, and what the contracts that could end together say of it. */
export const areaInterestView = (
  area: { id: string; label: string },
  interests: Interest[],
  { contracts, speaksFor }: { contracts: Iterable<Contract>; speaksFor: string[] },
  asked: Asked,
): AreaInterestView => ({
  scope: scopeOf(asked),
  area: { id: area.id, name: area.label },
  interested: interestedIn(interests, asked),
  speaksFor: speaksFor.flatMap((id) => {
    const { name, slug } = asked.lists.authority(id) ?? {}
    return name && slug ? [{ id, name, slug }] : []
  }),
  openTo: Object.fromEntries(
    [...contracts].flatMap(({ id, buyingTogether }) => (buyingTogether ? [[id, buyingTogether]] : [])),
  ),
})
