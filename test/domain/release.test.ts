import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyLedger, type Ledger, shown } from '../../functions/domain/ledger.ts'
import {
  digitsOf,
  meanOf,
  type Question,
  ratingPath,
  type Shown,
  shownOf,
  together,
  voicesIn,
} from '../../functions/domain/rating.ts'
import { advance, isSafe } from '../../functions/domain/release.ts'
import type { Totals } from '../../functions/domain/totals.ts'
import { type RaterRole, type Rating, raterRoles } from '../../functions/schema/rating.ts'

// Figures on ratings come from at least three authorities, and no two things ever shown give away fewer than three.

type Answers = Partial<Pick<Rating, 'overall' | 'support' | 'wouldBuyAgain' | 'raterRole' | 'showName'>>

/** What one vendor's raters say, changed one at a time, and what members saw after each change. */
function vendor() {
  const document: Totals = {}
  let ledger: Ledger = emptyLedger
  const settle = () => {
    ledger = advance(ledger, voicesIn(document))
    return shownOf(ledger, voicesIn(document))
  }
  return {
    says(authority: string, answers: Answers | undefined, product?: string): Shown {
      const path = ratingPath(authority, product)
      if (answers) document[path] = digitsOf(answers)
      else delete document[path]
      return settle()
    },
    again: settle,
    ledger: () => ledger,
    voices: () => voicesIn(document),
  }
}

const sees = ({ figures }: Shown, question: Question = 'overall') => {
  const figure = figures[question]
  return figure && { n: figure.n, mean: meanOf(figure).mean }
}

describe('a figure', () => {
  test('is withheld until three authorities have answered, each question by itself', () => {
    const them = vendor()
    expect(sees(them.says('a', { overall: 5, support: 2 }))).toBeUndefined()
    expect(sees(them.says('b', { overall: 4, support: 'cannot say' }))).toBeUndefined()
    const third = them.says('c', { overall: 3, support: 4 })
    expect(sees(third)).toEqual({ n: 3, mean: 4 })
    expect(sees(third, 'support')).toBeUndefined()
    expect(them.says('d', { overall: 1, support: 3 }).figures.support).toMatchObject({ n: 3, sum: 9 })
  })

  test('moves only when three have answered or changed their answer since it was last shown', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c']) them.says(one, { overall: 3 })
    expect(sees(them.says('d', { overall: 5 }))).toEqual({ n: 3, mean: 3 })
    expect(sees(them.says('a', { overall: 5 }))).toEqual({ n: 3, mean: 3 })
    expect(sees(them.says('b', { overall: 5 }))).toEqual({ n: 4, mean: 4.5 })
  })

  test('does not go back to within reach of an older one', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c', 'd']) them.says(one, { overall: 3 })
    const before = sees(them.again())
    for (const one of ['a', 'b', 'c']) them.says(one, { overall: 4 })
    expect(sees(them.again())).not.toEqual(before)
    // Two go back to what they said at first: beside the first figure, the new one would give away the third.
    them.says('a', { overall: 3 })
    them.says('b', { overall: 3 })
    them.says('d', { overall: 2 })
    expect(isSafe(them.ledger())).toBe(true)
    const first = new Map([...shown(them.ledger(), 'overall').said])
    const apart = ['a', 'b', 'c', 'd'].filter((one) => first.get(one) !== (one === 'd' ? undefined : '3'))
    expect(apart.length === 0 || apart.length >= 3).toBe(true)
  })

  test('is taken away at once when fewer than three are left', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c']) them.says(one, { overall: 3 })
    expect(sees(them.says('c', undefined))).toBeUndefined()
    // Another in place of the one who left would be known from the two figures.
    expect(sees(them.says('d', { overall: 1 }))).toBeUndefined()
  })

  test('by role never lets a small role be worked out from the others', () => {
    const them = vendor()
    const all = (role: RaterRole, ...authorities: string[]) => {
      for (const one of authorities) them.says(one, { overall: 4, raterRole: role })
      return Object.keys(them.again().figures.overall?.roles ?? {}).sort()
    }
    all('service', 'a', 'b')
    expect(all('IT', 'c', 'd', 'e', 'f')).toEqual([])
    const both = all('procurement', 'g', 'h', 'i', 'j')
    // Two of service are left over: only one role can be told apart, with theirs inside the rest.
    expect(both).toHaveLength(1)
    // With a role told apart now, adding up what was shown before would leave two: the third of the first three, and j.
    expect(all('service', 'k', 'l', 'm', 'n')).toEqual([])
    expect(all('IT', 'o')).toEqual(['service'])
  })

  test('counts an authority once: its rating of the vendor, or the mean of those of its products', () => {
    const them = vendor()
    them.says('a', { overall: 1 }, 'prd_x')
    them.says('a', { overall: 4 }, 'prd_y')
    them.says('b', { overall: 5 })
    them.says('b', { overall: 1 }, 'prd_x')
    expect(sees(them.says('c', { overall: 4 }))).toEqual({ n: 3, mean: 3.83 })
  })
})

