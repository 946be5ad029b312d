import { Fragment } from 'react'
import { Link } from 'react-router'
import type { WhoRunsWhatView } from '../../../../functions/schema/view.ts'
import { downloadCsv } from '../../charts/csv.ts'
import { Scroll } from '../../charts/scroll.tsx'
import { basisOf } from './coverage.tsx'
import { useScope, useTitle, View } from './loading.tsx'

export default function WhoRunsWhat() {
  useTitle('Who runs what')
  const scope = useScope()
  return (
    <>
      <h1 className="govuk-heading-l">Who runs what</h1>
      <View<WhoRunsWhatView> path={`/views/who-runs-what/${scope}`}>{(view) => <Matrix view={view} />}</View>
    </>
  )
}

function Matrix({ view }: { view: WhoRunsWhatView }) {
  const reporting = view.authorities.filter(({ systems }) => systems > 0)
  const groups = Map.groupBy(view.rows, ({ groupLabel }) => groupLabel)
  if (reporting.length === 0) {
    return (
      <p className="govuk-inset-text">
        No system is on the register yet. Each appears here as soon as it is approved.
      </p>
    )
  }
  const table = {
    head: ['Service area', 'Group', ...reporting.map(({ name }) => name)],
    rows: view.rows.map((row) => [
      row.name,
      row.groupLabel,
      ...reporting.map(({ id }) => row.cells[id] ?? 0),
    ]),
  }
  return (
    <>
      <p className="basis">
        Live systems by service area and authority. {basisOf(view.coverage, 'systems')}. Authorities without a
        live system are left out.{' '}
        <button type="button" className="linklike" onClick={() => downloadCsv('who-runs-what', table)}>
          Download CSV
        </button>
      </p>
      <Scroll label="Live systems by service area and authority">
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">Service area</th>
              {reporting.map(({ id, name, slug }) => (
                <th scope="col" key={id}>
                  <span>
                    <Link className="govuk-link govuk-link--no-visited-state" to={`/boroughs/${slug}`}>
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
                    {group}
                  </th>
                </tr>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link
                        className="govuk-link govuk-link--no-visited-state"
                        to={`/service-areas/${row.id}`}
                      >
                        {row.name}
                      </Link>
                    </th>
                    {reporting.map(({ id }) => (
                      <td key={id} style={tint(row.cells[id] ?? 0)}>
                        {row.cells[id] ?? <span aria-hidden="true">·</span>}
                        {!row.cells[id] && <span className="govuk-visually-hidden">0</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}

const tints = ['', '#cfe9e6', '#8fcfc8', '#3f9f98']
const tint = (systems: number) =>
  systems === 0 ? { color: '#505a5f' } : { background: tints[Math.min(3, systems)] }
