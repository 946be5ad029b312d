import { type ReactNode, useState } from 'react'
import { addMonths, shortQuarter } from '../format.ts'
import { dayOf, linear } from './scale.ts'

export type TimelineLine = {
  id: string
  /** What is told of it when pointed at. */
  text: string
  decideBy: string
  /** The end with every extension taken; absent when it is not known to the day. */
  latestEnd?: string | undefined
}
export type Lane = { id: string; name: string; label: ReactNode; lines: TimelineLine[] }

const pitch = 5
const quartersShown = 12
const lanesShown = 8

/**
 * Decisions ahead, a lane for each service area or supplier and a line for each contract: solid from today to the day to
 * decide by, dashed on to the latest end. On a phone, how many in each quarter.
 */
export function Timeline({
  lanes,
  today,
  todayWords = 'Today',
  until,
}: {
  lanes: Lane[]
  today: string
  /** What the day is called, where it is another than today. */
  todayWords?: string | undefined
  until: string
}) {
  const [all, setAll] = useState(false)
  const [told, setTold] = useState<string>()
  const shown = all ? lanes : lanes.slice(0, lanesShown)
  const place = linear([dayOf(today), dayOf(until)], [0, 100])
  const at = (day: string) => Math.max(0, Math.min(100, place(dayOf(day))))
  const years = yearStarts(today, until)
  return (
    <div className="timeline">
      <div className="timeline__lanes" aria-hidden="true">
        <div className="timeline__axis">
          <span style={{ left: 0 }}>{todayWords}</span>
          {years
            .filter((year) => at(year) > 8)
            .map((year) => (
              <span key={year} style={{ left: `${at(year)}%` }}>
                {year.slice(0, 4)}
              </span>
            ))}
        </div>
      </div>
      <ol className="timeline__list">
        {shown.map((lane) => (
          <li key={lane.id} className="timeline__lane">
            <div className="timeline__name">
              {lane.label} <span>{lane.lines.length}</span>
            </div>
            <svg
              className="timeline__lines"
              height={lane.lines.length * pitch + 6}
              width="100%"
              aria-hidden="true"
              focusable="false"
            >
              {years.map((year) => (
                <line key={year} className="year" x1={`${at(year)}%`} x2={`${at(year)}%`} y1="0" y2="100%" />
              ))}
              {lane.lines.map((line, index) => {
                const y = 6 + index * pitch
                const decide = `${at(line.decideBy)}%`
                return (
                  <g key={line.id} onPointerEnter={() => setTold(line.text)}>
                    <rect className="reach" x="0" y={y - pitch / 2} width="100%" height={pitch} />
                    <line className="decide" x1="0" x2={decide} y1={y} y2={y} />
                    {line.latestEnd && line.latestEnd > line.decideBy && (
                      <line className="latest" x1={decide} x2={`${at(line.latestEnd)}%`} y1={y} y2={y} />
                    )}
                    <circle className="day" cx={decide} cy={y} r="2.6" />
                  </g>
                )
              })}
            </svg>
          </li>
        ))}
      </ol>
      <p className="timeline__told" aria-hidden="true">
        {told ?? 'Point at a line to see which contract it is. The table names them all.'}
      </p>
      <ByQuarter lanes={shown} today={today} />
      {lanes.length > lanesShown && (
        <button
          type="button"
          className="linklike screen-only"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? `Show the ${lanesShown} largest only` : `Show all ${lanes.length}`}
        </button>
      )}
    </div>
  )
}

/** The first of January of each year between two days. */
function yearStarts(from: string, to: string): string[] {
  const years: string[] = []
  for (let year = Number(from.slice(0, 4)) + 1; `${year}-01-01` <= to; year += 1) years.push(`${year}-01-01`)
  return years
}

const quarterOf = (day: string) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

function ByQuarter({ lanes, today }: { lanes: Lane[]; today: string }) {
  const quarters = Array.from({ length: quartersShown }, (_, index) => quarterOf(addMonths(today, 3 * index)))
  return (
    <table className="timeline__quarters">
      <thead>
        <tr>
          <th rowSpan={2} scope="col">
            Decisions by quarter
          </th>
          {[...Map.groupBy(quarters, (quarter) => quarter.slice(0, 4))].map(([year, { length }]) => (
            <th scope="colgroup" colSpan={length} key={year} className={length === 1 ? 'brief' : undefined}>
              {length === 1 ? `’${year.slice(2)}` : year}
            </th>
          ))}
        </tr>
        <tr>
          {quarters.map((quarter) => (
            <th scope="col" key={quarter}>
              <span aria-hidden="true">{quarter.slice(6)}</span>
              <span className="govuk-visually-hidden">{shortQuarter(quarter)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lanes.map((lane) => (
          <tr key={lane.id}>
            <th scope="row">{lane.name}</th>
            {quarters.map((quarter) => {
              const due = lane.lines.filter(({ decideBy }) => quarterOf(decideBy) === quarter).length
              return (
                <td key={quarter} className={due === 0 ? 'cell-0' : `cell-${Math.min(3, due)}`}>
                  {due === 0 ? '·' : due}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
