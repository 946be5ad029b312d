import { quarter as inWords, shortQuarter } from '../format.ts'
import { linear } from './scale.ts'
import { Scroll } from './scroll.tsx'

export type QuarterCount = { quarter: string; value: number }

const height = 190
const foot = 44
/** Many quarters stand closer, so that they fit a page with their words still large enough to read. */
const slots = { few: 46, many: 34 }
const fewest = 24

/** Counts by quarter, left to right, with today marked. Everything it shows is also in the figure's table. */
export function Quarters({
  counts,
  now,
  what,
  nowWords = 'Today',
}: {
  counts: QuarterCount[]
  now: string
  what: string
  /** What the mark at `now` says. */
  nowWords?: string | undefined
}) {
  const slot = counts.length > fewest ? slots.many : slots.few
  const bar = 0.76 * slot
  const width = Math.max(counts.length * slot, 8 * slot)
  const y = linear([0, Math.max(1, ...counts.map(({ value }) => value))], [height, 38])
  const current = counts.findIndex(({ quarter }) => quarter === now)
  const [first] = counts
  const last = counts.at(-1)
  return (
    <Scroll label={`${what} by quarter`}>
      <svg
        className="columns"
        viewBox={`0 0 ${width} ${height + foot}`}
        style={{ minWidth: `${width}px`, maxWidth: `${width * 1.3}px` }}
        role="img"
        aria-label={`${what} by quarter, from ${first ? inWords(first.quarter) : 'nothing'} to ${
          last ? inWords(last.quarter) : 'nothing'
        }. The table below says the same.`}
      >
        {current >= 0 && (
          <>
            <line
              className="rule"
              x1={current * slot - 5}
              x2={current * slot - 5}
              y1={4}
              y2={height + 6}
              strokeDasharray="3 3"
            />
            <text
              x={current * slot - (current > 1 ? 10 : 0)}
              y={12}
              textAnchor={current > 1 ? 'end' : 'start'}
              className="quiet"
            >
              {nowWords}
            </text>
          </>
        )}
        {counts.map(({ quarter, value }, index) => {
          const left = index * slot
          const middle = left + bar / 2
          const [months = '', year = ''] = shortQuarter(quarter).split(' ')
          return (
            <g key={quarter}>
              <rect
                className={quarter < now ? 'column column--past' : 'column'}
                x={left}
                y={y(value)}
                width={bar}
                height={height - y(value)}
              />
              <text x={middle} y={y(value) - 5} textAnchor="middle">
                {value}
              </text>
              <text x={middle} y={height + 16} textAnchor="middle" fontSize="12">
                {months.split('–')[0]}
              </text>
              {(quarter.endsWith('Q1') || index === 0) && (
                <text
                  x={left}
                  y={height + 34}
                  fontWeight="600"
                  // The next year may begin in the very next slot.
                  fontSize={counts[index + 1]?.quarter.endsWith('Q1') ? 11 : undefined}
                >
                  {year}
                </text>
              )}
            </g>
          )
        })}
        <line className="rule" x1={0} x2={counts.length * slot} y1={height} y2={height} />
      </svg>
    </Scroll>
  )
}
