import { quarter as inWords, shortQuarter } from '../format.ts'
import { linear } from './scale.ts'
import { Scroll } from './scroll.tsx'

export type TrendPoint = {
  quarter: string
  /** Absent where it is withheld. */
  value?: number | undefined
  /** The value, or why there is none, in few letters. */
  text: string
  /** What stands under its quarter: from how many. */
  under: string
}

const [height, top, foot] = [280, 34, 66]
/** A quarter is at least so wide, and wider where there are few, so that the whole is not a sliver. */
const [narrowest, whole] = [58, 400]

/**
 * A figure at the end of each quarter, left to right, each labelled; the quarter that has begun hangs on by a dashed line.
 * `range`: the least and the most there can be, where that is not from 0 to the largest.
 */
export function Trend({
  points,
  what,
  range,
  todayWords = 'Today',
}: {
  points: TrendPoint[]
  what: string
  range?: [least: number, most: number]
  /** What the last point’s day is called, where it is another than today. */
  todayWords?: string | undefined
}) {
  const slot = Math.max(narrowest, whole / points.length)
  const width = points.length * slot
  const y = linear(range ?? [0, Math.max(1, ...points.map(({ value = 0 }) => value))], [height, top])
  const at = (index: number) => `${index * slot + slot / 2},${y(points[index]?.value ?? 0)}`
  const past = runsOf(points.slice(0, -1))
  const [before, now] = points.slice(-2)
  const [first] = points
  const last = points.at(-1)
  return (
    <Scroll label={`${what} by quarter`} fromEnd>
      <svg
        className="trend"
        viewBox={`0 0 ${width} ${height + foot}`}
        style={{ minWidth: `${width * 0.8}px`, maxWidth: `${width * 1.15}px` }}
        role="img"
        aria-label={`${what} at the end of each quarter, from ${first ? `${first.text} in ${inWords(first.quarter)}` : 'nothing'} to ${last ? `${last.text} ${todayWords.toLowerCase()}` : 'nothing'}. The table beside says the same.`}
      >
        <line className="rule" x1={0} x2={width} y1={height} y2={height} />
        {range?.map((end) => (
          <g key={end}>
            {y(end) < height && <line className="trend__end" x1={0} x2={width} y1={y(end)} y2={y(end)} />}
            <text x={0} y={y(end) - 6} fontSize="12" className="quiet">
              {end}
            </text>
          </g>
        ))}
        {past.map((run) => (
          <polyline key={run[0]} className="trend__line" points={run.map(at).join(' ')} />
        ))}
        {before?.value !== undefined && now?.value !== undefined && (
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
              {value !== undefined && (
                <circle
                  className={isNow ? 'trend__point trend__point--so-far' : 'trend__point'}
                  cx={middle}
                  cy={y(value)}
                  r={4.5}
                />
              )}
              <text
                x={middle}
                y={(value === undefined ? height : y(value)) - 12}
                textAnchor="middle"
                {...(value === undefined ? { fontSize: 12, className: 'quiet' } : { fontWeight: 600 })}
              >
                {text}
              </text>
              <text x={middle} y={height + 18} textAnchor="middle" fontSize="12">
                {isNow ? todayWords : `End ${months.split('–')[1]}`}
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

/** The places of points that follow one another without one that is withheld between them. */
function runsOf(points: TrendPoint[]): number[][] {
  const runs: number[][] = [[]]
  for (const [index, { value }] of points.entries()) {
    if (value === undefined) runs.push([])
    else runs.at(-1)?.push(index)
  }
  return runs.filter(({ length }) => length > 0)
}
