import { useState } from 'react'
import type { Version } from '../../../../../functions/schema/history.ts'
import { instantWords } from '../../fields.ts'
import { whoWords } from '../history/happenings.tsx'
import { past } from '../history/historyService.ts'
import { inWords } from './opinionDifferences.tsx'
import { stated } from './opinions.ts'

const did = { confirmed: 'Confirmed', loaded: 'Loaded' } as const

/** What was said of one thing before, by whom and when; any of it can be said again. */
export function OpinionHistory({
  authority,
  id,
  about,
  titles,
  onSay,
}: {
  authority: string
  id: string
  /** Of what, in words. */
  about: string
  /** What its fields are called, those shown to people. */
  titles: Record<string, string>
  /** Says again what a version said. */
  onSay: (fields: object) => void
}) {
  const [state, setState] = useState<'closed' | 'busy' | 'failed' | Version[]>('closed')
  const [before, setBefore] = useState<number>()
  // An answer that was not given then is taken back.
  const nothing = Object.fromEntries(Object.keys(titles).map((field) => [field, undefined]))
  const read = async (from?: number) => {
    const shown = Array.isArray(state) ? state : []
    if (shown.length === 0) setState('busy')
    try {
      const answer = await past.versions(authority, id, from)
      setState([...shown, ...answer.versions])
      setBefore(answer.before)
    } catch {
      setState('failed')
    }
  }
  if (!Array.isArray(state)) {
    return (
      <p className="opinion__link">
        <button type="button" className="link-button" onClick={() => void read()}>
          {state === 'busy' ? 'Reading…' : 'What was said before'}
          <span className="govuk-visually-hidden"> of {about}</span>
        </button>
        {state === 'failed' && <span className="govuk-error-message">It could not be read. Try again.</span>}
      </p>
    )
  }
  return (
    <section className="opinion__past" aria-label={`What was said of ${about}`}>
      <ol>
        {state.map(({ version, at, action, who, changes, record }, index) => (
          <li key={version}>
            <strong>{instantWords(at)}</strong>
            {who && `, ${whoWords(who)}`}
            {action && action in did ? `: ${did[action as keyof typeof did].toLowerCase()}` : ''}
            <small>
              {changes
                .filter(({ field }) => field in titles)
                .map(({ field, from, to }) =>
                  version === 1
                    ? `${titles[field]} ${inWords(to)}`
                    : `${titles[field]} ${inWords(from)} → ${inWords(to)}`,
                )
                .join('; ') || 'Nothing in it changed'}
            </small>
            {index > 0 && (
              <button
                type="button"
                className="link-button"
                onClick={() => onSay({ ...nothing, ...stated(record) })}
              >
                Say this again<span className="govuk-visually-hidden"> of {about}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {before !== undefined && (
        <button type="button" className="link-button" onClick={() => void read(before)}>
          Show earlier ones
        </button>
      )}
    </section>
  )
}
