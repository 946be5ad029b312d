import type { ContractRow } from '../schema/view.ts'
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

/** What is public of a contract’s decision. */
export type Decided = Pick<ContractRow, 'decision' | 'renewal'>

/** A decision as the public is told of it, in sentences, the most pressing first. */
export function decisionSentences({ decision, renewal }: Decided): string[] {
  const { state, end, decideBy, noticeBy, replaceBy, leaveOn, latestEnd, rolledOver } = decision
  const told = (day: string | undefined) => (day === undefined ? 'a day not stated' : say(day))
  const mayExtend = latestEnd !== undefined && end !== undefined && latestEnd > end
  const extension = mayExtend ? [`It can be extended to ${told(latestEnd)}.`] : []
  const assumed = decision.noticeAssumed && renewal === 'rolls over'
  const notes = [
    ...(assumed ? [assumedNotice] : []),
    ...(decision.about
      ? ['Only the quarter in which it ends is public, so these days are worked out from its last day.']
      : []),
  ]
  const sentences: Record<Decided['decision']['state'], string[]> = {
    'not stated': ['No end date is stated, so there is no day to decide by.'],
    ended: [`This contract ended on ${told(end)}.`],
    'expired, still used': [
      `This contract’s term ended on ${told(end)} and it is still used.`,
      `It should have been decided on by ${told(decideBy)}. Act now: renew it or replace it.`,
    ],
    overdue: [
      `This contract ends on ${told(end)}. To replace it in time, work had to begin by ${told(replaceBy)}, and no extension can be taken any more.`,
      'Act now: agree how the service carries on after that day.',
    ],
    'locked in': [
      rolledOver
        ? `This contract has rolled over to ${told(end)}, and the day to give notice for that term passed on ${told(noticeBy)}.`
        : `This contract’s notice date passed on ${told(noticeBy)}, so it rolls over on ${told(end)}.`,
      `Next chance to leave: decide by ${told(decideBy)} to leave on ${told(leaveOn)}.`,
    ],
    'notice only': [
      `It is too late to replace this contract before its term ends on ${told(end)}, and it rolls over unless notice is given.`,
      `It can still be left: give notice by ${told(noticeBy)}.`,
    ],
    'extend only': [
      `It is too late to replace this contract before it ends on ${told(end)}.`,
      `It can still be extended, to ${told(latestEnd)} at the latest: decide by ${told(decideBy)}.`,
    ],
    'free to choose':
      renewal === 'rolls over'
        ? [
            `This contract ${rolledOver ? 'has rolled over to' : 'runs to'} ${told(end)} and then rolls over again unless notice is given by ${told(noticeBy)}.`,
            `There is time to replace it: decide by ${told(decideBy)}.`,
            ...extension,
          ]
        : [
            `This contract ends on ${told(end)}.`,
            `There is time to replace it: decide by ${told(decideBy)}.`,
            ...extension,
          ],
  }
  return [...sentences[state], ...notes]
}
