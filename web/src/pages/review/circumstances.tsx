import type { Reviewed } from '../../../../functions/schema/review.ts'
import { counted, dateWords, fields, instantWords, type Names } from '../fields.ts'
import { ConflictTable } from '../our/conflict.tsx'
import { Thread } from '../our/submission/thread.tsx'

/** What an approver should know before reading the change itself. */
export function Circumstances({
  reviewed: { proposal, conflicts, sinceReturned },
  words,
  authorityName,
  names,
}: {
  reviewed: Reviewed
  words: string
  authorityName: string
  names: Names
}) {
  const { newVendors, newProducts = [], newAliases = [], provenance, restores, kind } = proposal
  const joining = [...newVendors, ...newProducts].map(({ name }) => name)
  return (
    <>
      {provenance.sourceName && (
        <p className="basis">
          From {provenance.sourceName}
          {provenance.sourceOn && `, ${dateWords(provenance.sourceOn)}`}
        </p>
      )}
      {restores && <p className="basis">Brings version {restores} back.</p>}
      {joining.length > 0 && (
        <p className="govuk-inset-text">
          {joining.join(', ')}{' '}
          {joining.length === 1 ? 'is on no list yet, and joins it' : 'are on no list yet, and join it'} when
          you approve this.
        </p>
      )}
      {newAliases.map(({ name, vendor }) => (
        <p className="govuk-inset-text" key={name}>
          {authorityName} says that “{name}” is {names.vendor(vendor)}. When you approve this, the name stands
          for it in every council’s files.
        </p>
      ))}
      {sinceReturned && (
        <p className="govuk-inset-text">
          {sinceReturned.byName} returned this on {instantWords(sinceReturned.at)}
          {sinceReturned.reference && ` (${sinceReturned.reference})`}.{' '}
          {sinceReturned.changes.length === 0
            ? `${authorityName} sent it again as it was.`
            : `Since then ${authorityName} changed ${counted(sinceReturned.changes.length, 'field')}: ${sinceReturned.changes
                .map(({ field }) => fields[kind][field]?.label ?? field)
                .join(', ')}.`}
        </p>
      )}
      {conflicts.length > 0 && (
        <div className="govuk-inset-text">
          <p>
            This {words} was changed in the same {conflicts.length === 1 ? 'field' : 'fields'} while this
            waited. Approving sends this back to {authorityName}, who choose which is right.
          </p>
          <ConflictTable kind={kind} conflicts={conflicts} names={names} caption="What clashes" />
        </div>
      )}
    </>
  )
}

/** What was said of fields that are not in sight, each under its name. */
export function ThreadByField({
  comments,
  kind,
  authorityName,
}: {
  comments: Reviewed['proposal']['comments']
  kind: Reviewed['proposal']['kind']
  authorityName: string
}) {
  return [...Map.groupBy(comments, ({ field }) => field ?? '')].map(([field, some]) => (
    <div key={field} className="thread-about">
      {field && <p className="govuk-body govuk-!-font-weight-bold">{fields[kind][field]?.label ?? field}</p>}
      <Thread comments={some} authorityName={authorityName} />
    </div>
  ))
}
