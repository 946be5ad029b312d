// How a field is asked and how it reads: what the fields of every kind of record have in common.

export type Choice = { value: string; text: string; hint?: string }

export type Field = {
  label: string
  hint?: string
  /** How it is asked. */
  as:
    | 'line'
    | 'prose'
    | 'pounds'
    | 'number'
    | 'date'
    | 'yes or no'
    | 'choice'
    | 'service areas'
    | 'vendor'
    | 'product'
    | 'systems'
    | 'authority'
    | 'authorities'
    | 'terms'
    | 'codes'
    | 'notices'
    | 'held back'
    | 'mailbox'
  choices?: readonly Choice[]
  required?: true
  /** What nothing stated means. */
  otherwise?: string
  /** Said after a number. */
  unit?: string
  /** Who sees it, where that is not everyone. */
  seenBy?: 'members' | 'us'
  /** Asked only while this holds of what has been typed; what has an answer is always asked. */
  when?: (values: Values, today: string) => boolean
  /** Asked within another question, beneath the choice that brings it up. */
  within?: { field: string; choices: readonly string[] }
}

/** A record's fields as typed: complete or not, right or wrong. */
export type Values = Record<string, unknown>

/** Choices that read as they are kept. */
export const sameWords = <const T extends readonly string[]>(values: T) =>
  values.map((value) => ({ value, text: value.charAt(0).toUpperCase() + value.slice(1) }))

export const notStated: Choice = { value: '', text: 'Not stated' }
