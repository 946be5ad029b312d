import { type ReactNode, useId, useState } from 'react'
import type { DefinitionId } from '../../../functions/schema/definitions.ts'
import { DataTable, type TableOf } from './dataTable.tsx'
import { Method } from './method.tsx'
import { ServedTable, servedFile } from './servedTable.tsx'
import { downloadTable } from './tableFile.ts'

export type { TableOf } from './dataTable.tsx'

/** The numbers of a figure: at hand, with a name for the file, or by their address in the service. */
type Numbers =
  | { table: TableOf; file: string; served?: never }
  | { served: string; table?: never; file?: never }

/** A figure: what it finds, what that rests on, the drawing, the same as a table, and how it was worked out. */
export function Figure({
  title,
  basis,
  method,
  level = 2,
  children,
  ...numbers
}: {
  title: ReactNode
  /** From how much and from whom: the denominator, in words. */
  basis: ReactNode
  /** Definitions the figure rests on, or an explanation of its own. */
  method?: DefinitionId[] | ReactNode
  level?: 2 | 3
  children: ReactNode
} & Numbers) {
  const id = useId()
  const [shown, setShown] = useState<'table' | 'method'>()
  const Heading = level === 2 ? 'h2' : 'h3'
  const { served, table, file } = numbers
  const turn = (panel: 'table' | 'method', words: string) => (
    <button
      type="button"
      className="linklike"
      aria-expanded={shown === panel}
      aria-controls={`${id}-${panel}`}
      onClick={() => setShown(shown === panel ? undefined : panel)}
    >
      {words}
    </button>
  )
  return (
    <figure className="figure" aria-labelledby={id}>
      <figcaption>
        <Heading className="govuk-heading-m" id={id}>
          {title}
        </Heading>
        <p className="basis">{basis}</p>
      </figcaption>
      {children}
      <div className="figure__foot">
        <div className="figure__acts">
          {turn('table', shown === 'table' ? 'Hide the table' : 'Show the table')}
          {method !== undefined && turn('method', 'How this is worked out')}
          {table && (
            <>
              <button type="button" className="linklike" onClick={() => downloadTable(file, table, 'csv')}>
                Download CSV
              </button>
              <button type="button" className="linklike" onClick={() => downloadTable(file, table, 'json')}>
                JSON<span className="govuk-visually-hidden">: {title}</span>
              </button>
            </>
          )}
          {served !== undefined && (
            <>
              <a
                className="govuk-link govuk-link--no-visited-state"
                href={servedFile(served, 'csv')}
                download
              >
                Download CSV<span className="govuk-visually-hidden">: {title}</span>
              </a>
              <a className="govuk-link govuk-link--no-visited-state" href={servedFile(served, 'json')}>
                JSON<span className="govuk-visually-hidden">: {title}</span>
              </a>
            </>
          )}
        </div>
        <div id={`${id}-table`} className="figure__panel" hidden={shown !== 'table'}>
          {shown === 'table' && (table ? <DataTable table={table} /> : <ServedTable at={served} />)}
        </div>
        <div id={`${id}-method`} className="figure__panel" hidden={shown !== 'method'}>
          {isDefinitions(method) ? <Method of={method} /> : method}
        </div>
      </div>
    </figure>
  )
}

const isDefinitions = (method: DefinitionId[] | ReactNode): method is DefinitionId[] =>
  Array.isArray(method) && method.every((one) => typeof one === 'string')
