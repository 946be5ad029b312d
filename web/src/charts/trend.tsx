import { quarter as inWords, shortQuarter } from '../format.ts'
import { linear } from './scale.ts'
import { Scroll } from './scroll.tsx'

export type TrendPoint = {
  quarter: string
  value: number
  /** The value, in few letters. */
  text: string
  /** What stands under its quarter: from how many. */
  under: string
}

const [slot, height, top, foot] = [58, 280, 34, 66]

/** A figure at the end of each quarter, left to right, each labelled; the quarter that has begun hangs on by a dashed line. */
export function Trend({ points, what }: { points: TrendPoint[]; what: string }) {
  const width = points.length * slot
  const y = linear([0, Math.max(1, ...points.map(({ value }) => value))], [height, top])
  const at = (index: number) => `${index * slot + slot / 2},${y(points[index]?.value ?? 0)}`
  const past = points.slice(0, -1)
  const [first] = points
  const last = points.at(-1)
  return (
    <Scroll label={`${what} by quarter`} fromEnd>
      <svg
        className="trend"
        viewBox={`0 0 ${width} ${height + foot}`}
        style={{ minWidth: `${width * 0.8}px`, maxWidth: `${width * 1.15}px` }}
        role="img"
        aria-label={`${what} at the end of each quarter, from ${first ? `${first.text} in ${inWords(first.quarter)}` : 'nothing'} to ${last ? `${last.text} today` : 'nothing'}. The table beside says the same.`}
      >
        <line className="rule" x1={0} x2={width} y1={height} y2={height} />
        <polyline className="trend__line" points={past.map((_, index) => at(index)).join(' ')} />
        {points.length > 1 && (
          <polyline
            className="trend__line trend__line--so-far"
            points={`${at(points.length - 2)} ${at(points.length - 1)}`}
          />
        )}
        {points.map(({ quarter, value, text, under }, index) => {
          const middle = index * slot + slot / 2
          const isNow = index === points.length - 1
          const [months = '', year = ''] = shortQuarter(quarter).split(' ')
          return (
            <g key={quarter}>
              <circle
                className={isNow ? 'trend__point trend__point--so-far' : 'trend__point'}
                cx={middle}
                cy={y(value)}
                r={4.5}
              />
              <text x={middle} y={y(value) - 12} textAnchor="middle" fontWeight="600">
                {text}
              </text>
              <text x={middle} y={height + 18} textAnchor="middle" fontSize="12">
                {isNow ? 'Today' : `End ${months.split('–')[1]}`}
              </text>
              <text x={middle} y={height + 36} textAnchor="middle" fontSize="12" className="quiet">
                {under}
              </text>
              {!isNow && (quarter.endsWith('Q1') || index === 0) && (
                <text x={middle} y={height + 56} textAnchor="middle" fontWeight="600" fontSize="13">
                  {year}
                </text>
              )}
            </g>
          )
        })}
      </svg>
    </Scroll>
  )
}
