import type { AuditAction, Happening, Who } from '../../../../../functions/schema/history.ts'
import { Anchor } from '../../../govuk/index.ts'
import { counted, dateWords, fields, instantWords, kindWords } from '../../fields.ts'
import './past.css'

// What happened, as people read it: what was done at once by one person is one line.

type Line = { first: Happening; all: Happening[] }

/** What was loaded carries the day its data says, each record another; loading it was one act all the same. */
const together = (a: Happening, b: Happening) =>
  a.who.id === b.who.id &&
  a.action === b.action &&
  a.submission === b.submission &&
  (a.at === b.at || a.action === 'loaded')

/** Events in a row that were one act, the latest act first. */
export function lines(events: readonly Happening[]): Line[] {
  const found: Line[] = []
  for (const event of events) {
    const last = found.at(-1)
    if (last && together(last.first, event)) last.all.push(event)
    else found.push({ first: event, all: [event] })
  }
  return found
}

const did: Record<AuditAction, string> = {
  approved: 'Approved',
  confirmed: 'Confirmed',
  accepted: 'Saved',
  returned: 'Returned',
  sent: 'Sent to LOTI',
  loaded: 'Loaded',
  removed: 'Removed',
  merged: 'Given the name of the vendor or product that LOTI kept',
  unmerged: 'Given back the name it had before LOTI’s merge',
  edited: 'Edited',
  invited: 'Invited',
  joined: 'Joined',
  changed: 'Changed',
  suspended: 'Suspended',
  restored: 'Restored',
}
const kindNames = {
  system: 'system',
  contract: 'contract',
  rating: 'rating',
  skillLevel: 'skill level',
} as const

/** A record the reader may not see is told by its kind alone. */
const named = ({ kind, title, recordId }: Happening) =>
  title || (kind ? `a ${kindNames[kind]}${recordId ? ' that has left the register' : ''}` : '')

/** Whoever it was, and whom they acted for. */
export const whoWords = ({ name, role }: Who) => (role ? `${name}, ${role}` : name)

/** When an act was: for what was loaded, the days that its data carries. */
function whenOf(all: readonly Happening[]): string {
  const days = all.map(({ at }) => at).sort()
  const [first = '', last = ''] = [days.at(0), days.at(-1)]
  if (all[0]?.action !== 'loaded') return instantWords(last)
  const [from, to] = [dateWords(first, { short: true }), dateWords(last, { short: true })]
  return from === to ? from : `${from} to ${to}`
}

const shownInFull = 3

export function HappeningsTable({
  events,
  caption,
  historyOf,
  numbered = false,
}: {
  events: readonly Happening[]
  caption: string
  /** The address of a record's own history, where the reader may see it. */
  historyOf: (path: string) => string
  /** With each event's place in the audit trail. */
  numbered?: boolean
}) {
  const link = (event: Happening) =>
    event.title && (event.kind === 'system' || event.kind === 'contract') ? (
      <Anchor
        className="govuk-link"
        href={historyOf(`/our/${kindWords[event.kind].path}/${event.recordId}/history`)}
      >
        {named(event)}
      </Anchor>
    ) : (
      named(event)
    )
  const changed = ({ kind, changed: names = [] }: Happening) =>
    kind === 'system' || kind === 'contract'
      ? names.map((name) => fields[kind][name]?.label ?? name).join(', ')
      : ''
  return (
    <table className="govuk-table stacked register happenings">
      <caption className="govuk-visually-hidden">{caption}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {numbered && (
            <th scope="col" className="govuk-table__header">
              Event
            </th>
          )}
          <th scope="col" className="govuk-table__header">
            When
          </th>
          <th scope="col" className="govuk-table__header">
            What
          </th>
          <th scope="col" className="govuk-table__header">
            Who
          </th>
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {lines(events).map(({ first, all }) => (
          <tr className="govuk-table__row" key={first.n}>
            {numbered && (
              <td className="govuk-table__cell nowrap" data-label="Event">
                {all.length > 1 ? `${all.at(-1)?.n} to ${first.n}` : first.n}
              </td>
            )}
            <td className="govuk-table__cell nowrap">{whenOf(all)}</td>
            <td className="govuk-table__cell wrap-anywhere">
              {all.length > shownInFull && first.kind ? (
                <details>
                  <summary>
                    {did[first.action]} {counted(all.length, 'record')}
                    {first.reference && ` (${first.reference})`}
                  </summary>
                  <ul className="govuk-list">
                    {all.map((event) => (
                      <li key={event.n}>{link(event)}</li>
                    ))}
                  </ul>
                </details>
              ) : (
                <>
                  {did[first.action]}{' '}
                  {first.kind &&
                    all.map((event, place) => (
                      <span key={event.n}>
                        {place > 0 && ', '}
                        {link(event)}
                      </span>
                    ))}
                  {first.reference && <> ({first.reference})</>}
                </>
              )}
              {all.length === 1 && changed(first) && <small>Changed: {changed(first)}</small>}
            </td>
            <td className="govuk-table__cell" data-label="Who">
              {whoWords(first.who)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
