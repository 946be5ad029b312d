import { useSearchParams } from 'react-router'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import type { AreaCount, MarketVendor, MarketView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { count, counted, percent, poundsRounded, poundsShort } from '../../format.ts'
import { asAtDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { AreaFilter } from './areaFilter.tsx'
import { AsAt } from './asAt.tsx'
import { basisAsOf } from './coverage.tsx'
import { Headlines } from './headlines.tsx'
import { AreaLink, Listed, To, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import { Switch } from './switch.tsx'
import { areasTitle, marketTitle } from './titles.ts'

const ways = {
  contracts: {
    text: 'By contracts',
    of: (vendor: MarketVendor) => vendor.contracts,
    none: { today: 'No contract is running', thatDay: 'No contract was running' },
  },
  systems: {
    text: 'By systems',
    of: (vendor: MarketVendor) => vendor.systems,
    none: { today: 'No live system says who makes it', thatDay: 'No live system said who made it' },
  },
  value: {
    text: 'By annual value',
    of: (vendor: MarketVendor) => vendor.annualPounds,
    none: { today: 'No running contract states a value', thatDay: 'No running contract stated a value' },
  },
} as const
type Way = keyof typeof ways
const isWay = (asked: string): asked is Way => asked in ways

const shown = 20
/** Of more vendors than these, the title speaks of the largest together. */
const mostNamedFirst = 10
const shownAreas = 15

export default function Market() {
  const scope = useScope()
  const [search] = useSearchParams()
  const area = search.get('area')
  const asked = search.get('by') ?? ''
  const by: Way = isWay(asked) ? asked : 'contracts'
  const group = search.get('group') === '1'
  const query = new URLSearchParams({ ...(area && { area }), ...(group && { group: '1' }) })
  const asAt = useAsAt()
  useTitle('Market')
  return (
    <>
      <PageTitle>Who supplies councils in {scopeInWords(scope)}</PageTitle>
      <AsAt />
      <div className="filters">
        <AreaFilter />
      </div>
      <Switch
        name="by"
        label="What vendors are counted by"
        chosen={by}
        ways={(Object.keys(ways) as Way[]).map((way) => ({ value: way, text: ways[way].text }))}
      />
      <Switch
        name="group"
        label="Whether vendors of one group count as one"
        chosen={group ? '1' : ''}
        ways={[
          { value: '', text: 'Each vendor' },
          { value: '1', text: 'Each parent group' },
        ]}
      />
      <View<MarketView> path={asAtDay(`/views/market/${scope}${query.size > 0 ? `?${query}` : ''}`, asAt)}>
        {(view) => <Vendors view={view} by={by} />}
      </View>
    </>
  )
}

function Vendors({ view, by }: { view: MarketView; by: Way }) {
  const { totals, coverage, area, scope, today } = view
  const { of } = ways[by]
  const vendors = view.vendors
    .filter((vendor) => of(vendor) > 0)
    .sort((a, b) => of(b) - of(a) || a.name.localeCompare(b.name, 'en-GB'))
  const held = view.concentration[by === 'value' ? 'annualPounds' : by]
  if (vendors.length === 0) return <Nobody view={view} by={by} />
  const denominator = {
    contracts: counted(totals.contracts, 'running contract'),
    systems: `${count(totals.systemsStatingMaker)} of ${counted(totals.systems, 'live system')} whose maker is stated`,
    value: `${poundsRounded(held.total)} a year, over the ${count(totals.contractsStatingValue)} of ${counted(totals.contracts, 'running contract')} that state a value`,
  }[by]
  const basis =
    by === 'systems'
      ? basisAsOf(coverage.systems, 'systems', today)
      : basisAsOf(coverage.contracts, 'contracts', today)
  const who = view.byGroup ? 'groups and vendors' : 'vendors'
  // Dark is what the title speaks of: the ten largest of many, otherwise all that have most.
  const isOfMany = !area && vendors.length > mostNamedFirst
  const most = Math.max(...vendors.map(of))
  const query = new URLSearchParams({
    by,
    ...(area && { area: area.id }),
    ...(view.byGroup && { group: '1' }),
  })
  return (
    <>
      <Figure
        title={marketTitle({ vendors, of, who, total: held.total, top10: held.top10, area })}
        basis={`Shares of ${denominator}. ${basis}`}
        served={asAtDay(`/tables/market/${scope.id}?${query}`, view.asAt)}
        method={view.byGroup ? ['shares', 'vendors', 'groups', 'value'] : ['shares', 'vendors', 'value']}
      >
        <Bars
          bars={vendors.slice(0, shown).map((vendor, index) => ({
            id: vendor.id,
            name: (
              <>
                <VendorLink id={vendor.id} name={vendor.name} />
                {vendor.members && (
                  <span className="aside">
                    <Listed
                      items={vendor.members.map((one) => ({ key: one.id, link: <VendorLink {...one} /> }))}
                    />
                  </span>
                )}
              </>
            ),
            value: of(vendor),
            text: `${by === 'value' ? poundsShort(of(vendor)) : count(of(vendor))} (${percent(of(vendor) / held.total)})`,
            quiet: isOfMany ? index >= mostNamedFirst : of(vendor) < most,
          }))}
        />
        {vendors.length > shown && (
          <p className="figure__more">
            The {shown} largest of {count(vendors.length)}; the table has them all.
            {isOfMany && ' The ten largest are dark.'}
          </p>
        )}
      </Figure>
      <h2 className="govuk-heading-m">How concentrated it is</h2>
      <Headlines
        items={[
          { figure: percent(held.top10), words: 'held by the ten largest', basis: `of ${denominator}` },
          { figure: percent(held.top15), words: 'held by the fifteen largest', basis: `of ${denominator}` },
          {
            figure: count(Math.round(held.hhi)),
            words: 'concentration (HHI)',
            basis: 'from 0, many small vendors, to 10,000, one vendor',
          },
        ]}
      />
      {area && (
        <p className="govuk-body">
          More about <AreaLink {...area} />: who runs what, and{' '}
          <To at={`/renewals?area=${encodeURIComponent(area.id)}`}>which contracts are up next</To>.
        </p>
      )}
      {view.serviceAreas && (
        <Areas view={view} areas={view.serviceAreas} by={by === 'systems' ? 'systems' : 'contracts'} />
      )}
    </>
  )
}

/** Why nobody is shown, and where there is something to see instead. */
function Nobody({ view, by }: { view: MarketView; by: Way }) {
  const { totals, coverage, area, scope, today, asAt } = view
  const { records } = coverage.contracts
  const [search] = useSearchParams()
  const bySystems = new URLSearchParams(search)
  bySystems.set('by', 'systems')
  const none = `${ways[by].none[asAt ? 'thatDay' : 'today']} ${area ? `for ${area.name} ` : ''}${within(scope)}${asAt ? ' on that day' : ''}`
  const over = asAt
    ? 'had ended or had not begun'
    : records === 1
      ? 'has ended or has not begun'
      : 'have ended or have not begun'
  const ended =
    records === 1
      ? `The one contract on the register ${over}.`
      : `All ${count(records)} contracts on the register ${over}.`
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        {by === 'contracts' && records > 0
          ? `${none}. ${ended}`
          : by === 'value' && totals.contracts > 0
            ? `${none}.`
            : asAt
              ? `${none}.`
              : `${none} yet. Each is counted here as soon as it is approved.`}
      </p>
      {by !== 'systems' && totals.systemsStatingMaker > 0 && (
        <p className="govuk-body">
          <To at={`/market?${bySystems}`}>
            See who makes{' '}
            {totals.systemsStatingMaker === 1
              ? 'the one live system'
              : `${count(totals.systemsStatingMaker)} live systems`}
          </To>
        </p>
      )}
      <p className="basis">
        {by === 'systems'
          ? basisAsOf(coverage.systems, 'systems', today)
          : basisAsOf(coverage.contracts, 'contracts', today)}
      </p>
    </div>
  )
}

function Areas({ view, areas, by }: { view: MarketView; areas: AreaCount[]; by: 'contracts' | 'systems' }) {
  const { coverage, scope, totals, today } = view
  const sorted = areas
    .filter((one) => one[by] > 0)
    .sort((a, b) => b[by] - a[by] || a.name.localeCompare(b.name, 'en-GB'))
  if (sorted.length === 0) return null
  const what = by === 'contracts' ? 'contract' : 'system'
  return (
    <Figure
      title={areasTitle(sorted, by, totals[by])}
      basis={`A ${what} for several service areas counts in each. ${basisAsOf(coverage[by], by, today)}`}
      served={asAtDay(`/tables/service-areas/${scope.id}`, view.asAt)}
      method={['areas', 'live', 'value']}
    >
      <Bars
        bars={sorted.slice(0, shownAreas).map((one) => ({
          id: one.id,
          name: <To at={`/market?area=${encodeURIComponent(one.id)}`}>{one.name}</To>,
          value: one[by],
          text: `${counted(one[by], what)}${by === 'contracts' && one.contractsStatingValue > 0 ? `, ${poundsShort(one.annualPounds)} a year` : ''}`,
        }))}
      />
      {sorted.length > shownAreas && (
        <p className="figure__more">
          The {shownAreas} largest of {sorted.length}; the table has them all.
        </p>
      )}
    </Figure>
  )
}
