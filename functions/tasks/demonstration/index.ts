import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts'
import { authorities, inventedProducts, london, scopesOf, serviceAreas } from '../../reference/index.ts'
import { twins } from '../../reference/invented.ts'
import type { Contract, ContractFields, Route } from '../../schema/contract.ts'
import { contractFields } from '../../schema/contract.ts'
import type { Provenance } from '../../schema/provenance.ts'
import type { MembersRecord, RecordKind, RegisterRecord } from '../../schema/record.ts'
import type { Authority, Product } from '../../schema/reference.ts'
import { type System, type SystemFields, systemFields } from '../../schema/system.ts'
import { type Chance, createChance } from './chance.ts'
import { opinions } from './opinions.ts'

// The demonstration estate: the same for a given day, alive on any. Authorities are real, everything said of them
// here is made up, and so are all vendors and products.

export type Waiting = {
  authority: string
  kind: RecordKind
  recordId: string
  action: 'create' | 'update' | 'retire'
  baseVersion: number
  values: Record<string, unknown>
}

const seed = 20_191_105
/** Of 33: the others have not begun, and every page says so. */
const reporting = 22
/** The number the survey of 2019 found. */
const systemCount = 809

/** Pairs and threes that really run services together; what they share here is made up. */
const sharing: string[][] = [
  ['E09000013', 'E09000020', 'E09000033'],
  ['E09000027', 'E09000032'],
  ['E09000016', 'E09000025'],
  ['E09000021', 'E09000029'],
]

type Shape = {
  termMonths: number
  options: number[]
  used: number
  renewal: ContractFields['renewal']
  rollMonths?: number
}

/** The shapes contracts take, and how common each is. */
const shapes: readonly (readonly [Shape, number])[] = [
  [{ termMonths: 36, options: [], used: 0, renewal: 'ends' }, 26],
  [{ termMonths: 36, options: [12, 12], used: 0, renewal: 'by option' }, 12],
  [{ termMonths: 60, options: [24], used: 0, renewal: 'by option' }, 12],
  [{ termMonths: 84, options: [36], used: 0, renewal: 'by option' }, 7],
  [{ termMonths: 24, options: [12, 12], used: 0, renewal: 'by option' }, 12],
  [{ termMonths: 36, options: [12], used: 1, renewal: 'by option' }, 6],
  [{ termMonths: 12, options: [], used: 0, renewal: 'rolls over', rollMonths: 12 }, 17],
  [{ termMonths: 24, options: [], used: 0, renewal: 'ends' }, 8],
]

const routes: readonly (readonly [Route, number])[] = [
  ['G-Cloud', 26],
  ['framework direct award', 20],
  ['framework mini-competition', 16],
  ['open tender', 14],
  ['extension', 6],
  ['quotes', 7],
  ['reseller', 4],
  ['shared service', 2],
  ['unknown', 5],
]

const frameworks: Partial<Record<Route, string>> = {
  'G-Cloud': 'G-Cloud 14',
  'framework direct award': 'Vertical application solutions',
  'framework mini-competition': 'Vertical application solutions',
}

const envelope = (authority: string, provenance: Provenance, at: string) => ({
  authority,
  version: 1,
  provenance,
  createdAt: at,
  updatedAt: at,
})

const roundedPounds = (amount: number) => {
  const step = amount < 20_000 ? 250 : amount < 200_000 ? 1000 : 5000
  return Math.max(step, Math.round(amount / step) * step)
}

/** When facts of a record were last confirmed: mostly lately, sometimes long ago, now and then never. */
function provenance(
  chance: Chance,
  today: IsoDate,
  by: string,
  staleAuthority: boolean,
): { provenance: Provenance; at: string } {
  const days = chance.weighted<() => number>([
    [() => chance.whole(1, 90), staleAuthority ? 1 : 6],
    [() => chance.whole(91, 170), staleAuthority ? 2 : 3],
    [() => chance.whole(200, 620), staleAuthority ? 5 : 1.4],
  ])()
  const at = `${addDays(today, -days)}T10:00:00.000Z`
  const never = chance.is(0.05)
  return {
    at,
    provenance: {
      source: 'demonstration',
      sourceName: 'Made up for the demonstration',
      confidence: chance.weighted([
        ['verified', 7],
        ['reported', 2],
        ['estimated', 1],
      ] as const),
      ...(!never && { confirmedAt: at, confirmedBy: by }),
    },
  }
}

