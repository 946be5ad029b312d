import { renewals, routes } from '../../../functions/schema/contract.ts'
import { isBlank, understood } from '../../../functions/schema/typed.ts'
import { type Field, notStated } from './field.ts'

// What each field of a contract is called and how it is asked.

export const contractFields = {
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
