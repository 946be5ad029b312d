import type { Decided } from '../../../../functions/domain/decisionWords.ts'
import type { ContractRow } from '../../../../functions/schema/view.ts'

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

/** What a day in a table rests on, in a few words. */
export const decisionNotes = ({ decision, renewal }: Decided): string[] => [
  ...(decision.about ? ['about: only the quarter is public'] : []),
  ...(decision.noticeAssumed && renewal === 'rolls over' ? ['notice of 3 months assumed'] : []),
  ...(decision.rolledOver ? ['has rolled over'] : []),
]
