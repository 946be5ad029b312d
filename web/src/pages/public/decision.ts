import { assumedNotice } from '../../../../functions/domain/noticeWords.ts'
import type { ContractRow } from '../../../../functions/schema/view.ts'
import { date } from '../../format.ts'

// What can be done about a contract, in words: what happened, what it means, what to do.

type State = ContractRow['decision']['state']

export const stateWords: Record<State, string> = {
  'not stated': 'End not stated',
  'free to choose': 'Free to choose',
  'extend only': 'Extend only',
  'notice only': 'Notice only',
  'locked in': 'Locked in',
  overdue: 'Overdue',
  'expired, still used': 'Expired, still used',
  ended: 'Ended',
}

/** How much a state asks for attention: `late` has gone wrong, `narrow` leaves less than a free choice. */
export const attention = (state: State): 'late' | 'narrow' | undefined => {
  if (state === 'overdue' || state === 'expired, still used') return 'late'
  if (state === 'locked in' || state === 'notice only' || state === 'extend only') return 'narrow'
  return undefined
}

type Decided = Pick<ContractRow, 'decision' | 'renewal'>

/** The decision as sentences, the most pressing first. */
export function decisionSentences({ decision, renewal }: Decided): string[] {
  const { state, end, decideBy, noticeBy, replaceBy, leaveOn, latestEnd, rolledOver } = decision
  const told = (day: string | undefined) => (day === undefined ? 'a day not stated' : date(day))
  const mayExtend = latestEnd !== undefined && end !== undefined && latestEnd > end
  const extension = mayExtend ? [`It can be extended to ${told(latestEnd)}.`] : []
  const assumed = decision.noticeAssumed && renewal === 'rolls over'
  const notes = [
    ...(assumed ? [assumedNotice] : []),
    ...(decision.about
      ? ['Only the quarter in which it ends is public, so these days are worked out from its last day.']
      : []),
  ]
  const sentences: Record<State, string[]> = {
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

/** What a day in a table rests on, in a few words. */
export const decisionNotes = ({ decision, renewal }: Decided): string[] => [
  ...(decision.about ? ['about: only the quarter is public'] : []),
  ...(decision.noticeAssumed && renewal === 'rolls over' ? ['notice of 3 months assumed'] : []),
  ...(decision.rolledOver ? ['has rolled over'] : []),
]
