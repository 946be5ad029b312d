import { useSearchParams } from 'react-router'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import type { AreaCount, MarketVendor, MarketView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { count, counted, percent, poundsRounded, poundsShort } from '../../format.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { AreaFilter } from './areaFilter.tsx'
import { basisAsOf } from './coverage.tsx'
import { Headlines } from './headlines.tsx'
import { AreaLink, Listed, To, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import { Switch } from './switch.tsx'

const ways = {
  contracts: {
    text: 'By contracts',
    of: (vendor: MarketVendor) => vendor.contracts,
    none: 'No contract is running',
  },
  systems: {
    text: 'By systems',
    of: (vendor: MarketVendor) => vendor.systems,
    none: 'No live system says who makes it',
  },
  value: {
    text: 'By annual value',
    of: (vendor: MarketVendor) => vendor.annualPounds,
    none: 'No running contract states a value',
  },
} as const
type Way = keyof typeof ways
const isWay = (asked: string): asked is Way => asked in ways

const shown = 20
const shownAreas = 15

export default function Market() {
  const scope = useScope()
  const [search] = useSearchParams()
  const area = search.get('area')
  const asked = search.get('by') ?? ''
  const by: Way = isWay(asked) ? asked : 'contracts'
  const group = search.get('group') === '1'
  const query = new URLSearchParams({ ...(area && { area }), ...(group && { group: '1' }) })
  useTitle('Market')
  return (
    <>
      <PageTitle>Who supplies councils in {scopeInWords(scope)}</PageTitle>
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
      <View<MarketView> path={`/views/market/${scope}${query.size > 0 ? `?${query}` : ''}`}>
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
  const where = area ? `${area.name} ${within(scope)}` : ''
  const [first] = vendors
  if (!first) {
    return (
      <p className="govuk-inset-text">
        {`${ways[by].none} ${area ? `for ${where}` : within(scope)} yet. Each is counted here as soon as it is approved.`}
      </p>
    )
  }
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
  const top = Math.min(10, vendors.length)
  const query = new URLSearchParams({
    by,
    ...(area && { area: area.id }),
    ...(view.byGroup && { group: '1' }),
  })
  return (
    <>
      <Figure
        title={titleOf({
          first,
          share: of(first) / held.total,
          vendors: vendors.length,
          top10: held.top10,
          who,
          area,
        })}
        basis={`Shares of ${denominator}. ${basis}`}
        served={`/tables/market/${scope.id}?${query}`}
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
            quiet: index >= top,
          }))}
        />
        {vendors.length > shown && (
          <p className="figure__more">
            The {shown} largest of {count(vendors.length)}; the table has them all. The ten largest are dark.
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
      {view.serviceAreas && <Areas view={view} areas={view.serviceAreas} />}
    </>
  )
}

/** What the drawing shows, said first: a large holder where there is one, otherwise how much the ten largest hold. */
function titleOf({
  first,
  share,
  vendors,
  top10,
  who,
  area,
}: {
  first: MarketVendor
  share: number
  vendors: number
  top10: number
  who: string
  area: MarketView['area']
}) {
  const what = area ? ` of ${area.name}` : ''
  if (area || vendors <= 10) return `${first.name} has the largest share${what}: ${percent(share)}`
  return `Ten of ${count(vendors)} ${who} hold ${percent(top10)}`
}

function Areas({ view, areas }: { view: MarketView; areas: AreaCount[] }) {
  const sorted = [...areas].sort((a, b) => b.contracts - a.contracts || b.systems - a.systems)
  const [first] = sorted
  if (!first) return null
  return (
    <Figure
      title={`${first.name} has most running contracts: ${count(first.contracts)}`}
      basis={`A contract for several service areas counts in each. ${basisAsOf(view.coverage.contracts, 'contracts', view.today)}`}
      served={`/tables/service-areas/${view.scope.id}`}
      method={['areas', 'live', 'value']}
    >
      <Bars
        bars={sorted.slice(0, shownAreas).map((one) => ({
          id: one.id,
          name: <To at={`/market?area=${encodeURIComponent(one.id)}`}>{one.name}</To>,
          value: one.contracts,
          text: `${counted(one.contracts, 'contract')}${one.contractsStatingValue > 0 ? `, ${poundsShort(one.annualPounds)} a year` : ''}`,
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
