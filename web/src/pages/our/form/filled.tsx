import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { fieldWords } from '../../fields.ts'
import type { Fill } from './filling.ts'

const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** Says what was filled in and from where, and takes it back when asked. */
export function Filled({ kind, fill, onUndo }: { kind: RecordKind; fill: Fill; onUndo: () => void }) {
  const names = Object.keys(fill.values).map((field) => fieldWords(kind, field))
  return (
    <p className="govuk-body-s filled" role="status">
      Filled in from {fill.from}: {listed.format(names)}.{' '}
      <button type="button" className="link-button" onClick={onUndo}>
        Undo<span className="govuk-visually-hidden"> what was filled in from {fill.from}</span>
      </button>
    </p>
  )
}
