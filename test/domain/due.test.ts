import { describe, expect, test } from 'vitest'
import { dueFor, isFresh } from '../../functions/domain/due.ts'
import { type ContractInput, contractFields } from '../../functions/schema/contract.ts'
import type { Provenance } from '../../functions/schema/provenance.ts'
import type { RecordKind, RegisterRecord } from '../../functions/schema/record.ts'
import { type SystemInput, systemFields } from '../../functions/schema/system.ts'

const today = '2026-11-24'
const freshMonths = (kind: RecordKind) => (kind === 'contract' ? 6 : 12)
const envelope = (provenance: Partial<Provenance>) => ({
  authority: 'E09000007',
  version: 1,
  provenance: { source: 'form' as const, confidence: 'verified' as const, ...provenance },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
})
const contract = (stated: Partial<ContractInput>, provenance: Partial<Provenance> = {}): RegisterRecord => ({
  ...contractFields.parse({ title: 'Repairs', supplier: 'ven_a', ...stated }),
  ...envelope(provenance),
  kind: 'contract',
  id: 'con_1',
})
const system = (stated: Partial<SystemInput>, provenance: Partial<Provenance> = {}): RegisterRecord => ({
  ...systemFields.parse({ name: 'Repairs', serviceAreas: ['housing'], ...stated }),
  ...envelope(provenance),
  kind: 'system',
  id: 'sys_1',
})
const confirmed = (on: string) => ({ confirmedAt: `${on}T10:00:00.000Z`, confirmedBy: 'someone' })
const why = (record: RegisterRecord) => dueFor(record, today, freshMonths)

describe('a record is due', () => {
  test('when nobody has confirmed it, told apart by where it came from', () => {
    expect(why(contract({}))).toEqual({ why: 'never' })
    expect(why(contract({}, { source: 'import' }))).toEqual({ why: 'imported' })
    expect(why(system({}, { source: 'open data' }))).toEqual({ why: 'imported' })
  })

  test('from the day after its confirmation stops counting: contracts in 6 months, systems in 12', () => {
    expect(why(contract({}, confirmed('2026-05-24')))).toBeUndefined()
    expect(why(contract({}, confirmed('2026-05-23')))).toEqual({ why: 'stale', on: '2026-11-23' })
    expect(why(system({}, confirmed('2026-05-23')))).toBeUndefined()
    expect(why(system({}, confirmed('2025-11-23')))).toEqual({ why: 'stale', on: '2026-11-23' })
    expect(isFresh(system({}, confirmed('2025-11-24')), today, freshMonths)).toBe(true)
    expect(isFresh(system({}, confirmed('2025-11-23')), today, freshMonths)).toBe(false)
  })

  test('once when it has ended, until someone has said since that it did', () => {
    const ended = { endsOn: '2026-03-31' }
    expect(why(contract(ended, confirmed('2026-03-31')))).toEqual({ why: 'ended', on: '2026-03-31' })
    expect(why(contract(ended, confirmed('2026-04-01')))).toBeUndefined()
    expect(
      why(contract({ ...ended, renewal: 'rolls over', rollMonths: 12 }, confirmed('2026-11-01'))),
    ).toBeUndefined()
    expect(why(contract({ ...ended, stillUsed: 'yes' }, confirmed('2026-01-01')))?.why).toBe('stale')
    expect(why(system({ replacedOn: '2026-10-01' }, confirmed('2026-09-01')))?.why).toBe('ended')
  })

  test('when the day to review a value held back has come, before anything else', () => {
    const heldBack = (reviewOn: string) => [
      { field: 'annualPounds' as const, ground: 'other' as const, reviewOn },
    ]
    expect(why(contract({ heldBack: heldBack(today) }, confirmed(today)))).toEqual({
      why: 'review',
      on: today,
    })
    expect(why(contract({ heldBack: heldBack('2026-11-25') }, confirmed(today)))).toBeUndefined()
  })

  test('when LOTI asks for it in a round, until it is confirmed in the round’s month or later', () => {
    const asks = [{ kinds: ['contract' as const], since: '2026-11', deadline: '2026-12-09' }]
    const asked = (record: RegisterRecord) => dueFor(record, today, freshMonths, asks)
    const ahead = { endsOn: '2028-03-31' }
    expect(asked(contract(ahead, confirmed('2026-10-31')))).toEqual({ why: 'asked', on: '2026-12-09' })
    expect(asked(contract(ahead, confirmed('2026-11-01')))).toBeUndefined()
    expect(asked(system({}, confirmed('2026-10-31')))).toBeUndefined()
    // What is due anyway is due for its own reason, and what has ended is asked for like the rest.
    expect(asked(contract(ahead, confirmed('2025-10-31')))?.why).toBe('stale')
    expect(asked(contract({ endsOn: '2026-01-31' }, confirmed('2026-02-10')))?.why).toBe('asked')
    expect(asked(contract({ retiredOn: '2026-01-31' }, confirmed('2026-02-10')))).toBeUndefined()
  })

  test('never once it has left the register', () => {
    expect(why(contract({ retiredOn: today }))).toBeUndefined()
    expect(why(system({ retiredOn: '2026-11-25' }))?.why).toBe('never')
  })
})
