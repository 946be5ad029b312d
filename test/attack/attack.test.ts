import { describe, expect, test } from 'vitest'
import { rules } from '../../functions/domain/rules.ts'
import type { RatedVendor } from '../../functions/schema/membersView.ts'
import { attack } from './attack.ts'
import { authorities, england, vendors } from './history.ts'
import { attackRatings } from './ratings.ts'
import { byAddingUp, byLargest, byTrying } from './recover.ts'
import { type Attacked, type Seen, withoutTable } from './service.ts'
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

describe('a merge', () => {
  const pair = { from: vendors[0] ?? '', into: vendors[1] ?? '' }
  /** Ten authorities rate both, and then the two are merged. */
  const acts = [
    ...authorities.slice(0, 8).map((authority, n) => ({
      authority,
      says: vendors.map((vendor) => ({
        vendor,
        overall: (n % 5) + 1,
        showName: false,
        comment: `On ${vendor} ${n}.`,
        withdrawn: false,
      })),
    })),
    { merges: pair },
  ]
  const seenThrough = (change: (read: Seen) => Seen): Attacked => {
    const service = withoutTable(rules)
    return { ...service, seen: async () => change(await service.seen()) }
  }
  const vendorsOf = (read: Seen, change: (vendor: RatedVendor) => RatedVendor): Seen => ({
    ...read,
    scopes: new Map(
      [...read.scopes].map(([scope, view]) => [
        scope,
        { ...view, vendors: view.vendors.map((one) => (one.id === pair.into ? change(one) : one)) },
      ]),
    ),
  })

  test('that shows what its vendors show gives nobody away', async () => {
    expect(await attackRatings(withoutTable(rules), acts)).toBeUndefined()
  })

  test('that spoke for one more, or told another mean, would be noticed', async () => {
    const other = (change: { n?: number; mean?: number }) => (read: Seen) =>
      read.scopes.get(england)?.vendors.length === 1
        ? vendorsOf(read, (one) => {
            const { overall } = one.figures
            return overall
              ? {
                  ...one,
                  figures: {
                    ...one.figures,
                    overall: {
                      ...overall,
                      n: overall.n + (change.n ?? 0),
                      mean: overall.mean + (change.mean ?? 0),
                    },
                  },
                }
              : one
          })
        : read
    for (const change of [{ n: 1 }, { mean: 0.05 }]) {
      expect(await attackRatings(seenThrough(other(change)), acts)).toMatchObject({ way: 'merging' })
    }
  })

  test('that had figures let out would be noticed', async () => {
    const service = withoutTable(rules)
    const [first] = acts
    if (!first || 'merges' in first) throw new Error('Nobody says anything')
    const lets: Attacked = {
      ...service,
      async tidies(tidying) {
        for (const authority of authorities.slice(0, 4)) await service.does({ ...first, authority })
        await service.tidies(tidying)
      },
    }
    expect(await attackRatings(lets, acts)).toMatchObject({ way: 'merging' })
  })
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
