import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { Anchor } from '../../../govuk/index.ts'
import { kindWords, sections } from '../../fields.ts'
import type { Place } from '../page.tsx'
import type { Entry } from '../service.ts'
import { ConfirmButton } from './endings.tsx'
import { SaveWords } from './saveWords.tsx'
import type { RecordFormState } from './useRecordForm.ts'

/** Beside a form: whether it is saved, its sections, and what else can be done with the record. */
export function Aside({
  kind,
  place,
  entry,
  record,
  onConfirmed,
}: {
  kind: RecordKind
  place: Place
  entry: Entry
  record: RecordFormState
  onConfirmed: () => void
}) {
  const words = kindWords[kind]
  return (
    <aside className="record__aside" aria-label="This form">
      <p className="govuk-body-s record__save" role="status" data-state={stateOf(record)}>
        <SaveWords
          save={record.save}
          proposal={record.proposal}
          clashes={Object.keys(record.clashing).length}
          isGone={record.isGone}
          onAnew={record.beginAnew}
        />
      </p>
      <nav aria-label="Sections of this form">
        <ul className="govuk-list record__sections">
          {sections[kind].map(({ id, title }) => (
            <li key={id}>
              <a className="govuk-link govuk-link--no-visited-state" href={`#${id}`}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {entry.record && (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={place.to(`/our/${words.path}/${entry.record.id}/history`)}>
            History of this {words.one}
          </Anchor>
        </p>
      )}
      {entry.record && (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={place.to(`/our/questions/new?about=${entry.record.id}`)}>
            Ask someone who knows
          </Anchor>
        </p>
      )}
      {!record.proposal && place.person.editorOf.includes(place.authority.id) && (
        <ConfirmButton place={place} entry={entry} onDone={onConfirmed} />
      )}
    </aside>
  )
}

const stateOf = ({ save: { state }, clashing }: RecordFormState) =>
  Object.keys(clashing).length > 0 && state !== 'kept' ? 'clash' : state
