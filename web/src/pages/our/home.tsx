import type { Submission } from '../../../../functions/schema/submission.ts'
import type { AuthorityView, ContractRow } from '../../../../functions/schema/view.ts'
import { Anchor, ButtonLink, type Task, TaskList } from '../../govuk/index.ts'
import { counted, dateWords, instantWords } from '../fields.ts'
import { freshMonths, isDue } from './freshness.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { type OpenSubmission, service } from './service.ts'
import { SubmissionState } from './submissionState.tsx'

export default function Home() {
  return <OurPage title="Our register">{(place) => <Told place={place} key={place.authority.id} />}</OurPage>
}

function Told({ place }: { place: Place }) {
  const { authority, choices, to } = place
  const loaded = useLoaded(async () => {
    const [systems, contracts, open, sent, view] = await Promise.all([
      service.register(authority.id, 'system'),
      service.register(authority.id, 'contract'),
      service.open(authority.id),
      service.history(authority.id),
      // What to decide next is a help, not the page: without it the rest still shows.
      service.authority(authority.id).catch(() => undefined),
    ])
    return { systems: systems.records, contracts: contracts.records, open, sent, view }
  }, `home ${authority.id}`)
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
        {({ systems, contracts, open, sent, view }) => {
          const dueSystems = systems.filter((one) => isDue(one)).length
          const dueContracts = contracts.filter((one) => isDue(one)).length
          const isEmpty = systems.length + contracts.length + open.proposals.length === 0
          if (isEmpty && sent.length === 0) return <Beginning place={place} />
          return (
            <>
              <dl className="headlines">
                <div>
                  <dt>
                    <Anchor className="govuk-link" href={to('/our/systems')}>
                      Systems
                    </Anchor>
                    <small>
                      {systems.length - dueSystems} confirmed in the last {freshMonths.system} months
                    </small>
                  </dt>
                  <dd>{systems.length}</dd>
                </div>
                <div>
                  <dt>
                    <Anchor className="govuk-link" href={to('/our/contracts')}>
                      Contracts
                    </Anchor>
                    <small>
                      {contracts.length - dueContracts} confirmed in the last {freshMonths.contract} months
                    </small>
                  </dt>
                  <dd>{contracts.length}</dd>
                </div>
              </dl>
              <div className="columns-2">
                <section aria-labelledby="to-do">
                  <h2 className="govuk-heading-m" id="to-do">
                    What is left to do
                  </h2>
                  <TaskList items={tasks({ to, open, due: dueSystems + dueContracts })} />
                  <div className="actions-row">
                    <ButtonLink href={to('/our/contracts/new')}>Add a contract</ButtonLink>
                    <ButtonLink href={to('/our/systems/new')} className="govuk-button--secondary">
                      Add a system
                    </ButtonLink>
                    <ButtonLink href={to('/our/import')} className="govuk-button--secondary">
                      Import a contract register
                    </ButtonLink>
                  </div>
                </section>
                <section aria-labelledby="latest">
                  <h2 className="govuk-heading-m" id="latest">
                    Sent to LOTI
                  </h2>
                  <Latest place={place} sent={sent} />
                </section>
              </div>
              {view && <Decisions place={place} view={view} />}
            </>
          )
        }}
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

function tasks({
  to,
  open: { proposals },
  due,
}: {
  to: Place['to']
  open: OpenSubmission
  due: number
}): Task[] {
  const returned = proposals.filter(({ proposal }) => proposal.comments.length > 0).length
  const troubled = proposals.filter(({ problems }) => Object.keys(problems).length > 0).length
  return [
    ...(returned > 0
      ? [
          {
            title: `${counted(returned, 'change')} came back with comments`,
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
          ? `${counted(due, 'record')} nobody has confirmed lately. One press confirms them all`
          : 'Everything has been confirmed lately',
      href: to('/our/confirm'),
      status: due > 0 ? { text: `${due} due`, tag: { colour: 'yellow' } } : { text: 'Up to date' },
    },
    {
      title:
        proposals.length > 0
          ? `Check and send ${counted(proposals.length, 'change')}`
          : 'Check and send changes',
      ...(troubled > 0 && { hint: `${counted(troubled, 'change')} to mend first` }),
      ...(proposals.length > 0 && { href: to('/our/submission') }),
      status:
        proposals.length === 0
          ? { text: 'Nothing to send', className: 'govuk-task-list__status--cannot-start-yet' }
          : troubled > 0
            ? { text: 'Incomplete', tag: { colour: 'yellow' } }
            : { text: 'Ready to send', tag: {} },
    },
  ]
}

const latestShown = 4

function Latest({ place, sent }: { place: Place; sent: Submission[] }) {
  const latest = sent.filter(({ state }) => state !== 'open').slice(0, latestShown)
  if (latest.length === 0) return <p className="govuk-body">Nothing has been sent yet.</p>
  return (
    <>
      <ul className="our-list">
        {latest.map((one) => (
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
  )
}

const decisionsShown = 5
const stateWords: Partial<Record<ContractRow['decision']['state'], string>> = {
  'expired, still used': 'Out of term and still used',
  overdue: 'Too late to replace in time',
  'extend only': 'Can only be extended',
  'notice only': 'Can be left, not replaced in time',
  'locked in': 'Locked in until its next term ends',
  'free to choose': 'Free to choose',
}

/** What must be decided soonest: the first thing the register gives back. */
function Decisions({ place, view }: { place: Place; view: AuthorityView }) {
  const next = view.contracts
    .flatMap((contract) =>
      contract.running && contract.decision.decideBy ? [{ ...contract, by: contract.decision.decideBy }] : [],
    )
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .slice(0, decisionsShown)
  if (next.length === 0) return null
  return (
    <section aria-labelledby="decide">
      <h2 className="govuk-heading-m" id="decide">
        Decide next
      </h2>
      <table className="govuk-table stacked register">
        <caption className="govuk-visually-hidden">Contracts to decide on, soonest first</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Contract
            </th>
            <th scope="col" className="govuk-table__header">
              Supplier
            </th>
            <th scope="col" className="govuk-table__header">
              Decide by
            </th>
            <th scope="col" className="govuk-table__header">
              What is open
            </th>
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {next.map(({ id, title, supplierName, by, decision: { state } }) => (
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
                {dateWords(by, { short: true })}
                {by < view.today && <span className="due">Passed</span>}
              </td>
              <td className="govuk-table__cell">
                {state === 'overdue' || state === 'expired, still used' ? (
                  <span className="due">{stateWords[state]}</span>
                ) : (
                  (stateWords[state] ?? state)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/boroughs/${view.authority.slug}`}>
          What the public sees of {view.authority.name}
        </Anchor>
      </p>
    </section>
  )
}
