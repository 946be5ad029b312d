import { scaleBand, scaleLinear } from 'd3-scale'
import { quarter as inWords, shortQuarter } from '../format.ts'
import { Scroll } from './scroll.tsx'

export type QuarterCount = { quarter: string; value: number }

const height = 190
const foot = 44
const slot = 46

/** Counts by quarter, left to right, with today marked. Everything it shows is also in the figure's table. */
export function Quarters({ counts, now, what }: { counts: QuarterCount[]; now: string; what: string }) {
  const width = Math.max(counts.length * slot, 8 * slot)
  const x = scaleBand(
    counts.map(({ quarter }) => quarter),
    [0, counts.length * slot],
  ).paddingInner(0.25)
  const y = scaleLinear([0, Math.max(1, ...counts.map(({ value }) => value))], [height, 24])
  const current = x(now)
  return (
    <Scroll label={`${what} by quarter`}>
      <svg
        className="columns"
        viewBox={`0 0 ${width} ${height + foot}`}
        style={{ minWidth: `${Math.min(width, 900)}px`, maxWidth: `${width * 1.3}px` }}
        role="img"
        aria-label={`${what} by quarter, from ${counts[0] ? inWords(counts[0].quarter) : 'nothing'} to ${
          counts.at(-1) ? inWords(counts.at(-1)?.quarter ?? '') : 'nothing'
        }. The table below says the same.`}
      >
        {current !== undefined && (
          <>
            <line
              x1={current - 5}
              x2={current - 5}
              y1={4}
              y2={height + 6}
              stroke="#505a5f"
              strokeDasharray="3 3"
            />
            <text x={current} y={12} className="quiet">
              Today
            </text>
          </>
        )}
        {counts.map(({ quarter, value }) => {
          const left = x(quarter) ?? 0
          const past = quarter < now
          const [months = '', year = ''] = shortQuarter(quarter).split(' ')
          return (
            <g key={quarter}>
              <rect
                x={left}
                y={y(value)}
                width={x.bandwidth()}
                height={height - y(value)}
                fill={past ? '#8a9499' : '#12436d'}
              />
              <text x={left + x.bandwidth() / 2} y={y(value) - 5} textAnchor="middle">
                {value}
              </text>
              <text x={left + x.bandwidth() / 2} y={height + 16} textAnchor="middle" fontSize="10">
                {months.split('–')[0]}
              </text>
              {(quarter.endsWith('Q1') || quarter === counts[0]?.quarter) && (
                <text x={left + x.bandwidth() / 2} y={height + 34} textAnchor="middle" fontWeight="600">
                  {year}
                </text>
              )}
            </g>
          )
        })}
        <line x1={0} x2={counts.length * slot} y1={height} y2={height} stroke="#505a5f" />
      </svg>
    </Scroll>
  )
}
