import { useParams } from 'react-router'
import type { AuthorityView } from '../../../../functions/schema/view.ts'
import { count, counted, date, month, percent, poundsRounded } from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { useTitle, View } from './loading.tsx'
import NotFound from './notFound.tsx'
import { areaNameIn, useReference } from './reference.ts'
import { Contracts, Systems } from './rows.tsx'

export default function Borough() {
  const { slug } = useParams()
  const lists = useReference()
  if (!lists)
    return (
      <p className="govuk-body loading" role="status">
        Loading…
      </p>
    )
  const authority = lists.authorities.find((one) => one.slug === slug)
  if (!authority) return <NotFound />
  return (
    <View<AuthorityView> path={`/views/authority/${authority.id}`} key={authority.id}>
      {(view) => <Told view={view} areaName={areaNameIn(lists)} />}
    </View>
  )
}

const fresh = (
  { records, confirmed, freshMonths, oldest }: AuthorityView['coverage']['systems'],
  what: string,
) =>
  records === 0
    ? `no ${what} on the register yet`
    : `${percent(confirmed / records)} of ${counted(records, what.replace(/s$/, ''))} confirmed in the last ${freshMonths} months${oldest ? `, the oldest in ${month(oldest)}` : ''}`

function Told({ view, areaName }: { view: AuthorityView; areaName: (id: string) => string }) {
  const { authority, figures, coverage, systems, contracts } = view
  useTitle(authority.name)
  const empty = systems.length + contracts.length === 0
  return (
    <>
      <Breadcrumbs items={[{ text: 'Boroughs', href: '/boroughs' }, { text: authority.name }]} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-3">{authority.name}</h1>
      <p className="lede">
        {authority.officialName}
        {authority.population ? `, ${count(authority.population)} people (2020)` : ''}
      </p>
      {empty ? (
        <p className="govuk-inset-text">
          {authority.name} has nothing on the register yet. If you keep its systems,{' '}
          <a className="govuk-link" href="/api/v1/sign-in?to=/our/import">
            sign in and import your contract register
          </a>
          .
        </p>
      ) : (
        <>
          <dl className="headlines">
            <div>
              <dt>
                systems live<small>of {count(systems.length)} on the register</small>
              </dt>
              <dd>{count(figures.systems)}</dd>
            </div>
            <div>
              <dt>
                contracts running<small>of {count(contracts.length)} on the register</small>
              </dt>
              <dd>{count(figures.contracts)}</dd>
            </div>
            <div>
              <dt>
                vendors<small>that make a system or supply a contract</small>
              </dt>
              <dd>{count(figures.vendors)}</dd>
            </div>
            <div>
              <dt>
                a year
                <small>
                  over the {count(figures.contractsStatingValue)} of {counted(figures.contracts, 'contract')}{' '}
                  that state a value
                </small>
              </dt>
              <dd>{poundsRounded(figures.annualPounds).replace(' million', 'm')}</dd>
            </div>
          </dl>
          <p className="basis">
            On {date(view.today)}: {fresh(coverage.systems, 'systems')};{' '}
            {fresh(coverage.contracts, 'contracts')}.
          </p>
          {contracts.length > 0 && (
            <Contracts rows={contracts} caption="Contracts, next to be decided first" showAuthority={false} />
          )}
          {systems.length > 0 && (
            <Systems rows={systems} caption="Systems, by name" showAuthority={false} areaName={areaName} />
          )}
        </>
      )}
    </>
  )
}