function system(
  chance: Chance,
  today: IsoDate,
  authority: Authority,
  product: Product,
  number: number,
  partners: string[],
  /** Names of the other products for the same service areas. */
  others: string[],
): System {
  const standing = chance.weighted([
    ['live', 82],
    ['being replaced', 9],
    ['planned', 4],
    ['retired', 5],
  ] as const)
  const { provenance: said, at } = provenance(chance, today, authority.slug, isStale(authority))
  const wentLive = addMonths(today, -chance.whole(4, 140))
  const successor = others[product.name.length % Math.max(1, others.length)] ?? 'Being chosen'
  const ai = chance.weighted([
    ['none', 68],
    ['pilot', 10],
    ['live', 6],
    [undefined, 16],
  ] as const)
  const fields: Partial<SystemFields> = {
    name: product.name,
    product: product.id,
    maker: chance.is(0.03) ? 'in-house' : product.maker,
    serviceAreas: product.serviceAreas,
    hosting: chance.weighted([
      ['SaaS', 52],
      ['cloud, managed by us', 17],
      ['on premises', 20],
      ['shared service', 4],
      ['unknown', 7],
    ] as const),
    goesLiveOn: standing === 'planned' ? addMonths(today, chance.whole(2, 14)) : wentLive,
    ...(standing === 'being replaced' && {
      replacedBy: number % 3 === 0 ? 'Being chosen' : successor,
      plannedReplacementOn: addMonths(today, chance.whole(3, 20)),
    }),
    ...(standing === 'retired' && {
      retiredOn: addMonths(today, -chance.whole(1, 10)),
      ...(number % 4 !== 0 && { replacedBy: successor }),
    }),
    sharedWith: partners,
    ...(partners.length > 0 && { leadAuthority: authority.id }),
    ...(chance.is(0.8) && { users: Math.max(4, Math.round(chance.logNormal(90, 1.1))) }),
    ...(chance.is(0.85) && { criticality: chance.whole(1, 4) }),
    ...(ai && {
      aiUse: ai,
      ...(ai !== 'none' && { aiPurpose: 'Summarises case notes for an officer to check' }),
    }),
    ...(chance.is(0.7) && { hasApi: chance.is(0.45) }),
    ...(chance.is(0.7) && { portability: chance.one(['high', 'medium', 'low'] as const) }),
    ...(chance.is(0.8) && {
      supportModel: chance.one(['vendor', 'vendor', 'in-house', 'third party'] as const),
    }),
    ...(chance.is(0.5) && { peerContact: `systems@${authority.slug}.example` }),
    heldBack: chance.is(0.03)
      ? [{ field: 'criticality', ground: 'crime prevention or security', reviewOn: addMonths(today, 12) }]
      : [],
  }
  return {
    ...envelope(authority.id, said, at),
    kind: 'system',
    id: `sys_demo${String(number).padStart(5, '0')}`,
    ...systemFields.parse(fields),
  }
}

