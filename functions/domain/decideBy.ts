import { addMonths, type IsoDate, monthsBetween } from './calendar.ts'

/** The facts that settle when a contract must be decided on. Months are whole calendar months. */
export type DecisionFacts = {
  /** End of the current term, options already used included. */
  endsOn?: IsoDate | undefined
  /** Remaining extension options, in months, in the order they can be taken. */
  options: number[]
  noticeMonths?: number | undefined
  renewal: 'ends' | 'rolls over' | 'by option'
  /** Length of each further term, for a contract that rolls over. */
  rollMonths?: number | undefined
  stillUsed: boolean
  /** Time it takes to replace the contract by its route to market. */
  leadMonths: number
}

export type DecisionState =
  | 'not stated'
  | 'free to choose'
  | 'extend only'
  | 'notice only'
  | 'locked in'
  | 'overdue'
  | 'expired, still used'
  | 'ended'

export type Decision = {
  state: DecisionState
  /** The day by which to decide; absent where there is nothing left to decide. */
  decideBy?: IsoDate
  /** End of the term now running. */
  end?: IsoDate
  /** `end` with every remaining option taken. */
  latestEnd?: IsoDate
  replaceBy?: IsoDate
  noticeBy?: IsoDate
  /** For a contract that is locked in: the first later term end that can still be acted on. */
  leaveOn?: IsoDate
  rolledOver: boolean
  /** The notice period was not stated, so the usual one was taken. */
  noticeAssumed: boolean
  /** The last day on which this answer still holds, facts unchanged; absent when it holds for ever. */
  holdsUntil?: IsoDate
}

/** Months of notice taken where none is stated: 3 for contracts that roll over, otherwise none. */
const assumedNotice = (renewal: DecisionFacts['renewal']) => (renewal === 'rolls over' ? 3 : 0)

/** Months of notice to reckon with: as stated, or the usual. */
export const noticeMonthsOf = ({ noticeMonths, renewal }: DecisionFacts) =>
  noticeMonths ?? assumedNotice(renewal)

/** Months in each further term where a contract that rolls over does not say: a year. */
const assumedRoll = 12

/** Months in each further term of a contract that rolls over: as stated, or a year. */
export const rollMonthsOf = ({ rollMonths }: DecisionFacts) => Math.max(1, rollMonths ?? assumedRoll)

/** The end after `steps` further terms, each counted from `endsOn` so that month ends do not drift. */
const termEnd = (endsOn: IsoDate, rollMonths: number, steps: number) => addMonths(endsOn, rollMonths * steps)

/** The fewest further terms that reach `day` or later. */
function stepsTo(endsOn: IsoDate, rollMonths: number, day: IsoDate): number {
  if (endsOn >= day) return 0
  const fewest = Math.floor(monthsBetween(endsOn, day) / rollMonths)
  let steps = Math.max(0, fewest)
  while (termEnd(endsOn, rollMonths, steps) < day) steps += 1
  return steps
}

const earlier = (a: IsoDate, b: IsoDate) => (a < b ? a : b)

/** The first of these days that has not passed: until then no comparison with today changes its answer. */
function nextTurn(today: IsoDate, days: IsoDate[]): IsoDate | undefined {
  let next: IsoDate | undefined
  for (const day of days) if (day >= today && (next === undefined || day < next)) next = day
  return next
}

/**
 * When a contract must be decided on, and what is still open.
 *
 * The day is the end of the running term less the time it takes to replace the contract by its route. A contract
 * that rolls over must also be given notice on, so its day is the earlier of the two; one whose notice day has
 * passed is locked in until the first later term end that can still be acted on.
 */
export function decideBy(facts: DecisionFacts, today: IsoDate): Decision {
  const noticeAssumed = facts.noticeMonths === undefined
  const { endsOn } = facts
  if (!endsOn) return { state: 'not stated', rolledOver: false, noticeAssumed }

  const noticeMonths = noticeMonthsOf(facts)
  const rolls = facts.renewal === 'rolls over'
  const rollMonths = rollMonthsOf(facts)
  const steps = rolls ? stepsTo(endsOn, rollMonths, today) : 0
  const end = termEnd(endsOn, rollMonths, steps)
  const replaceBy = addMonths(end, -facts.leadMonths)
  const noticeBy = addMonths(end, -noticeMonths)
  const found = {
    end,
    latestEnd: addMonths(
      end,
      facts.options.reduce((sum, months) => sum + months, 0),
    ),
    replaceBy,
    noticeBy,
    rolledOver: steps > 0,
    noticeAssumed,
  }
  const answer = (rest: { state: DecisionState; decideBy?: IsoDate; leaveOn?: IsoDate }): Decision => {
    const turn = nextTurn(today, [end, replaceBy, noticeBy, ...(rest.decideBy ? [rest.decideBy] : [])])
    return { ...found, ...rest, ...(turn && { holdsUntil: turn }) }
  }

  if (end < today) {
    return facts.stillUsed
      ? answer({ state: 'expired, still used', decideBy: replaceBy })
      : answer({ state: 'ended' })
  }
  if (rolls) {
    const leaveBy = (termEndsOn: IsoDate) =>
      earlier(addMonths(termEndsOn, -noticeMonths), addMonths(termEndsOn, -facts.leadMonths))
    const day = leaveBy(end)
    if (day >= today) return answer({ state: 'free to choose', decideBy: day })
    if (noticeBy >= today) return answer({ state: 'notice only', decideBy: noticeBy })
    for (let later = steps + 1; ; later += 1) {
      const leaveOn = termEnd(endsOn, rollMonths, later)
      const leaveDay = leaveBy(leaveOn)
      if (leaveDay >= today) return answer({ state: 'locked in', decideBy: leaveDay, leaveOn })
    }
  }
  if (replaceBy >= today) return answer({ state: 'free to choose', decideBy: replaceBy })
  if (facts.options.length > 0 && noticeBy >= today)
    return answer({ state: 'extend only', decideBy: noticeBy })
  return answer({ state: 'overdue', decideBy: replaceBy })
}
