import { useState } from 'react'
import type { HomeView } from '../../../../functions/schema/home.ts'
import { percent } from '../../format.ts'
import { Anchor, ButtonLink, Details, type Task, TaskList } from '../../govuk/index.ts'
import { counted, dateWords, fields, fieldWords, instantWords, kindWords, midSentence } from '../fields.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { saidTasks } from './saidTasks.ts'
import { service } from './service.ts'
import { SubmissionState } from './submissionState.tsx'

/** The page an IT lead opens first: what is left, how the register stands, what comes next. */
export default function Home() {
  return <OurPage title="Our register">{(place) => <Told place={place} key={place.authority.id} />}</OurPage>
}

function Told({ place }: { place: Place }) {
  const { authority, choices } = place
  const loaded = useLoaded(() => service.home(authority.id), `home ${authority.id}`)
  return (
    <>
      <h1 className="govuk-heading-l">{authority.name}’s register</h1>
      {choices.length > 1 && (
        <p className="keeping">
          {choices.map(({ id, name }) =>
            id === authority.id ? (
              <strong key={id} aria-current="true">
                {name}
              </strong>
            ) : (
              <Anchor key={id} className="govuk-link" href={`/our?authority=${id}`}>
                {name}
              </Anchor>
            ),
          )}
        </p>
      )}
      <Show of={loaded}>
        {(view) => (view.isNew ? <Beginning place={place} /> : <Working place={place} view={view} />)}
      </Show>
    </>
  )
}

function Beginning({ place: { to } }: { place: Place }) {
  return (
    <>
      <p className="lede">
        Nothing is here yet. The quickest start is your contract register: import it, check what was read, and
        send it to LOTI. It takes about five minutes.
      </p>
      <div className="actions-row">
        <ButtonLink href={to('/our/import')}>Import a contract register</ButtonLink>
        <ButtonLink href={to('/our/contracts/new')} className="govuk-button--secondary">
          Add a contract
        </ButtonLink>
        <ButtonLink href={to('/our/systems/new')} className="govuk-button--secondary">
          Add a system
        </ButtonLink>
      </div>
    </>
  )
}

function Working({ place, view }: { place: Place; view: HomeView }) {
  const { to } = place
  const { left } = view
  return (
    <>
      <section aria-labelledby="to-do">
        <h2 className="govuk-heading-m" id="to-do">
          {left.minutes > 0 ? `About ${counted(left.minutes, 'minute')} left to do` : 'Nothing left to do'}
        </h2>
        <TaskList items={[...tasks(to, left), ...saidTasks(to, view.said)]} />
        {left.minutes > 0 && (
          <Details summary="How the minutes are worked out" className="quiet-details">
            <p className="govuk-body-s">{left.method}</p>
          </Details>
        )}
      </section>
      <Returned place={place} returned={view.returned} />
      <Standing place={place} sections={view.sections} />
      <div className="actions-row">
        <ButtonLink href={to('/our/systems/new')}>Add a system</ButtonLink>
        <ButtonLink href={to('/our/contracts/new')} className="govuk-button--secondary">
          Add a contract
        </ButtonLink>
        <ButtonLink href={to('/our/import')} className="govuk-button--secondary">
          Import a contract register
        </ButtonLink>
      </div>
      <Decisions place={place} view={view} />
      <div className="columns-2 our-section">
        <Lately place={place} changed={view.changed} />
        <Sent place={place} sent={view.sent} />
      </div>
    </>
  )
}

