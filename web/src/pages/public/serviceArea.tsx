import { Link, useParams } from 'react-router'
import type { ServiceAreaView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { count, counted, pounds, poundsRounded } from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { useScope, useTitle, View } from './loading.tsx'
import { slugsIn, useReference } from './reference.ts'
import { Contracts, Systems } from './rows.tsx'

export default function ServiceArea() {
  const { id = '' } = useParams()
  const scope = useScope()
  return (
    <View<ServiceAreaView> path={`/views/service-area/${scope}/${encodeURIComponent(id)}`} key={id}>
      {(view) => <Told view={view} />}
    </View>
  )
}

function Told({ view }: { view: ServiceAreaView }) {
  const { area, figures, scope, vendors, products, systems, contracts } = view
  const lists = useReference()
  const slugs = slugsIn(lists)
  const nameOf = (id: string) => lists?.authorities.find((one) => one.id === id)?.name ?? id
  useTitle(area.name)
  const makers = vendors.filter((vendor) => vendor.systems > 0).sort((a, b) => b.systems - a.systems)
  const [first] = makers
  return (
    <>
      <Breadcrumbs items={[{ text: 'Service areas', href: '/service-areas' }, { text: area.name }]} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-3">{area.name}</h1>
      <p className="lede">{area.description}</p>
      {systems.length + contracts.length === 0 ? (
        <p className="govuk-inset-text">
          Nothing on the register serves {area.name} yet. It appears here as soon as an authority’s record is
          approved.
        </p>
      ) : (
        <>
          <dl className="headlines">
            <div>
              <dt>
                authorities
                <small>
                  of {scope.authorities} in {scope.name}
                </small>
              </dt>
              <dd>{count(figures.authorities)}</dd>
            </div>
            <div>
              <dt>
                systems live<small>of {count(systems.length)} listed</small>
              </dt>
              <dd>{count(figures.systems)}</dd>
            </div>
            <div>
              <dt>
                contracts running<small>of {count(contracts.length)} listed</small>
              </dt>
              <dd>{count(figures.contracts)}</dd>
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
          {first && (
            <Figure
              title={`${first.name} makes most of them: ${count(first.systems)} of ${counted(figures.systems, 'live system')}`}
              basis={`Vendors by live systems made, in ${counted(figures.authorities, 'authority', 'authorities')} of ${scope.authorities}.`}
              file={`vendors-${area.id}`}
              table={{
                head: ['Vendor', 'Live systems made', 'Running contracts', 'Pounds a year'],
                rows: vendors.map((one) => [one.name, one.systems, one.contracts, pounds(one.annualPounds)]),
                numeric: [1, 2, 3],
              }}
            >
              <Bars
                bars={makers.slice(0, 12).map((one) => ({
                  id: one.id,
                  name: one.name,
                  value: one.systems,
                  text: count(one.systems),
                }))}
              />
            </Figure>
          )}
          {products.length > 0 && (
            <>
              <h2 className="govuk-heading-m">Who runs the same</h2>
              <dl className="govuk-summary-list">
                {products.map((product) => (
                  <div className="govuk-summary-list__row" key={product.id}>
                    <dt className="govuk-summary-list__key">{product.name}</dt>
                    <dd className="govuk-summary-list__value">
                      {product.authorities.map((id, index) => (
                        <span key={id}>
                          {index > 0 && ', '}
                          <Link className="govuk-link" to={`/boroughs/${slugs.get(id) ?? ''}`}>
                            {nameOf(id)}
                          </Link>
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </>
          )}
          {contracts.length > 0 && (
            <Contracts rows={contracts} caption="Contracts, next to be decided first" slugs={slugs} />
          )}
          {systems.length > 0 && <Systems rows={systems} caption="Systems" slugs={slugs} />}
          {view.cut && <p className="govuk-body">There are more than can be listed here.</p>}
        </>
      )}
    </>
  )
}
