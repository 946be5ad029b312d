import { config } from 'zod'
import { renewals, routes } from '../../../functions/schema/contract.ts'
import { grounds } from '../../../functions/schema/fields.ts'
import type { RecordKind } from '../../../functions/schema/record.ts'
import { aiUses, hostings, portabilities, supportModels } from '../../../functions/schema/system.ts'
import { isBlank, saysTheSame, understood } from '../../../functions/schema/typed.ts'

// The site's content security policy forbids code made at run time, which zod would otherwise try.
config({ jitless: true })

// What each field is called, how it is asked and how its value reads: one place for forms, differences and lists.

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

const sameWords = <const T extends readonly string[]>(values: T) =>
  values.map((value) => ({ value, text: value.charAt(0).toUpperCase() + value.slice(1) }))

const notStated: Choice = { value: '', text: 'Not stated' }

const system = {
  name: {
    label: 'Name',
    hint: 'What people in your authority call it, like Housing repairs. The product’s name will do',
    as: 'line',
    required: true,
  },
  serviceAreas: {
    label: 'Service areas',
    hint: 'What it is for. Choose as many as apply',
    as: 'service areas',
    required: true,
  },
  product: {
    label: 'Product',
    hint: 'What is sold, by name. It fills in what is known of it. Leave it empty if you made it yourselves',
    as: 'product',
  },
  maker: { label: 'Maker', hint: 'The company that makes it, or in-house', as: 'vendor' },
  hosting: {
    label: 'Hosting',
    as: 'choice',
    otherwise: 'unknown',
    choices: [
      { value: hostings[0], text: 'SaaS', hint: 'The vendor runs it for you' },
      { value: hostings[1], text: 'Cloud, managed by us' },
      { value: hostings[2], text: 'On premises' },
      { value: hostings[3], text: 'Shared service', hint: 'Another authority or a partnership runs it' },
      { value: hostings[4], text: 'Not known' },
    ],
  },
  goesLiveOn: {
    label: 'Goes live on',
    hint: 'Leave it empty if it has been live for as long as anyone knows',
    as: 'date',
  },
  plannedReplacementOn: {
    label: 'Replacement planned for',
    hint: 'Roughly when you expect to replace it',
    as: 'date',
    seenBy: 'members',
  },
  replacedBy: {
    label: 'Being replaced by',
    hint: 'The system that takes over, once it is known',
    as: 'line',
  },
  replacedOn: {
    label: 'Replaced on',
    hint: 'The day the other takes over',
    as: 'date',
    when: ({ replacedBy }) => !isBlank(replacedBy),
  },
  retiredOn: {
    label: 'Retired on',
    hint: 'Only if it is no longer used',
    as: 'date',
    // It is said where a record is retired, and mended here.
    when: () => false,
  },
  users: { label: 'Users', hint: 'People who sign in to it, roughly', as: 'number', unit: 'people' },
  criticality: {
    label: 'Criticality',
    hint: 'How much depends on it',
    as: 'choice',
    choices: [
      { value: '1', text: '1', hint: 'Most critical' },
      { value: '2', text: '2' },
      { value: '3', text: '3' },
      { value: '4', text: '4', hint: 'Least critical' },
      notStated,
    ],
  },
  aiUse: {
    label: 'Use of AI',
    as: 'choice',
    choices: [
      { value: aiUses[0], text: 'None' },
      { value: aiUses[1], text: 'In pilot' },
      { value: aiUses[2], text: 'Live' },
      notStated,
    ],
  },
  aiPurpose: {
    label: 'What AI is used for',
    as: 'line',
    within: { field: 'aiUse', choices: ['pilot', 'live'] },
  },
  hasApi: { label: 'Has an API you use', as: 'yes or no', seenBy: 'members' },
  portability: {
    label: 'Data portability',
    hint: 'How easily you could take all your data out',
    as: 'choice',
    choices: [...sameWords(portabilities), notStated],
    seenBy: 'members',
  },
  supportModel: {
    label: 'Support',
    hint: 'Who supports it day to day',
    as: 'choice',
    choices: [...sameWords(supportModels), notStated],
    seenBy: 'members',
  },
  sharedWith: {
    label: 'Shared with',
    hint: 'Other authorities that use this same system',
    as: 'authorities',
  },
  leadAuthority: {
    label: 'Lead authority',
    hint: 'Who runs it for the others',
    as: 'authority',
    when: ({ sharedWith }) => !isBlank(sharedWith),
  },
  peerContact: {
    label: 'Contact for peers',
    hint: 'A role’s mailbox, like digital@council.gov.uk, not a person’s own address',
    as: 'mailbox',
    seenBy: 'members',
  },
  notes: { label: 'Notes', as: 'prose', seenBy: 'us' },
  heldBack: {
    label: 'Held back from the public',
    hint: 'A value held back is in no public page, file, feed or total',
    as: 'held back',
  },
} satisfies Record<string, Field>

