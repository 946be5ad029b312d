import { useState } from 'react'
import type { HomeView } from '../../../../../functions/schema/home.ts'
import { Anchor } from '../../../govuk/index.ts'
import { counted, instantWords, kindWords } from '../../fields.ts'
import type { Place } from '../page.tsx'
import { SubmissionState } from '../submission/submissionState.tsx'

const actWords: Record<string, string> = {
  approved: 'approved',
  confirmed: 'confirmed',
  accepted: 'saved',
  returned: 'returned',
  merged: 'given the name that LOTI kept, in a merge',
  unmerged: 'given back its name, as a merge was undone',
  sent: 'Changes sent to LOTI',
}
const changesAtFirst = 4

/** One act in a line: what it was done to, linked where there is a page for it, and what was done. */
function Act({ place: { to }, act }: { place: Place; act: HomeView['changed'][number] }) {
  const { action, what, records, record } = act
  const done = actWords[action] ?? action
  if (records === 0) return done
  if (record) {
    return (
      <>
        <Anchor className="govuk-link" href={to(`/our/${kindWords[record.kind].path}/${record.recordId}`)}>
          {record.title}
        </Anchor>{' '}
        {done}
      </>
    )
  }
  if (what === 'record') return `${counted(records, 'record')} ${done}`
  const [one, path] = what === 'rating' ? ['rating', '/our/ratings'] : ['skill level', '/our/skills']
  return (
    <>
      <Anchor className="govuk-link" href={to(path)}>
        {counted(records, one)}
      </Anchor>{' '}
      {done}
    </>
  )
}

export function Lately({ place, changed }: { place: Place; changed: HomeView['changed'] }) {
  const [all, setAll] = useState(false)
  return (
    <section aria-labelledby="lately">
      <h2 className="govuk-heading-m" id="lately">
        Changed lately
      </h2>
      {changed.length === 0 ? (
        <p className="govuk-body">
          Nobody has changed or confirmed anything here yet. What you do, and what LOTI approves, shows here.
        </p>
      ) : (
        <ul className="our-list">
          {changed.slice(0, all ? undefined : changesAtFirst).map((act) => (
            <li key={`${act.at} ${act.action}`}>
              <Act place={place} act={act} />
              <small>
                {act.byName}, {instantWords(act.at)}
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

export function Sent({ place, sent }: { place: Place; sent: HomeView['sent'] }) {
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
