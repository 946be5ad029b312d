import { london, scopeInWords } from '../../../../functions/schema/scope.ts'
import type { OverviewView } from '../../../../functions/schema/view.ts'
import { Files } from '../../charts/files.tsx'
import { counted, date, ofAll } from '../../format.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope } from '../../layout/scope.ts'
import { basisOf } from './coverage.tsx'
import { To } from './links.tsx'
import { useTitle, View } from './loading.tsx'

export default function Boroughs() {
  const scope = useScope()
  const what = scope === london ? 'Boroughs' : `Authorities in ${scopeInWords(scope)}`
  useTitle(what)
  return (
    <>
      <PageTitle>{what}</PageTitle>
      <View<OverviewView> path={`/views/overview/${scope}`}>
        {({ authorities, coverage, today }) => (
          <>
            <p className="basis basis--page">
              {ofAll(coverage.either.reporting, coverage.either.authorities)} authorities have records on the
              register. {coverage.systems.records > 0 && `Systems: ${basisOf(coverage.systems, 'systems')} `}
              {coverage.contracts.records > 0 && `Contracts: ${basisOf(coverage.contracts, 'contracts')} `}
              As of {date(today)}.
            </p>
            <ul className="directory">
              {[...authorities]
                .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
                .map(({ id, name, slug, systems, contracts }) => (
                  <li key={id}>
                    <To at={`/boroughs/${slug}`}>{name}</To>{' '}
                    <span>
                      {systems + contracts === 0
                        ? 'nothing yet'
                        : `${counted(systems, 'system')}, ${counted(contracts, 'contract')}`}
                    </span>
                  </li>
                ))}
            </ul>
            <Files
              served={`/tables/authorities/${scope}`}
              what={what}
              method={['live', 'shared', 'reporting']}
            />
          </>
        )}
      </View>
    </>
  )
}
