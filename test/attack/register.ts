import { terms as usual } from '../../functions/config.ts'
import { rules as lawful, type Rules } from '../../functions/domain/rules.ts'
import { products as everyProduct } from '../../functions/reference/index.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import type { System } from '../../functions/schema/system.ts'
import type { Store } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { createChance } from '../../functions/tasks/demonstration/chance.ts'
import { noteOf, recount } from '../../functions/tasks/recount.ts'
import { authorities, vendors } from './history.ts'
import { elsewhereIn, today } from './service.ts'

// A register in which much is held back, and its twin, which differs from it in nothing but what is.

export const areas = ['library-management', 'parking-management']
const [{ id: product = '' } = {}] = everyProduct()
export const products = [product]

/** What is held back: of the one world, and of its twin. */
type Secret = { annualPounds: number; users: number; criticality: 1 | 4; day: string }
const secrets: Record<'one' | 'other', Secret> = {
  one: { annualPounds: 123_456, users: 77, criticality: 1, day: '05' },
  other: { annualPounds: 987_654, users: 4_211, criticality: 4, day: '26' },
}

const provenance = {
  source: 'form' as const,
  confidence: 'verified' as const,
  confirmedAt: '2026-10-01T09:00:00.000Z',
}
/** The first version is of an earlier quarter, so that there is a past to be read. */
const times = (version: number) => ({
  createdAt: '2026-05-11T09:00:00.000Z',
  updatedAt: version === 1 ? '2026-05-11T09:00:00.000Z' : '2026-10-01T09:00:00.000Z',
})
const held = (field: string) => ({
  field,
  ground: 'commercially sensitive' as const,
  reviewOn: '2027-06-01',
})

/** Every version of a register, oldest first, in one of two worlds that the public may not tell apart. */
export function registerOf(seed: number, world: 'one' | 'other'): RegisterRecord[] {
  const chance = createChance(seed)
  const secret = secrets[world]
  return Array.from({ length: 10 }, (_, n) => {
    // Its page among its peers is one of those that are read; of its own it knows everything.
    const isReaders = n < 2
    const authority = isReaders ? elsewhereIn : chance.one(authorities)
    const common = { authority, serviceAreas: [chance.one(areas)], sharedWith: [], provenance }
    const heldInFirst = n % 2 === 0
    const [pounds, users] = [chance.whole(1_000, 90_000), chance.whole(1, 900)]
    const endsOn = `20${chance.whole(26, 29)}-${chance.one(['03', '06', '09', '12'])}-`
    const some = (of: string[]) => of.filter(() => chance.is(0.7) && !isReaders)
    const [ofSystem, ofContract] = [
      some(['users', 'criticality', 'aiUse']),
      some(['annualPounds', 'endsOn', 'startsOn']),
    ]
    // Also in the first version where that did not hold it back yet: what is held back now has no past either.
    const hides = (fields: string[], field: string) => fields.includes(field)
    const system = (version: number, isHeld: boolean): System =>
      ({
        ...common,
        ...times(version),
        kind: 'system',
        id: `sys_twin${n}`,
        version,
        name: `Twin system ${n}`,
        maker: vendors[n % 2],
        product,
        hosting: 'SaaS',
        users: hides(ofSystem, 'users') ? secret.users : users,
        criticality: hides(ofSystem, 'criticality') ? secret.criticality : 2,
        aiUse: hides(ofSystem, 'aiUse') && world === 'one' ? 'live' : 'none',
        heldBack: isHeld ? ofSystem.map(held) : [],
      }) as System
    const contract = (version: number, isHeld: boolean): Contract =>
      ({
        ...common,
        ...times(version),
        kind: 'contract',
        id: `con_twin${n}`,
        version,
        title: `Twin contract ${n}`,
        supplier: vendors[n % 2],
        systems: [`sys_twin${n}`],
        startsOn: `2024-02-${hides(ofContract, 'startsOn') ? secret.day : '14'}`,
        endsOn: endsOn + (hides(ofContract, 'endsOn') ? secret.day : '14'),
        options: [12],
        renewal: 'by option',
        stillUsed: false,
        annualPounds: hides(ofContract, 'annualPounds') ? secret.annualPounds : pounds,
        wholeLifePounds: hides(ofContract, 'annualPounds') ? secret.annualPounds * 4 : pounds * 4,
        route: 'open tender',
        notices: [],
        cpvCodes: [],
        heldBack: isHeld ? ofContract.map(held) : [],
      }) as Contract
    return [system(1, heldInFirst), contract(1, heldInFirst), system(2, true), contract(2, true)]
  }).flat()
}

/** Publishes them one after another and keeps the summaries. */
export async function register(store: Store, records: RegisterRecord[], rules: Rules) {
  const terms = { ...usual, rules }
  for (const record of records) {
    const facts = { at: record.updatedAt, by: 'someone', action: 'approved' as const }
    await store.publish(record.authority, [{ record, facts }])
    await applyRecords(store, [record], { terms, day: today })
  }
}

/** Counts everything again, as is done every night, and leaves the note that anyone may read. */
export async function nightly(store: Store, rules: Rules = lawful) {
  const note = noteOf(await recount(store, { terms: { ...usual, rules }, today }))
  await store.health.recounted({ ...note, at: `${today}T03:00:00.000Z` })
}
