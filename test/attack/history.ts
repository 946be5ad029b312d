import { createChance } from '../../functions/tasks/demonstration/chance.ts'

// Random histories of what authorities say of vendors: the same for the same seed.

export const regions = {
  E12000007: [
    'E09000007',
    'E09000012',
    'E09000019',
    'E09000022',
    'E09000003',
    'E09000005',
    'E09000009',
    'E09000015',
  ],
  E12000001: ['E06000001', 'E06000002', 'E06000003', 'E06000004', 'E06000005'],
} as const
export type Region = keyof typeof regions
export const england = 'E92000001'
export const authorities: string[] = Object.values(regions).flat()
export const regionOf = (authority: string): Region =>
  (Object.keys(regions) as Region[]).find((region) => regions[region].some((one) => one === authority)) ??
  'E12000007'

/** Those everybody rates. */
export const vendors = ['ven_demo-quillmere', 'ven_demo-yewcastle']
/** Those that one authority alone does. */
export const others = [
  'oakumber',
  'brindlewick',
  'fenmarrow',
  'tessandrel',
  'hollowgate',
  'marlowen',
  'pelhamber',
  'stonequay',
  'windlerush',
  'amberlocke',
  'thistlecote',
  'silverthatch',
  'tidewarden',
  'underlynn',
  'violetmarsh',
  'whinberry',
].map((name) => `ven_demo-${name}`)

/** Those whose pages are read, and that are merged: one of them may be rated by one authority alone. */
export const paged = [...vendors, ...others.slice(0, 2)]

export const roles = ['IT', 'service', 'procurement'] as const
export type Said = {
  vendor: string
  overall?: number
  wouldBuyAgain?: boolean
  raterRole?: (typeof roles)[number]
  showName: boolean
  /** Readable by its own authority alone, unless that shows its name. */
  comment: string
  withdrawn: boolean
}
export type Act = { authority: string; says: Said[] }
/** What LOTI does between two sittings: one vendor is merged into another, or stands by itself again. */
export type Tidying = { merges: { from: string; into: string } } | { undoes: true }
export const isTidying = (act: Act | Tidying): act is Tidying => 'merges' in act || 'undoes' in act

const secretOf = (authority: string, vendor: string, n: number) => `Secret ${n} of ${authority} on ${vendor}.`

/** The same with vendors merged and unmerged in between, in every other history. */
export function tidiedHistoryOf(seed: number, steps: number): (Act | Tidying)[] {
  // Its own chances, so that what is said is the same with and without.
  const chance = createChance(seed + 1_000_000)
  const acts: (Act | Tidying)[] = historyOf(seed, steps)
  if (chance.is(0.5)) return acts
  const [first, second] = chance.shuffled([...vendors])
  const pair = chance.one([
    { from: first ?? '', into: second ?? '' },
    { from: chance.one(paged.slice(2)), into: first ?? '' },
    { from: first ?? '', into: chance.one(paged.slice(2)) },
  ])
  const places = Array.from({ length: chance.whole(1, 4) }, () => chance.whole(0, acts.length)).sort(
    (a, b) => a - b,
  )
  for (const [turn, place] of [...places.entries()].reverse()) {
    acts.splice(place, 0, turn % 2 === 0 ? { merges: pair } : { undoes: true })
  }
  return acts
}

/** What is said in one sitting each, one after another. */
export function historyOf(seed: number, steps: number): Act[] {
  const chance = createChance(seed)
  const open = new Set(authorities.filter(() => chance.is(0.2)))
  const some = chance.is(0.5) ? authorities.slice(0, 5) : authorities
  const heavy = chance.one(some)
  const answer = (authority: string, vendor: string, n: number): Said => ({
    vendor,
    ...(chance.is(0.9) && { overall: chance.whole(1, 5) }),
    ...(chance.is(0.5) && { wouldBuyAgain: chance.is(0.5) }),
    ...(chance.is(0.7) && { raterRole: chance.one(roles) }),
    showName: open.has(authority) && chance.is(0.6),
    comment: secretOf(authority, vendor, n),
    withdrawn: chance.is(0.1),
  })
  const acts = Array.from({ length: steps }, (_, n): Act => {
    const authority = chance.one(some)
    const rated = chance.is(0.25) ? vendors : [chance.one(vendors)]
    return { authority, says: rated.map((vendor) => answer(authority, vendor, n)) }
  })
  // One that rates far more than the others do.
  const many = others.map((vendor) => ({
    ...answer(heavy, vendor, steps),
    withdrawn: false,
    showName: false,
  }))
  return chance.is(0.5) ? [{ authority: heavy, says: many }, ...acts] : acts
}
