import { type Edits, edited } from '../../../../../functions/domain/draft.ts'
import type { TypedBy } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../../functions/schema/record.ts'
import { isBlank, saysTheSame } from '../../../../../functions/schema/typed.ts'
import { type Field, fields, type Values } from '../../fields.ts'

// A record's fields as a form holds them: text in boxes, a date in three, yes and no as words. What is saved while
// typing is exactly this; the shared schema reads it on sending.

export type Boxes = { day: string; month: string; year: string }

/** A value held back, as the form holds it. */
export type Held = { field: string; ground: string; reviewOn: Boxes }

export const emptyDate: Boxes = { day: '', month: '', year: '' }

export const dateBoxes = (value: unknown): Boxes => {
  if (typeof value === 'object' && value !== null) {
    const { day, month, year } = value as Values
    return { day: text(day), month: text(month), year: text(year) }
  }
  if (typeof value !== 'string' || !value) return { ...emptyDate }
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []
  if (!year) return { day: value, month: '', year: '' }
  return { day: `${Number(day)}`, month: `${Number(month)}`, year }
}

/** Drafts come through the API too, where anything may stand in a field: what no box can hold is left out. */
const text = (value: unknown) => (isBlank(value) || typeof value === 'object' ? '' : `${value}`)
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
  Object.fromEntries(Object.entries(record).filter(([name]) => Object.hasOwn(fields[record.kind], name)))

/** A proposal's values over the record it would change: a field it does not mention stays as it is. */
export const proposed = (record: RegisterRecord | null, values: Values): Values => ({
  ...(record ? statedBy(record) : {}),
  ...values,
})

/** What someone else left in a field this person has changed too. */
export type Theirs = { value: unknown; by?: TypedBy | undefined }
export type Clashing = Readonly<Record<string, Theirs>>

/** The edits that lead from one to the other, field by field. */
export const editsBetween = (kind: RecordKind, from: Values, to: Values): Edits =>
  Object.fromEntries(
    Object.keys(fields[kind])
      .filter((field) => !saysTheSame(kind, field, from[field], to[field]))
      .map((field) => [field, { from: from[field], to: to[field] }]),
  )

/**
 * What a form should hold now that the service says `theirs`: `mine` is what was typed upon `basis`, which is what the
 * service was last known to say. What only one of the two changed is taken; what both did is for a person.
 */
export function meet(
  kind: RecordKind,
  { basis, mine, theirs }: { basis: Values; mine: Values; theirs: Values },
): { values: Values; clashes: string[]; taken: string[] } {
  const values = { ...mine }
  const taken: string[] = []
  const edits = editsBetween(kind, basis, mine)
  const { values: joined, clashes } = edited(kind, { values: theirs, edits })
  const clashing = clashes.map(({ field }) => field)
  const whole = typed(kind, joined)
  for (const field of Object.keys(fields[kind])) {
    if (clashing.includes(field) || saysTheSame(kind, field, whole[field], mine[field])) continue
    values[field] = whole[field]
    taken.push(field)
  }
  return { values, clashes: clashing, taken }
}
