import { useState } from 'react'
import type { ImportUndone } from '../../../../../functions/schema/import.ts'
import { Problem } from '../../../api.ts'
import { Button, ErrorSummary } from '../../../govuk/index.ts'
import { service } from '../service.ts'

type State = { asked?: true; undoing?: true; wrong?: string }

/** Takes a whole import back, once somebody has read what that means. */
export function Undo({ id, onUndone }: { id: string; onUndone: (undone: ImportUndone) => void }) {
  const [{ asked, undoing, wrong }, setState] = useState<State>({})
  if (!asked) {
    return (
      <p className="govuk-body">
        <button type="button" className="link-button" onClick={() => setState({ asked: true })}>
          Undo this import
        </button>
      </p>
    )
  }
  const undo = () => {
    setState({ asked: true, undoing: true })
    service.undoImport(id).then(onUndone, (failure: unknown) =>
      setState({
        asked: true,
        wrong: `${failure instanceof Problem ? failure.message : 'The import could not be undone.'} Press again to go on: nothing is undone twice.`,
      }),
    )
  }
  return (
    <section aria-labelledby="undo" className="import-undo">
      {wrong && <ErrorSummary key={wrong} title="There is a problem" errors={[{ text: wrong }]} />}
      <h2 className="govuk-heading-m" id="undo">
        Undo this import?
      </h2>
      <p className="govuk-body">
        What it brought and nobody has sent is withdrawn. What LOTI has approved is proposed back as it was
        before, in your open submission; whatever somebody changed since stays.
      </p>
      <div className="govuk-button-group">
        <Button type="button" className="govuk-button--warning" disabled={undoing} onClick={undo}>
          {undoing ? 'Undoing…' : 'Undo the import'}
        </Button>
        <button type="button" className="link-button" onClick={() => setState({})}>
          Keep it
        </button>
      </div>
    </section>
  )
}
