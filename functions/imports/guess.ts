import { plain } from '../domain/plain.ts'
import type { ImportLook } from '../schema/import.ts'
import type { RecordKind } from '../schema/record.ts'
import { columnName, type Importable, importable, namedField } from './importable.ts'
import { dateFrom, poundsFrom } from './values.ts'

// What a column nobody has named may be, and why it is thought so. A person has the last word.

export type Guess = { field: string; why: string }
type Column = { name: string; samples: readonly string[] }

/** From this share of its cells on, a column is what they are. */
const most = 0.8

const share = (samples: readonly string[], is: (cell: string) => boolean) =>
  samples.length === 0 ? 0 : samples.filter(is).length / samples.length

const isDate = (cell: string) => /\d/.test(cell) && typeof dateFrom(cell) === 'string'
const isMoney = (cell: string) => /\d/.test(cell) && typeof poundsFrom(cell) === 'number'

/** Whether what a column holds speaks against the field its name suggests. */
const contradicts = ({ looks }: Importable, samples: readonly string[]) =>
  samples.length > 0 &&
  ((looks === 'date' && share(samples, isDate) === 0) || (looks === 'money' && share(samples, isMoney) === 0))

/** Whether a name of several words stands in a column's: `end date` in `current end date of term`. */
const within = (column: string, name: string) => name.includes(' ') && ` ${column} `.includes(` ${name} `)

/**
 * Guesses for the columns of a file about records of one kind. No two columns are guessed to be one field: the one
 * whose name says so to the letter comes first, then the one on the left.
 */
export function guesses(kind: RecordKind, columns: readonly Column[]): (Guess | undefined)[] {
  const taken = new Set<string>()
  const found: (Guess | undefined)[] = columns.map(() => undefined)
  const take = (index: number, field: string, why: string) => {
    if (found[index] || taken.has(field)) return
    found[index] = { field, why }
    taken.add(field)
  }
  columns.forEach(({ name, samples }, index) => {
    const field = namedField(kind, name)
    if (field && !contradicts(field, samples)) take(index, field.field, 'Registers call it that')
  })
  columns.forEach(({ name, samples }, index) => {
    const called = columnName(name)
    if (found[index] || called === '') return
    const near = importable[kind]
      .flatMap((field) => field.names.map((one) => ({ field, one })))
      .filter(
        ({ field, one }) => !taken.has(field.field) && within(called, one) && !contradicts(field, samples),
      )
      .sort((a, b) => b.one.length - a.one.length)[0]
    if (near) take(index, near.field.field, `Its name has “${near.one}” in it`)
  })
  columns.forEach(({ name, samples }, index) => {
    if (found[index] || kind !== 'contract') return
    const called = plain(name)
    if (share(samples, isDate) >= most && /\b(start|begin|commenc|from)/.test(called)) {
      take(index, 'startsOn', 'Its cells are dates, and its name says start')
    } else if (share(samples, isDate) >= most && /\b(end|expir|finish|until)/.test(called)) {
      take(index, 'endsOn', 'Its cells are dates, and its name says end')
    } else if (share(samples, isMoney) >= most && /\b(annual|year|annum|pa)\b/.test(called)) {
      take(index, 'annualPounds', 'Its cells are sums of money, and its name says a year')
    } else if (share(samples, isMoney) >= most && /\b(value|cost|price|spend|total)\b/.test(called)) {
      take(index, 'wholeLifePounds', 'Its cells are sums of money')
    }
  })
  return found
}

/** What a file seems to be about: the kind of record more of its columns can be read into. */
export function kindGuessed(columns: readonly Column[]): RecordKind {
  const fits = (kind: RecordKind) =>
    guesses(kind, columns)
      .flatMap((one) => (one ? [one.field] : []))
      .filter(
        (field) => kind === 'contract' || !['authority', 'serviceAreas', 'maker', 'notes'].includes(field),
      ).length
  const isContract = guesses('contract', columns).some(
    (one) =>
      one && ['startsOn', 'endsOn', 'annualPounds', 'wholeLifePounds', 'reference'].includes(one.field),
  )
  return !isContract && fits('system') > 0 && fits('system') >= fits('contract') - 1 ? 'system' : 'contract'
}

/** What a column can be read into, for a person to choose from. */
export const choices = (): ImportLook['fields'] => {
  const of = (kind: RecordKind) =>
    importable[kind].map(({ field, label, needed }) => ({ field, label, needed: needed === true }))
  return { system: of('system'), contract: of('contract') }
}