describe('a name', () => {
  test('stands beside answers only where the authority says so', () => {
    const them = vendor()
    expect(them.says('a', { overall: 5 }).named).toEqual([])
    expect(them.says('b', { overall: 5, showName: true }).named).toEqual(['b'])
    expect(them.says('b', { overall: 5, showName: false }).named).toEqual([])
  })

  test('waits where it would give away the others in a figure', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c']) them.says(one, { overall: 3 })
    // Three less one known is two.
    expect(them.says('a', { overall: 3, showName: true }).named).toEqual([])
    // What it says anew is in no figure yet.
    expect(them.says('a', { overall: 1, showName: true }).named).toEqual(['a'])
  })

  test('leaves a figure withheld until three others have answered without theirs', () => {
    const them = vendor()
    them.says('a', { overall: 5, showName: true })
    them.says('b', { overall: 4 })
    expect(sees(them.says('c', { overall: 4 }))).toBeUndefined()
    expect(sees(them.says('d', { overall: 3 }))).toEqual({ n: 4, mean: 4 })
  })

  test('protects nobody where all show theirs', () => {
    const them = vendor()
    for (const one of ['a', 'b', 'c']) them.says(one, { overall: 3, showName: true })
    expect(them.again()).toMatchObject({ figures: { overall: { n: 3 } }, named: ['a', 'b', 'c'] })
  })
})

/** What an authority says, and the act since which it does: to say again what one said before is to answer anew. */
type Answer = { value: string; since: number }
/** Who stands behind something that was shown, and what they say there. */
type Sum = Map<string, Answer>

/** Everything that follows from a figure by adding and taking away its own parts. */
function parts(
  said: ReadonlyMap<string, string>,
  roles: string[],
  sinceOf: (authority: string) => number,
): Sum[] {
  const groups = [...roles, undefined].map(
    (role) =>
      new Map(
        [...said]
          .filter(([, answer]) => {
            const [, spoken] = answer.split(' ')
            return role === undefined ? !roles.includes(spoken ?? '') : spoken === role
          })
          .map(([authority, answer]) => {
            const [value = ''] = answer.split(' ')
            return [authority, { value, since: sinceOf(authority) }] as const
          }),
      ),
  )
  return Array.from(
    { length: 2 ** groups.length },
    (_, which) => new Map(groups.filter((_, place) => which & (1 << place)).flatMap((one) => [...one])),
  )
}

const change = fc.record({
  authority: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  product: fc.option(fc.constantFrom('prd_x'), { nil: undefined, freq: 6 }),
  answers: fc.option(
    fc.record({
      overall: fc.constantFrom(1 as const, 2 as const, 'cannot say' as const),
      support: fc.constantFrom(4 as const, 5 as const, undefined),
      raterRole: fc.constantFrom(...raterRoles, undefined),
      showName: fc.boolean(),
    }),
    { nil: undefined, freq: 5 },
  ),
})

describe('whatever is answered, changed and withdrawn', () => {
  test('no two things ever shown, nor any part of one, give away fewer than three authorities', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 5, maxLength: 60 }), (changes) => {
        const them = vendor()
        const seen: Record<string, Sum[]> = { overall: [new Map()], support: [new Map()] }
        const last = new Map<string, string>()
        const says = new Map<string, Answer>()
        const named = new Set<string>()
        for (const [act, { authority, answers, product }] of changes.entries()) {
          const now = them.says(authority, answers, product)
          for (const question of ['overall', 'support']) {
            for (const [one, voice] of them.voices()) {
              const value = voice.says[question]?.split(' ')[0] ?? ''
              if (says.get(`${question} ${one}`)?.value !== value) {
                says.set(`${question} ${one}`, { value, since: act })
              }
            }
            for (const key of says.keys()) {
              const [of, one = ''] = key.split(' ')
              if (of === question && !them.voices().has(one)) says.delete(key)
            }
            const sinceOf = (one: string) => says.get(`${question} ${one}`)?.since ?? -1
            const { said, roles } = shown(them.ledger(), question)
            expect(said.size === 0 || said.size >= 3).toBe(true)
            const figure = now.figures[question as Question]
            expect(figure?.n ?? 0).toBe(said.size)
            for (const role of Object.values(figure?.roles ?? {})) expect(role.n).toBeGreaterThanOrEqual(3)
            // A figure that moves is of all that is said then.
            const told = JSON.stringify([[...said], roles])
            if (told !== last.get(question)) seen[question]?.push(...parts(said, roles, sinceOf))
            last.set(question, told)
            for (const one of now.named) named.add(`${question} ${one} ${sinceOf(one)}`)
          }
        }
        for (const [question, sums] of Object.entries(seen)) {
          const isKnown = (one: string, answer: Answer | undefined) =>
            answer === undefined || named.has(`${question} ${one} ${answer.since}`)
          const distinct = [...new Map(sums.map((sum) => [JSON.stringify([...sum].sort()), sum])).values()]
          for (const a of distinct)
            for (const b of distinct) {
              const apart = [...new Set([...a.keys(), ...b.keys()])].filter(
                (one) =>
                  a.get(one)?.value !== b.get(one)?.value &&
                  !(isKnown(one, a.get(one)) && isKnown(one, b.get(one))),
              )
              expect(apart.length === 0 || apart.length >= 3, `${question}: ${apart.join()}`).toBe(true)
            }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('looking again changes nothing, and the ledger itself says it is safe', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const them = vendor()
        for (const { authority, answers, product } of changes) them.says(authority, answers, product)
        expect(advance(them.ledger(), them.voices())).toEqual(them.ledger())
        expect(isSafe(them.ledger())).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

test('figures of several regions add up to the figure of all', () => {
  const figure = (...values: number[]) => ({
    n: values.length,
    sum: values.reduce((a, b) => a + b, 0),
    squares: values.reduce((a, b) => a + b * b, 0),
    counts: [1, 2, 3, 4, 5].map((score) => values.filter((value) => value === score).length),
  })
  expect(meanOf(together([figure(1, 2, 3), figure(5, 4, 4)]))).toEqual(meanOf(figure(1, 2, 3, 5, 4, 4)))
})
