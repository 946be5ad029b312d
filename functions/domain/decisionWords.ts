import { addMonths, type IsoDate } from './calendar.ts'
import type { Decision, DecisionFacts } from './decideBy.ts'
import { assumedNotice } from './noticeWords.ts'

// What a decision means, in sentences: what happened, what it means, what to do.

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const say = (date: IsoDate) =>
  `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
const lasting = (count: number) => (count === 1 ? '1 month' : `${count} months`)

/** `head` says the day or the state, `sentences` what follows from it. */
export type DecisionWords = { head: string; sentences: string[] }

export function decisionWords(decision: Decision, facts: DecisionFacts): DecisionWords {
  const { end, decideBy, noticeBy, replaceBy, leaveOn } = decision
  const replacing = `Replacing it takes about ${lasting(facts.leadMonths)}`
  const assumed = decision.noticeAssumed && facts.renewal === 'rolls over' ? [assumedNotice] : []
  const rolled =
    decision.rolledOver && facts.endsOn && end
      ? [`Its term ended on ${say(facts.endsOn)}, so it has rolled over to ${say(end)}.`]
      : []
  if (!end) {
    return {
      head: 'No day to decide by yet',
      sentences: ['Enter the date it ends, and the day by which you must decide is worked out here.'],
    }
  }
  switch (decision.state) {
    case 'ended':
      return { head: `Ended on ${say(end)}`, sentences: ['Nothing is left to decide.'] }
    case 'expired, still used':
      return {
        head: 'Out of term and still used',
        sentences: [`Its term ended on ${say(end)}. ${replacing}, so begin now.`],
      }
    case 'overdue':
      return {
        head: 'Too late to replace in time',
        sentences: [
          `It ends on ${say(end)}. ${replacing}, so the day to decide passed on ${say(decideBy ?? end)}. Act now.`,
        ],
      }
    case 'extend only': {
      const [first] = facts.options
      return {
        head: `Extend it by ${say(decideBy ?? end)}`,
        sentences: [
          `It ends on ${say(end)}. ${replacing}, so it was to be decided by ${say(replaceBy ?? end)} and can now only be extended${
            first ? `, to ${say(addMonths(end, first))} by its first option` : ''
          }.`,
        ],
      }
    }
    case 'notice only':
      return {
        head: `Give notice by ${say(decideBy ?? end)}`,
        sentences: [
          ...rolled,
          `Otherwise it rolls over on ${say(end)}. ${replacing}, so you can still leave it but not replace it in time.`,
          ...assumed,
        ],
      }
    case 'locked in':
      return {
        head: `Next chance to leave: decide by ${say(decideBy ?? end)}`,
        sentences: [
          ...rolled,
          `This contract’s notice date passed on ${say(noticeBy ?? end)}, so it rolls over on ${say(end)}.`,
          ...(leaveOn
            ? [`Decide and give notice by ${say(decideBy ?? leaveOn)} to leave on ${say(leaveOn)}.`]
            : []),
          ...assumed,
        ],
      }
    default:
      return {
        head: `Decide by ${say(decideBy ?? end)}`,
        sentences:
          facts.renewal === 'rolls over'
            ? [
                ...rolled,
                `Otherwise it rolls over on ${say(end)}. ${replacing} and notice must be given by ${say(noticeBy ?? end)}.`,
                ...assumed,
              ]
            : [
                `It ends on ${say(end)}. ${replacing}.`,
                ...(facts.options.length > 0 && decision.latestEnd
                  ? [`With every option taken it can run to ${say(decision.latestEnd)}.`]
                  : []),
              ],
      }
  }
}
