import { Link } from 'react-router'
import type { OverviewView } from '../../../../functions/schema/view.ts'
import { counted } from '../../format.ts'
import { useScope, useTitle, View } from './loading.tsx'

export default function Boroughs() {
  useTitle('Boroughs')
  const scope = useScope()
  return (
    <>
      <h1 className="govuk-heading-l">Boroughs</h1>
      <View<OverviewView> path={`/views/overview/${scope}`}>
        {({ authorities, coverage }) => (
          <>
            <p className="basis">
              {coverage.either.reporting} of {coverage.either.authorities} authorities have records on the
              register.
            </p>
            <ul className="directory">
              {authorities.map(({ id, name, slug, systems, contracts }) => (
                <li key={id}>
                  <Link className="govuk-link" to={`/boroughs/${slug}`}>
                    {name}
                  </Link>{' '}
                  <span>
                    {systems + contracts === 0
                      ? 'nothing yet'
                      : `${counted(systems, 'system')}, ${counted(contracts, 'contract')}`}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </View>
    </>
  )
}
