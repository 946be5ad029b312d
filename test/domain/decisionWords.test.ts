import { describe, expect, test } from 'vitest'
import { type DecisionFacts, decideBy } from '../../functions/domain/decideBy.ts'
import { decisionWords } from '../../functions/domain/decisionWords.ts'

const today = '2026-11-24'
const facts = (given: Partial<DecisionFacts>): DecisionFacts => ({
  options: [],
  renewal: 'ends',
  stillUsed: false,
  leadMonths: 3,
  ...given,
})
const say = (given: Partial<DecisionFacts>) => {
  const told = facts(given)
  const { head, sentences } = decisionWords(decideBy(told, today), told)
  return [head, ...sentences].join(' ')
}

describe('a decision is told in sentences', () => {
  test.each([
    [{}, /^No day to decide by yet/],
    [
      { endsOn: '2027-12-31' },
      /^Decide by 30 September 2027 It ends on 31 December 2027\. Replacing it takes about 3 months\.$/,
    ],
    [
      { endsOn: '2027-12-31', options: [12, 12] },
      /With every option taken it can run to 31 December 2029\.$/,
    ],
    [{ endsOn: '2026-12-31' }, /the day to decide passed on 30 September 2026\. Act now\.$/],
    [
      { endsOn: '2026-12-31', options: [12], renewal: 'by option' as const, noticeMonths: 1 },
      /^Extend it by 30 November 2026 .*can now only be extended, to 31 December 2027 by its first option\.$/,
    ],
    [
      { endsOn: '2026-01-31', stillUsed: true },
      /^Out of term and still used Its term ended on 31 January 2026\./,
    ],
    [{ endsOn: '2026-01-31' }, /^Ended on 31 January 2026/],
    [
      { endsOn: '2024-03-31', renewal: 'rolls over' as const, rollMonths: 12, noticeMonths: 5 },
      /^Next chance to leave: decide by 31 October 2027 Its term ended on 31 March 2024, so it has rolled over to 31 March 2027\. This contract’s notice date passed on 31 October 2026, so it rolls over on 31 March 2027\. Decide and give notice by 31 October 2027 to leave on 31 March 2028\.$/,
    ],
    [
      { endsOn: '2027-01-31', renewal: 'rolls over' as const, rollMonths: 12, noticeMonths: 1 },
      /^Give notice by 31 December 2026 Otherwise it rolls over on 31 January 2027\..*not replace it in time\.$/,
    ],
    [
      { endsOn: '2028-01-31', renewal: 'rolls over' as const, rollMonths: 12 },
      /No notice period is stated, so 3 months are assumed\.$/,
    ],
  ])('%j', (given, words) => expect(say(given)).toMatch(words))
})
