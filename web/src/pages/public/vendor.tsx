import { useParams } from 'react-router'
import type { FiguresView, MarketView, VendorView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Quarters } from '../../charts/quarters.tsx'
import {
  count,
  counted,
  date,
  ofAll,
  percent,
  poundsHeadline,
  poundsRounded,
  quarterOf,
  sentenceCase,
} from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { asAtDay, useAsAt, useStaying } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { AsAt } from './asAt.tsx'
import { CalendarLink } from './calendarLink.tsx'
import { Change, Led } from './changed.tsx'
import { basisAsOf, basisOf, NothingToShow } from './coverage.tsx'
import { type Headline, Headlines } from './headlines.tsx'
import { HolderMap } from './holderMap.tsx'
import { InExplorer } from './inExplorer.tsx'
import { AreaLink, To } from './links.tsx'
import { ContractList, SystemList } from './list.tsx'
import { useTitle, View } from './loading.tsx'
import { ProductsInUse } from './products.tsx'
import { everyQuarter, leftOutWords } from './quarterRange.ts'
import { bothParts, mostUsedTitle, usedForTitle } from './titles.ts'
import { Facts, History } from './vendorFacts.tsx'

export default function Vendor() {
  const { id = '' } = useParams()
  const scope = useScope()
  const path = asAtDay(`/views/vendor/${scope}/${encodeURIComponent(id)}`, useAsAt())
  return (
    <View<VendorView> path={path} key={path}>
      {(view) => <Led from={id} to={view.vendor.id} at="/vendors/" also={<Told view={view} />} />}
    </View>
  )
}

function Told({ view }: { view: VendorView }) {
  const { vendor, figures, scope, today, coverage, products, authorities, areas } = view
  const staying = useStaying()
  useTitle(vendor.name)
  const query = `?vendor=${encodeURIComponent(vendor.id)}`
  const isInUse = figures.systems + figures.contracts > 0
  const dated = view.decideBy.reduce((total, { contracts }) => total + contracts, 0)
  const nothing = coverage.systems.records + coverage.contracts.records === 0
  return (
    <>
      <Breadcrumbs items={[{ text: 'Market', href: staying('/market') }, { text: vendor.name }]} />
      <PageTitle large>{vendor.name}</PageTitle>
      <AsAt />
      <History vendor={vendor} />
      {nothing ? (
        <NothingToShow
          basis={`From 0 of ${coverage.systems.authorities} authorities. As of ${date(view.today)}.`}
        >
          Nothing on the register {within(scope)} {view.asAt ? 'named' : 'names'} {vendor.name}
          {view.asAt
            ? ' on that day.'
            : '. It appears here as soon as an authority’s record that does is approved.'}
        </NothingToShow>
      ) : (
        <>
          <p className="lede">{nowInWords(view)}</p>
          <p className="basis basis--page">
            {coverage.systems.records > 0 && `Systems: ${basisOf(coverage.systems, 'systems')} `}
            {coverage.contracts.records > 0 && `Contracts: ${basisOf(coverage.contracts, 'contracts')} `}
            As of {date(today)}.
          </p>
          {isInUse && (
            <View<FiguresView> path={asAtDay(`/views/figures/${scope.id}`, view.asAt)}>
              {(all) => <Headlines items={shares(figures, all.figures)} />}
            </View>
          )}
          {isInUse && vendor.group && <GroupShare of={vendor.group} vendor={vendor.id} view={view} />}
          <InExplorer
            {...(figures.systems > 0 && { systems: { maker: [vendor.id] } })}
            {...(figures.contracts > 0 && { contracts: { supplier: [vendor.id] } })}
          />
          {products.length > 0 && (
            <Figure
              title={mostUsedTitle(products)}
              basis={`Products with a live system, and who runs each. ${basisAsOf(coverage.systems, 'systems', today)}`}
              served={asAtDay(`/tables/vendor-products/${scope.id}${query}`, view.asAt)}
              method={['live', 'shared']}
            >
              <ProductsInUse products={products} authorities={authorities} showMaker={false} />
            </Figure>
          )}
          {coverage.contracts.records > 0 && (
            <>
              <ContractList
                path={asAtDay(`/views/contracts/${scope.id}${query}&when=ahead`, view.asAt)}
                caption="Contracts to be decided on, soonest first"
                empty={`No decision about a contract of ${vendor.name} ${view.asAt ? 'was' : 'is'} coming up ${within(scope)}.`}
                without={['supplier']}
              />
              {dated > 0 && !view.asAt && (
                <CalendarLink at={`/renewals/${scope.id}${query}`} of={vendor.name} />
              )}
              {view.late > 0 && (
                <p className="govuk-body lone">
                  <To at={`/renewals${query}&when=late`}>
                    {counted(view.late, 'contract')} should have been decided on{' '}
                    {view.asAt ? 'by then' : 'already'}
                  </To>
                </p>
              )}
              {coverage.contracts.records > dated && (
                <ContractList
                  path={asAtDay(`/views/contracts/${scope.id}${query}&when=undated`, view.asAt)}
                  caption="Contracts without a day to decide by: ended, or no end stated"
                  empty="None."
                  without={['supplier']}
                />
              )}
            </>
          )}
          {isInUse && (
            <Figure
              title={`${ofAll(figures.authorities, scope.authorities)} authorities ${within(scope)} run its systems or buy from it`}
              basis={`Live systems it makes and running contracts it supplies, by authority. As of ${date(today)}.`}
              served={asAtDay(`/tables/vendor-authorities/${scope.id}${query}`, view.asAt)}
              method={['vendors', 'shared']}
            >
              <HolderMap
                holders={authorities}
                label={`Authorities that run systems of ${vendor.name} or buy from it`}
              />
            </Figure>
          )}
          {areas.length > 0 && (
            <Figure
              title={usedForTitle(areas)}
              basis={`Live systems and running contracts by service area; what serves several counts in each. As of ${date(today)}.`}
              served={asAtDay(`/tables/vendor-areas/${scope.id}${query}`, view.asAt)}
              method={['areas', 'vendors']}
            >
              <Bars
                bars={areas.slice(0, 12).map((area) => ({
                  id: area.id,
                  name: <AreaLink id={area.id} name={area.name} />,
                  value: area.systems + area.contracts,
                  text: bothParts(area).join(', '),
                }))}
              />
            </Figure>
          )}
          <ByQuarter view={view} />
          {coverage.systems.records > 0 && (
            <SystemList
              path={asAtDay(`/views/systems/${scope.id}${query}`, view.asAt)}
              caption="Systems it makes"
              empty="None."
              without={['maker']}
            />
          )}
        </>
      )}
      <Facts vendor={vendor} />
      <Change kind="vendor" id={vendor.id} />
    </>
  )
}

