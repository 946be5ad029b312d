import type { PublicDecision } from '../../../functions/schema/view.ts'
import { shortDate } from '../format.ts'
import { type PlacedLabel, placeLabels } from './labels.ts'
import { dayOf, linear } from './scale.ts'

type Mark = { at: number; text: string }

/** How wide the drawing is at least, in pixels, on a wide screen and on a phone. */
const widths = { wide: 600, narrow: 280 }

/** One contract in time: solid to the day to decide by, dashed to its latest end. The words beside it say the same. */
export function ReachBar({
  decision,
  today,
  todayWords = 'Today',
}: {
  decision: PublicDecision
  today: string
  /** What the day is called, where it is another than today. */
  todayWords?: string | undefined
}) {
  const { decideBy, end, latestEnd, leaveOn, about } = decision
  // A held-back end is told as its quarter, so it is not drawn as a day.
  if (!decideBy || !end || about || decideBy < today) return null
  const last =
    [end, latestEnd, leaveOn]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1) ?? end
  const place = linear([dayOf(today), dayOf(last)], [2, 98])
  const at = (day: string) => place(dayOf(day))
  const marks: Mark[] = [
    { at: at(today), text: todayWords },
    { at: at(decideBy), text: `Decide ${shortDate(decideBy)}` },
    ...(end > decideBy ? [{ at: at(end), text: `Term ends ${shortDate(end)}` }] : []),
    ...(last > end
      ? [{ at: at(last), text: `${leaveOn === last ? 'Leave' : 'Latest end'} ${shortDate(last)}` }]
      : []),
  ]
  return (
    <div className="reach-bar" aria-hidden="true">
      {(['wide', 'narrow'] as const).map((size) => (
        <Drawn key={size} marks={marks} decideAt={at(decideBy)} size={size} />
      ))}
    </div>
  )
}

function Drawn({ marks, decideAt, size }: { marks: Mark[]; decideAt: number; size: keyof typeof widths }) {
  const labels = placeLabels(marks, widths[size])
  const [from, to] = [marks[0]?.at ?? 0, marks.at(-1)?.at ?? 0]
  return (
    <div className={`reach-bar--${size}`}>
      <Labels labels={labels} side="above" />
      <svg width="100%" height="20" aria-hidden="true">
        <line className="decide" x1={`${from}%`} x2={`${decideAt}%`} y1="10" y2="10" />
        <line className="latest" x1={`${decideAt}%`} x2={`${to}%`} y1="10" y2="10" />
        {marks.map(({ at, text }) => (
          <circle key={text} className="day" cx={`${at}%`} cy="10" r="5" />
        ))}
      </svg>
      <Labels labels={labels} side="below" />
    </div>
  )
}

const lineHeight = 1.4

function Labels({ labels, side }: { labels: PlacedLabel[]; side: PlacedLabel['side'] }) {
  const here = labels.filter((label) => label.side === side)
  const rows = Math.max(0, ...here.map(({ row }) => row + 1))
  return (
    <div className="reach-bar__labels" style={{ height: `${rows * lineHeight}em` }}>
      {here.map(({ text, at, anchor, row }) => (
        <span
          key={text}
          className={`reach-bar__label--${anchor}`}
          style={{
            ...(anchor === 'middle' && { left: `${at}%` }),
            [side === 'below' ? 'top' : 'bottom']: `${row * lineHeight}em`,
          }}
        >
          {text}
        </span>
      ))}
    </div>
  )
}
