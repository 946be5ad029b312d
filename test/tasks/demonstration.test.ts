import { describe, expect, test } from 'vitest'
import { publicDecision } from '../../functions/domain/contract.ts'
import { publicContract } from '../../functions/domain/disclosure.ts'
import { judge, statedIn } from '../../functions/domain/proposal.ts'
import { inventedVendors, serviceAreas } from '../../functions/reference/index.ts'
import { leadMonths } from '../../functions/reference/settings.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import type { Rating } from '../../functions/schema/rating.ts'
import { membersSchemas, schemas } from '../../functions/schema/record.ts'
import type { System } from '../../functions/schema/system.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'

describe.each(['2026-11-24', '2027-02-28', '2028-02-29', '2030-07-31'])('the estate on %s', (today) => {
  const { records, waiting, opinions } = demonstration(today)
  const systems = records.filter((one): one is System => one.kind === 'system')
  const contracts = records.filter((one): one is Contract => one.kind === 'contract')

  test('is 809 systems in every service area, from 22 authorities', () => {
    expect(systems).toHaveLength(809)
    expect(new Set(systems.flatMap((one) => one.serviceAreas)).size).toBe(serviceAreas().length)
    expect(new Set(records.map(({ authority }) => authority)).size).toBe(22)
  })
  test('is the same whenever it is made for that day', () => {
    expect(demonstration(today).records).toEqual(records)
  })
  test('holds only what its schemas accept, and each id once', () => {
    for (const record of records) expect(schemas[record.kind].record.safeParse(record).success).toBe(true)
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
  })
  test('names only vendors that do not exist', () => {
    const invented = new Set(['in-house', ...inventedVendors().map(({ id }) => id)])
    for (const one of systems) expect(invented.has(one.maker ?? 'in-house')).toBe(true)
    for (const one of contracts) expect(invented.has(one.supplier)).toBe(true)
  })
  test('has contracts in every state, from £2,000 to £3 million a year, some held back, some shared', () => {
    const states = new Set(
      contracts.map((one) => publicDecision(publicContract(one), leadMonths, today).decision.state),
    )
    expect([...states].sort()).toEqual([
      'ended',
      'expired, still used',
      'extend only',
      'free to choose',
      'locked in',
      'not stated',
      'notice only',
      'overdue',
    ])
    const pounds = contracts.flatMap(({ annualPounds }) => annualPounds ?? [])
    expect(Math.min(...pounds)).toBeGreaterThanOrEqual(2000)
    expect(Math.max(...pounds)).toBeLessThanOrEqual(3_000_000)
    expect(contracts.some(({ heldBack }) => heldBack.length > 0)).toBe(true)
    expect(records.some(({ sharedWith }) => sharedWith.length > 0)).toBe(true)
  })
  test('is a market where ten vendors hold about half of the value', () => {
    const byVendor = new Map<string, number>()
    for (const { supplier, annualPounds = 0 } of contracts) {
      byVendor.set(supplier, (byVendor.get(supplier) ?? 0) + annualPounds)
    }
    const sums = [...byVendor.values()].sort((a, b) => b - a)
    const share =
      sums.slice(0, 10).reduce((all, one) => all + one, 0) / sums.reduce((all, one) => all + one, 0)
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.7)
  })
  test('rates invented vendors and assesses skills from most authorities, as their schemas accept', () => {
    for (const one of opinions) {
      expect(membersSchemas[one.kind].record.safeParse(one).success).toBe(true)
      expect(one.provenance.source).toBe('demonstration')
    }
    expect(new Set(opinions.map(({ id }) => id)).size).toBe(opinions.length)
    const invented = new Set(inventedVendors().map(({ id }) => id))
    const ratings = opinions.filter((one): one is Rating => one.kind === 'rating')
    expect(ratings.every(({ vendor }) => invented.has(vendor))).toBe(true)
    const raters = [...Map.groupBy(ratings, ({ vendor }) => vendor).values()].map(({ length }) => length)
    expect(raters.some((count) => count < 3)).toBe(true)
    expect(raters.filter((count) => count > 5).length).toBeGreaterThan(5)
    for (const kind of ['rating', 'skillLevel'] as const) {
      const from = new Set(opinions.filter((one) => one.kind === kind).map(({ authority }) => authority))
      expect(from.size).toBeGreaterThanOrEqual(16)
    }
    expect(demonstration(today).opinions).toEqual(opinions)
  })
  test('has proposals waiting that could be sent as they are', () => {
    const held = new Map(records.map((one) => [one.id, one]))
    expect(waiting.length).toBeGreaterThanOrEqual(6)
    for (const { kind, recordId, values } of waiting) {
      expect(judge(kind, { ...statedIn(held.get(recordId)), ...values }).problems).toBeUndefined()
    }
  })
})
