import type { Contract } from '../schema/contract.ts'
import { dimensions } from '../schema/rating.ts'
import type { AnyRecord, RegisterRecord } from '../schema/record.ts'
import type { System } from '../schema/system.ts'

// Completeness of a record: the share of its expected fields that are stated. "Unknown" counts as not stated, and a
// value held back from the public counts as stated.

/** What is expected of every system. A product is not, of one an authority made itself. */
export const expectedOfSystem = [
  'name',
  'serviceAreas',
  'product',
  'maker',
  'hosting',
  'users',
  'criticality',
  'aiUse',
  'hasApi',
  'portability',
  'supportModel',
  'peerContact',
] as const satisfies readonly (keyof System)[]

/** What is expected of every contract; more is of one that rolls over, can be extended or came through a framework. */
export const expectedOfContract = [
  'title',
  'supplier',
  'reference',
  'serviceAreas',
  'systems',
  'startsOn',
  'endsOn',
  'noticeMonths',
  'annualPounds',
  'route',
  'buyingTogether',
] as const satisfies readonly (keyof Contract)[]

/** What is expected of every rating: "cannot say" is an answer. */
export const expectedOfRating = [...dimensions, 'wouldBuyAgain', 'raterRole'] as const

/** What is expected of every skill level. */
export const expectedOfSkillLevel = ['level', 'people'] as const

/** The fields expected of a record, by what it says of itself. */
export function expectedOf(record: AnyRecord): readonly string[] {
  if (record.kind === 'rating') return expectedOfRating
  if (record.kind === 'skillLevel') return expectedOfSkillLevel
  if (record.kind === 'system') {
    return record.maker === 'in-house'
      ? expectedOfSystem.filter((field) => field !== 'product')
      : expectedOfSystem
  }
  return [
    ...expectedOfContract,
    ...(record.renewal === 'rolls over' ? ['rollMonths'] : []),
    ...(record.renewal === 'by option' ? ['options'] : []),
    ...(record.route.startsWith('framework') ? ['framework'] : []),
  ]
}

const isStated = (value: unknown) =>
  value !== undefined &&
  value !== null &&
  value !== '' &&
  value !== 'unknown' &&
  !(Array.isArray(value) && value.length === 0)

export type Completeness = { stated: number; expected: number; missing: string[] }

const heldBackIn = (record: AnyRecord): RegisterRecord['heldBack'] =>
  record.kind === 'system' || record.kind === 'contract' ? record.heldBack : []

export function completeness(record: AnyRecord): Completeness {
  const values: Record<string, unknown> = record
  const held = new Set<string>(heldBackIn(record).map(({ field }) => field))
  const expected = expectedOf(record)
  const missing = expected.filter((field) => !isStated(values[field]) && !held.has(field))
  return { stated: expected.length - missing.length, expected: expected.length, missing }
}

/** In ten-thousandths, whole: so that sums come to the same in any order. */
export const completenessPoints = (record: AnyRecord): number => {
  const { stated, expected } = completeness(record)
  return Math.round((10_000 * stated) / expected)
}
