import { Link } from 'react-router'
import type { WhoRunsWhatView } from '../../../../functions/schema/view.ts'
import { counted } from '../../format.ts'
import { basisOf } from './coverage.tsx'
import { useScope, useTitle, View } from './loading.tsx'

export default function ServiceAreas() {
  useTitle('Service areas')
  const scope = useScope()
  return (
    <>
      <h1 className="govuk-heading-l">Service areas</h1>
      <View<WhoRunsWhatView> path={`/views/who-runs-what/${scope}`}>
        {(view) => (
          <>
            <p className="basis">{basisOf(view.coverage, 'systems')}.</p>
            {[...Map.groupBy(view.rows, ({ groupLabel }) => groupLabel)].map(([group, rows]) => (
              <section key={group}>
                <h2 className="govuk-heading-s">{group}</h2>
                <ul className="directory">
                  {rows.map(({ id, name, systems, authorities }) => (
                    <li key={id}>
                      <Link className="govuk-link" to={`/service-areas/${id}`}>
                        {name}
                      </Link>{' '}
                      <span>
                        {systems === 0
                          ? 'none yet'
                          : `${counted(systems, 'system')} in ${counted(authorities, 'authority', 'authorities')}`}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </View>
    </>
  )
}
