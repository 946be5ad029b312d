import { trimmed } from './fields.ts'
import { type RecordKind, schemas } from './record.ts'

// What is typed in a field, understood as it will be on sending. A draft may hold anything; two drafts are compared
// by what they say and not by how it was typed: `£1,200` and `1200` are one answer.

/** Nothing said: empty text, an empty list, or boxes that are all empty. */
export const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && trimmed(value) === '') ||
  (Array.isArray(value) ? value.every(isBlank) : isEmptyObject(value))

const isEmptyObject = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.values(value).every(isBlank)

const schemaOf = (kind: RecordKind, field: string) => {
  const shape: Record<string, { safeParse: (value: unknown) => { success: boolean; data?: unknown } }> =
    schemas[kind].fields.shape
  return Object.hasOwn(shape, field) ? shape[field] : undefined
}

/** What is said in a field, and nothing that every object has. */
export const own = (values: Record<string, unknown>, field: string): unknown =>
  Object.hasOwn(values, field) ? values[field] : undefined

/** Whether records of a kind have such a field. */
export const isField = (kind: RecordKind, field: string): boolean =>
  Object.hasOwn(schemas[kind].fields.shape, field)

/** A value as its schema understands it, nothing stated included; as typed where it does not. */
export function understood(kind: RecordKind, field: string, value: unknown): unknown {
  const typed = isBlank(value) ? undefined : value
  const read = schemaOf(kind, field)?.safeParse(typed)
  return read?.success ? read.data : typed
}

/** The same whatever order its parts came in, and without those that say nothing. */
const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, part]) => !isBlank(part))
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, canonical(part)]),
        )
      : value

/** Whether two values of a field say the same. */
export function saysTheSame(kind: RecordKind, field: string, a: unknown, b: unknown): boolean {
  const text = (value: unknown) => {
    const said = understood(kind, field, value)
    return isBlank(said) ? '' : JSON.stringify(canonical(said))
  }
  return text(a) === text(b)
}
