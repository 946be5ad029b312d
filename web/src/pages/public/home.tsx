import { Link } from 'react-router'
import type { AuthorityCount, OverviewView } from '../../../../functions/schema/view.ts'
import { Figure } from '../../charts/figure.tsx'
import { TileMap } from '../../charts/tileMap.tsx'
import { count, counted, percent, poundsRounded } from '../../format.ts'
import { basisOf } from './coverage.tsx'
import { useScope, useTitle, View } from './loading.tsx'

export default function Home() {
  const scope = useScope()
  useTitle('')
  return <View<OverviewView> path={`/views/overview/${scope}`}>{(view) => <Overview view={view} />}</View>
}

function Overview({ view }: { view: OverviewView }) {
  const { figures, coverage, findings, scope } = view
  const empty = coverage.either.reporting === 0
  return (
    <>
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-3">
        The technology that runs {scope.name}’s councils
      </h1>
      <p className="lede">
        Who runs which system, who supplies it, and when each contract must be decided on: kept by the
        councils themselves, and counted again with every change.
      </p>
      {empty ? (
        <NothingYet />
      ) : (
        <>
          <dl className="headlines">
            <Headline
              figure={count(figures.systems)}
              words="systems live"
              basis={`in ${coverage.systems.reporting} of ${coverage.systems.authorities} authorities`}
            />
            <Headline
              figure={count(figures.contracts)}
              words="contracts running"
              basis={`in ${coverage.contracts.reporting} of ${coverage.contracts.authorities} authorities`}
            />
            <Headline
              figure={count(figures.vendors)}
              words="vendors"
              basis="that make a system or supply a contract"
            />
            <Headline
              figure={poundsRounded(figures.annualPounds).replace(' million', 'm').replace(' billion', 'bn')}
              words="a year"
              basis={`over the ${count(figures.contractsStatingValue)} of ${counted(figures.contracts, 'contract')} that state a value`}
            />
          </dl>
          {findings.length > 0 && (
            <section aria-labelledby="findings">
              <h2 className="govuk-heading-m" id="findings">
                What stands out
              </h2>
              <ul className="findings">
                {findings.map(({ id, sentence, to }) => (
                  <li key={id}>
                    {sentence}{' '}
                    <Link to={to} className="govuk-link">
                      See the evidence<span className="govuk-visually-hidden"> for: {sentence}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
      <MapOf view={view} />
    </>
  )
}

function Headline({ figure, words, basis }: { figure: string; words: string; basis: string }) {
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

function NothingYet() {
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">
        Nothing is on the register yet. When an authority’s first record is approved, the figures appear here.
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
    ? 'nothing on the register yet'
    : `${counted(one.systems, 'live system')} and ${counted(one.contracts, 'running contract')}`

function MapOf({ view }: { view: OverviewView }) {
  const { authorities, coverage } = view
  const placed = authorities.filter(({ tile }) => tile)
  if (placed.length === 0) return null
  const { reporting, authorities: all } = coverage.either
  return (
    <Figure
      title={
        reporting === all
          ? `All ${all} authorities have records on the register`
          : `${reporting} of ${all} authorities have records on the register`
      }
      basis={`Live systems and running contracts of each authority. ${basisOf(coverage.systems, 'systems')} (systems)`}
      file="authorities"
      table={{
        head: ['Authority', 'Live systems', 'Running contracts', 'Records confirmed lately'],
        rows: authorities.map((one) => [one.name, one.systems, one.contracts, one.confirmed]),
        numeric: [1, 2, 3],
      }}
      method={
        <p className="govuk-body">
          Each square is an authority, roughly where it lies (the London Squared map by After the Flood). The
          number is its live systems and running contracts together. A record shared by several authorities is
          counted for each of them here, and once in the totals above, of which{' '}
          {percent(
            coverage.contracts.records === 0 ? 0 : coverage.contracts.confirmed / coverage.contracts.records,
          )}{' '}
          of contracts were confirmed in the last {coverage.contracts.freshMonths} months.
        </p>
      }
    >
      <TileMap
        label="Map of London’s authorities, one square each"
        tiles={placed.map((one) => ({
          id: one.id,
          name: one.name,
          code: (one.code ?? one.name.slice(0, 3)).toUpperCase(),
          x: one.tile?.x ?? 0,
          y: one.tile?.y ?? 0,
          value: records(one),
          text: inWords(one),
          href: `/boroughs/${one.slug}`,
        }))}
      />
    </Figure>
  )
}
