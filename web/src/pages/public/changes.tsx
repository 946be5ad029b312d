import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { Change, ChangeKind, ChangesView } from '../../../../functions/schema/pastView.ts'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import { Figure } from '../../charts/figure.tsx'
import { Scroll } from '../../charts/scroll.tsx'
import {
  count,
  counted,
  date,
  ofAll,
  pounds,
  quarter,
  quarterOf,
  shortDate,
  shortQuarter,
} from '../../format.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { useSession } from '../../session.tsx'
import { Headlines } from './headlines.tsx'
import { AreaLink, BoroughLink, ContractLink, SystemLink, To, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import './past.css'
import NotFound from './notFound.tsx'

/** In a year in which something can have changed, or will. */
const isQuarter = (said: string) => /^(?:19|20|21)\d{2}-Q[1-4]$/.test(said)

export default function Changes() {
  const { quarter: asked = '' } = useParams()
  const scope = useScope()
  const path = `/views/changes/${scope}${asked ? `?quarter=${encodeURIComponent(asked)}` : ''}`
  useTitle(isQuarter(asked) ? `What changed, ${quarter(asked)}` : 'What changed this quarter')
  if (asked && !isQuarter(asked)) return <NotFound />
  return (
    <View<ChangesView> path={path} key={path}>
      {(view) => <Told view={view} />}
    </View>
  )
}

function Told({ view }: { view: ChangesView }) {
  const { scope, quarter: id, before, after, soFar, today, kinds } = view
  const all = kinds.reduce((sum, { changes }) => sum + changes, 0)
  const isDemonstration = useSession().dataSet === 'demonstration'
  return (
    <>
      <PageTitle>
        What changed in {scopeInWords(scope.id)}, {quarter(id)}
      </PageTitle>
      <p className="lede">{finding(view, all)}</p>
      <p className="basis basis--page">
        Changes approved from {date(view.from)} to {date(soFar ? today : view.to)}
        {soFar && ', a quarter that is not over yet'}, at {ofAll(view.changing, scope.authorities)} councils.
        As of {date(today)}.{isDemonstration && ' A demonstration: every change is made up.'}
      </p>
      <nav className="quarter-nav" aria-label="Other quarters">
        <To at={`/changes/${before}`}>Before: {quarter(before)}</To>
        {after && <To at={`/changes/${after}`}>After: {quarter(after)}</To>}
        <To at="/trends">Figures by quarter</To>
      </nav>
      {all === 0 ? (
        <p className="govuk-inset-text">
          No change of a kind that is counted here was approved {within(scope)} in {quarter(id)}
          {soFar ? ' so far' : ''}. Records may have been confirmed, or put right in other ways.
        </p>
      ) : (
        <Changed view={view} />
      )}
    </>
  )
}

function Changed({ view }: { view: ChangesView }) {
  const { scope, quarter: id, authorities, areas, changes } = view
  const served = `/tables/changes/${scope.id}?quarter=${id}`
  const most = authorities[0]
  const area = areas[0]
  return (
    <>
      <div className="five-headlines">
        <Headlines
          items={summary.flatMap(({ words, of }) => {
            const found = view.kinds.filter(({ kind }) => of.includes(kind))
            const sum = found.reduce((total, one) => total + one.changes, 0)
            const parts = found.filter((one) => one.changes > 0)
            return {
              figure: count(sum),
              words,
              basis:
                of.length > 1
                  ? parts.map((one) => kindWords[one.kind](one.changes)).join(', ') || undefined
                  : `at ${counted(found[0]?.authorities ?? 0, 'council')}`,
            }
          })}
        />
      </div>
      <div className="two-tables">
        <Figure
          title={most ? `${most.name} had the most changes: ${count(most.changes)}` : 'By council'}
          basis={`By council: ${ofAll(authorities.length, scope.authorities)} had any. A shared record counts for each that shares it.`}
          served={served}
          method={['changes', 'past']}
        >
          <Counts
            head="Council"
            rows={authorities.map(({ id, name, slug, counts }) => ({
              id,
              name: <BoroughLink slug={slug} name={name} />,
              counts,
            }))}
          />
        </Figure>
        <Figure
          title={area ? `Most were in ${area.name}: ${count(area.changes)}` : 'By service area'}
          basis="By group of service areas: a record for several counts in each, so they add up to more."
          served={served}
          method={['changes', 'areas']}
        >
          <Counts
            head="Service areas"
            rows={areas.map(({ id, name, counts }) => ({
              id,
              name: <AreaLink id={id} name={name} />,
              counts,
            }))}
          />
        </Figure>
      </div>
      <p className="paper-only">
        Every change by name: City Tools, What changed, {quarter(id)}, as CSV and JSON.
      </p>
      <section className="screen-only" aria-labelledby="latest">
        <h2 className="govuk-heading-m" id="latest">
          {view.cut
            ? `The latest ${count(changes.length)} changes`
            : counted(changes.length, 'changed record')}
        </h2>
        <ul className="change-list">
          {changes.map((change) => (
            <li key={`${change.id}${change.on}${change.kinds.join()}`}>
              <One change={change} />
            </li>
          ))}
        </ul>
        {view.cut && (
          <p className="govuk-body">The file has all of them: press “Download CSV” under either table.</p>
        )}
      </section>
    </>
  )
}

const plural = (one: string, many: string) => (value: number) => `${count(value)} ${value === 1 ? one : many}`
const kindWords: Record<ChangeKind, (value: number) => string> = {
  'new system': plural('system', 'systems'),
  'new contract': plural('contract', 'contracts'),
  'system retired': plural('system', 'systems'),
  'contract taken off': plural('contract', 'contracts'),
  renewed: plural('contract', 'contracts'),
  'supplier changed': plural('contract', 'contracts'),
  'value changed': plural('contract', 'contracts'),
}

/** Kinds of change as they are summed up: five columns fit a page. */
const summary: { head: string; words: string; of: ChangeKind[] }[] = [
  { head: 'New', words: 'new on the register', of: ['new system', 'new contract'] },
  { head: 'Left', words: 'retired or taken off', of: ['system retired', 'contract taken off'] },
  { head: 'Renewed', words: 'contracts renewed', of: ['renewed'] },
  { head: 'Supplier', words: 'with another supplier', of: ['supplier changed'] },
  { head: 'Value', words: 'with another value', of: ['value changed'] },
]

const shown = 33

function Counts({
  head,
  rows,
}: {
  head: string
  rows: { id: string; name: ReactNode; counts: Partial<Record<ChangeKind, number>> }[]
}) {
  return (
    <>
      <Scroll label={`Changes by ${head.toLowerCase()}`}>
        <table className="govuk-table change-counts">
          <thead className="govuk-table__head">
            <tr className="govuk-table__row">
              <th scope="col" className="govuk-table__header">
                {head}
              </th>
              {summary.map((one) => (
                <th scope="col" className="govuk-table__header govuk-table__header--numeric" key={one.head}>
                  {one.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {rows.slice(0, shown).map(({ id, name, counts }) => (
              <tr className="govuk-table__row" key={id}>
                <th scope="row" className="govuk-table__header">
                  {name}
                </th>
                {summary.map(({ head, of }) => (
                  <td className="govuk-table__cell govuk-table__cell--numeric" key={head}>
                    {count(of.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rows.length > shown && (
        <p className="figure__more">
          The {shown} with most changes of {count(rows.length)}.
        </p>
      )}
    </>
  )
}

/** One change in a sentence. */
function One({ change }: { change: Change }) {
  const { id, kind, name, authority, kinds, vendor, vendorBefore, on } = change
  const ends = (said: string | undefined) =>
    said === undefined ? 'not stated' : /Q/.test(said) ? shortQuarter(said) : shortDate(said)
  return (
    <>
      <span className="change-list__day">{shortDate(on)}</span>
      <span>
        <BoroughLink slug={authority.slug} name={authority.name} />:{' '}
        {kind === 'system' ? <SystemLink id={id} name={name} /> : <ContractLink id={id} title={name} />}
        {' – '}
        {kinds.map((one, index) => (
          <span key={one}>
            {index > 0 && '; '}
            {one === 'renewed' && `renewed from ${ends(change.endsBefore)} to ${ends(change.ends)}`}
            {one === 'supplier changed' && (
              <>
                supplier changed from {vendorBefore ? <VendorLink {...vendorBefore} /> : 'one not stated'} to{' '}
                {vendor ? <VendorLink {...vendor} /> : 'one not stated'}
              </>
            )}
            {one === 'value changed' &&
              `${pounds(change.poundsBefore ?? 0)} a year became ${pounds(change.pounds ?? 0)}`}
            {(one === 'new system' || one === 'new contract') && (
              <>
                {one}
                {vendor && (
                  <>
                    , {kind === 'system' ? 'made by' : 'with'} <VendorLink {...vendor} />
                  </>
                )}
              </>
            )}
            {one === 'system retired' && 'retired'}
            {one === 'contract taken off' && 'taken off the register'}
          </span>
        ))}
      </span>
    </>
  )
}

/** The quarter in a sentence, its largest part first. */
function finding({ kinds, soFar, quarter: id, today }: ChangesView, all: number): string {
  if (all === 0)
    return soFar ? 'Nothing has changed so far this quarter.' : 'Nothing changed in this quarter.'
  const sums = summary
    .map(({ words, of }) => ({
      words,
      sum: kinds.filter(({ kind }) => of.includes(kind)).reduce((total, one) => total + one.changes, 0),
    }))
    .filter(({ sum }) => sum > 0)
    .map(({ words, sum }) => `${count(sum)} ${words}`)
  const told = sums.length === 1 ? sums[0] : `${sums.slice(0, -1).join(', ')} and ${sums.at(-1)}`
  return `${soFar && quarterOf(today) === id ? 'So far: ' : ''}${told}.`
}
