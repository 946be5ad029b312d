import { describe, expect, test } from 'vitest'
import { approvedVersion, lay } from '../../functions/domain/proposal.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import { proposal as proposalSchema } from '../../functions/schema/proposal.ts'

const first: Contract = {
  kind: 'contract',
  id: 'con_1',
  authority: 'E09000007',
  version: 1,
  title: 'Housing',
  supplier: 'ven_a',
  systems: [],
  serviceAreas: ['housing'],
  endsOn: '2027-03-31',
  options: [],
  renewal: 'ends',
  stillUsed: false,
  annualPounds: 100_000,
  route: 'unknown',
  notices: [],
  cpvCodes: [],
  sharedWith: [],
  heldBack: [],
  provenance: { source: 'form', confidence: 'verified' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const second: Contract = { ...first, version: 2, supplier: 'ven_b', annualPounds: 120_000 }
/** Every field, as a form sends them. */
const typed = (change: Record<string, unknown>) => ({
  ...first,
  endsOn: { day: '31', month: '3', year: '2027' },
  annualPounds: '£100,000',
  stillUsed: 'no',
  ...change,
})
const proposing = (values: Record<string, unknown>, baseVersion = 1) => ({
  kind: 'contract' as const,
  values,
  baseVersion,
})

describe('a proposal laid onto a record that has moved on', () => {
  test('changes its own fields, and leaves what was published meanwhile', () => {
    const laid = lay(proposing(typed({ endsOn: { day: '30', month: '9', year: '2028' } })), {
      base: first,
      current: second,
    })
    expect(laid.conflicts).toEqual([])
    expect(laid.changes).toEqual([{ field: 'endsOn', from: '2027-03-31', to: '2028-09-30' }])
    expect(laid.fields).toMatchObject({ supplier: 'ven_b', annualPounds: 120_000, endsOn: '2028-09-30' })
    expect(laid.since.map(({ field }) => field).sort()).toEqual(['annualPounds', 'supplier'])
  })

  test('disputes a field that both changed to different values, and shows both', () => {
    const laid = lay(proposing(typed({ supplier: 'ven_c', annualPounds: '£120,000' })), {
      base: first,
      current: second,
    })
    expect(laid.conflicts).toEqual([{ field: 'supplier', theirs: 'ven_b', yours: 'ven_c' }])
  })

  test('agrees where both say the same, however it was typed', () => {
    const laid = lay(proposing(typed({ supplier: 'ven_b', annualPounds: '120000' })), {
      base: first,
      current: second,
    })
    expect(laid.conflicts).toEqual([])
    expect(laid.changes).toEqual([])
  })

  test('against the latest version says just what was typed', () => {
    const laid = lay(proposing({ supplier: 'ven_c' }, 2), { base: undefined, current: second })
    expect(laid).toMatchObject({ conflicts: [], since: [], values: { supplier: 'ven_c' } })
  })

  test('that was added twice disputes what differs', () => {
    const { kind: _, ...values } = typed({ title: 'Housing repairs' })
    const laid = lay(proposing(values, 0), { base: undefined, current: first })
    expect(laid.conflicts.map(({ field }) => field)).toEqual(['title'])
  })

  test('knows when its record has left the register', () => {
    expect(lay(proposing(typed({})), { base: undefined, current: undefined }).gone).toBe(true)
    expect(lay(proposing(typed({}), 0), { base: undefined, current: undefined }).gone).toBe(false)
  })

  test('keeps half-typed values as they are, and says what must be mended', () => {
    const laid = lay(proposing(typed({ annualPounds: 'a lot' })), { base: first, current: second })
    expect(laid.values).toEqual({ annualPounds: 'a lot' })
    expect(laid.problems).toHaveProperty('annualPounds')
    expect(laid.fields).toBeUndefined()
  })
})

test('a record confirmed while a proposal waited stays confirmed on that day', () => {
  const proposal = proposalSchema.parse({
    submission: 'sub_1_E09000007',
    action: 'update',
    baseVersion: 1,
    values: {},
    outcome: 'sent',
    editors: [],
    comments: [],
    revision: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    kind: 'contract',
    recordId: 'con_1',
    authority: 'E09000007',
    provenance: { confirmedAt: '2026-02-01T00:00:00.000Z', confirmedBy: 'early' },
  })
  const current: Contract = {
    ...first,
    provenance: { ...first.provenance, confirmedAt: '2026-03-01T00:00:00.000Z', confirmedBy: 'late' },
  }
  const { provenance } = approvedVersion(proposal, first, current, {
    at: '2026-04-01T00:00:00.000Z',
  })
  expect(provenance).toMatchObject({ confirmedAt: '2026-03-01T00:00:00.000Z', confirmedBy: 'late' })
})
