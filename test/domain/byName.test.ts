import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meansByName, type SaidByName } from '../../functions/domain/byName.ts'
import { emptyLedger, type Ledger } from '../../functions/domain/ledger.ts'
import { digitsOf, ratingPath, shownOf, voicesIn } from '../../functions/domain/rating.ts'
import { advance } from '../../functions/domain/release.ts'
import type { Totals } from '../../functions/domain/totals.ts'

// Councils that show their name, by what they say under it and nothing else.

const keepsAll = (id: string) => id

test('a council counts from three vendors rated by name, each once', () => {
  const said: SaidByName = {
    a: { ven_x: 5, ven_y: 4, ven_z: 2 },
    b: { ven_x: 5, ven_y: 1 },
  }
  expect(meansByName(said, keepsAll)).toEqual([{ authority: 'a', ratings: 3, mean: 3.67 }])
})

test('of a vendor under two names it counts what is said of both alike, and of neither what is not', () => {
  const kept = (id: string) => (id === 'ven_old' ? 'ven_x' : id)
  const others = { ven_y: 4, ven_z: 2, ven_w: 3 }
  expect(meansByName({ a: { ven_x: 5, ven_old: 5, ...others } }, kept)).toMatchObject([
    { ratings: 4, mean: 3.5 },
  ])
  expect(meansByName({ a: { ven_x: 5, ven_old: 1, ...others } }, kept)).toMatchObject([
    { ratings: 3, mean: 3 },
  ])
})

const vendors = ['ven_x', 'ven_y', 'ven_z', 'ven_w']
type Act = { authority: string; vendor: string; overall: 1 | 2 | 4 | 5; isOpen: boolean }
/** Of some, who show their name on most vendors, and others who never do. */
const act: fc.Arbitrary<Act> = fc
  .record({
    authority: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    vendor: fc.constantFrom(...vendors),
    overall: fc.constantFrom(1 as const, 2 as const, 4 as const, 5 as const),
  })
  .map((one) => ({ ...one, isOpen: one.authority <= 'b' && one.vendor !== 'ven_w' }))

/** What stands by name after each act of a history, as worlds are told it. */
function told(acts: Act[], secret: (overall: Act['overall']) => Act['overall']): string[] {
  const documents = new Map<string, Totals>()
  const ledgers = new Map<string, Ledger>()
  return acts.map(({ authority, vendor, overall, isOpen }) => {
    const document = documents.get(vendor) ?? {}
    documents.set(vendor, document)
    document[ratingPath(authority, undefined)] = digitsOf({
      overall: isOpen ? overall : secret(overall),
      showName: isOpen,
    })
    ledgers.set(vendor, advance(ledgers.get(vendor) ?? emptyLedger, voicesIn(document)))
    const said: SaidByName = {}
    for (const one of vendors) {
      const held = documents.get(one) ?? {}
      const shown = shownOf(ledgers.get(one) ?? emptyLedger, voicesIn(held))
      expect(Object.keys(shown.overall ?? {})).toEqual(shown.named)
      for (const [by, answer] of Object.entries(shown.overall ?? {})) {
        said[by] = { ...said[by], [one]: answer }
      }
    }
    return JSON.stringify(meansByName(said, keepsAll))
  })
}

test('two worlds that differ in what is said without a name tell of the same councils alike', () => {
  const mirrored: Record<Act['overall'], Act['overall']> = { 1: 5, 2: 4, 4: 2, 5: 1 }
  let drawn = 0
  fc.assert(
    fc.property(fc.array(act, { minLength: 20, maxLength: 60 }), (acts) => {
      const one = told(acts, (overall) => overall)
      const other = told(acts, (overall) => mirrored[overall])
      expect(other).toEqual(one)
      drawn += one.some((each) => each !== '[]') ? 1 : 0
    }),
    { numRuns: 200 },
  )
  expect(drawn).toBeGreaterThan(30)
})
