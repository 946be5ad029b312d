import { useSearchParams } from 'react-router'
import type { TrendPoint, TrendsView } from '../../../../functions/schema/pastView.ts'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import { DataTable } from '../../charts/dataTable.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Trend } from '../../charts/trend.tsx'
import {
  count,
  counted,
  date,
  month,
  ofAll,
  poundsRounded,
  poundsShort,
  quarter,
  shortDate,
} from '../../format.ts'
import { asAtDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { useSession } from '../../session.tsx'
import { AsAt } from './asAt.tsx'
import { NothingToShow, oldestOf } from './coverage.tsx'
import { To } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import './past.css'
import { Switch } from './switch.tsx'

type Measure = {
  text: string
  /** As a title begins. */
  what: string
  of: (point: TrendPoint) => number
  short: (value: number) => string
  long: (value: number) => string
  /** What the figure at one quarter speaks for. */
  under: (point: TrendPoint) => string
  underWords: string
}

const from = ({ coverage: { either } }: TrendPoint) => ofAll(either.reporting, either.authorities)
const measures: Record<string, Measure> = {
  systems: {
    text: 'Systems',
    what: 'Live systems',
    of: ({ figures }) => figures.systems,
    short: count,
    long: count,
    under: from,
    underWords: 'Councils reporting',
  },
  contracts: {
    text: 'Contracts',
    what: 'Running contracts',
    of: ({ figures }) => figures.contracts,
    short: count,
    long: count,
    under: from,
    underWords: 'Councils reporting',
  },
  vendors: {
    text: 'Vendors',
    what: 'Vendors in use',
    of: ({ figures }) => figures.vendors,
    short: count,
    long: count,
    under: from,
    underWords: 'Councils reporting',
  },
  value: {
    text: 'Pounds a year',
    what: 'Pounds a year that contracts state',
    of: ({ figures }) => figures.annualPounds,
    short: poundsShort,
    long: poundsRounded,
    under: ({ figures }) => ofAll(figures.contractsStatingValue, figures.contracts),
    underWords: 'Contracts that state a value',
  },
  reporting: {
    text: 'Councils reporting',
    what: 'Councils with anything on the register',
    of: ({ coverage }) => coverage.either.reporting,
    short: count,
    long: count,
    under: ({ coverage }) => `of ${count(coverage.either.authorities)}`,
    underWords: 'Of all councils',
  },
}
const usual = measures.contracts as Measure

export default function Trends() {
  useTitle('Trends')
  const scope = useScope()
  const asAt = useAsAt()
  const path = asAtDay(`/views/trends/${scope}`, asAt)
  return (
    <>
      <PageTitle>How the figures have moved in {scopeInWords(scope)}</PageTitle>
      <p className="lede">
        The key figures at the end of each quarter, worked out from every approved version on the register.{' '}
        {!asAt && <To at="/changes">What changed this quarter</To>}
      </p>
      <AsAt />
      <View<TrendsView> path={path} key={path}>
        {(view) => <Told view={view} />}
      </View>
    </>
  )
}

function Told({ view }: { view: TrendsView }) {
  const [search] = useSearchParams()
  const asked = search.get('by') ?? 'contracts'
  const measure = measures[asked] ?? usual
  const points = [...view.quarters, view.now]
  const { dataSet } = useSession()
  const { systems, contracts } = view.now.coverage
  const said =
    dataSet === 'demonstration'
      ? ' A demonstration: this history is made up.'
      : dataSet === 'public' && systems.confirmed + contracts.confirmed === 0
        ? ' Each record is from a public source and counts from that source’s date. No council has confirmed any, so figures move as sources are dated and as contracts’ dates pass.'
        : ''
  if (view.quarters.length === 0) return <TooFew view={view} />
  return (
    <>
      <Switch
        name="by"
        label="Which figure is shown"
        chosen={measures[asked] ? asked : 'contracts'}
        ways={['contracts', 'systems', 'vendors', 'value', 'reporting'].map((value) => ({
          value,
          text: measures[value]?.text ?? value,
        }))}
      />
      <Figure
        title={findingOf(points, measure, within(view.scope), view.asAt)}
        basis={`${basisOf(points, measure, view.asAt)} As of ${date(view.today)}.${said}`}
        served={asAtDay(`/tables/trends/${view.scope.id}`, view.asAt)}
        method={['trends', 'past', 'live', 'reporting', 'value']}
      >
        <div className="trend-and-table">
          <Trend
            what={measure.what}
            todayWords={view.asAt && 'That day'}
            points={points.map((point) => ({
              quarter: point.quarter,
              value: measure.of(point),
              text: measure.short(measure.of(point)),
              under: measure.under(point),
            }))}
          />
          <DataTable
            table={{
              head: ['At the end of', measure.what, measure.underWords],
              rows: points.map((point, index) => [
                index === points.length - 1
                  ? `${view.asAt ? 'That day' : 'Today'}, ${shortDate(point.on)}`
                  : shortDate(point.on),
                measure.long(measure.of(point)),
                measure.under(point),
              ]),
              numeric: [1, 2],
            }}
          />
        </div>
      </Figure>
      <section className="screen-only">
        <h2 className="govuk-heading-m">Quarter by quarter</h2>
        <ul className="quarter-links">
          {[...points].reverse().map(({ quarter: id, on }, index) => (
            <li key={id}>
              <To at={`/changes/${id}`}>What changed in {quarter(id)}</To>
              {index > 0 && (
                <>
                  {' · '}
                  <To at={`/?asAt=${on}`}>Front page as at {date(on)}</To>
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** A trend needs two points; of fewer the page says so and shows nothing that looks like one. */
function TooFew({ view }: { view: TrendsView }) {
  const { either, systems, contracts } = view.now.coverage
  return (
    <NothingToShow
      basis={`From ${ofAll(either.reporting, either.authorities)} authorities. As of ${date(view.today)}.`}
    >
      {systems.records + contracts.records === 0
        ? view.asAt
          ? `Nothing was on the register ${within(view.scope)} by the end of that day.`
          : `Nothing is on the register ${within(view.scope)} yet.`
        : `No quarter ${view.asAt ? 'had ended by then' : 'has ended'} since the first record ${within(view.scope)}.`}{' '}
      Figures appear here when a quarter ends with something on the register: a trend takes two.
    </NothingToShow>
  )
}

/** What the figure did, from its first quarter to today or a day, said beside how many councils it is from. */
export function findingOf(points: TrendPoint[], measure: Measure, where: string, asAt?: string): string {
  const [first] = points
  const last = points.at(-1)
  if (!first || !last) return measure.what
  const [before, now] = [measure.of(first), measure.of(last)]
  const since = asAt ? `between ${date(first.on)} and ${date(asAt)}` : `since ${date(first.on)}`
  if (before === now)
    return asAt
      ? `${measure.what} ${where} stood at ${measure.long(now)} on ${date(asAt)}, as on ${date(first.on)}`
      : `${measure.what} ${where} stand at ${measure.long(now)}, as they did on ${date(first.on)}`
  const moved = now > before ? 'rose' : 'fell'
  const told = `${measure.what} ${where} ${moved} from ${measure.long(before)} to ${measure.long(now)} ${since}`
  const [reported, reporting] = [first, last].map(({ coverage }) => coverage.either.reporting)
  if (measure === measures.reporting || reported === reporting) return told
  return `${told}, while councils reporting went from ${count(reported ?? 0)} to ${count(reporting ?? 0)}`
}

function basisOf(points: TrendPoint[], measure: Measure, asAt: string | undefined): string {
  const last = points.at(-1)
  if (!last) return ''
  const { either, systems, contracts } = last.coverage
  const share = (of: { records: number; confirmed: number }, what: string) =>
    of.records === 0
      ? ''
      : `${Math.round((100 * of.confirmed) / of.records)}% of ${count(of.records)} ${what} confirmed lately`
  const confirmed = [share(systems, 'systems'), share(contracts, 'contracts')].filter(Boolean).join(', ')
  const oldest = oldestOf(systems, contracts)
  const under =
    measure === measures.value
      ? 'Under each quarter: contracts that state a value.'
      : 'Under each quarter: councils reporting.'
  const over = asAt ? 'had ended' : points.length === 2 ? 'is over' : 'are over'
  return `${counted(points.length - 1, 'quarter')} that ${over}, and ${asAt ? 'that day. Then' : 'today. Now'} from ${ofAll(either.reporting, either.authorities)} councils; ${confirmed}${oldest ? `, the oldest confirmation from ${month(oldest)}` : ''}. ${under}`
}
