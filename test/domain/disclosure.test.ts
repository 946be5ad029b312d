import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quarterOf } from '../../functions/domain/calendar.ts'
import {
  publicContract,
  publicEnd,
  publicHistory,
  publicRecord,
  publicStart,
  publicSystem,
} from '../../functions/domain/disclosure.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import type { System } from '../../functions/schema/system.ts'
import {
  publicContract as contractSchema,
  publicSystem as systemSchema,
} from '../../functions/schema/view.ts'
import { anyRecord, today } from '../support/records.ts'

// What the public is shown is made of public fields alone: whatever else a record holds, and whatever is held back,
// could be anything and nobody outside would see a difference.

const contracts = anyRecord.filter((record): record is Contract => record.kind === 'contract')
const systems = anyRecord.filter((record): record is System => record.kind === 'system')
const ground = fc.constantFrom(
  'commercially sensitive' as const,
  'crime prevention or security' as const,
  'other' as const,
)

/** Another day of the same quarter. */
const within = (on: string | undefined) =>
  on === undefined ? undefined : `${on.slice(0, 4)}-${on.slice(5, 7)}-${on.endsWith('-01') ? '02' : '01'}`
const heldIn = (record: Contract | System) => new Set<string>(record.heldBack.map(({ field }) => field))

describe('what is held back, or for members alone, makes no difference to what the public is shown', () => {
  test('of a contract', () => {
    const others = fc.record({
      amounts: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
      buyingTogether: fc.constantFrom('yes' as const, 'no' as const, 'ask us' as const, undefined),
      ground,
      confirmedBy: fc.string(),
    })
    fc.assert(
      fc.property(contracts, others, (contract, other) => {
        const held = heldIn(contract)
        const [annualPounds, wholeLifePounds, irrecoverableVatPounds] = other.amounts
        const amountsHeld = ['annualPounds', 'wholeLifePounds', 'irrecoverableVatPounds'].some((one) =>
          held.has(one),
        )
        const changed: Contract = {
          ...contract,
          ...(amountsHeld && { annualPounds, wholeLifePounds, irrecoverableVatPounds }),
          ...(held.has('startsOn') && { startsOn: within(contract.startsOn) }),
          ...(held.has('endsOn') && { endsOn: within(contract.endsOn) }),
          buyingTogether: other.buyingTogether,
          heldBack: contract.heldBack.map((one) => ({ ...one, ground: other.ground, reviewOn: today })),
          provenance: {
            ...contract.provenance,
            ...(contract.provenance.confirmedBy && { confirmedBy: other.confirmedBy }),
          },
        }
        expect(publicContract(changed)).toEqual(publicContract(contract))
      }),
      { numRuns: 500 },
    )
  })

  test('of a system', () => {
    const others = fc.record({
      users: fc.nat(),
      criticality: fc.constantFrom(1, 2, 3, 4),
      aiUse: fc.constantFrom('none' as const, 'pilot' as const, 'live' as const),
      aiPurpose: fc.string(),
      notes: fc.string(),
      peerContact: fc.constant('it@example.gov.uk'),
      plannedReplacementOn: fc.constantFrom('2027-01-01', undefined),
      portability: fc.constantFrom('high' as const, 'low' as const, undefined),
      supportModel: fc.constantFrom('vendor' as const, undefined),
      ground,
    })
    fc.assert(
      fc.property(systems, others, (system, { users, criticality, aiUse, aiPurpose, ground, ...members }) => {
        const held = heldIn(system)
        const changed: System = {
          ...system,
          ...members,
          ...(held.has('users') && { users }),
          ...(held.has('criticality') && { criticality }),
          ...(held.has('aiUse') && { aiUse, aiPurpose }),
          heldBack: system.heldBack.map((one) => ({ ...one, ground })),
        }
        expect(publicSystem(changed)).toEqual(publicSystem(system))
      }),
      { numRuns: 500 },
    )
  })
})

test('the public shape holds public fields and no other', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const shown = publicRecord(record)
      const known = Object.keys(record.kind === 'system' ? systemSchema.shape : contractSchema.shape)
      expect(known).toEqual(expect.arrayContaining(Object.keys(shown)))
      expect(JSON.stringify(shown)).not.toMatch(
        /confirmedBy|reviewOn|ground|buyingTogether|peerContact|notes"/,
      )
    }),
  )
})

test('one amount held back hides all three, since each lets the others be worked out', () => {
  fc.assert(
    fc.property(
      contracts,
      fc.constantFrom('annualPounds', 'wholeLifePounds', 'irrecoverableVatPounds'),
      (contract, field) => {
        const shown = publicContract({
          ...contract,
          annualPounds: 1,
          wholeLifePounds: 2,
          irrecoverableVatPounds: 3,
          heldBack: [{ field: field as 'annualPounds', ground: 'other', reviewOn: today }],
        })
        expect([shown.annualPounds, shown.wholeLifePounds, shown.irrecoverableVatPounds]).toEqual([
          undefined,
          undefined,
          undefined,
        ])
        expect(shown.heldBack).toEqual([field])
      },
    ),
  )
})

test('a date held back is told as its quarter, and reckoned with from the quarter’s own days', () => {
  fc.assert(
    fc.property(contracts, (contract) => {
      const shown = publicContract(contract)
      const held = heldIn(contract)
      for (const [field, quarter, reckoned] of [
        ['startsOn', 'startsQuarter', publicStart(shown)],
        ['endsOn', 'endsQuarter', publicEnd(shown)],
      ] as const) {
        const on = contract[field]
        if (on === undefined) {
          expect([shown[field], shown[quarter], reckoned]).toEqual([undefined, undefined, undefined])
        } else if (held.has(field)) {
          expect([shown[field], shown[quarter]]).toEqual([undefined, quarterOf(on)])
          expect(quarterOf(reckoned ?? '')).toBe(quarterOf(on))
          expect(field === 'endsOn' ? (reckoned ?? '') >= on : (reckoned ?? '') <= on).toBe(true)
        } else expect([shown[field], shown[quarter], reckoned]).toEqual([on, undefined, on])
      }
    }),
  )
})

test('what is held back today is held back in every earlier version', () => {
  fc.assert(
    fc.property(fc.array(contracts, { minLength: 1, maxLength: 4 }), (versions) => {
      const history = versions.map((one, index) => ({ ...one, version: index + 1 }))
      const latest = history.at(-1)
      const held = latest ? heldIn(latest) : new Set<string>()
      for (const [index, shown] of publicHistory(history, history.at(-1)).entries()) {
        const own = history[index]
        if (shown.kind !== 'contract' || !own) throw new Error('A contract’s history is of contracts')
        for (const field of [...held, ...heldIn(own)]) {
          expect(shown[field as 'endsOn'], `${field} of version ${index + 1}`).toBeUndefined()
        }
        expect(shown.provenance.version).toBe(index + 1)
      }
    }),
  )
})
