import type { RatedVendor, VendorRatingsView } from '../../../../functions/schema/membersView.ts'
import { DataTable } from '../../charts/dataTable.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Trend } from '../../charts/trend.tsx'
import { counted, date, quarter as inWords, month, shortDate } from '../../format.ts'
import '../public/past.css'

type Point = VendorRatingsView['trend'][number]

const withheld = 'fewer than 3'

/** How a vendor's overall figure has moved, quarter by quarter; a trend takes two. */
export function RatingTrend({
  vendor,
  trend,
  today,
}: {
  vendor: RatedVendor
  trend: Point[]
  today: string
}) {
  const [first] = trend
  if (trend.length < 2) {
    if (!vendor.figures.overall) return null
    return (
      <p className="govuk-body">
        {first
          ? `How this moves is kept from ${inWords(first.quarter)} on: a trend appears here when the quarter has ended.`
          : 'How this moves is kept from the next time it does.'}
      </p>
    )
  }
  const table = {
    head: ['At the end of', 'Mean', 'Councils'],
    rows: trend.map(({ on, figure }) => [
      on === today ? `Today, ${shortDate(on)}` : shortDate(on),
      figure?.mean.toFixed(1) ?? withheld,
      figure?.n ?? withheld,
    ]),
    numeric: [1, 2],
  }
  return (
    <Figure
      title={findingOf(vendor.name, trend)}
      basis={`Overall, 1 to 5: the mean as members were told it at the end of each quarter, and today. Under each quarter: the councils behind it. As of ${date(today)}.`}
      file={`ratings-trend-${vendor.id}`}
      table={table}
      method={['ratings']}
    >
      <div className="trend-and-table">
        <Trend
          what={`Overall rating of ${vendor.name}`}
          range={[1, 5]}
          points={trend.map(({ quarter, figure }) => ({
            quarter,
            value: figure?.mean,
            text: figure?.mean.toFixed(1) ?? 'withheld',
            under: figure ? `of ${figure.n}` : '–',
          }))}
        />
        <DataTable table={table} />
      </div>
    </Figure>
  )
}

/** What the figure did from its first quarter to today, and how many councils it was from. */
export function findingOf(name: string, trend: Point[]): string {
  const [first] = trend
  const [then, now] = [first?.figure, trend.at(-1)?.figure]
  if (!first || !then) return name
  const since = `the end of ${month(first.on.slice(0, 7))}`
  const rated = `${then.mean.toFixed(1)} of 5 at ${since}, by ${counted(then.n, 'council')}`
  if (!now) return `${name} was rated ${rated}, and too few rate it now to show what they say`
  const [before, after] = [then.mean.toFixed(1), now.mean.toFixed(1)]
  if (before === after) {
    const of = then.n === now.n ? '' : `, of ${then.n} councils then`
    return `${name} stands at ${after} of 5, of ${counted(now.n, 'council')}, as it did at ${since}${of}`
  }
  const moved = now.mean > then.mean ? 'rose' : 'fell'
  return `Ratings of ${name} ${moved} from ${before} of 5, of ${counted(then.n, 'council')}, at ${since} to ${after}, of ${now.n}`
}
