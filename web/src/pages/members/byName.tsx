import type { SatisfactionView } from '../../../../functions/schema/satisfactionView.ts'
import { DataTable } from '../../charts/dataTable.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Scatter } from '../../charts/scatter.tsx'
import { counted, date, ofAll } from '../../format.ts'
import { within } from '../../layout/scope.ts'
import '../public/past.css'

type Named = SatisfactionView['byName'][number]

/** Councils that show their name, each at its suppliers and the mean of what it says by name; and the reader's own. */
export function ByName({ view }: { view: SatisfactionView }) {
  const { byName, own, bands, scope, today, fewestRatings } = view
  if (byName.length === 0) {
    return (
      <p className="govuk-body">
        No council {within(scope)} is drawn by itself: none with a contract on the register shows its name on
        at least {fewestRatings} overall ratings.
      </p>
    )
  }
  const ours = own.flatMap(({ mean, ...one }) =>
    mean === undefined || one.suppliers === 0 ? [] : [{ ...one, mean }],
  )
  const most = Math.ceil(Math.max(10, ...[...byName, ...ours].map(({ suppliers }) => suppliers)) / 10) * 10
  const table = {
    head: ['Council', 'Suppliers', 'Mean, 1 to 5', 'Overall ratings'],
    rows: [
      ...byName.map(({ name, suppliers, mean, ratings }) => [name, suppliers, mean.toFixed(2), ratings]),
      ...ours.map(({ name, suppliers, mean, ratings }) => [
        `${name}, your own, with and without its name`,
        suppliers,
        mean.toFixed(2),
        ratings,
      ]),
    ],
    numeric: [1, 2, 3],
  }
  return (
    <Figure
      title={titleOf(byName)}
      basis={`${ofAll(byName.length, scope.authorities)} councils ${within(scope)}. Dots are councils that show their name on at least ${fewestRatings} overall ratings, by those ratings alone, each vendor once: what any council says without its name is not in them.${ours.length > 0 ? ' The diamond is your own, from all you say; others do not see it.' : ''}${bands.length > 0 ? ' Dashed lines are means of at least 3 councils by number of suppliers, from all ratings.' : ''} Suppliers are those of running contracts today. As of ${date(today)}.`}
      file="suppliers-and-satisfaction-by-name"
      table={table}
      method={['satisfaction']}
    >
      <div className="trend-and-table">
        <Scatter
          label={`${counted(byName.length, 'council')} by number of suppliers and mean of the overall ratings that show its name.`}
          dots={[
            ...ours.map(({ id, name, suppliers, mean }) => ({
              id: `own ${id}`,
              name: ours.length === 1 ? 'Yours' : `${name}, yours`,
              x: suppliers,
              y: mean,
              isOwn: true,
            })),
            ...byName.map(({ id, name, suppliers, mean }) => ({ id, name, x: suppliers, y: mean })),
          ]}
          levels={bands.flatMap(({ band, mean }) => {
            const [from = 0, to = most] = reachOf(band)
            return from >= most
              ? []
              : [{ from, to: Math.min(to, most), y: mean, text: `mean ${mean.toFixed(1)}` }]
          })}
          across={{ most, step: most > 60 ? 20 : 10, words: 'Suppliers' }}
          up={{ least: 1, most: 5, words: 'Mean overall rating' }}
        />
        <DataTable table={table} />
      </div>
    </Figure>
  )
}

/** From how many suppliers to how many, as `10 to 19` says; of `40 or more` the first alone. */
function reachOf(band: string): number[] {
  const numbers = (band.match(/\d+/g) ?? []).map(Number)
  return band.startsWith('under') ? [0, ...numbers] : numbers
}

/** Who is most and who is least satisfied of those who show their name. */
export function titleOf(byName: Named[]): string {
  const means = byName.map(({ mean }) => mean)
  const [least, most] = [Math.min(...means), Math.max(...means)]
  const at = (mean: number) => {
    const those = byName.filter((one) => one.mean === mean)
    const [first] = those
    return those.length === 1 && first
      ? `${first.name}, with ${counted(first.suppliers, 'supplier')},`
      : counted(those.length, 'council')
  }
  const shown = `Of ${counted(byName.length, 'council')} that show their name`
  if (byName.length === 1)
    return `One council shows its name: ${at(most)} is satisfied to ${most.toFixed(1)} of 5`
  if (least === most) return `${shown}, each is satisfied to ${most.toFixed(1)} of 5`
  return `${shown}, ${at(most)} ${at(most).endsWith('councils') ? 'are' : 'is'} most satisfied, at ${most.toFixed(1)} of 5, and ${at(least)} least, at ${least.toFixed(1)}`
}
