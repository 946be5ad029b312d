import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { Button } from '../../../govuk/index.ts'
import { kindWords } from '../../fields.ts'

/** The ways on from a form: all of them save first. */
export function Continue({
  kind,
  isNew,
  title,
  goOn,
}: {
  kind: RecordKind
  isNew: boolean
  title: () => string
  /** Saves, complete or not, and goes on to another page. */
  goOn: (to: (id: string | undefined) => string, state?: object) => () => void
}) {
  const words = kindWords[kind]
  return (
    <div className="govuk-button-group record__end">
      <Button>Save and check your answers</Button>
      {isNew && kind === 'system' && (
        <Button
          type="button"
          className="govuk-button--secondary"
          onClick={goOn((made) => `/our/contracts/new${made ? `?systems=${made}` : ''}`)}
        >
          Save and add its contract
        </Button>
      )}
      {isNew && (
        <Button
          type="button"
          className="govuk-button--secondary"
          onClick={() =>
            goOn(() => `/our/${words.path}/new`, {
              added: title(),
              afresh: crypto.randomUUID(),
            })()
          }
        >
          Save and add another {words.one}
        </Button>
      )}
      <button type="button" className="link-button" onClick={goOn(() => `/our/${words.path}`)}>
        Save and come back later
      </button>
    </div>
  )
}
