import type { Answer, Suggestion } from '../../../../../functions/schema/suggestion.ts'
import { Anchor, Radios } from '../../../govuk/index.ts'
import { dateWords, fieldWords, kindWords, type Names } from '../../fields.ts'
import { DifferencesTable } from '../differencesTable.tsx'
import type { Place } from '../page.tsx'

/** One suggestion: what is held beside what was found, where it was found, and what can be said to it. */
export function OneFound({
  one,
  names,
  to,
  laterDays,
  answer,
  onAnswer,
  onCorrect,
  onName,
  isBusy,
}: {
  one: Suggestion
  names: Names
  to: Place['to']
  laterDays: number
  answer: Answer | undefined
  onAnswer: (answer: Answer) => void
  onCorrect: () => void
  /** Whether the company’s name is that of the vendor it is asked about. */
  onName: (same: boolean) => void
  isBusy: boolean
}) {
  const { id, kind, title, held, changes, alsoHeld, asks } = one
  const heldBack = changes.filter((change) => change.heldBack).map(({ field }) => fieldWords(kind, field))
  const path = (recordId: string) => to(`/our/${kindWords[kind].path}/${recordId}`)
  const items: { value: Answer; text: string }[] = [
    { value: 'accept', text: 'Accept' },
    { value: 'not ours', text: held ? 'Keep what we hold' : 'Not ours' },
    { value: 'later', text: `Ask again in ${laterDays} days` },
  ]
  return (
    <>
      <div className="found-one__what">
        <p className="found-one__kind">{whatOf(one)}</p>
        <h2 className="govuk-heading-s" id={`found-${id}`}>
          {held ? (
            <Anchor className="govuk-link" href={path(held.recordId)}>
              {held.title || title}
            </Anchor>
          ) : (
            title
          )}
        </h2>
        <DifferencesTable
          kind={kind}
          before={Object.fromEntries(changes.map(({ field, held: is }) => [field, is]))}
          after={Object.fromEntries(changes.map(({ field, found }) => [field, found]))}
          changed={changes.map(({ field }) => field)}
          names={names}
          caption={`What was found: ${title}`}
          isNew={held === undefined}
          heads={['You hold', 'Found']}
        />
        {heldBack.length > 0 && (
          <p className="basis">
            You hold back {heldBack.join(' and ')}: what you accept stays held back from the public.
          </p>
        )}
        {asks && (
          <fieldset className="govuk-fieldset found-one__name">
            <legend className="govuk-fieldset__legend">
              Is “{asks.name}” the same as “{asks.vendorName}”?
            </legend>
            <button type="button" className="link-button" disabled={isBusy} onClick={() => onName(true)}>
              Yes, the same
            </button>
            <button type="button" className="link-button" disabled={isBusy} onClick={() => onName(false)}>
              No, another company
            </button>
          </fieldset>
        )}
        {alsoHeld.length > 0 && (
          <p className="basis">
            For the same service area you have{' '}
            {alsoHeld.map((other, index) => (
              <span key={other.recordId}>
                {index > 0 && ', '}
                <Anchor className="govuk-link" href={path(other.recordId)}>
                  {other.title}
                </Anchor>
              </span>
            ))}
            .
          </p>
        )}
        <Source one={one} />
      </div>
      <div className="found-one__answer">
        {held?.state === 'with LOTI' && (
          <p className="basis">It is with LOTI: it can be changed once they have decided.</p>
        )}
        <Radios
          name={`answer-${id}`}
          className="govuk-radios--small"
          attributes={{ role: 'radiogroup', 'aria-labelledby': `found-${id}` }}
          value={answer ?? ''}
          items={items.map(({ value, text }) => ({ value, text, onChange: () => onAnswer(value) }))}
        />
        <p className="govuk-body-s">
          <button type="button" className="link-button" onClick={onCorrect} disabled={isBusy}>
            Correct it first<span className="govuk-visually-hidden">: {title}</span>
          </button>
        </p>
      </div>
    </>
  )
}

const differs: Record<string, string> = {
  supplier: 'supplier',
  startsOn: 'start date',
  endsOn: 'end date',
  annualPounds: 'annual value',
  wholeLifePounds: 'whole-life value',
}

/** What it is, in a few words: `Another end date and annual value`. */
function whatOf({ kind, held, changes }: Suggestion): string {
  if (!held) return `A ${kind} that your register does not have`
  const fields = changes.map(({ field }) => differs[field] ?? fieldWords(kind, field))
  const last = fields.pop()
  return `Another ${fields.length > 0 ? `${fields.join(', ')} and ` : ''}${last}`
}

function Source({ one: { source, stated } }: { one: Suggestion }) {
  const { publisher, list, on, fileName, licence, url } = source
  return (
    <p className="basis">
      {publisher}
      {list && `, ${list}`}, {dateWords(on)}, from {fileName}. {!stated && 'Inferred by the source. '}
      {url && (
        <>
          <a className="govuk-link" href={url} rel="external noreferrer">
            See it where it was published
          </a>
          .{' '}
        </>
      )}
      {licence}.
    </p>
  )
}