function tasks(to: Place['to'], left: HomeView['left']): Task[] {
  const due = left.confirm + left.review
  const drafts = left.returned + left.unfinished + left.ready
  const toMend = left.returned + left.unfinished
  return [
    ...(left.returned > 0
      ? [
          {
            title: `${counted(left.returned, 'change')} came back with comments`,
            hint: 'Answer what LOTI asked, then send again',
            href: to('/our/submission'),
            status: { text: 'Returned', tag: { colour: 'orange' as const } },
          },
        ]
      : []),
    {
      title: 'Confirm what is still correct',
      hint:
        due > 0
          ? [
              left.confirm > 0 &&
                `${counted(left.confirm, 'record')} to look at; one press confirms them all`,
              left.review > 0 && `${counted(left.review, 'record')} with a value held back to look at again`,
            ]
              .filter(Boolean)
              .join('. ')
          : 'Everything has been confirmed lately',
      ...(due > 0 && { href: to('/our/confirm') }),
      status: due > 0 ? { text: `${due} due`, tag: { colour: 'yellow' } } : { text: 'Up to date' },
    },
    {
      title: drafts > 0 ? `Check and send ${counted(drafts, 'change')}` : 'Check and send changes',
      ...(toMend > 0 && drafts > toMend
        ? { hint: `${left.ready} ready, ${toMend} to mend first` }
        : left.unfinished > 0 && { hint: `${counted(left.unfinished, 'draft')} to finish first` }),
      ...(drafts > 0 && { href: to('/our/submission') }),
      status:
        drafts === 0
          ? { text: 'Nothing to send', className: 'govuk-task-list__status--cannot-start-yet' }
          : toMend > 0
            ? { text: 'Incomplete', tag: { colour: 'yellow' } }
            : { text: 'Ready to send', tag: {} },
    },
  ]
}

