import type { PublicDecision } from '../../../functions/schema/view.ts'
import { shortDate } from '../format.ts'
import { dayOf, linear } from './scale.ts'

/** One contract in time: solid to the day to decide by, dashed to its latest end. The words beside it say the same. */
export function ReachBar({ decision, today }: { decision: PublicDecision; today: string }) {
  const { decideBy, end, latestEnd, leaveOn, about } = decision
  // A held-back end is told as its quarter, so it is not drawn as a day.
  if (!decideBy || !end || about || decideBy < today) return null
  const last =
    [end, latestEnd, leaveOn]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1) ?? end
  const place = linear([dayOf(today), dayOf(last)], [2, 98])
  const at = (day: string) => `${place(dayOf(day))}%`
  const marks = [
    { day: today, text: 'Today' },
    { day: decideBy, text: `Decide ${shortDate(decideBy)}` },
    ...(end > decideBy ? [{ day: end, text: `Term ends ${shortDate(end)}` }] : []),
    ...(last > end
      ? [{ day: last, text: `${leaveOn === last ? 'Leave' : 'Latest end'} ${shortDate(last)}` }]
      : []),
  ]
  return (
    <div className="reach-bar" aria-hidden="true">
      <svg width="100%" height="20" aria-hidden="true">
        <line className="decide" x1={at(today)} x2={at(decideBy)} y1="10" y2="10" />
        <line className="latest" x1={at(decideBy)} x2={at(last)} y1="10" y2="10" />
        {marks.map(({ day, text }) => (
          <circle key={text} className="day" cx={at(day)} cy="10" r="5" />
        ))}
      </svg>
      <ol>
        {marks.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
    </div>
  )
}
