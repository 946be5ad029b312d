import * as z from 'zod'
import {
  authorityId,
  contractId,
  instant,
  isoDate,
  line,
  mailbox,
  optional,
  prose,
  systemId,
} from './fields.ts'
import { type RecordKind, recordKinds } from './record.ts'

// Facts of an authority's register that someone without an account is asked about, by a link.

/** One link asks about no more than this. */
export const mostFacts = 10
/** How long a link may be answered, in days. */
export const linkDays = [7, 14, 30] as const

/** What can be asked of someone who has none of our lists before them. */
export const askable = {
  system: [
    'name',
    'hosting',
    'goesLiveOn',
    'plannedReplacementOn',
    'replacedBy',
    'replacedOn',
    'users',
    'criticality',
    'aiUse',
    'hasApi',
    'portability',
    'supportModel',
    'peerContact',
  ],
  contract: [
    'title',
    'reference',
    'startsOn',
    'endsOn',
    'renewal',
    'options',
    'optionsUsed',
    'noticeMonths',
    'stillUsed',
    'annualPounds',
    'wholeLifePounds',
    'irrecoverableVatPounds',
    'route',
    'framework',
    'tenderOrQuote',
    'department',
    'smeSupplier',
    'vcseSupplier',
    'buyingTogether',
  ],
} as const satisfies Record<RecordKind, readonly string[]>

/** Asked together with another field, whose answer brings it up. */
export const askedWith: Readonly<Record<string, string>> = { aiUse: 'aiPurpose', renewal: 'rollMonths' }

const recordId = z.union([systemId, contractId], { error: 'Name a system or a contract by its id' })
export const fact = z.object({ recordId, field: z.string().max(60) })
export type Fact = z.infer<typeof fact>

/** What an editor asks: of whom, about which facts, and by when. */
export const questionFields = z.object({
  to: mailbox('the mailbox of whoever knows'),
  note: optional(prose('the note', 500)),
  days: z.coerce
    .number({ error: 'Choose how long the link works' })
    .pipe(z.literal(linkDays, { error: `Choose how long the link works: ${linkDays.join(', ')} days` })),
  facts: z
    .array(fact)
    .min(1, 'Choose at least one fact to ask about')
    .max(mostFacts, `Choose no more than ${mostFacts} facts: a link asks about few`),
})

/** Answers may take this many characters as JSON, far above ten honest ones. */
const mostCharacters = 20_000

export const says = ['correct', 'change', 'unknown'] as const

/** What is said of one fact. `from` is what the page showed; `to` what it should say instead. */
const said = fact.extend({
  says: z.enum(says, { error: 'Say whether it is still correct' }),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  /** What was asked with it: its own field, as shown and as it should be. */
  withIt: z.object({ from: z.unknown().optional(), to: z.unknown().optional() }).optional(),
})
export type Said = z.infer<typeof said>

export const answerFields = z.object({
  by: line('what you do, like parking service manager', 100),
  note: optional(prose('the note', 1000)),
  answers: z
    .array(said, { error: 'Send a list of answers' })
    .max(mostFacts, `A link asks about no more than ${mostFacts} facts`)
    .refine((all) => JSON.stringify(all).length <= mostCharacters, 'This is too long to be kept'),
})
export type AnswerFields = z.output<typeof answerFields>

export const answer = answerFields.extend({ at: instant })
export type Answer = z.infer<typeof answer>

/** One link and what came of it, as it is kept. */
export const question = z.object({
  id: z.string(),
  authority: authorityId,
  to: z.string(),
  note: z.string().optional(),
  facts: z.array(fact),
  askedAt: instant,
  askedBy: z.string(),
  askedByName: z.string(),
  /** The last day on which it can be answered. */
  expiresOn: isoDate,
  answer: answer.optional(),
  withdrawnAt: instant.optional(),
  revision: z.number().int().positive(),
})
export type Question = z.infer<typeof question>

export const questionStates = ['open', 'answered', 'expired', 'withdrawn'] as const
export type QuestionState = (typeof questionStates)[number]

/** A question as its authority reads it. */
export const askedQuestion = question.extend({
  state: z.enum(questionStates),
  /** What each record is called, by id. */
  titles: z.record(z.string(), z.string()),
  /** Where it is answered, while it can be. */
  link: z.string().optional(),
})
export type AskedQuestion = z.infer<typeof askedQuestion>

export const questionsView = z.object({ questions: z.array(askedQuestion) })
export type QuestionsView = z.infer<typeof questionsView>

/** A question as whoever has its link reads it. */
export const linkView = z.object({
  authority: z.object({ id: z.string(), name: z.string() }),
  to: z.string(),
  note: z.string().optional(),
  askedByName: z.string(),
  expiresOn: isoDate,
  today: isoDate,
  facts: z.array(
    fact.extend({
      kind: z.enum(recordKinds),
      title: z.string(),
      value: z.unknown().optional(),
      withIt: z.object({ field: z.string(), value: z.unknown().optional() }).optional(),
    }),
  ),
  answer: answer.optional(),
})
export type LinkView = z.infer<typeof linkView>
