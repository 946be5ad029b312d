import { grounds, isoFrom, monthOf } from '../../../functions/schema/fields.ts'
import type { RecordKind } from '../../../functions/schema/record.ts'
import { isBlank, saysTheSame, understood } from '../../../functions/schema/typed.ts'
import { midSentence } from '../format.ts'
import { contractFields } from './contractFields.ts'
import type { Choice, Field, Values } from './field.ts'
import { systemFields } from './systemFields.ts'

export type { Choice, Field, Values } from './field.ts'

// What each field is called, how it is asked and how its value reads: one place for forms, differences and lists.

export const fields: Record<RecordKind, Record<string, Field>> = {
  system: systemFields,
  contract: contractFields,
}

export type Section = { id: string; title: string; about?: string; fields: string[] }

/**
 * The order a form asks in: what must be known first, what is good to know after. Questions within another, and what
 * is held back, are asked where they belong.
 */
export const sections: Record<RecordKind, Section[]> = {
  system: [
    {
      id: 'the-system',
      title: 'The system',
      fields: ['product', 'name', 'serviceAreas', 'maker', 'hosting'],
    },
    {
      id: 'its-life',
      title: 'Its life',
      about: 'Dates tell readers whether it is planned, live, being replaced or retired.',
      fields: ['goesLiveOn', 'plannedReplacementOn', 'replacedBy', 'replacedOn', 'retiredOn'],
    },
    { id: 'use', title: 'How it is used', fields: ['users', 'criticality', 'aiUse'] },
    { id: 'technology', title: 'Data and support', fields: ['hasApi', 'portability', 'supportModel'] },
    {
      id: 'others',
      title: 'Others who share it or may ask',
      fields: ['sharedWith', 'leadAuthority', 'peerContact', 'notes'],
    },
  ],
  contract: [
    { id: 'the-contract', title: 'The contract', fields: ['title', 'supplier', 'serviceAreas', 'systems'] },
    {
      id: 'term',
      title: 'Term and renewal',
      about: 'These settle the day by which you must decide what comes next.',
      fields: ['startsOn', 'endsOn', 'renewal', 'options', 'optionsUsed', 'noticeMonths', 'stillUsed'],
    },
    { id: 'value', title: 'Value', fields: ['annualPounds', 'wholeLifePounds', 'irrecoverableVatPounds'] },
    {
      id: 'buying',
      title: 'How it was bought',
      fields: ['route', 'framework', 'tenderOrQuote', 'smeSupplier', 'vcseSupplier'],
    },
    {
      id: 'register',
      title: 'Your register and published notices',
      about: 'With these the contract completes your Transparency Code list.',
      fields: ['reference', 'department', 'description', 'notices', 'cpvCodes'],
    },
    { id: 'others', title: 'Others', fields: ['buyingTogether', 'sharedWith', 'leadAuthority'] },
  ],
}

export const kindWords = {
  system: { one: 'system', many: 'systems', path: 'systems', title: 'name' },
  contract: { one: 'contract', many: 'contracts', path: 'contracts', title: 'title' },
} as const satisfies Record<RecordKind, { one: string; many: string; path: string; title: string }>

export const actionWords = {
  create: 'Add',
  update: 'Change',
  retire: 'Retire',
  confirm: 'Confirm',
} as const

/** `contracts` or `1 contract`, with the number written for people. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`

/** What a field is called in the midst of a sentence. */
export const fieldWords = (kind: RecordKind, field: string) =>
  midSentence(fields[kind][field]?.label ?? field)

/** What a record calls itself, as typed so far. */
export const titleOf = (kind: RecordKind, values: Values): string => {
  const title = values[kindWords[kind].title]
  return typeof title === 'string' && title.trim() ? title.trim() : `New ${kindWords[kind].one}`
}

// Values in words

/** What ids are called. An id that is in no list is shown as it is. */
export type Names = Record<
  'authority' | 'vendor' | 'product' | 'serviceArea' | 'system',
  (id: string) => string
