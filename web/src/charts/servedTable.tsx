import { useEffect, useState } from 'react'
import type { Column, ServedTable as Served } from '../../../functions/schema/table.ts'
import { get, Problem } from '../api.ts'
import { count, percent, pounds, quarter, shortDate } from '../format.ts'
import { DataTable } from './dataTable.tsx'

/** The address of a table as a file: `/tables/market/E12000007?by=value` as CSV or JSON. */
export function servedFile(at: string, type: 'csv' | 'json'): string {
  const [path = '', query] = at.split('?')
  return `/api/v1${path}.${type}${query ? `?${query}` : ''}`
}

const formats: Record<Column['kind'], (value: string | number) => string | number> = {
  text: (value) => value,
  count: (value) => count(Number(value)),
  pounds: (value) => pounds(Number(value)),
  share: (value) => percent(Number(value)),
  date: (value) => (value === '' ? '' : shortDate(String(value))),
  quarter: (value) => quarter(String(value)),
}
/** A sum over contracts of which none states a value is not stated; otherwise an empty cell says nothing. */
const nothing = (kind: Column['kind'], { contracts }: Record<string, unknown>) =>
  kind === 'pounds' && typeof contracts === 'number' && contracts > 0 ? 'Not stated' : '–'
const isNumber = (kind: Column['kind']) => kind === 'count' || kind === 'pounds' || kind === 'share'

/** A table the service makes, fetched when it is asked for: the same rows as in the files. */
export function ServedTable({ at }: { at: string }) {
  const [table, setTable] = useState<Served>()
  const [failed, setFailed] = useState<string>()
  useEffect(() => {
    let wanted = true
    const [path = '', query] = at.split('?')
    get<Served>(`${path}.json${query ? `?${query}` : ''}`).then(
      (found) => wanted && setTable(found),
      (failure: unknown) =>
        wanted && setFailed(failure instanceof Problem ? failure.message : 'The table could not be loaded.'),
    )
    return () => {
      wanted = false
    }
  }, [at])

  if (failed) return <p className="govuk-error-message">{failed}</p>
  if (!table) {
    return (
      <p className="loading" role="status">
        Loading…
      </p>
    )
  }
  const { columns, rows } = table
  return (
    <DataTable
      table={{
        head: columns.map(({ label }) => label),
        rows: rows.map((row) =>
          columns.map(({ id, kind }) => {
            const value = row[id]
            return value === undefined || value === null ? nothing(kind, row) : formats[kind](value)
          }),
        ),
        numeric: columns.flatMap(({ kind }, index) => (isNumber(kind) ? [index] : [])),
      }}
    />
  )
}