/** What LOTI gave back, in their words. */
function Returned({ place: { to }, returned }: { place: Place; returned: HomeView['returned'] }) {
  if (returned.length === 0) return null
  return (
    <section aria-labelledby="returned" className="our-section">
      <h2 className="govuk-heading-m" id="returned">
        What LOTI asked
      </h2>
      <ul className="our-list">
        {returned.map(({ recordId, kind, title, comments }) => {
          const last = comments.at(-1)
          const field = last?.field && fields[kind][last.field]
          return (
            <li key={recordId}>
              <Anchor
                className="govuk-link"
                href={to(`/our/${kindWords[kind].path}/${recordId}${last?.field ? `#${last.field}` : ''}`)}
              >
                {title}
                {field && `: ${midSentence(field.label)}`}
              </Anchor>
              {last && (
                <div className="comment">
                  <p className="govuk-body comment__text">{last.text}</p>
                  <p className="govuk-body-s comment__by">
                    {last.byName}, {instantWords(last.at)}
                    {comments.length > 1 && `, and ${counted(comments.length - 1, 'comment')} before`}
                  </p>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** How the register stands, section by section: how much, how fresh, how complete. */
function Standing({ place: { to }, sections }: { place: Place; sections: HomeView['sections'] }) {
  return (
    <section aria-labelledby="standing">
      <h2 className="govuk-visually-hidden" id="standing">
        How the register stands
      </h2>
      <dl className="headlines standing">
        {sections.map(({ kind, records, fresh, freshMonths, complete, median, missing }) => (
          <div key={kind}>
            <dt>
              <Anchor className="govuk-link" href={to(`/our/${kindWords[kind].path}`)}>
                {kindWords[kind].many.replace(/^./, (first) => first.toUpperCase())}
              </Anchor>
              <small>
                {fresh === records
                  ? `All confirmed in the last ${freshMonths} months`
                  : `${fresh} confirmed in the last ${freshMonths} months`}
              </small>
              {complete !== undefined && (
                <>
                  <small>
                    {percent(complete)} complete
                    {median &&
                      `; the median of ${median.authorities} authorities is ${percent(median.share)}`}
                  </small>
                  <span className="meter" aria-hidden="true">
                    <span className="meter__share" style={{ width: percent(complete) }} />
                    {median && <span className="meter__median" style={{ left: percent(median.share) }} />}
                  </span>
                </>
              )}
              {missing.length > 0 && (
                <small>
                  Most often left out:{' '}
                  {missing.map(({ field, records: of }) => `${fieldWords(kind, field)} (${of})`).join(', ')}
                </small>
              )}
            </dt>
            <dd>{records}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const stateWords: Partial<Record<HomeView['decisions'][number]['state'], string>> = {
  'expired, still used': 'Out of term and still used',
  overdue: 'Too late to replace in time',
  'extend only': 'Can only be extended',
  'notice only': 'Can be left, not replaced in time',
  'locked in': 'Locked in until its next term ends',
  'free to choose': 'Free to choose',
}

/** What must be decided soonest: the first thing the register gives back. */
function Decisions({ place, view: { decisions, decisionsInAll, today } }: { place: Place; view: HomeView }) {
  if (decisions.length === 0) return null
  const header = (text: string) => (
    <th scope="col" className="govuk-table__header">
      {text}
    </th>
  )
  return (
    <section aria-labelledby="decide" className="our-section">
      <h2 className="govuk-heading-m" id="decide">
        Decide next
      </h2>
      <table className="govuk-table stacked register">
        <caption className="govuk-visually-hidden">Contracts to decide on, soonest first</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {header('Contract')}
            {header('Supplier')}
            {header('Decide by')}
            {header('What is open')}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {decisions.map(({ id, title, supplierName, decideBy, state }) => {
            const presses = state === 'overdue' || state === 'expired, still used'
            return (
              <tr className="govuk-table__row" key={id}>
                <th scope="row" className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere">
                  <Anchor className="govuk-link" href={place.to(`/our/contracts/${id}`)}>
                    {title}
                  </Anchor>
                </th>
                <td className="govuk-table__cell" data-label="Supplier">
                  {supplierName}
                </td>
                <td className="govuk-table__cell nowrap" data-label="Decide by">
                  {dateWords(decideBy, { short: true })}
                  {decideBy < today && <span className="due">Passed</span>}
                </td>
                <td className="govuk-table__cell">
                  <span className={presses ? 'due' : undefined}>{stateWords[state] ?? state}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {decisionsInAll > decisions.length && (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={place.to('/our/contracts?by=decide')}>
            All {decisionsInAll} contracts by the day to decide
          </Anchor>
        </p>
      )}
    </section>
  )
}

const actWords: Record<string, string> = {
  approved: 'approved',
  confirmed: 'confirmed',
  accepted: 'saved',
  returned: 'returned',
  sent: 'Changes sent to LOTI',
}
const changesAtFirst = 4

function Lately({ place, changed }: { place: Place; changed: HomeView['changed'] }) {
  const [all, setAll] = useState(false)
  return (
    <section aria-labelledby="lately">
      <h2 className="govuk-heading-m" id="lately">
        Changed lately
      </h2>
      {changed.length === 0 ? (
        <p className="govuk-body">Nothing has changed yet. What is approved and confirmed shows here.</p>
      ) : (
        <ul className="our-list">
          {changed
            .slice(0, all ? undefined : changesAtFirst)
            .map(({ at, byName, action, records, record }) => (
              <li key={`${at} ${action}`}>
                {record ? (
                  <>
                    <Anchor
                      className="govuk-link"
                      href={place.to(`/our/${kindWords[record.kind].path}/${record.recordId}`)}
                    >
                      {record.title}
                    </Anchor>{' '}
                    {actWords[action] ?? action}
                  </>
                ) : records > 0 ? (
                  `${counted(records, 'record')} ${actWords[action] ?? action}`
                ) : (
                  (actWords[action] ?? action)
                )}
                <small>
                  {byName}, {instantWords(at)}
                </small>
              </li>
            ))}
        </ul>
      )}
      {!all && changed.length > changesAtFirst && (
        <p className="govuk-body">
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            Show more
          </button>
        </p>
      )}
    </section>
  )
}

function Sent({ place, sent }: { place: Place; sent: HomeView['sent'] }) {
  return (
    <section aria-labelledby="sent">
      <h2 className="govuk-heading-m" id="sent">
        Sent to LOTI
      </h2>
      {sent.length === 0 ? (
        <p className="govuk-body">Nothing has been sent yet.</p>
      ) : (
        <>
          <ul className="our-list">
            {sent.map((one) => (
              <li key={one.id}>
                {counted(one.sentCount ?? 0, 'change')} <SubmissionState submission={one} />
                <small>
                  {one.reference}
                  {one.sentAt && `, sent ${instantWords(one.sentAt)}`}
                </small>
              </li>
            ))}
          </ul>
          <p className="govuk-body">
            <Anchor className="govuk-link" href={place.to('/our/history')}>
              Everything you have sent
            </Anchor>
          </p>
        </>
      )}
    </section>
  )
}
