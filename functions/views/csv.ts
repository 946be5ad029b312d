import { csvFile } from '../domain/csv.ts'
import type { ServedTable } from '../schema/table.ts'

export const csvOf = ({ columns, rows }: Pick<ServedTable, 'columns' | 'rows'>): string =>
  csvFile([columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ id }) => row[id]))])
