import type { ImportHead, ImportUndone } from '../../../../../functions/schema/import.ts'
import { Anchor, Button } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import type { Place } from '../page.tsx'
import { Undo } from './undo.tsx'

/** What came of undoing an import. */
export function Undone({
  place,
  head,
  undone: { withdrawn, reversed, waiting, left },
  onUndone,
  onAgain,
}: {
  place: Place
  head: ImportHead
  undone: ImportUndone
  onUndone: (undone: ImportUndone) => void
  onAgain: () => void
}) {
  const said = [
    withdrawn > 0 &&
      `${counted(withdrawn, 'change')} that had not been sent ${withdrawn === 1 ? 'is' : 'are'} withdrawn.`,
    reversed > 0 &&
      `${counted(reversed, 'approved change')} ${reversed === 1 ? 'is' : 'are'} proposed back as before, and ${reversed === 1 ? 'waits' : 'wait'} in the open submission until sent.`,
    waiting > 0 &&
      `${counted(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'} for LOTI’s decision: undo again when LOTI has decided.`,
    left > 0 &&
      `${counted(left, 'approved change')} ${left === 1 ? 'stays' : 'stay'}: somebody has changed the record since, or it is undone already.`,
  ].filter((one) => one !== false)
  return (
    <>
      <h1 className="govuk-heading-l wrap-anywhere">The import of {head.fileName} has been undone</h1>
      {said.length === 0 ? (
        <p className="lede">There was nothing left of it to undo.</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {said.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {reversed > 0 && (
        <Anchor className="govuk-button" href={place.to('/our/submission')} role="button">
          Check and send
        </Anchor>
      )}
      {waiting > 0 && <Undo id={head.id} onUndone={onUndone} />}
      <p className="govuk-body">
        <Button type="button" className="govuk-button--secondary" onClick={onAgain}>
          Import another file
        </Button>
      </p>
    </>
  )
}
