import { columns } from '../../functions/imports/contractsFinder.ts'

// Contracts Finder exports in small, as the service writes them.

export const header = [
  columns.id,
  columns.buyer,
  columns.status,
  columns.published,
  columns.title,
  columns.cpv,
  columns.value,
  columns.supplier,
  columns.startsOn,
  columns.endsOn,
]

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
export const csv = (rows: string[][]) => rows.map((row) => row.map(cell).join(',')).join('\r\n')

export type Given = Partial<
  Record<
    'id' | 'buyer' | 'status' | 'published' | 'title' | 'cpv' | 'value' | 'supplier' | 'startsOn' | 'endsOn',
    string
  >
>

/** An honest row, but for what is given. */
export const rowOf = (given: Given = {}): string[] => [
  given.id ?? 'N-1',
  given.buyer ?? 'London Borough of Camden',
  given.status ?? 'Awarded',
  given.published ?? '2026-01-01T00:00:00Z',
  given.title ?? 'Library management system',
  given.cpv ?? '48000000 ',
  given.value ?? '182000',
  given.supplier ?? '[Quillmere Systems Ltd|1 High Street|NONE||No|No]',
  given.startsOn ?? '01/04/2025',
  given.endsOn ?? '31/03/2028',
]

/** A whole file of rows. */
export const fileOf = (...given: Given[]) => csv([header, ...given.map(rowOf)])
