import { createHash } from 'node:crypto'
import { plain } from '../domain/plain.ts'
import { problem } from '../domain/problem.ts'
import { type ImportLook, type Mapping, mappingProblems, type ShapeName } from '../schema/import.ts'
import { missingColumns, noticesShape } from './contractsFinder.ts'
import type { Shape } from './entry.ts'
import { choices, guesses, kindGuessed } from './guess.ts'
import { columnName, namedField } from './importable.ts'
import { mappedShape, type Whose } from './mapped.ts'
import type { FindHeader, Sheet } from './read.ts'
import { bySubject, soundsLikeIt } from './subject.ts'
import { isSystemsList, systemsListShape } from './systemsList.ts'

// Which shape of file a header belongs to.

/** Columns we write beside the rows that are not taken. They are never read. */
export const whyColumns = ['Row', 'What is wrong', 'What would mend it']

type Recognised = { name: ShapeName; shape: Shape }

/** The fields the Transparency Code 2015 has an authority publish of each contract, whatever each calls them. */
const statutory = [
  'reference',
  'title',
  'department',
  'description',
  'supplier',
  'startsOn',
  'endsOn',
  'irrecoverableVatPounds',
  'tenderOrQuote',
  'smeSupplier',
  'vcseSupplier',
]
/** A file that has so many of them by name, a title, a supplier and a sum is that list. */
const fewestStatutory = 8

/** What the columns of a Transparency Code list are read into; nothing for a header of another kind. */
function transparencyFields(header: readonly string[]): string[] | undefined {
  const fields: string[] = []
  for (const name of header) {
    const field = whyColumns.includes(name) ? '' : (namedField('contract', name)?.field ?? '')
    // Of two columns of one meaning the first is read, unless it is a description, which guidance gives twice.
    fields.push(fields.includes(field) ? '' : field)
  }
  const has = (field: string) => fields.includes(field)
  const enough = statutory.filter(has).length >= fewestStatutory
  return enough && has('title') && has('supplier') && (has('annualPounds') || has('wholeLifePounds'))
    ? fields
    : undefined
}

/** A file whose header says what it is. */
export function knownShape(header: string[], whose: Whose): Recognised | undefined {
  if (missingColumns(header).length === 0)
    return { name: 'Contracts Finder CSV', shape: noticesShape(header) }
  const fields = transparencyFields(header)
  if (fields) {
    const shape = mappedShape(header, { kind: 'contract', fields }, whose)
    return { name: 'Transparency Code CSV', shape: soundsLikeIt(shape) }
  }
  if (isSystemsList(header)) return { name: 'Systems list', shape: systemsListShape(header) }
  return undefined
}

const isKnown = (header: string[]) =>
  missingColumns(header).length === 0 || transparencyFields(header) !== undefined || isSystemsList(header)

/** The row that names the columns: one of a known layout, or the first that is about as full as those beneath it. */
export const headerFound: FindHeader = (starts) => {
  const known = starts.findIndex(isKnown)
  if (known >= 0) return known + 1
  const filled = starts.map((row) => row.filter((cell) => cell !== '').length)
  const most = Math.max(...filled)
  const first = starts.findIndex(
    (row, index) =>
      (filled[index] ?? 0) >= Math.max(1, 0.6 * most) &&
      row.filter((cell) => /^[£\d.,/\s:-]+$/.test(cell)).length <= (filled[index] ?? 0) / 3,
  )
  return Math.max(0, first) + 1
}

/** The shape somebody said a file has. Throws a problem where what they said cannot be. */
export function shapeSaid(header: string[], { kind, fields }: Mapping, whose: Whose): Shape {
  if (fields.length !== header.length) {
    throw problem.invalid({
      mapping: `The file has ${header.length} columns and something was said of ${fields.length}. Choose the file again.`,
    })
  }
  const wrong = mappingProblems({ kind, fields }, choices()[kind])
  if (Object.keys(wrong).length > 0) throw problem.invalid(wrong, 'Say what each column is.')
  return bySubject(mappedShape(header, { kind, fields }, whose))
}

const mostSamples = 3
/** Rows that are looked at to tell what columns are. */
const mostRowsLookedAt = 100

/** What somebody needs to see of a file to say what its columns are. */
export async function lookAt({ header, headerRow, starts, rows }: Sheet) {
  const seen = header.map((): string[] => [])
  let read = 0
  for await (const row of rows) {
    for (const [place, cells] of seen.entries()) {
      const cell = row
        .text(place, 80)
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim()
      if (cell !== '' && cells.length < 30) cells.push(cell)
    }
    read += 1
    if (read === mostRowsLookedAt) break
  }
  const columns = header.map((name, index) => ({ name, samples: seen[index] ?? [] }))
  const guessed = { system: guesses('system', columns), contract: guesses('contract', columns) }
  return {
    headerRow,
    starts: starts.map((row) => row.slice(0, 8).map((cell) => cell.slice(0, 60))),
    columns: columns.map(({ name, samples }, index) => {
      const { system, contract } = { system: guessed.system[index], contract: guessed.contract[index] }
      return {
        name: name.slice(0, 200),
        samples: [...new Set(samples)].slice(0, mostSamples),
        guesses: whyColumns.includes(name)
          ? {}
          : { ...(system && { system }), ...(contract && { contract }) },
      }
    }),
    kind: kindGuessed(columns),
    fields: choices(),
  } satisfies Omit<ImportLook, 'fileName'>
}

/** By what a header is known again: the names of its columns, however they are written. */
export const headerKey = (header: readonly string[]): string =>
  createHash('sha256')
    .update(
      header
        .filter((name) => !whyColumns.includes(name))
        .map((name) => columnName(name) || plain(name))
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 32)
