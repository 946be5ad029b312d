import { useParams } from 'react-router'
import { confirmedWords } from '../../../../functions/domain/coverageWords.ts'
import type { AuthorityView, ContractRow, SystemRow } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Files } from '../../charts/files.tsx'
import { count, counted, date, month, poundsShort } from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { asAtDay, useAsAt } from '../../layout/asAt.ts'
import { useAreas } from './areaFilter.tsx'
import { AsAt } from './asAt.tsx'
import { CalendarLink } from './calendarLink.tsx'
import { NothingToShow } from './coverage.tsx'
import { Fold } from './fold.tsx'
import { Headlines, yearly } from './headlines.tsx'
import { InExplorer } from './inExplorer.tsx'
import { AreaLink, Listed, SystemLink, To, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import { Contracts, Systems, standingWords, WhoElse } from './rows.tsx'
import { bothParts, largestVendorTitle } from './titles.ts'

export default function Borough() {
  const { slug = '' } = useParams()
  const path = asAtDay(`/views/authority/${encodeURIComponent(slug)}`, useAsAt())
  return (
    <View<AuthorityView> path={path} key={path}>
      {(view) => <Told view={view} />}
    </View>
  )
}

type Kind = AuthorityView['coverage']['systems']
const fresh = (kind: Kind, what: string) =>
  kind.records === 0
    ? `no ${what}s on the register`
    : `${confirmedWords(kind, `${what}s`)}${kind.oldest ? `, the oldest in ${month(kind.oldest)}` : ''}`

const decisionsShown = 6
const vendorsShown = 8

function Told({ view }: { view: AuthorityView }) {
  const { authority, figures, coverage, systems, contracts, today } = view
  useTitle(authority.name)
  const isEmpty = coverage.systems.records + coverage.contracts.records === 0
  const people = authority.population ? `, ${count(authority.population)} people (2020)` : ''
  return (
    <>
      <Breadcrumbs items={[{ text: 'Boroughs', href: '/boroughs' }, { text: authority.name }]} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-3">{authority.name}</h1>
      <p className="lede">
        {authority.officialName}
        {people}
      </p>
      <AsAt />
      {isEmpty && view.asAt ? (
        <NothingToShow basis={`As of ${date(today)}.`}>
          {authority.name} had nothing on the register on that day that is kept now.
        </NothingToShow>
      ) : isEmpty ? (
        <p className="govuk-inset-text">
          {authority.name} has nothing on the register yet. If you keep its systems,{' '}
          <a className="govuk-link" href="/api/v1/sign-in?to=/our/import">
            sign in and import your contract register
          </a>
          .
        </p>
      ) : (
        <>
          <p className="basis basis--page">
            On {date(today)}: {fresh(coverage.systems, 'system')}; {fresh(coverage.contracts, 'contract')}.
          </p>
          <Headlines
            items={[
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
              {
                figure: count(figures.vendors),
                words: 'vendors',
                basis: 'that make a system or supply a contract',
              },
              yearly(figures),
            ]}
          />
          <InExplorer systems={{ borough: [authority.slug] }} contracts={{ borough: [authority.slug] }} />
          {view.cut && <Cut view={view} />}
          <Decisions contracts={contracts} today={today} asAt={view.asAt} />
          {contracts.length > 0 && !view.asAt && (
            <CalendarLink at={`/authority/${authority.slug}`} of={authority.name} />
          )}
          <Vendors view={view} />
          {/* On paper the page is a snapshot; the lists are for looking up. */}
          <p className="govuk-body paper-only">
            {view.asAt
              ? 'All systems and contracts on that day: '
              : `Everything ${authority.name} runs, and all its contracts: `}
            {window.location.origin}
            {asAtDay(`/boroughs/${authority.slug}`, view.asAt)}
          </p>
          <div className="screen-only">
            {systems.length > 0 && <Runs systems={systems} name={authority.name} />}
            <Everything view={view} />
          </div>
        </>
      )}
    </>
  )
}

/** Only of an authority with more than any is known to have. */
function Cut({ view: { authority, systems, contracts, coverage } }: { view: AuthorityView }) {
  const some = [
    [contracts.length, coverage.contracts.records, 'contracts'] as const,
    [systems.length, coverage.systems.records, 'systems'] as const,
  ].filter(([listed, of]) => listed < of)
  return (
    <p className="govuk-inset-text">
      {authority.name} has more than one page can show. Listed below are{' '}
      {some.map(([listed, of, what]) => `${count(listed)} of its ${count(of)} ${what}`).join(' and ')}, which
      is not all that is coming up. The figures count every one, and the files below have them all.
    </p>
  )
}

const isLate = ({ decision }: ContractRow, today: string) =>
  decision.state !== 'ended' && decision.decideBy !== undefined && decision.decideBy < today
const isAhead = ({ decision }: ContractRow, today: string) =>
  decision.state !== 'ended' && decision.decideBy !== undefined && decision.decideBy >= today

function Decisions({ contracts, today, asAt }: Pick<AuthorityView, 'contracts' | 'today' | 'asAt'>) {
  const ahead = contracts.filter((row) => isAhead(row, today))
  const late = contracts.filter((row) => isLate(row, today))
  if (ahead.length + late.length === 0) return null
  return (
    <>
      {ahead.length > 0 && (
        <Contracts
          rows={ahead.slice(0, decisionsShown)}
          caption={`The next ${counted(Math.min(decisionsShown, ahead.length), 'decision')}, of ${count(ahead.length)} coming up`}
          without={['authority']}
        />
      )}
      {late.length > 0 && (
        <p className="govuk-body lone">
          {counted(late.length, 'contract')} should have been decided on {asAt ? 'by then' : 'already'}:{' '}
          <a className="govuk-link" href="#contracts">
            see all contracts
          </a>
          .
        </p>
      )}
    </>
  )
}

function Vendors({ view }: { view: AuthorityView }) {
  const { authority, vendors, coverage } = view
  if (vendors.length === 0) return null
  return (
    <Figure
      title={largestVendorTitle(vendors)}
      basis={`Vendors by live systems made and running contracts supplied. From ${counted(coverage.systems.records, 'system')} and ${counted(coverage.contracts.records, 'contract')}. As of ${date(view.today)}.`}
      served={asAtDay(`/tables/authority-vendors/${authority.slug}`, view.asAt)}
      method={['vendors', 'live', 'value']}
    >
      <Bars
        bars={vendors.slice(0, vendorsShown).map((vendor) => ({
          id: vendor.id,
          name: <VendorLink id={vendor.id} name={vendor.name} />,
          value: vendor.contracts + vendor.systems,
          text: [
            ...bothParts(vendor),
            ...(vendor.contractsStatingValue > 0 ? [`${poundsShort(vendor.annualPounds)} a year`] : []),
          ].join(', '),
        }))}
      />
      {vendors.length > vendorsShown && (
        <p className="figure__more">
          The {vendorsShown} largest of {count(vendors.length)}; the table has them all.
        </p>
      )}
    </Figure>
  )
}

/** What it runs for each group of service areas: the whole estate at a glance. */
function Runs({ systems, name }: { systems: SystemRow[]; name: string }) {
  const running = systems.filter(({ standing }) => standing !== 'retired')
  const groups = new Map<string, { label: string; systems: SystemRow[] }>()
  for (const system of running) {
    for (const { group, groupLabel } of system.areas) {
      const known = groups.get(group) ?? { label: groupLabel, systems: [] }
      if (!known.systems.includes(system)) known.systems.push(system)
      groups.set(group, known)
    }
  }
  const without = useAreas().filter(({ id }) => !groups.has(id.replace(/^all-/, '')))
  const sorted = [...groups].sort(([, a], [, b]) => a.label.localeCompare(b.label, 'en-GB'))
  return (
    <section aria-labelledby="runs">
      <h2 className="govuk-heading-m" id="runs">
        What {name} runs
      </h2>
      <div className="runs">
        {sorted.map(([group, { label, systems: held }]) => (
          <div key={group}>
            <h3>
              <To at={`/service-areas/all-${group}`}>{label}</To>
            </h3>
            <ul>
              {held.map((system) => (
                <li key={system.id}>
                  <SystemLink id={system.id} name={system.name} />{' '}
                  <span>
                    {[
                      system.makerName,
                      system.standing === 'live' ? undefined : standingWords(system).toLowerCase(),
                    ]
                      .filter((words) => words !== undefined)
                      .join(', ')}
                    {system.product && system.productName && (
                      <>
                        {' · '}
                        <WhoElse id={system.product} name={system.productName} brief />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      {without.length > 0 && (
        <p className="basis">
          Nothing on the register for{' '}
          <Listed
            items={without.map(({ id, name: group }) => ({
              key: id,
              link: <AreaLink id={id} name={group} />,
            }))}
          />
          .
        </p>
      )}
    </section>
  )
}

/** All of it, for looking up. */
function Everything({ view }: { view: AuthorityView }) {
  const { systems, contracts, authority } = view
  return (
    <div>
      {contracts.length > 0 && (
        <section id="contracts" aria-label="All contracts">
          <Fold total={contracts.length} first={10} what="contracts">
            <Contracts
              rows={contracts}
              caption="All contracts, by the day to decide by"
              without={['authority']}
            />
          </Fold>
          <Files
            served={asAtDay(`/tables/authority-contracts/${authority.slug}`, view.asAt)}
            what="all contracts"
            method={['decideBy', 'states', 'heldBack']}
          />
        </section>
      )}
      {systems.length > 0 && (
        <section id="systems" aria-label="All systems">
          <Fold total={systems.length} first={10} what="systems">
            <Systems rows={systems} caption="All systems, by name" without={['authority']} />
          </Fold>
          <Files
            served={asAtDay(`/tables/authority-systems/${authority.slug}`, view.asAt)}
            what="all systems"
            method={['live', 'heldBack']}
          />
        </section>
      )}
    </div>
  )
}
