import { csvFile } from '../../../functions/domain/csv.ts'
import type { TableOf } from './figure.tsx'

export const csvOf = ({ head, rows }: TableOf) => csvFile([head, ...rows])

export function downloadCsv(name: string, table: TableOf) {
  const url = URL.createObjectURL(new Blob([csvOf(table)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
