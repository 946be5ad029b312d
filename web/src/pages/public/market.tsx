import { Link, useSearchParams } from 'react-router'
import type { Concentration, MarketVendor, MarketView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { count, counted, percent, pounds, poundsRounded, poundsShort } from '../../format.ts'
import { AreaFilter } from './areaFilter.tsx'
import { basisOf } from './coverage.tsx'
import { useScope, useTitle, View } from './loading.tsx'

const ways = {
  contracts: { text: 'By contracts', of: (vendor: MarketVendor) => vendor.contracts },
  systems: { text: 'By systems', of: (vendor: MarketVendor) => vendor.systems },
  value: { text: 'By annual value', of: (vendor: MarketVendor) => vendor.annualPounds },
} as const
type Way = keyof typeof ways

const shown = 20

export default function Market() {
  useTitle('Market')
  const scope = useScope()
  const [search] = useSearchParams()
  const area = search.get('area')
  const asked = search.get('by') ?? ''
  const by: Way = asked in ways ? (asked as Way) : 'contracts'
  return (
    <>
      <h1 className="govuk-heading-l">Who supplies London’s councils</h1>
      <AreaFilter />
      <nav aria-label="What vendors are counted by">
        <ul className="switch">
          {(Object.keys(ways) as Way[]).map((way) => {
            const to = new URLSearchParams(search)
            to.set('by', way)
            return (
              <li key={way}>
                <Link
                  className="govuk-link govuk-link--no-visited-state"
                  to={`?${to}`}
                  preventScrollReset
                  aria-current={way === by ? 'true' : undefined}
                >
                  {ways[way].text}
                </Link>
              </li>
            )
          })}
        </ul>
      </nav>
      <View<MarketView> path={`/views/market/${scope}${area ? `?area=${encodeURIComponent(area)}` : ''}`}>
        {(view) => <Vendors view={view} by={by} />}
      </View>
    </>
  )
}

function Vendors({ view, by }: { view: MarketView; by: Way }) {
  const { totals, coverage, area } = view
  const { of } = ways[by]
  const vendors = view.vendors
    .filter((vendor) => of(vendor) > 0)
    .sort((a, b) => of(b) - of(a) || a.name.localeCompare(b.name))
  const held: Concentration = view.concentration[by === 'value' ? 'annualPounds' : by]
  const where = area ? ` in ${area.name}` : ''
  if (vendors.length === 0) {
    return (
      <p className="govuk-inset-text">
        Nothing to count{where} yet. When a record that names a vendor is approved, it is counted here at
        once.
      </p>
    )
  }
  const denominator = {
    contracts: `${counted(totals.contracts, 'running contract')}`,
    systems: `${count(totals.systemsStatingMaker)} of ${counted(totals.systems, 'live system')} whose maker is stated`,
    value: `${poundsRounded(held.total)} a year, over the ${count(totals.contractsStatingValue)} of ${counted(totals.contracts, 'running contract')} that state a value`,
  }[by]
  const basis = basisOf(
    by === 'systems' ? coverage.systems : coverage.contracts,
    by === 'systems' ? 'systems' : 'contracts',
  )
  const top = Math.min(10, vendors.length)
  return (
    <>
      <Figure
        title={
          vendors.length > 10
            ? `Ten of ${count(vendors.length)} vendors hold ${percent(held.top10)}${where}`
            : `${counted(vendors.length, 'vendor')}${where}`
        }
        basis={`Shares of ${denominator}. ${basis}.`}
        file={`market-${by}${area ? `-${area.id}` : ''}`}
        table={{
          head: [
            'Vendor',
            'Running contracts',
            'Live systems made',
            'Pounds a year',
            'Contracts that state a value',
            'Share',
          ],
          rows: vendors.map((vendor) => [
            vendor.name,
            vendor.contracts,
            vendor.systems,
            pounds(vendor.annualPounds),
            vendor.contractsStatingValue,
            percent(of(vendor) / held.total),
          ]),
          numeric: [1, 2, 3, 4, 5],
        }}
        method={
          <p className="govuk-body">
            A contract shared by several authorities counts once. Only values that authorities disclose are
            added up. The Herfindahl-Hirschman index is the sum of the squared percentage shares, from near 0
            (many small vendors) to 10,000 (one vendor).
          </p>
        }
      >
        <Bars
          bars={vendors.slice(0, shown).map((vendor, index) => ({
            id: vendor.id,
            name: vendor.name,
            value: of(vendor),
            text: `${by === 'value' ? poundsShort(of(vendor)) : count(of(vendor))} (${percent(of(vendor) / held.total)})`,
            quiet: index >= top,
          }))}
        />
        {vendors.length > shown && (
          <p className="govuk-body">
            The {shown} largest of {count(vendors.length)}; the table has them all.
          </p>
        )}
      </Figure>
      <h2 className="govuk-heading-m">How concentrated it is</h2>
      <dl className="headlines">
        <Share figure={percent(held.top10)} words="held by the ten largest" basis={`of ${denominator}`} />
        <Share figure={percent(held.top15)} words="held by the fifteen largest" basis={`of ${denominator}`} />
        <Share
          figure={count(Math.round(held.hhi))}
          words="concentration (HHI)"
          basis="from 0, many small vendors, to 10,000, one vendor"
        />
      </dl>
      {view.serviceAreas && <Areas view={view} areas={view.serviceAreas} />}
    </>
  )
}

function Share({ figure, words, basis }: { figure: string; words: string; basis: string }) {
  return (
    <div>
      <dt>
        {words}
        <small>{basis}</small>
      </dt>
      <dd>{figure}</dd>
    </div>
  )
}

function Areas({ view, areas }: { view: MarketView; areas: NonNullable<MarketView['serviceAreas']> }) {
  const sorted = [...areas].sort((a, b) => b.contracts - a.contracts || b.systems - a.systems)
  const [first] = sorted
  if (!first) return null
  return (
    <Figure
      title={`${first.name} has most running contracts: ${count(first.contracts)}`}
      basis={`A contract for several service areas counts in each. ${basisOf(view.coverage.contracts, 'contracts')}.`}
      file="market-service-areas"
      table={{
        head: [
          'Service area',
          'Group',
          'Running contracts',
          'Live systems',
          'Pounds a year',
          'Contracts that state a value',
        ],
        rows: sorted.map((one) => [
          one.name,
          one.groupLabel,
          one.contracts,
          one.systems,
          pounds(one.annualPounds),
          one.contractsStatingValue,
        ]),
        numeric: [2, 3, 4, 5],
      }}
    >
      <Bars
        bars={sorted.slice(0, 15).map((one) => ({
          id: one.id,
          name: (
            <Link className="govuk-link" to={`/service-areas/${one.id}`}>
              {one.name}
            </Link>
          ),
          value: one.contracts,
          text: `${counted(one.contracts, 'contract')}, ${poundsShort(one.annualPounds)} a year`,
        }))}
      />
      {sorted.length > 15 && (
        <p className="govuk-body">The 15 largest of {sorted.length}; the table has them all.</p>
      )}
    </Figure>
  )
}
