import type { FieldError } from 'react-hook-form'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import type { DatePart } from '../../../govuk/index.ts'
import { fields, type Values } from '../../fields.ts'
import type { Boxes, Held } from '../drafting/typed.ts'

// A form's errors: the words for each, and where on the page its question is.

/** The first message in a field's error, however deep it lies. */
export function messageIn(error: unknown): string | undefined {
  if (!error || typeof error !== 'object') return undefined
  const { message } = error as FieldError
  if (typeof message === 'string' && message) return message
  for (const [key, part] of Object.entries(error)) {
    if (key === 'ref') continue
    const found = messageIn(part)
    if (found) return found
  }
  return undefined
}

/** The message at a place inside a field's error. */
export const messageAt = (error: unknown, ...path: (string | number)[]): string | undefined => {
  let now: unknown = error
  for (const step of path) now = (now as Record<string, unknown> | undefined)?.[step]
  return messageIn(now)
}

/** The first box left empty in a date that has others filled in. */
function emptyBox(value: unknown): DatePart | undefined {
  const boxes = (value ?? {}) as Partial<Boxes>
  const empty = (['day', 'month', 'year'] as const).filter((part) => !boxes[part]?.trim())
  return empty.length < 3 ? empty[0] : undefined
}

/** Where the question about an error is: `heldBack.0.ground` lies beside the field held back. */
export function placeOf(kind: RecordKind, path: string, values: Values): string {
  const [name = '', index, part] = path.split('.')
  const as = fields[kind][name]?.as
  if (as === 'date') return `${name}-${emptyBox(values[name]) ?? 'day'}`
  if (as === 'terms') return index && index !== '0' ? `${name}-${index}` : name
  if (as === 'notices') return index ? `notices-${index}-${part ?? 'url'}` : name
  if (as === 'held back' && index) {
    const held = (values.heldBack as Held[] | undefined)?.[Number(index)]
    return held ? `heldBack-${held.field}-${part === 'ground' ? 'ground' : 'reviewOn-day'}` : name
  }
  return name
}

/** Every message of a form's errors with its path, in the order the form asks. */
export function flat(errors: Record<string, unknown>, order: string[]): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = []
  const visit = (error: unknown, path: string) => {
    if (!error || typeof error !== 'object') return
    const { message } = error as FieldError
    if (typeof message === 'string' && message) {
      found.push({ path, message })
      return
    }
    for (const [key, part] of Object.entries(error)) {
      if (key !== 'ref' && key !== 'type') visit(part, `${path}.${key}`)
    }
  }
  for (const name of [...order, ...Object.keys(errors).filter((one) => !order.includes(one))]) {
    visit(errors[name], name)
  }
  return found
}
