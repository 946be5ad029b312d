import { scopeInWords } from '../../../../functions/schema/scope.ts'
import type { WhoRunsWhatView } from '../../../../functions/schema/view.ts'
import { Files } from '../../charts/files.tsx'
import { counted } from '../../format.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope } from '../../layout/scope.ts'
import { basisAsOf } from './coverage.tsx'
import { AreaLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'

export default function ServiceAreas() {
  useTitle('Service areas')
  const scope = useScope()
  return (
    <>
      <PageTitle>Service areas in {scopeInWords(scope)}</PageTitle>
      <View<WhoRunsWhatView> path={`/views/who-runs-what/${scope}`}>
        {(view) => (
          <>
            <p className="basis basis--page">{basisAsOf(view.coverage, 'systems', view.today)}</p>
            {[...Map.groupBy(view.rows, ({ group }) => group)].map(([group, rows]) => (
              <section key={group}>
                <h2 className="govuk-heading-s">
                  <AreaLink id={`all-${group}`} name={rows[0]?.groupLabel ?? group} />
                </h2>
                <ul className="directory">
                  {rows.map(({ id, name, systems, authorities }) => (
                    <li key={id}>
                      <AreaLink id={id} name={name} />{' '}
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
            <Files
              served={`/tables/service-areas/${scope}`}
              what="service areas"
              method={['live', 'areas', 'shared', 'reporting']}
            />
          </>
        )}
      </View>
    </>
  )
}
