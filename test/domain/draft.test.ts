import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edited, stillNamed } from '../../functions/domain/draft.ts'

const draft = (values: Record<string, unknown>, edits: Parameters<typeof edited>[1]['edits'], under = {}) =>
  edited('contract', { values, under, edits })

describe('a draft is saved field by field', () => {
  test('edits of different fields join', () => {
    const first = draft({ title: 'A' }, { title: { from: 'A', to: 'B' } })
    const second = draft(first.values, { department: { from: '', to: 'Housing' } })
    expect(second).toEqual({
      values: { title: 'B', department: 'Housing' },
      made: ['department'],
      clashes: [],
    })
  })

  test('an edit of a field that has changed since is not made, and says what is there', () => {
    const { values, made, clashes } = draft(
      { title: 'Theirs', reference: 'R1' },
      { title: { from: 'A', to: 'Mine' }, reference: { from: 'R1', to: 'R2' } },
    )
    expect(clashes).toEqual([{ field: 'title', theirs: 'Theirs' }])
    expect(values).toEqual({ title: 'Theirs', reference: 'R2' })
    expect(made).toEqual(['reference'])
  })

  test('the same edit twice is one, however it is typed', () => {
    const edits = { annualPounds: { from: '', to: '£182,000' } }
    const once = draft({}, edits)
    expect(draft(once.values, edits)).toMatchObject({ made: [], clashes: [], values: once.values })
    expect(draft({ annualPounds: 182000 }, edits).made).toEqual([])
  })

  test('a field put back to what the record says leaves the draft', () => {
    const under = { title: 'A', endsOn: '2027-03-31' }
    const changed = draft({}, { endsOn: { from: '2027-03-31', to: '2028-03-31' } }, under)
    expect(changed.values).toEqual({ endsOn: '2028-03-31' })
    const boxes = { day: '31', month: '3', year: '2027' }
    expect(draft(changed.values, { endsOn: { from: '2028-03-31', to: boxes } }, under).values).toEqual({})
  })

  test('a field is emptied by saying so', () => {
    expect(draft({}, { title: { from: 'A', to: '' } }, { title: 'A' }).values).toEqual({ title: '' })
  })

  test('two people who each add to a list both keep what they added', () => {
    const mine = { serviceAreas: { from: ['housing'], to: ['housing', 'parking'] } }
    const theirs = draft(
      { serviceAreas: ['housing'] },
      { serviceAreas: { from: ['housing'], to: ['libraries'] } },
    )
    expect(draft(theirs.values, mine)).toEqual({
      values: { serviceAreas: ['libraries', 'parking'] },
      made: ['serviceAreas'],
      clashes: [],
    })
  })

  test('values held back join one by one, and meet only in the same value', () => {
    const held = (field: string, ground = 'other') => ({ field, ground, reviewOn: '2027-01-01' })
    const theirs = { heldBack: [held('endsOn')] }
    const other = draft(theirs, { heldBack: { from: [], to: [held('annualPounds')] } })
    expect(other.values.heldBack).toEqual([held('endsOn'), held('annualPounds')])
    const same = draft(theirs, { heldBack: { from: [], to: [held('endsOn', 'commercially sensitive')] } })
    expect(same.clashes.map(({ field }) => field)).toEqual(['heldBack'])
  })
})

test('whoever saves when, no typing is lost unseen', () => {
  // Each person keeps what they last had from the service and what their form holds; a clash is settled by keeping
  // their own. Whatever the order, each field ends as someone last left it knowing what was there.
  const fields = ['title', 'department', 'reference', 'framework']
  const step = fc.record({
    who: fc.constantFrom(0, 1, 2),
    field: fc.constantFrom(...fields),
    to: fc.string({ minLength: 1, maxLength: 3 }).map((text) => `x${text.trim()}`),
    save: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let server: Record<string, unknown> = {}
      const seen = new Map<string, Set<unknown>>(fields.map((field) => [field, new Set([undefined])]))
      const people = [0, 1, 2].map(() => ({
        known: {} as Record<string, unknown>,
        mine: {} as Record<string, unknown>,
      }))
      for (const { who, field, to, save } of steps) {
        const person = people[who] ?? { known: {}, mine: {} }
        person.mine[field] = to
        if (!save) continue
        const edits = Object.fromEntries(
          fields.map((one) => [one, { from: person.known[one], to: person.mine[one] }]),
        )
        const before = server
        const { values, made, clashes } = edited('contract', { values: server, edits })
        for (const one of fields) {
          // What was not this person's to change stays; what was is taken exactly.
          if (!made.includes(one)) expect(values[one]).toEqual(before[one])
          else expect(before[one] ?? '').toEqual(person.known[one] ?? '')
        }
        for (const clash of clashes) {
          expect(clash.theirs ?? undefined).toEqual(before[clash.field])
          expect(seen.get(clash.field)?.has(before[clash.field])).toBe(true)
        }
        server = values
        for (const one of fields) seen.get(one)?.add(server[one])
        const clashing = new Set(clashes.map((clash) => clash.field))
        person.known = { ...server }
        person.mine = {
          ...server,
          ...Object.fromEntries(
            fields.filter((one) => clashing.has(one)).map((one) => [one, person.mine[one]]),
          ),
        }
      }
    }),
  )
})

test('vendors and products put forward stay while something names them', () => {
  const vendors = [
    { id: 'ven_a', name: 'A' },
    { id: 'ven_b', name: 'B' },
  ]
  const products = [{ id: 'prd_p', name: 'P', maker: 'ven_b', serviceAreas: [] }]
  expect(stillNamed({ supplier: 'ven_a' }, { vendors, products })).toEqual({
    newVendors: [vendors[0]],
    newProducts: [],
  })
  expect(stillNamed({ product: 'prd_p' }, { vendors, products })).toEqual({
    newVendors: [vendors[1]],
    newProducts: products,
  })
})
