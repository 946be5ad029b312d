import type { RegisterRecord } from '../../../../functions/schema/record.ts'
import { Anchor, ButtonLink } from '../../govuk/index.ts'
import { counted, instantWords } from '../fields.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { service } from './service.ts'

export default function Home() {
  return <OurPage title="Our register">{(place) => <Told place={place} key={place.authority.id} />}</OurPage>
}

const monthMilliseconds = 30.44 * 86_400_000
/** Months for which a confirmation stays fresh: the service says the same on every public figure. */
const freshMonths = { system: 12, contract: 6 }

const isStale = ({ kind, provenance: { confirmedAt } }: RegisterRecord) =>
  !confirmedAt || Date.now() - Date.parse(confirmedAt) > freshMonths[kind] * monthMilliseconds

function Told({ place }: { place: Place }) {
  const { authority, choices, to } = place
  const loaded = useLoaded(async () => {
    const [systems, contracts, open, sent] = await Promise.all([
      service.register(authority.id, 'system'),
      service.register(authority.id, 'contract'),
      service.open(authority.id),
      service.history(authority.id),
    ])
    return { systems, contracts, open, sent }
  }, `home ${authority.id}`)
  return (
    <>
      <h1 className="govuk-heading-l">{authority.name}’s register</h1>
      {choices.length > 1 && (
        <p className="govuk-body">
          You keep several:{' '}
          {choices.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              {id === authority.id ? (
                <strong>{name}</strong>
              ) : (
                <Anchor className="govuk-link" href={`/our?authority=${id}`}>
                  {name}
                </Anchor>
              )}
            </span>
          ))}
        </p>
      )}
      <Show of={loaded}>
        {({ systems, contracts, open, sent }) => {
          const drafts = open.proposals.length
          const troubled = open.proposals.filter(({ problems }) => Object.keys(problems).length > 0).length
          const returned = open.proposals.filter(({ proposal }) => proposal.comments.length > 0).length
          const waiting = sent.filter(({ state }) => state === 'sent')
          const stale = (records: RegisterRecord[]) => records.filter(isStale).length
          const empty = systems.records.length + contracts.records.length + drafts === 0
          return (
            <>
              {empty && (
                <div className="govuk-inset-text">
                  <p className="govuk-body">
                    Nothing is here yet. The quickest start is your contract register: import it, check what
                    was read, and send it to LOTI. It takes about five minutes.
                  </p>
                  <ButtonLink href={to('/our/import')}>Import a contract register</ButtonLink>
                </div>
              )}
              <h2 className="govuk-heading-m">What is left to do</h2>
              <ul className="our-tasks">
                <li>
                  <Anchor className="govuk-link" href={to('/our/submission')}>
                    {drafts === 0
                      ? 'Nothing waits to be sent'
                      : `Check and send ${counted(drafts, 'change')}`}
                  </Anchor>
                  <span>
                    {returned > 0
                      ? `${counted(returned, 'change')} came back with comments`
                      : troubled > 0
                        ? `${counted(troubled, 'change')} need attention first`
                        : drafts > 0
                          ? 'ready to send'
                          : 'all sent'}
                  </span>
                </li>
                <li>
                  <Anchor className="govuk-link" href={to('/our/contracts')}>
                    {counted(contracts.records.length, 'contract')}
                  </Anchor>
                  <span>{stale(contracts.records)} not confirmed in the last 6 months</span>
                </li>
                <li>
                  <Anchor className="govuk-link" href={to('/our/systems')}>
                    {counted(systems.records.length, 'system')}
                  </Anchor>
                  <span>{stale(systems.records)} not confirmed in the last 12 months</span>
                </li>
                <li>
                  <Anchor className="govuk-link" href={to('/our/history')}>
                    {waiting.length === 0
                      ? 'Nothing waits for LOTI'
                      : `${counted(waiting.length, 'submission')} with LOTI`}
                  </Anchor>
                  <span>
                    {waiting[0]?.sentAt
                      ? `last sent ${instantWords(waiting[0].sentAt)}`
                      : 'what was sent and decided'}
                  </span>
                </li>
              </ul>
              <div className="actions-row">
                <ButtonLink href={to('/our/contracts/new')}>Add a contract</ButtonLink>
                <ButtonLink href={to('/our/systems/new')} className="govuk-button--secondary">
                  Add a system
                </ButtonLink>
                <ButtonLink href={to('/our/import')} className="govuk-button--secondary">
                  Import a contract register
                </ButtonLink>
              </div>
            </>
          )
        }}
      </Show>
    </>
  )
}
