import { Link } from 'react-router'
import { confirmedWords } from '../../../../functions/domain/coverageWords.ts'
import { london, scopeInWords } from '../../../../functions/schema/scope.ts'
import type { AuthorityCount, OverviewView } from '../../../../functions/schema/view.ts'
import { Figure } from '../../charts/figure.tsx'
import { count, counted, date, month, ofAll } from '../../format.ts'
import { asAtDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { useSession } from '../../session.tsx'
import { AsAt } from './asAt.tsx'
import { Asks } from './asks.tsx'
import { AuthorityMap } from './authorityMap.tsx'
import { oldestOf } from './coverage.tsx'
import { Headlines, yearly } from './headlines.tsx'
import { To } from './links.tsx'
import { useTitle, View } from './loading.tsx'

export default function Home() {
  const scope = useScope()
  const fromSources = useSession().dataSet === 'public'
  useTitle('')
  return (
    <>
      <PageTitle large>
        {scope === london
          ? 'The technology that runs London’s councils'
          : `The technology that runs councils in ${scopeInWords(scope)}`}
      </PageTitle>
      <p className="lede">
        Who runs which system, who supplies it, and when each contract must be decided on:{' '}
        {fromSources
          ? 'gathered from public sources, for the councils themselves to confirm and keep.'
          : 'kept by the councils themselves, and counted again with every change.'}
      </p>
      <AsAt />
      <View<OverviewView> path={asAtDay(`/views/overview/${scope}`, useAsAt())}>
        {(view) => <Overview view={view} />}
      </View>
    </>
  )
}

function Overview({ view }: { view: OverviewView }) {
  const { figures, coverage, findings, today } = view
  const fromSources =
    useSession().dataSet === 'public' && coverage.systems.confirmed + coverage.contracts.confirmed === 0
  if (coverage.either.reporting === 0) {
    return (
      <>
        {view.asAt ? <NothingThen on={view.asAt} /> : <NothingYet where={within(view.scope)} />}
        <MapOf view={view} />
      </>
    )
  }
  const { either, systems, contracts } = coverage
  const oldest = oldestOf(systems, contracts)
  const confirmed = [
    ...(systems.records > 0 ? [confirmedWords(systems, 'systems')] : []),
    ...(contracts.records > 0 ? [confirmedWords(contracts, 'contracts')] : []),
  ].join(' and ')
  return (
    <>
      <p className="basis basis--page">
        On {date(today)}, {ofAll(either.reporting, either.authorities)} authorities{' '}
        {fromSources
          ? 'have records from public sources. No authority has confirmed any yet.'
          : `report; ${confirmed}${oldest ? `, the oldest confirmation from ${month(oldest)}` : ''}.`}{' '}
        <Link className="govuk-link govuk-link--no-visited-state" to="/about#reporting">
          What this rests on
        </Link>
      </p>
      <Headlines
        items={[
          {
            figure: count(figures.systems),
            words: 'systems live',
            basis: `from ${ofAll(coverage.systems.reporting, coverage.systems.authorities)} authorities`,
          },
          {
            figure: count(figures.contracts),
            words: 'contracts running',
            basis: `from ${ofAll(coverage.contracts.reporting, coverage.contracts.authorities)} authorities`,
          },
          {
            figure: count(figures.vendors),
            words: 'vendors',
            basis: 'that make a system or supply a contract',
          },
          yearly(figures),
        ]}
      />
      <p className="basis basis--page">
        <To at="/trends">How these have moved, quarter by quarter</To>
        {!view.asAt && (
          <>
            {' · '}
            <To at="/changes">What changed this quarter</To>
          </>
        )}
      </p>
      <div className="begin">
        <MapOf view={view} />
        <section aria-labelledby="asks">
          <h2 className="govuk-heading-m" id="asks">
            {view.asAt ? 'Ask the register as it is today' : 'Ask the register'}
          </h2>
          <Asks areas={view.areas} authorities={view.authorities} />
        </section>
      </div>
      {findings.length > 0 && (
        <section aria-labelledby="findings">
          <h2 className="govuk-heading-m" id="findings">
            What stands out
          </h2>
          <ul className="findings">
            {findings.map(({ id, sentence, to }) => (
              <li key={id}>
                {sentence}{' '}
                <To at={to}>
                  See the evidence<span className="govuk-visually-hidden"> for: {sentence}</span>
                </To>
              </li>
            ))}
          </ul>
          <p className="basis">
            A finding is shown only when it rests on at least 3 authorities and 20 records.{' '}
            <Link className="govuk-link govuk-link--no-visited-state" to="/about#findings">
              How findings are chosen
            </Link>
          </p>
        </section>
      )}
    </>
  )
}

function NothingThen({ on }: { on: string }) {
  return (
    <p className="govuk-inset-text">
      Nothing that is kept now was on the register by {date(on)}. Choose a later day above, or see{' '}
      <To at="/trends">the figures by quarter</To>.
    </p>
  )
}

function NothingYet({ where }: { where: string }) {
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        Nothing {where} is on the register yet. When an authority’s first record is approved, the figures
        appear here.
      </p>
      <p className="govuk-body">
        If you keep a council’s systems,{' '}
        <a className="govuk-link" href="/api/v1/sign-in?to=/our/import">
          sign in and import your contract register
        </a>
        : it takes about five minutes.
      </p>
    </div>
  )
}

const records = ({ systems, contracts }: AuthorityCount) => systems + contracts
const inWords = (one: AuthorityCount) =>
  records(one) === 0
    ? 'nothing on the register'
    : `${counted(one.systems, 'live system')} and ${counted(one.contracts, 'running contract')}`

function MapOf({ view }: { view: OverviewView }) {
  const { authorities, coverage, scope } = view
  const { reporting, authorities: all } = coverage.either
  return (
    <Figure
      title={
        reporting === all
          ? `All ${all} authorities have records on the register`
          : `${ofAll(reporting, all)} authorities have records on the register`
      }
      basis="Live systems and running contracts of each authority."
      served={asAtDay(`/tables/authorities/${scope.id}`, view.asAt)}
      method={['live', 'shared', 'reporting']}
    >
      <AuthorityMap
        authorities={authorities}
        label="Map of authorities"
        what="The number is systems and contracts; a dash is nothing yet."
        amountOf={records}
        inWords={inWords}
      />
      {scope.id !== london && (
        <p className="figure__more">
          <To at="/boroughs">All authorities by name</To>
        </p>
      )}
    </Figure>
  )
}
