import { expect, test } from 'vitest'
import { rules } from '../../functions/domain/rules.ts'
import { attack } from './attack.ts'
import { byAddingUp, byLargest, byTrying } from './recover.ts'
import { weakened } from './weakened.ts'

// `npm run attack` at a small size: it recovers nobody, and is not blind. On held-back values no figure of any kind is
// shown; that nothing at all depends on them is what the twin worlds hold.

const size = { histories: 40, overRoutes: 1, twins: 1, steps: 40, seed: 1 }
const timeout = 600_000

test('nobody’s answer and no value held back is recovered from all that can be read', {
  timeout,
}, async () => {
  expect((await attack(rules, size, () => undefined)).filter(({ found }) => found)).toEqual([])
})

test.each(weakened)('somebody is, with $said', { timeout }, async ({ rules: weaker, rule }) => {
  // Ratings know nothing of values held back.
  const histories = rule.startsWith('holdsBack') ? 0 : size.histories
  const found = (await attack(weaker, { ...size, histories, overRoutes: 0 }, () => undefined)).flatMap(
    (one) => one.found ?? [],
  )
  expect(found).toHaveLength(1)
})

test('every rule there is has one weaker', () => {
  expect(weakened.map(({ rule }) => rule).sort()).toEqual(Object.keys(rules).sort())
  for (const { rule, rules: weaker } of weakened) expect(weaker[rule]).not.toBe(rules[rule])
})

const answers = (...authorities: string[]) => authorities.map((authority) => ({ authority, since: 1 }))

test('adding up finds whoever is left over, and whoever another’s own answer uncovers', () => {
  const nobody = () => false
  expect(byAddingUp([answers('a', 'b', 'c'), answers('a', 'b', 'c', 'd')], nobody)).toBe('d')
  expect(byAddingUp([answers('a', 'b', 'c'), answers('a', 'b', 'c', 'd', 'e')], nobody)).toBeUndefined()
  const isD = ({ authority }: { authority: string }) => authority === 'd'
  expect(byAddingUp([answers('a', 'b', 'c'), answers('a', 'b', 'c', 'd', 'e')], isD)).toBe('e')
})

test('trying finds the only answers that come to a figure, unless enough share them', () => {
  expect(byTrying({ n: 2, mean: 3, spread: 2 }, [1], ['b'], 2)).toBe('b')
  expect(byTrying({ n: 3, mean: 5, spread: 0 }, [], ['a', 'b', 'c'], 3)).toBeUndefined()
  expect(byTrying({ n: 3, mean: 3, spread: 1.63 }, [], ['a', 'b', 'c'], 3)).toBeUndefined()
})

test('whoever holds nearly all of a sum is told by it', () => {
  const parts = (...amounts: number[]) => amounts.map((amount, n) => ({ authority: String(n), amount }))
  expect(byLargest(parts(90, 5, 5), 0.85)).toBe('0')
  expect(byLargest(parts(85, 10, 5), 0.85)).toBeUndefined()
})
