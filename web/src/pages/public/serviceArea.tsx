import { useParams } from 'react-router'
import type { MarketVendor, ServiceAreaView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Quarters } from '../../charts/quarters.tsx'
import { count, counted, date, ofAll, percent, quarterOf } from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { asAtDay, useAsAt, useStaying } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { AsAt } from './asAt.tsx'
import { CalendarLink } from './calendarLink.tsx'
import { basisAsOf, basisOf, NothingToShow } from './coverage.tsx'
import { Headlines, yearly } from './headlines.tsx'
import { HolderMap } from './holderMap.tsx'
import { areaOption, InExplorer } from './inExplorer.tsx'
import { AreaLink, Listed, To, VendorLink } from './links.tsx'
import { ContractList, noSystemThen, SystemList } from './list.tsx'
import { useTitle, View } from './loading.tsx'
import { ProductsInUse } from './products.tsx'
import { everyQuarter, leftOutWords } from './quarterRange.ts'
import { runByTitle, suppliesTitle } from './titles.ts'

export default function ServiceArea() {
  const { id = '' } = useParams()
  const scope = useScope()
  const path = asAtDay(`/views/service-area/${scope}/${encodeURIComponent(id)}`, useAsAt())
  return (
    <View<ServiceAreaView> path={path} key={path}>
      {(view) => <Told view={view} />}
    </View>
  )
}

function Told({ view }: { view: ServiceAreaView }) {
  const { area, figures, scope, today, products, coverage, authorities } = view
  const staying = useStaying()
  useTitle(area.name)
  const isGroup = area.members !== undefined
  const query = `?area=${encodeURIComponent(area.id)}`
  const running = authorities.filter(({ systems }) => systems > 0).length
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Service areas', href: staying('/service-areas') },
          ...(isGroup || area.groupLabel === area.name
            ? []
            : [{ text: area.groupLabel, href: staying(`/service-areas/all-${area.group}`) }]),
          { text: area.name },
        ]}
      />
      <PageTitle large>{area.name}</PageTitle>
      <p className="lede">
        {area.members ? (
          <Listed items={area.members.map((one) => ({ key: one.id, link: <AreaLink {...one} /> }))} />
        ) : (
          area.description
        )}
      </p>
      <AsAt />
      {coverage.systems.records + coverage.contracts.records === 0 ? (
        <NothingToShow basis={`From 0 of ${coverage.systems.authorities} authorities. As of ${date(today)}.`}>
          {view.asAt
            ? `Nothing on the register served ${area.name} ${within(scope)} by the end of that day.`
            : `Nothing on the register serves ${area.name} ${within(scope)} yet. It appears here as soon as an authority’s record is approved.`}
        </NothingToShow>
      ) : (
        <>
          <p className="basis basis--page">
            Systems: {basisOf(coverage.systems, 'systems')} Contracts:{' '}
            {basisOf(coverage.contracts, 'contracts')} As of {date(today)}.
          </p>
          <Headlines
            items={[
              {
                figure: count(figures.authorities),
                words: 'authorities',
                basis: `of ${scope.authorities} ${within(scope)}`,
              },
              {
                figure: count(figures.systems),
                words: 'systems live',
                basis: `of ${count(coverage.systems.records)} on the register`,
              },
              {
                figure: count(figures.contracts),
                words: 'contracts running',
                basis: `of ${count(coverage.contracts.records)} on the register`,
              },
              yearly(figures),
            ]}
          />
          <InExplorer systems={{ area: [areaOption(area)] }} contracts={{ area: [areaOption(area)] }} />
          <ContractList
            path={asAtDay(`/views/contracts/${scope.id}${query}&when=ahead`, view.asAt)}
            caption="Contracts to be decided on, soonest first"
            empty={view.asAt ? 'No decision was coming up.' : 'No decision is coming up.'}
          />
          {coverage.contracts.records > 0 && !view.asAt && (
            <CalendarLink at={`/renewals/${scope.id}${query}`} of={area.name} />
          )}
          {view.late > 0 && (
            <p className="govuk-body lone">
              <To at={`/renewals${query}&when=late`}>
                {counted(view.late, 'contract')} should have been decided on{' '}
                {view.asAt ? 'by then' : 'already'}
              </To>
            </p>
          )}
          <Figure
            title={`${ofAll(running, scope.authorities)} authorities ${within(scope)} run systems for ${area.name}`}
            basis={`Live systems and running contracts of each authority. ${basisAsOf(coverage.systems, 'systems', today)}`}
            served={asAtDay(`/tables/area-authorities/${scope.id}${query}`, view.asAt)}
            method={['live', 'shared', 'areas']}
          >
            <HolderMap holders={authorities} label={`Authorities with something for ${area.name}`} />
          </Figure>
          <Vendors view={view} by="contracts" />
          <Vendors view={view} by="systems" />
          {products.length > 0 && (
            <Figure
              title={runByTitle(products)}
              basis={`Products with a live system for ${area.name}, and who runs each. ${basisAsOf(coverage.systems, 'systems', today)}`}
              served={asAtDay(`/tables/area-products/${scope.id}${query}`, view.asAt)}
              method={['live', 'shared']}
            >
              <ProductsInUse products={products} authorities={authorities} showMaker />
            </Figure>
          )}
          <ByQuarter view={view} />
          <SystemList
            path={asAtDay(`/views/systems/${scope.id}${query}`, view.asAt)}
            caption="Systems"
            empty={view.asAt ? noSystemThen : 'No system is on the register yet.'}
            without={isGroup ? [] : ['areas']}
          />
        </>
      )}
    </>
  )
}

