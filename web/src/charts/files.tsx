import { useId, useState } from 'react'
import type { DefinitionId } from '../../../functions/schema/definitions.ts'
import { Method } from './method.tsx'
import { servedFile } from './servedTable.tsx'

/** The files of a list that is its own table, and how it is worked out. `what` tells one page's lists apart. */
export function Files({ served, what, method }: { served: string; what: string; method?: DefinitionId[] }) {
  const id = useId()
  const [isShown, setShown] = useState(false)
  return (
    <div className="figure__foot">
      <div className="figure__acts">
        {method && (
          <button
            type="button"
            className="linklike"
            aria-expanded={isShown}
            aria-controls={id}
            onClick={() => setShown(!isShown)}
          >
            How this is worked out
          </button>
        )}
        <a className="govuk-link govuk-link--no-visited-state" href={servedFile(served, 'csv')} download>
          Download CSV<span className="govuk-visually-hidden">: {what}</span>
        </a>
        <a className="govuk-link govuk-link--no-visited-state" href={servedFile(served, 'json')}>
          JSON<span className="govuk-visually-hidden">: {what}</span>
        </a>
      </div>
      {method && (
        <div id={id} className="figure__panel" hidden={!isShown}>
          <Method of={method} />
        </div>
      )}
    </div>
  )
}
