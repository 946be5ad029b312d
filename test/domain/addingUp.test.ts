import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { givesAway, type Sum } from '../../functions/domain/addingUp.ts'

// Sums that are each safe, and any two of which are, can give one authority away together.

/** `a b c`: the answers of a, b and c; a′ is what a says later. */
const sum = (answers: string): Sum =>
  new Map(answers.split(' ').map((answer) => [answer, { authority: answer.replace('′', ''), times: 1 }]))
const sums = (...all: string[]) => all.map(sum)

describe('sums give away', () => {
  test('whoever is alone in one, or between two', () => {
    expect(givesAway(sums('a'), 3)).toBe(true)
    expect(givesAway(sums('a b c', 'a b c d'), 3)).toBe(true)
    expect(givesAway(sums('a b c', 'a b c d e'), 3)).toBe(true)
    expect(givesAway(sums('a b c', 'a b c d e f'), 3)).toBe(false)
  })

  test('how one authority’s answer changed', () => {
    expect(givesAway(sums('a b c', 'a′ b c'), 3)).toBe(true)
    expect(givesAway(sums('a b c', 'a′ b′ c'), 3)).toBe(true)
    expect(givesAway(sums('a b c', 'a′ b′ c′'), 3)).toBe(false)
  })

  test('one that four leave over, though any two differ in three or more', () => {
    const four = ['x a b c', 'd e f g h i', 'a d e g h', 'b c f i']
    expect(givesAway(sums(...four), 3)).toBe(true)
    for (const left of four) expect(givesAway(sums(...four.filter((one) => one !== left)), 3)).toBe(false)
  })

  test('nobody where there are none, or all are of many who always stand together', () => {
    expect(givesAway([], 3)).toBe(false)
    expect(givesAway(sums('a b c', 'd e f', 'a b c d e f', 'a b c g h i'), 3)).toBe(false)
  })
})

/** Vectors that small whole numbers of the sums come to: what a patient person finds by trying. */
function foundByTrying(all: Sum[], fewest: number): boolean {
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))]
  const tried = (at: number, vector: number[]): boolean => {
    if (at === all.length) {
      const authorities = new Set(
        names.filter((_, place) => vector[place] !== 0).map((one) => one.replace('′', '')),
      )
      return authorities.size > 0 && authorities.size < fewest
    }
    return [-2, -1, 0, 1, 2].some((times) =>
      tried(
        at + 1,
        vector.map((value, place) => value + times * (all[at]?.has(names[place] ?? '') ? 1 : 0)),
      ),
    )
  }
  return tried(
    0,
    names.map(() => 0),
  )
}

test('all that trying finds is found', () => {
  const someSums = fc.array(
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'a′', 'b′'), {
      minLength: 1,
      maxLength: 7,
    }),
    { minLength: 1, maxLength: 5 },
  )
  let found = 0
  fc.assert(
    fc.property(someSums, fc.constantFrom(2, 3), (given, fewest) => {
      const all = given.map((answers) => sum(answers.join(' ')))
      const byTrying = foundByTrying(all, fewest)
      if (byTrying) {
        found += 1
        expect(givesAway(all, fewest)).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
  expect(found).toBeGreaterThan(50)
})