const shown = 10

function Vendors({ view, by }: { view: ServiceAreaView; by: 'contracts' | 'systems' }) {
  const { area, scope, coverage, figures, today } = view
  const of = (vendor: MarketVendor) => vendor[by]
  const vendors = view.vendors
    .filter((vendor) => of(vendor) > 0)
    .sort((a, b) => of(b) - of(a) || a.name.localeCompare(b.name, 'en-GB'))
  if (vendors.length === 0) return null
  const { total } = view.concentration[by]
  const query = new URLSearchParams({ area: area.id, by })
  return (
    <Figure
      title={suppliesTitle(vendors, by, figures[by])}
      basis={`Vendors by ${by === 'contracts' ? 'running contracts' : 'live systems made'}. ${basisAsOf(coverage[by], by, today)}`}
      served={asAtDay(`/tables/area-vendors/${scope.id}?${query}`, view.asAt)}
      method={['vendors', 'shares']}
    >
      <Bars
        bars={vendors.slice(0, shown).map((vendor) => ({
          id: vendor.id,
          name: <VendorLink id={vendor.id} name={vendor.name} />,
          value: of(vendor),
          text: `${count(of(vendor))} (${percent(of(vendor) / total)})`,
        }))}
      />
      {vendors.length > shown && (
        <p className="figure__more">
          The {shown} largest of {count(vendors.length)}; the table has them all.
        </p>
      )}
    </Figure>
  )
}

function ByQuarter({ view }: { view: ServiceAreaView }) {
  const { area, scope, coverage, today, decideBy } = view
  if (decideBy.length === 0) return null
  const now = quarterOf(today)
  const drawn = everyQuarter(decideBy, now)
  const ahead = decideBy.filter(({ quarter }) => quarter >= now)
  const sum = ahead.reduce((total, { contracts }) => total + contracts, 0)
  return (
    <Figure
      title={`${counted(sum, 'decision')} ahead, ${count(view.late)} late`}
      basis={`Contracts by the quarter in which to decide. ${basisAsOf(coverage.contracts, 'contracts', today)}${leftOutWords(decideBy, drawn)}`}
      served={asAtDay(`/tables/area-quarters/${scope.id}?area=${encodeURIComponent(area.id)}`, view.asAt)}
      method={['decideBy', 'decidedNext']}
    >
      <Quarters
        counts={drawn.map((one) => ({ quarter: one.quarter, value: one.contracts }))}
        now={now}
        nowWords={view.asAt && 'That day'}
        what="Contracts to be decided on"
      />
    </Figure>
  )
}
