import { Fragment, useState } from 'react'
import { Link } from 'react-router'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import type { WhoRunsWhatView } from '../../../../functions/schema/view.ts'
import { Figure } from '../../charts/figure.tsx'
import { counted, ofAll } from '../../format.ts'
import { asAtDay, useAsAt, useStaying } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope } from '../../layout/scope.ts'
import { AsAt } from './asAt.tsx'
import { basisAsOf, NothingToShow } from './coverage.tsx'
import { AreaLink, BoroughLink, To } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import { widestTitle } from './titles.ts'

/** A matrix wider than this is read a row at a time instead. */
const mostColumns = 33

export default function WhoRunsWhat() {
  useTitle('Who runs what')
  const scope = useScope()
  return (
    <>
      <PageTitle>Who runs what in {scopeInWords(scope)}</PageTitle>
      <p className="lede">
        Each number is how many live systems a council runs for a service area. Looking for one product or
        vendor? Search for its name above, or start from <To at="/service-areas">all service areas</To>.
      </p>
      <AsAt />
      <View<WhoRunsWhatView> path={asAtDay(`/views/who-runs-what/${scope}`, useAsAt())}>
        {(view) => <WholeMatrix view={view} />}
      </View>
    </>
  )
}

type Row = WhoRunsWhatView['rows'][number]
/** An authority with a live system, and where its number stands in each row. */
type Column = WhoRunsWhatView['authorities'][number] & { at: number }

function WholeMatrix({ view }: { view: WhoRunsWhatView }) {
  const reporting = view.authorities.flatMap((one, at) => (one.systems > 0 ? [{ ...one, at }] : []))
  const groups = Map.groupBy(view.rows, ({ groupLabel }) => groupLabel)
  if (reporting.length === 0) {
    return (
      <NothingToShow basis={basisAsOf(view.coverage, 'systems', view.today)}>
        {view.coverage.records === 0
          ? 'No system is on the register yet. Each appears here as soon as it is approved.'
          : 'No system on the register is live.'}
      </NothingToShow>
    )
  }
  return (
    <Figure
      title={widestTitle(view.rows, view.scope.authorities)}
      basis={`${basisAsOf(view.coverage, 'systems', view.today)} Authorities without a live system are left out.`}
      served={asAtDay(`/tables/who-runs-what/${view.scope.id}`, view.asAt)}
      method={['live', 'areas', 'shared']}
    >
      {reporting.length <= mostColumns && <Matrix reporting={reporting} groups={groups} />}
      <ByRow
        reporting={reporting}
        groups={groups}
        onPhone={reporting.length <= mostColumns}
        total={view.scope.authorities}
      />
    </Figure>
  )
}

/** On a wide screen, the whole at once; its heads stay in sight. */
function Matrix({ reporting, groups }: { reporting: Column[]; groups: Map<string, Row[]> }) {
  const staying = useStaying()
  return (
    <div className="matrix-place">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">Service area</th>
            {reporting.map(({ id, name, slug }) => (
              <th scope="col" key={id}>
                <span>
                  <Link className="govuk-link govuk-link--no-visited-state" to={staying(`/boroughs/${slug}`)}>
                    {name}
                  </Link>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...groups].map(([group, rows]) => (
            <Fragment key={group}>
              <tr className="matrix__group">
                <th scope="rowgroup" colSpan={reporting.length + 1}>
                  <AreaLink id={`all-${rows[0]?.group ?? ''}`} name={group} />
                </th>
              </tr>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <AreaLink id={row.id} name={row.name} />
                  </th>
                  {reporting.map(({ id, at }) => (
                    <Cell key={id} systems={row.cells[at] ?? 0} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Cell = ({ systems }: { systems: number }) => (
  <td className={`cell-${Math.min(3, systems)}`}>
    {systems === 0 ? (
      <>
        <span aria-hidden="true">·</span>
        <span className="govuk-visually-hidden">0</span>
      </>
    ) : (
      systems
    )}
  </td>
)

/** On a phone, or where there are too many columns: a group of service areas at a time, authorities named in each. */
function ByRow({
  reporting,
  groups,
  onPhone,
  total,
}: {
  reporting: Column[]
  groups: Map<string, Row[]>
  onPhone: boolean
  total: number
}) {
  const [chosen, setChosen] = useState([...groups.keys()][0] ?? '')
  const rows = groups.get(chosen) ?? []
  return (
    <div className={onPhone ? 'by-row by-row--phone' : 'by-row'}>
      <div className="govuk-form-group">
        <label className="govuk-label" htmlFor="group">
          Group of service areas
        </label>
        <select
          className="govuk-select"
          id="group"
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        >
          {[...groups.keys()].map((group) => (
            <option key={group}>{group}</option>
          ))}
        </select>
      </div>
      <ul className="by-row__rows">
        {rows.map((row) => {
          const running = reporting.filter(({ at }) => (row.cells[at] ?? 0) > 0)
          return (
            <li key={row.id}>
              <h3 className="govuk-heading-s">
                <AreaLink id={row.id} name={row.name} />
              </h3>
              <p>
                {running.length === 0
                  ? 'Nobody yet'
                  : `${counted(row.systems, 'system')} in ${ofAll(running.length, total)} authorities: `}
                {running.map(({ id, slug, name, at }, index) => (
                  <span key={id}>
                    {index > 0 && ', '}
                    <BoroughLink slug={slug} name={name} />
                    {(row.cells[at] ?? 0) > 1 && ` (${row.cells[at]})`}
                  </span>
                ))}
              </p>
            </li>
          )
        })}
      </ul>
      <p>
        <To at="/service-areas">All service areas</To>
      </p>
    </div>
  )
}