type Named = { id: string; name: string }

const notStated = (contracts: number) => {
  if (contracts === 0) return { figure: '–', basis: 'it supplies no running contract' }
  return {
    figure: 'Not stated',
    basis:
      contracts === 1
        ? 'its contract states no value'
        : `none of its ${count(contracts)} contracts states a value`,
  }
}

/** Its part of each market, and what that is a part of. */
function shares(figures: VendorView['figures'], of: FiguresView['figures']): Headline[] {
  const share = (some: number, all: number) => (all === 0 ? '–' : percent(some / all))
  return [
    {
      figure: share(figures.contracts, of.contracts),
      words: 'of running contracts',
      basis: ofAll(figures.contracts, of.contracts),
    },
    {
      figure: share(figures.systems, of.systemsStatingMaker),
      words: 'of live systems',
      basis: `${ofAll(figures.systems, of.systemsStatingMaker)} whose maker is stated`,
    },
    {
      words: 'of pounds a year',
      ...(figures.contractsStatingValue > 0
        ? {
            figure: share(figures.annualPounds, of.annualPounds),
            basis: `${poundsHeadline(figures.annualPounds)} of ${poundsRounded(of.annualPounds)}; ${ofAll(figures.contractsStatingValue, figures.contracts)} of its contracts state a value`,
          }
        : notStated(figures.contracts)),
    },
  ]
}

/** The part of the market that its group has, all its vendors together. */
function GroupShare({ of, vendor, view }: { of: Named; vendor: string; view: VendorView }) {
  const { scope, asAt } = view
  return (
    <View<MarketView> path={asAtDay(`/views/market/${scope.id}?group=1`, asAt)}>
      {({ vendors, totals }) => {
        const group = vendors.find(({ id }) => id === of.id)
        if (!group?.members) return null
        const part = (some: number, all: number, what: string) =>
          all === 0 ? [] : [`${ofAll(some, all)} ${what} (${percent(some / all)})`]
        const words = [
          ...part(group.contracts, totals.contracts, 'running contracts'),
          ...part(group.systems, totals.systemsStatingMaker, 'live systems whose maker is stated'),
        ].join(' and ')
        return (
          <p className="govuk-body">
            {of.id === vendor ? 'With those that belong to it' : `Its group, ${of.name}, all together`}:{' '}
            {words}, from {counted(group.members.length, 'vendor')} {within(scope)}.{' '}
            <To at="/market?group=1">The market by parent group</To>
          </p>
        )
      }}
    </View>
  )
}

/** What it does, or did on a day; where that is nothing any more, what is on the register of it. */
function nowInWords({ figures, coverage, scope, vendor, asAt }: VendorView): string {
  const { systems, contracts } = figures
  if (systems + contracts === 0) {
    const past = [
      ...(coverage.systems.records > 0 ? [counted(coverage.systems.records, 'system')] : []),
      ...(coverage.contracts.records > 0 ? [counted(coverage.contracts.records, 'contract')] : []),
    ].join(' and ')
    const none = `No live system or running contract ${within(scope)}`
    return asAt
      ? `${none} named ${vendor.name} on that day. The register had ${past} of it that had ended or had not begun.`
      : `${none} names ${vendor.name}. The register has ${past} of it that ended or have not begun.`
  }
  const does = [
    ...(systems > 0 ? [`makes ${counted(systems, 'live system')}`] : []),
    ...(contracts > 0 ? [`supplies ${counted(contracts, 'running contract')}`] : []),
  ].join(' and ')
  return sentenceCase(
    `${does}, in ${ofAll(figures.authorities, scope.authorities)} authorities ${within(scope)}.`,
  )
}

function ByQuarter({ view }: { view: VendorView }) {
  const { vendor, scope, coverage, today, decideBy } = view
  if (decideBy.length === 0) return null
  const now = quarterOf(today)
  const drawn = everyQuarter(decideBy, now)
  const ahead = decideBy
    .filter(({ quarter }) => quarter >= now)
    .reduce((total, { contracts }) => total + contracts, 0)
  return (
    <Figure
      title={`${counted(ahead, 'decision')} about its contracts ahead, ${count(view.late)} late`}
      basis={`Contracts by the quarter in which to decide. ${basisAsOf(coverage.contracts, 'contracts', today)}${leftOutWords(decideBy, drawn)}`}
      served={asAtDay(
        `/tables/vendor-quarters/${scope.id}?vendor=${encodeURIComponent(vendor.id)}`,
        view.asAt,
      )}
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