function contract(
  chance: Chance,
  today: IsoDate,
  authority: Authority,
  covered: System[],
  supplier: string,
  number: number,
  dominant: boolean,
): Contract {
  const shape = chance.weighted(shapes)
  const route = chance.weighted(routes)
  const fate = chance.weighted([
    ['running', 80],
    ['out of term', 9],
    ['just ended', 4],
    ['about to start', 3],
    ['no dates', 4],
  ] as const)
  const { provenance: said, at } = provenance(chance, today, authority.slug, isStale(authority))
  const elapsed = {
    running: chance.whole(1, shape.termMonths - 1),
    'out of term': shape.termMonths + chance.whole(2, 40),
    'just ended': shape.termMonths + chance.whole(1, 8),
    'about to start': -chance.whole(1, 6),
    'no dates': 0,
  }[fate]
  const first = addDays(
    addMonths(`${today.slice(0, 7)}-01`, -elapsed),
    chance.is(0.6) ? 0 : chance.whole(0, 27),
  )
  const startsOn = fate === 'no dates' ? undefined : first
  const taken = shape.options.slice(0, shape.used).reduce((sum, months) => sum + months, 0)
  const endsOn = startsOn ? addDays(addMonths(startsOn, shape.termMonths + taken), -1) : undefined
  const annual = roundedPounds(
    Math.min(3_000_000, Math.max(2000, chance.logNormal(dominant ? 44_000 : 27_000, 1.1))),
  )
  const stated = chance.weighted([
    ['annual', 66],
    ['whole life', 14],
    ['both', 12],
    ['none', 8],
  ] as const)
  const [lead] = covered
  const fields: Partial<ContractFields> & { title: string; supplier: string } = {
    reference: `${(authority.shortCode ?? 'xx').toUpperCase()}-${String(2000 + number)}`,
    title: `${lead?.name ?? 'Software'} ${chance.one(['licence and support', 'software as a service', 'support and maintenance', 'hosting and support'])}`,
    supplier,
    systems: covered.map(({ id }) => id),
    serviceAreas: [...new Set(covered.flatMap((one) => one.serviceAreas))].slice(0, 6),
    startsOn,
    endsOn,
    options: fate === 'out of term' || fate === 'just ended' ? [] : shape.options.slice(shape.used),
    ...(shape.used > 0 && { optionsUsed: shape.used }),
    ...(chance.is(0.7) && { noticeMonths: chance.one([1, 3, 3, 3, 6]) }),
    renewal: fate === 'out of term' || fate === 'just ended' ? 'ends' : shape.renewal,
    ...(shape.rollMonths && { rollMonths: shape.rollMonths }),
    stillUsed: fate === 'out of term',
    ...((stated === 'annual' || stated === 'both') && { annualPounds: annual }),
    ...((stated === 'whole life' || stated === 'both') && {
      wholeLifePounds: Math.round((annual * shape.termMonths) / 12 / 100) * 100,
    }),
    route,
    ...(frameworks[route] && { framework: frameworks[route] }),
    cpvCodes: [chance.one(['48000000', '72000000', '72260000', '48100000'])],
    department: chance.one(['Digital and technology', 'Resources', 'Adults and children', 'Place']),
    buyingTogether: chance.weighted([
      ['yes', 5],
      ['ask us', 4],
      ['no', 1],
    ] as const),
    sharedWith: lead?.sharedWith ?? [],
    ...(lead?.leadAuthority && { leadAuthority: lead.leadAuthority }),
    heldBack: chance.weighted<ContractFields['heldBack']>([
      [[], 92],
      [[{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: addMonths(today, 9) }], 6],
      [[{ field: 'endsOn', ground: 'commercially sensitive', reviewOn: addMonths(today, 6) }], 2],
    ]),
  }
  return {
    ...envelope(authority.id, said, at),
    kind: 'contract',
    id: `con_demo${String(number).padStart(5, '0')}`,
    ...contractFields.parse(fields),
  }
}

/** A few authorities have let things slide. */
const isStale = ({ id }: Authority) => ['E09000009', 'E09000017', 'E09000022'].includes(id)

