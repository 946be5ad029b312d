import { Link, useParams } from 'react-router'
import type { ContractsView, ProductView, SystemsView } from '../../../../functions/schema/view.ts'
import { Figure } from '../../charts/figure.tsx'
import { count, counted, date, ofAll } from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { asAtDay, useAsAt, useStaying } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, useScoped, within } from '../../layout/scope.ts'
import { isMember, useSession } from '../../session.tsx'
import { AsAt } from './asAt.tsx'
import { Change, Led } from './changed.tsx'
import { basisAsOf, NothingToShow } from './coverage.tsx'
import { Headlines } from './headlines.tsx'
import { HolderMap } from './holderMap.tsx'
import { InExplorer } from './inExplorer.tsx'
import { AreaLink, Listed, VendorLink } from './links.tsx'
import { noSystemThen, SystemList } from './list.tsx'
import { useTitle, View } from './loading.tsx'
import { Contracts } from './rows.tsx'

export default function Product() {
  const { id = '' } = useParams()
  const scope = useScope()
  const path = asAtDay(`/views/product/${scope}/${encodeURIComponent(id)}`, useAsAt())
  return (
    <View<ProductView> path={path} key={path}>
      {(view) => <Led from={id} to={view.product.id} at="/products/" also={<Told view={view} />} />}
    </View>
  )
}

function Told({ view }: { view: ProductView }) {
  const { product, figures, scope, today, coverage, authorities, areas } = view
  const scoped = useScoped()
  const staying = useStaying()
  const { person } = useSession()
  useTitle(product.name)
  const query = `?product=${encodeURIComponent(product.id)}`
  const { maker } = product
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Market', href: staying('/market') },
          ...(maker ? [{ text: maker.name, href: staying(`/vendors/${encodeURIComponent(maker.id)}`) }] : []),
          { text: product.name },
        ]}
      />
      <PageTitle large>{product.name}</PageTitle>
      <p className="lede">
        {maker && (
          <>
            Made by <VendorLink {...maker} />
          </>
        )}
        {maker && product.serviceAreas.length > 0 && ', for '}
        {!maker && product.serviceAreas.length > 0 && 'For '}
        <Listed items={product.serviceAreas.map((one) => ({ key: one.id, link: <AreaLink {...one} /> }))} />
        {product.aliases.length > 0 && `. Also called ${product.aliases.join(', ')}`}.
      </p>
      <AsAt />
      {product.invented && (
        <p className="govuk-body">This product belongs to the demonstration. It does not exist.</p>
      )}
      {coverage.records === 0 ? (
        <NothingToShow basis={basisAsOf(coverage, 'systems', today)}>
          No authority {within(scope)} {view.asAt ? 'had' : 'has'} {product.name} on the register
          {view.asAt ? ' on that day.' : ' yet. Each appears here as soon as its record is approved.'}
        </NothingToShow>
      ) : (
        <>
          <Headlines
            items={[
              {
                figure: count(figures.authorities),
                words: 'authorities run it',
                basis: `of ${scope.authorities} ${within(scope)}`,
              },
              {
                figure: count(figures.systems),
                words: 'systems live',
                basis: `of ${count(coverage.records)} on the register`,
              },
            ]}
          />
          <InExplorer systems={{ product: [product.id] }} contracts={{ product: [product.id] }} />
          {isMember(person) && !view.asAt && (
            <p className="govuk-body">
              <Link className="govuk-link" to={scoped(`/members/moves/${product.id}`)}>
                Who could help with leaving it
              </Link>
            </p>
          )}
          <Figure
            title={`${ofAll(figures.authorities, scope.authorities)} authorities ${within(scope)} run ${product.name}`}
            basis={`Live systems of each authority. ${basisAsOf(coverage, 'systems', today)}`}
            served={asAtDay(`/tables/product-authorities/${scope.id}${query}`, view.asAt)}
            method={['live', 'shared', 'reporting']}
          >
            <HolderMap holders={authorities} label={`Authorities that run ${product.name}`} />
          </Figure>
          {areas.length > 0 && (
            <p className="govuk-body">
              In use for{' '}
              {areas.map((area, index) => (
                <span key={area.id}>
                  {index > 0 && ', '}
                  <AreaLink id={area.id} name={area.name} /> ({counted(area.systems, 'system')})
                </span>
              ))}
              . As of {date(today)}.
            </p>
          )}
          <SystemList
            path={asAtDay(`/views/systems/${scope.id}${query}`, view.asAt)}
            caption={view.asAt ? `Where ${product.name} ran` : `Where ${product.name} runs`}
            empty={view.asAt ? noSystemThen : 'No system is on the register yet.'}
            without={['maker', 'product']}
          />
          {maker && <Covering view={view} maker={maker} />}
        </>
      )}
      <Change kind="product" id={product.id} />
    </>
  )
}

/** Contracts with its maker that cover a system of it, told apart by the systems each names. */
function Covering({ view, maker }: { view: ProductView; maker: { id: string; name: string } }) {
  const { scope, product } = view
  const of = (what: string, by: string) => asAtDay(`/views/${what}/${scope.id}?${by}`, view.asAt)
  return (
    <View<SystemsView> path={of('systems', `product=${encodeURIComponent(product.id)}`)}>
      {({ systems }) => {
        const ids = new Set(systems.map(({ id }) => id))
        return (
          <View<ContractsView> path={of('contracts', `vendor=${encodeURIComponent(maker.id)}&when=ahead`)}>
            {({ contracts }) => {
              const covering = contracts.filter((contract) => contract.systems.some((id) => ids.has(id)))
              if (covering.length === 0) return null
              return (
                <>
                  <Contracts rows={covering} caption={`Contracts with ${maker.name} for it, soonest first`} />
                  <p className="basis">
                    {contracts.length === 1
                      ? `From the one contract with ${maker.name} to be decided on.`
                      : `From the ${count(contracts.length)} contracts with ${maker.name} to be decided on first.`}{' '}
                    A contract with a reseller is on the system’s own page.
                  </p>
                </>
              )
            }}
          </View>
        )
      }}
    </View>
  )
}