>

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `3 March 2026`; `3 Mar 2026` where there is little room. Text that is no date is given back. */
export const dateWords = (date: string, { short = false } = {}): string => {
  const [, year, month = '', day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(date) ?? []
  const name = months[Number(month) - 1]
  return name ? `${Number(day)} ${short ? name.slice(0, 3) : name} ${year}` : date
}

/** `3 March 2026 at 4:05pm`, in London. */
export const instantWords = (at: string): string => {
  const when = new Date(at)
  if (Number.isNaN(when.getTime())) return at
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', ...options }).format(when)
  const time = part({ hour: 'numeric', minute: '2-digit', hour12: true }).replace(' ', '').toLowerCase()
  return `${part({ day: 'numeric', month: 'long', year: 'numeric' })} at ${time}`
}

export const poundsWords = (pounds: number) => `£${pounds.toLocaleString('en-GB')}`

/** Fields that differ, in the order the form asks for them. */
export const differences = (kind: RecordKind, before: Values, after: Values): string[] =>
  Object.keys(fields[kind]).filter((field) => !saysTheSame(kind, field, before[field], after[field]))

const boxes = (value: object) => {
  const { day = '', month = '', year = '' } = value as Record<string, string>
  const iso = isoFrom(Number(year), monthOf(month), Number(day))
  if (iso) return dateWords(iso)
  return [day, month, year].filter(Boolean).join(' ')
}

const asDate = (value: unknown) =>
  typeof value === 'string'
    ? dateWords(value)
    : typeof value === 'object' && value
      ? boxes(value)
      : `${value}`

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

/** A value in words, one entry a line; nothing where nothing is stated. */
export function printed(kind: RecordKind, field: string, typed: unknown, names: Names): string[] {
  const about = fields[kind][field]
  const value = understood(kind, field, typed)
  if (isBlank(value)) return []
  const named = (what: keyof Names) => list(value).map((id) => names[what](`${id}`))
  switch (about?.as) {
    case 'pounds':
      return [typeof value === 'number' ? poundsWords(value) : `${value}`]
    case 'number':
      return [
        `${typeof value === 'number' ? value.toLocaleString('en-GB') : value}${
          about.unit ? ` ${value === 1 ? about.unit.replace(/s$/, '') : about.unit}` : ''
        }`,
      ]
    case 'date':
      return [asDate(value)]
    case 'yes or no':
      return [value === true ? 'Yes' : value === false ? 'No' : `${value}`]
    case 'choice':
      return [about.choices?.find((choice) => choice.value === `${value}`)?.text ?? `${value}`]
    case 'service areas':
      return named('serviceArea')
    case 'vendor':
      return named('vendor')
    case 'product':
      return named('product')
    case 'systems':
      return named('system')
    case 'authority':
    case 'authorities':
      return named('authority')
    case 'terms':
      return list(value).map((length) => (Number(length) === 1 ? '1 month' : `${length} months`))
    case 'codes':
      return [list(value).join(', ')]
    case 'notices':
      return list(value).map((one) => {
        const { service, noticeId, ocid, url } = (one ?? {}) as Record<string, string>
        return [service, noticeId ?? ocid, url].filter(Boolean).join(' · ')
      })
    case 'held back':
      return list(value).map((one) => {
        const { field: held = '', ground, reviewOn } = (one ?? {}) as Record<string, unknown>
        const name = fields[kind][`${held}`]?.label ?? `${held}`
        return `${name}: ${isBlank(ground) ? 'no reason yet' : ground}, review on ${isBlank(reviewOn) ? 'no date yet' : asDate(reviewOn)}`
      })
    case 'prose':
      return `${value}`.split('\n')
    default:
      return list(value).map((one) => `${one}`)
  }
}

export const groundChoices: readonly Choice[] = [
  { value: grounds[0], text: 'Commercially sensitive', hint: 'Section 43 of the Freedom of Information Act' },
  { value: grounds[1], text: 'Crime prevention or security', hint: 'Section 31' },
  { value: grounds[2], text: 'Another reason' },
]
