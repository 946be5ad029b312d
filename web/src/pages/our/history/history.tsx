import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Submission } from '../../../../../functions/schema/submission.ts'
import { Anchor, Button, ErrorMessage, Pagination } from '../../../govuk/index.ts'
import { counted, instantWords } from '../../fields.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { type Sent as Submissions, service } from '../service.ts'
import { SubmissionState } from '../submission/submissionState.tsx'
import { HappeningsTable } from './happenings.tsx'
import { past } from './historyService.ts'

/** What an authority has sent, and everything that became of its records. */
export default function History() {
  return (
    <OurPage title="History" crumbs={[{ text: 'History' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Told({ place }: { place: Place }) {
  return (
    <>
      <h1 className="govuk-heading-l">What {place.authority.name} has sent, and what changed</h1>
      <Sent place={place} />
      <Changes place={place} />
    </>
  )
}

const shownAtFirst = 6

function Sent({ place }: { place: Place }) {
  const loaded = useLoaded(() => service.history(place.authority.id), `sent ${place.authority.id}`)
  return (
    <section aria-labelledby="sent">
      <h2 className="govuk-heading-m" id="sent">
        Sent to LOTI
      </h2>
      <Show of={loaded}>
        {(first) =>
          first.submissions.length === 0 ? (
            <p className="govuk-inset-text">
              Nothing has been sent yet. Changes gather on{' '}
              <Anchor className="govuk-link" href={place.to('/our/submission')}>
                check and send
              </Anchor>{' '}
              until you send them.
            </p>
          ) : (
            <SentSoFar first={first} place={place} />
          )
        }
      </Show>
    </section>
  )
}

/** The first few, then all that were read, then earlier ones as they are asked for. */
function SentSoFar({ first, place }: { first: Submissions; place: Place }) {
  const [{ submissions, before }, setRead] = useState(first)
  const [all, setAll] = useState(first.submissions.length <= shownAtFirst)
  const [state, setState] = useState<'busy' | 'failed'>()
  const more = () => {
    if (!all) return setAll(true)
    setState('busy')
    service.history(place.authority.id, before).then(
      (earlier) => {
        setRead({ ...earlier, submissions: [...submissions, ...earlier.submissions] })
        setState(undefined)
      },
      () => setState('failed'),
    )
  }
  return (
    <>
      <SentTable submissions={all ? submissions : submissions.slice(0, shownAtFirst)} place={place} />
      {state === 'failed' && (
        <ErrorMessage role="alert">Earlier submissions could not be read. Try again.</ErrorMessage>
      )}
      {(!all || before) && (
        <Button type="button" className="govuk-button--secondary" disabled={state === 'busy'} onClick={more}>
          {state === 'busy' ? 'Reading…' : 'Show more that was sent'}
        </Button>
      )}
    </>
  )
}

function SentTable({ submissions, place }: { submissions: Submission[]; place: Place }) {
  return (
    <table className="govuk-table stacked register">
      <caption className="govuk-visually-hidden">
        Submissions: those under way, then those decided, latest first
      </caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {['Reference', 'Changes', 'Sent', 'State'].map((head) => (
            <th scope="col" className="govuk-table__header" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {submissions.map((one) => (
          <tr className="govuk-table__row" key={one.id}>
            <th scope="row" className="govuk-table__header">
              {one.reference ?? (
                <Anchor className="govuk-link" href={place.to('/our/submission')}>
                  Being prepared
                </Anchor>
              )}
            </th>
            <td className="govuk-table__cell" data-label="Changes">
              {one.sentCount === undefined ? '–' : counted(one.sentCount, 'change')}
            </td>
            <td className="govuk-table__cell" data-label="Sent">
              {one.sentAt
                ? `${instantWords(one.sentAt)}${one.sentByName ? ` by ${one.sentByName}` : ''}`
                : '–'}
            </td>
            <td className="govuk-table__cell">
              <SubmissionState submission={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Changes({ place }: { place: Place }) {
  const [search] = useSearchParams()
  const before = search.get('before')
  const loaded = useLoaded(
    () => past.changes(place.authority.id, before),
    `changes ${place.authority.id} ${before}`,
  )
  const at = (older: number) => {
    const next = new URLSearchParams(search)
    next.set('before', `${older}`)
    return `?${next}`
  }
  const latest = new URLSearchParams(search)
  latest.delete('before')
  return (
    <section aria-labelledby="changed">
      <h2 className="govuk-heading-m" id="changed">
        What changed
      </h2>
      <Show of={loaded}>
        {({ events, before: older }) =>
          events.length === 0 ? (
            <p className="govuk-inset-text">
              Nothing has happened yet. What is sent, approved, returned and confirmed is written down here
              for good.
            </p>
          ) : (
            <>
              <HappeningsTable events={events} caption="What changed, latest first" historyOf={place.to} />
              <Pagination
                landmarkLabel="Changes"
                {...(before && { previous: { href: `?${latest}`, text: 'The latest' } })}
                {...(older && { next: { href: at(older), text: 'Earlier' } })}
              />
            </>
          )
        }
      </Show>
    </section>
  )
}
