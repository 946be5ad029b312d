import { aiUses, hostings, portabilities, supportModels } from '../../../functions/schema/system.ts'
import { isBlank } from '../../../functions/schema/typed.ts'
import { type Field, notStated, sameWords } from './field.ts'

// What each field of a system is called and how it is asked.

export const systemFields = {
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