const contract = {
  title: {
    label: 'Title',
    hint: 'What the contract is for, like Housing management system',
    as: 'line',
    required: true,
  },
  supplier: {
    label: 'Supplier',
    hint: 'The company you pay. It may differ from the one that makes the product',
    as: 'vendor',
    required: true,
  },
  systems: { label: 'Systems covered', hint: 'Leave it empty if there are none yet', as: 'systems' },
  serviceAreas: {
    label: 'Service areas',
    hint: 'What it is for. Choose as many as apply',
    as: 'service areas',
  },
  startsOn: { label: 'Starts on', as: 'date' },
  endsOn: {
    label: 'Ends on',
    hint: 'The end of the term now running, with any extension already taken',
    as: 'date',
  },
  renewal: {
    label: 'What happens at the end',
    as: 'choice',
    otherwise: 'ends',
    choices: [
      { value: renewals[0], text: 'It ends' },
      {
        value: renewals[1],
        text: 'It rolls over',
        hint: 'It carries on for another term unless you give notice',
      },
      { value: renewals[2], text: 'You may extend it', hint: 'By the options you enter below' },
    ],
  },
  rollMonths: {
    label: 'Length of each further term',
    as: 'number',
    unit: 'months',
    within: { field: 'renewal', choices: ['rolls over'] },
  },
  options: {
    label: 'Extension options left',
    hint: 'The length of each, in the order you could take them',
    as: 'terms',
    when: ({ renewal }) => renewal === 'by option',
  },
  optionsUsed: {
    label: 'Extension options already taken',
    hint: 'How many. The end date above includes them',
    as: 'number',
    when: ({ renewal }) => renewal === 'by option',
  },
  noticeMonths: {
    label: 'Notice period',
    hint: 'If you leave it empty we assume none, or 3 months where the contract rolls over',
    as: 'number',
    unit: 'months',
  },
  stillUsed: {
    label: 'Still used after it ended',
    as: 'yes or no',
    otherwise: 'no',
    when: ({ endsOn, renewal }, today) => {
      const end = understood('contract', 'endsOn', endsOn)
      return renewal !== 'rolls over' && typeof end === 'string' && end < today
    },
  },
  annualPounds: { label: 'Annual value', hint: 'In whole pounds, without recoverable VAT', as: 'pounds' },
  wholeLifePounds: { label: 'Whole-life value', hint: 'Over the full term, options included', as: 'pounds' },
  irrecoverableVatPounds: { label: 'VAT that cannot be recovered', as: 'pounds' },
  route: {
    label: 'Route to market',
    as: 'choice',
    otherwise: 'unknown',
    choices: routes.map((value) => ({
      value,
      text: value === 'unknown' ? 'Not known' : value.charAt(0).toUpperCase() + value.slice(1),
    })),
  },
  framework: {
    label: 'Framework',
    hint: 'Its name or reference, like RM6259',
    as: 'line',
    when: ({ route }) => typeof route === 'string' && /^(framework|G-Cloud|reseller)/.test(route),
  },
  tenderOrQuote: {
    label: 'Invitation to tender or quote',
    as: 'choice',
    choices: [{ value: 'tender', text: 'Tender' }, { value: 'quote', text: 'Quote' }, notStated],
  },
  smeSupplier: { label: 'Supplier is a small or medium enterprise', as: 'yes or no' },
  vcseSupplier: { label: 'Supplier is a voluntary or community organisation', as: 'yes or no' },
  reference: { label: 'Reference', hint: 'The number in your contract register', as: 'line' },
  department: { label: 'Department', as: 'line' },
  description: { label: 'Description', as: 'prose' },
  notices: { label: 'Published notices', as: 'notices' },
  cpvCodes: { label: 'CPV codes', hint: '8 digits each, with a comma between', as: 'codes' },
  buyingTogether: {
    label: 'Open to buying together',
    hint: 'Would you buy this with other authorities next time?',
    as: 'choice',
    choices: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
      { value: 'ask us', text: 'Ask us' },
      notStated,
    ],
    seenBy: 'members',
  },
  sharedWith: { label: 'Shared with', hint: 'Other authorities this contract serves', as: 'authorities' },
  leadAuthority: {
    label: 'Lead authority',
    hint: 'Who holds it for the others',
    as: 'authority',
    when: ({ sharedWith }) => !isBlank(sharedWith),
  },
  retiredOn: { label: 'Left the register on', as: 'date' },
  heldBack: {
    label: 'Held back from the public',
    hint: 'A value held back is in no public page, file, feed or total. Dates held back show as a quarter',
    as: 'held back',
  },
} satisfies Record<string, Field>

export const fields: Record<RecordKind, Record<string, Field>> = { system, contract }

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

/** A label in the midst of a sentence: `has an API you use`, and still `CPV codes`. */
export const midSentence = (label: string) =>
  /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

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
