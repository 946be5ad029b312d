import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import { type Field, fields, isBlank, same, type Values } from '../fields.ts'

// A record's fields as a form holds them: text in boxes, a date in three, yes and no as words. What is saved while
// typing is exactly this; the shared schema reads it on sending.

export type Boxes = { day: string; month: string; year: string }

export const emptyDate: Boxes = { day: '', month: '', year: '' }

export const dateBoxes = (value: unknown): Boxes => {
  if (typeof value === 'object' && value !== null) return { ...emptyDate, ...(value as Partial<Boxes>) }
  if (typeof value !== 'string' || !value) return { ...emptyDate }
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []
  if (!year) return { day: value, month: '', year: '' }
  return { day: `${Number(day)}`, month: `${Number(month)}`, year }
}

const text = (value: unknown) => (isBlank(value) ? '' : `${value}`)
const list = (value: unknown): unknown[] => (isBlank(value) ? [] : Array.isArray(value) ? value : [value])

function typedField({ as, otherwise = '' }: Field, value: unknown): unknown {
  switch (as) {
    case 'date':
      return dateBoxes(value)
    case 'yes or no':
      return value === true ? 'yes' : value === false ? 'no' : text(value) || otherwise
    case 'service areas':
    case 'systems':
    case 'authorities':
    case 'codes':
    case 'terms':
      return list(value).map(text)
    case 'notices':
      return list(value).map((one) => {
        const { ocid, noticeId, service, url } = (one ?? {}) as Values
        return { ocid: text(ocid), noticeId: text(noticeId), service: text(service), url: text(url) }
      })
    case 'held back':
      return list(value).map((one) => {
        const { field, ground, reviewOn } = (one ?? {}) as Values
        return { field: text(field), ground: text(ground), reviewOn: dateBoxes(reviewOn) }
      })
    default:
      return text(value) || otherwise
  }
}

/** Every field of the kind as the form holds it, whatever shape it came in. */
export const typed = (kind: RecordKind, values: Values): Values =>
  Object.fromEntries(
    Object.entries(fields[kind]).map(([name, field]) => [name, typedField(field, values[name])]),
  )

/** The fields an authority states, without the record's own particulars. */
export const statedBy = (record: RegisterRecord): Values =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name in fields[record.kind]))

/** A proposal's values over the record it would change: a field it does not mention stays as it is. */
export const proposed = (record: RegisterRecord | null, values: Values): Values => ({
  ...(record ? statedBy(record) : {}),
  ...values,
})

export type Clash = { field: string; mine: unknown; theirs: unknown }

/** Two people's typing since the same start: what only one of them touched is taken, the rest is for a person. */
export function merge(
  kind: RecordKind,
  { start, mine, theirs }: { start: Values; mine: Values; theirs: Values },
): { values: Values; clashes: Clash[] } {
  const values = { ...theirs }
  const clashes: Clash[] = []
  for (const field of Object.keys(fields[kind])) {
    const iChanged = !same(kind, field, start[field], mine[field])
    if (!iChanged || same(kind, field, mine[field], theirs[field])) continue
    values[field] = mine[field]
    if (!same(kind, field, start[field], theirs[field])) {
      clashes.push({ field, mine: mine[field], theirs: theirs[field] })
    }
  }
  return { values, clashes }
}
