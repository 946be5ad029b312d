import fc from 'fast-check'
import { addDays, addMonths } from '../../functions/domain/calendar.ts'
import { ratingId } from '../../functions/domain/rating.ts'
import { rules } from '../../functions/domain/rules.ts'
import { skillLevelId } from '../../functions/domain/skillLevel.ts'
import { type ContractFields, renewals, routes } from '../../functions/schema/contract.ts'
import { dimensions, raterRoles, scores } from '../../functions/schema/rating.ts'
import type { MembersRecord, RegisterRecord } from '../../functions/schema/record.ts'
import { schemas } from '../../functions/schema/record.ts'
import { levels, peopleBands } from '../../functions/schema/skillLevel.ts'
import type { SystemFields } from '../../functions/schema/system.ts'
import type { Terms } from '../../functions/tallies/parts.ts'

// Records by chance, over a small world, so that they meet: the same vendors, areas and authorities again and again.

export const today = '2026-11-24'
export const authorities = ['E09000001', 'E09000007', 'E09000030', 'E06000001', 'S12000033']
const vendors = ['ven_a', 'ven_b', 'ven_c']
const areas = ['housing', 'libraries', 'parking']

export const terms: Terms = {
  scopesOf: (authority) =>
    authority.startsWith('E09')
      ? ['E12000007', 'E92000001', 'K02000001']
      : authority.startsWith('E')
        ? ['E12000001', 'E92000001', 'K02000001']
        : ['S92000003', 'K02000001'],
  groupOf: (area) => (area === 'parking' ? 'all-streets' : 'all-buildings'),
  leadMonths: (route) => (route === 'open tender' ? 12 : 3),
  freshMonths: (kind) => (kind === 'contract' ? 6 : 12),
  rules,
}

const day = fc.integer({ min: -700, max: 1500 }).map((days) => addDays(today, days))
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const shared = fc.uniqueArray(fc.constantFrom(...authorities), { maxLength: 2 })
const someAreas = fc.uniqueArray(fc.constantFrom(...areas), { minLength: 1, maxLength: 2 })
const held = <F extends string>(fields: readonly F[]) =>
  fc.uniqueArray(fc.constantFrom(...fields), { maxLength: 2 }).map((chosen) =>
    chosen.map((field) => ({
      field,
      ground: 'commercially sensitive' as const,
      reviewOn: addMonths(today, 12),
    })),
  )

const systemFields: fc.Arbitrary<Partial<SystemFields>> = fc.record({
  name: fc.constantFrom('One', 'Two'),
  product: maybe(fc.constantFrom('prd_1', 'prd_2')),
  maker: maybe(fc.constantFrom(...vendors)),
  serviceAreas: someAreas,
  hosting: fc.constant('SaaS' as const),
  goesLiveOn: maybe(day),
  retiredOn: maybe(day),
  replacedBy: maybe(fc.constantFrom('Two', 'Something else')),
  plannedReplacementOn: maybe(day),
  sharedWith: shared,
  users: maybe(fc.nat(500)),
  heldBack: held(schemas.system.holdable),
})

const contractFields: fc.Arbitrary<Partial<ContractFields>> = fc.record({
  title: fc.constantFrom('Alpha', 'Beta'),
  supplier: fc.constantFrom(...vendors),
  systems: fc.uniqueArray(fc.constantFrom('sys_1', 'sys_2', 'sys_3'), { maxLength: 2 }),
  serviceAreas: fc.uniqueArray(fc.constantFrom(...areas), { maxLength: 2 }),
  startsOn: maybe(day),
  endsOn: maybe(day),
  options: fc.array(fc.constantFrom(6, 12), { maxLength: 2 }),
  noticeMonths: maybe(fc.constantFrom(0, 3, 6)),
  renewal: fc.constantFrom(...renewals),
  rollMonths: fc.constant(12),
  stillUsed: fc.boolean(),
  annualPounds: maybe(fc.integer({ min: 0, max: 900_000 })),
  route: fc.constantFrom(...routes),
  notices: fc.constant([]),
  cpvCodes: fc.constant([]),
  sharedWith: shared,
  retiredOn: maybe(day),
  heldBack: held(schemas.contract.holdable),
})

const confirmation = maybe(
  fc.integer({ min: -500, max: 0 }).map((days) => `${addDays(today, days)}T12:00:00.000Z`),
)

/** What a record at its first version says of itself. */
const firstVersion = (confirmedAt: string | undefined) => ({
  version: 1,
  provenance: {
    source: 'form',
    confidence: 'verified',
    ...(confirmedAt && { confirmedAt, confirmedBy: 'someone' }),
  },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
})

/** A record at its first version. */
export const anyRecord: fc.Arbitrary<RegisterRecord> = fc
  .record({
    kind: fc.constantFrom('system' as const, 'contract' as const),
    number: fc.nat(7),
    authority: fc.constantFrom(...authorities),
    system: systemFields,
    contract: contractFields,
    confirmedAt: confirmation,
  })
  .map(({ kind, number, authority, system, contract, confirmedAt }) => {
    const stated = kind === 'system' ? system : contract
    return {
      ...stated,
      kind,
      // The id holds the authority: a record never moves to another.
      id: `${schemas[kind].prefix}_${authority}_${number}`,
      authority,
      ...firstVersion(confirmedAt),
    } as RegisterRecord
  })

const ratingFields = fc.record({
  vendor: fc.constantFrom(...vendors),
  product: fc.option(fc.constant('prd_1'), { nil: undefined, freq: 5 }),
  ...Object.fromEntries(dimensions.map((one) => [one, maybe(fc.constantFrom(...scores))])),
  wouldBuyAgain: maybe(fc.boolean()),
  raterRole: maybe(fc.constantFrom(...raterRoles)),
  showName: fc.boolean(),
  comment: maybe(fc.constant('Slow to answer')),
  retiredOn: fc.option(day, { nil: undefined, freq: 4 }),
})
const skillFields = fc.record({
  skill: fc.constantFrom('testing', 'data-modelling'),
  level: maybe(fc.constantFrom(...levels)),
  people: maybe(fc.constantFrom(...peopleBands)),
  canHelp: fc.boolean(),
  wantsHelp: fc.boolean(),
})

/** What an authority says to members: a rating or a skill level, at its first version. */
export const anyOpinion: fc.Arbitrary<MembersRecord> = fc
  .record({
    kind: fc.constantFrom('rating' as const, 'skillLevel' as const),
    // Enough of one region that figures on ratings are let out.
    authority: fc.constantFrom(...authorities, 'E09000002', 'E09000003', 'E09000004', 'E09000005'),
    rating: ratingFields,
    skillLevel: skillFields,
    confirmedAt: confirmation,
  })
  .map(({ kind, authority, rating, skillLevel, confirmedAt }) => {
    const id =
      kind === 'rating'
        ? ratingId(authority, rating.vendor, rating.product)
        : skillLevelId(authority, skillLevel.skill)
    return {
      ...(kind === 'rating' ? rating : skillLevel),
      kind,
      id,
      authority,
      ...firstVersion(confirmedAt),
    } as MembersRecord
  })