/** The whole estate as it is shown on a day, what waits for LOTI to decide on, and what members say to each other. */
export function demonstration(today: IsoDate): {
  records: RegisterRecord[]
  waiting: Waiting[]
  opinions: MembersRecord[]
} {
  const chance = createChance(seed)
  const boroughs = authorities().filter(({ id }) => scopesOf(id)[0] === london)
  const mustReport = new Set(sharing.flat().concat('E09000007'))
  const chosen = [
    ...boroughs.filter(({ id }) => mustReport.has(id)),
    ...chance.shuffled(boroughs.filter(({ id }) => !mustReport.has(id))),
  ].slice(0, reporting)

  // A handful of makers are chosen again and again, as in life.
  const byArea = Map.groupBy(inventedProducts(), ({ serviceAreas: [area = ''] }) => area)
  const areas = serviceAreas()
  const dominant = new Set(
    inventedProducts()
      .slice(0, 40)
      .map(({ maker }) => maker)
      .filter((_, index) => index % 4 === 0),
  )
  const productFor = (area: string) =>
    chance.weighted((byArea.get(area) ?? []).map((one) => [one, dominant.has(one.maker) ? 2 : 1] as const))

  const systems: System[] = []
  const sizes = chosen.map(() => 0.6 + chance.next())
  const wantedAreas = [
    ...areas,
    ...Array.from({ length: systemCount - areas.length }, () =>
      chance.weighted(areas.map((area, index) => [area, 1 + 6 / (1 + (index % 17))] as const)),
    ),
  ]
  for (const area of wantedAreas) {
    const authority = chance.weighted(chosen.map((one, index) => [one, sizes[index] ?? 1] as const))
    const group = sharing.find((ids) => ids.includes(authority.id))
    const partners = group && chance.is(0.12) ? group.filter((id) => id !== authority.id) : []
    const product = productFor(area.id)
    const others = (byArea.get(area.id) ?? []).filter(({ id }) => id !== product.id).map(({ name }) => name)
    systems.push(system(chance, today, authority, product, systems.length + 1, partners, others))
  }

  const contracts: Contract[] = []
  const resellers = inventedProducts()
    .slice(-6)
    .map(({ maker }) => maker)
  for (const [, held] of Map.groupBy(systems, (one) => one.authority)) {
    for (const [maker, theirs] of Map.groupBy(held, (one) => one.maker ?? '')) {
      if (maker === 'in-house') continue
      const authority = chosen.find(({ id }) => id === theirs[0]?.authority)
      if (!authority) continue
      // Often one contract covers all a maker's systems; sometimes each has its own, and some have none on file.
      const bundles = chance.is(0.45) ? [theirs] : theirs.map((one) => [one])
      for (const bundle of bundles) {
        if (chance.is(0.12)) continue
        const supplier = chance.is(0.06) ? chance.one(resellers) : maker
        contracts.push(
          contract(chance, today, authority, bundle, supplier, contracts.length + 1, dominant.has(maker)),
        )
      }
    }
  }
  return {
    records: [...systems.map(misnamed), ...contracts.map(misnamed)],
    waiting: waitingIn(chance, today, contracts, systems),
    opinions: opinions(today, systems, contracts),
  }
}

/** Every third record of some names its vendor or product under the other id that the lists have for it. */
function misnamed<R extends RegisterRecord>(record: R): R {
  if (Number(record.id.replace(/\D/g, '')) % 3 !== 0) return record
  const twin = (id: string | undefined) =>
    [...twins.vendors, ...twins.products].find(({ of }) => of === id)?.id
  if (record.kind === 'contract') {
    const supplier = twin(record.supplier)
    return supplier ? { ...record, supplier } : record
  }
  const product = twin(record.product)
  return product ? { ...record, product } : record
}

/** What three authorities have sent and nobody has decided on yet. */
function waitingIn(chance: Chance, today: IsoDate, contracts: Contract[], systems: System[]): Waiting[] {
  const waiting: Waiting[] = []
  const senders = [...new Set(contracts.map(({ authority }) => authority))]
    .filter((id) => id !== 'E09000007')
    .slice(0, 3)
  for (const [place, authority] of senders.entries()) {
    const own = contracts.filter((one) => one.authority === authority && one.endsOn)
    const [first, second] = chance.shuffled(own)
    if (first?.endsOn) {
      waiting.push({
        authority,
        kind: 'contract',
        recordId: first.id,
        action: 'update',
        baseVersion: 1,
        values: { endsOn: addMonths(first.endsOn, 12), noticeMonths: 3 },
      })
    }
    if (second && place === 1) {
      waiting.push({
        authority,
        kind: 'contract',
        recordId: second.id,
        action: 'update',
        baseVersion: 1,
        values: { renewal: 'rolls over', rollMonths: 12 },
      })
    }
    const old = systems.find((one) => one.authority === authority && !one.retiredOn)
    if (old && place !== 1) {
      waiting.push({
        authority,
        kind: 'system',
        recordId: old.id,
        action: 'retire',
        baseVersion: 1,
        values: { retiredOn: today },
      })
    }
    // Two of them ask for the same product, as happens when a vendor comes round.
    const product = inventedProducts()[10 + (place % 2) * 7]
    if (product) {
      waiting.push({
        authority,
        kind: 'system',
        recordId: `sys_demowaiting${place}`,
        action: 'create',
        baseVersion: 0,
        values: {
          name: product.name,
          product: product.id,
          maker: product.maker,
          serviceAreas: product.serviceAreas,
          hosting: 'SaaS',
          goesLiveOn: addMonths(today, 3),
          users: '120',
        },
      })
    }
  }
  return waiting
}
