import * as z from 'zod'
import { authorityId, date, instant, isoDate, line, yesNo } from './fields.ts'
import { reason, shapeNames } from './import.ts'
import { nameAsked, newAlias } from './name.ts'
import { newProduct, newVendor } from './proposal.ts'
import { recordKinds } from './record.ts'

// What open data says of an authority, and what the authority answers. A finding is one published fact, kept for one
// authority; it is a suggestion as long as the register says otherwise and nobody has answered it.

const count = z.number().int()

/** What LOTI says of a file of open data. */
export const openDataFields = z.object({
  publisher: line('who published it', 160),
  licence: line('the licence it is published under', 160),
  takenOn: date('the date it was published or downloaded'),
  /** Whether contracts that ended more than a year ago are asked about. */
  withEnded: z.preprocess(
    (typed) => typed ?? false,
    yesNo('whether to ask about contracts that ended long ago'),
  ),
})
export type OpenDataFields = z.infer<typeof openDataFields>

/** Where a fact was published. */
export const foundIn = z.object({
  publisher: z.string(),
  /** The list within the file that it was taken from, where the file says. */
  list: z.string().optional(),
  fileName: z.string(),
  licence: z.string(),
  /** The day it was published; the file's own where it has none. */
  on: isoDate,
  url: z.string().optional(),
})
export type FoundIn = z.infer<typeof foundIn>

/** One fact about one authority, as it was published. */
export const published = z.object({
  authority: authorityId,
  kind: z.enum(recordKinds),
  /** The record it becomes where the register has none like it. */
  recordId: z.string(),
  title: z.string(),
  values: z.record(z.string(), z.unknown()),
  newVendor: newVendor.optional(),
  newProduct: newProduct.optional(),
  /** That company’s name may be another’s: whether it is, is asked. */
  asks: nameAsked.optional(),
  /** The name stands for its company because the authority said so. */
  newAlias: newAlias.optional(),
  /** By what the fact is known again, in whatever file it comes. */
  marks: z.array(z.string()),
  /** The source says so, rather than letting it be inferred. */
  stated: z.boolean(),
  source: foundIn,
})
export type Published = z.infer<typeof published>

export const answers = ['accept', 'correct', 'not ours', 'later'] as const
export type Answer = (typeof answers)[number]
/** When it comes back to whoever said “later”. */
export const laterDays = 30

/**
 * `caught up`: the register came to say the same before anybody answered. `discarded`: the draft in which it had been
 * accepted was thrown away.
 */
const outcomes = [...answers, 'caught up', 'discarded'] as const

const answered = z.object({
  answer: z.enum(outcomes),
  /** The claims that an acceptance settles: open again should nothing come of it. */
  settles: z.array(z.string()).optional(),
  /** Nothing came of it. */
  undone: z.boolean().optional(),
  at: instant,
  by: z.string(),
  byName: z.string(),
})

export const finding = published.extend({
  id: z.string(),
  state: z.enum(['asked', 'answered']),
  /** Not shown before this day. */
  until: isoDate.optional(),
  /** Claims that are answered for ever: what is missing, and `field=value`. */
  settled: z.array(z.string()),
  answers: z.array(answered),
  revision: z.number().int(),
})
export type Finding = z.infer<typeof finding>

/** One suggestion, as it is shown: what is held beside what was found. */
export const suggestion = finding
  .pick({ id: true, kind: true, title: true, source: true, stated: true, revision: true })
  .extend({
    /** The record that is held; nothing where the register has none like it. */
    held: z
      .object({ recordId: z.string(), title: z.string(), state: z.enum(['published', 'draft', 'with LOTI']) })
      .optional(),
    /** The fields that differ, or of a new record those that tell of it. */
    changes: z.array(
      z.object({
        field: z.string(),
        held: z.unknown().optional(),
        found: z.unknown(),
        /** The authority holds this value back: it stays so. */
        heldBack: z.boolean().optional(),
      }),
    ),
    newVendor: newVendor.optional(),
    newProduct: newProduct.optional(),
    /** Whether a name in it is this vendor’s. */
    asks: nameAsked.optional(),
    /** Of a system that is missing: what is held for the same service areas. */
    alsoHeld: z.array(z.object({ recordId: z.string(), title: z.string() })),
  })
export type Suggestion = z.infer<typeof suggestion>

export const suggestionsView = z.object({
  today: isoDate,
  laterDays: count,
  /** About how long suggestionAnswers takes. */
  minutes: count,
  suggestions: z.array(suggestion),
  /** In all, those not listed included. */
  total: count,
  /** Put off to a later day. */
  later: count,
})
export type SuggestionsView = z.infer<typeof suggestionsView>

/** What an authority answers to some of what was found. */
export const mostAnswers = 100
export const suggestionAnswers = z.object({
  answers: z
    .array(
      z.object({
        id: z.string().max(80),
        /** The suggestion as it was seen. */
        revision: z.number().int().min(1),
        answer: z.enum(answers, { error: `Answer ${answers.join(', ')}` }),
        /** The fields that stood on its card: where others would be taken by now, nothing is. */
        fields: z.array(z.string().max(60)).max(100).optional(),
      }),
    )
    .min(1, 'Answer at least one')
    .max(mostAnswers, `Answer no more than ${mostAnswers} at once`),
})

export const answerResults = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(['done', 'answered before', 'changed', 'caught up', 'with LOTI', 'missing']),
      /** The draft that came of it. */
      recordId: z.string().optional(),
      kind: z.enum(recordKinds).optional(),
      /** Who answered before; `answer` says what. */
      byName: z.string().optional(),
      answer: z.enum(outcomes).optional(),
    }),
  ),
})
export type AnswerResults = z.infer<typeof answerResults>
export type AnswerResult = AnswerResults['results'][number]

/** What came of a row that was placed. */
export const placings = [
  'asked',
  'answered before',
  'the same',
  'confirmed since',
  'ended',
  'several',
] as const
export type Placing = (typeof placings)[number]
const placed = z.partialRecord(z.enum(placings), count)

export const openDataFile = openDataFields.extend({
  id: z.string(),
  fileName: z.string(),
  shape: z.enum(shapeNames),
  at: instant,
  by: z.string(),
  byName: z.string(),
  /** Rows read: those about authorities, those left out and those not placed add up to it. */
  read: count,
  /** About whom the rows are, and what came of them so far. */
  about: z.array(z.object({ authority: authorityId, name: z.string(), rows: count, placed })),
  leftOut: z.object({
    /** Not about information technology, by their subject. */
    subject: count,
    /** Nothing was awarded. */
    notAwarded: count,
    /** A later row of the file tells of the same. */
    repeated: count,
  }),
  /** Rows of which it could not be told whose they are or what they say, the first of them with the reason. */
  unplaced: z.object({
    rows: count,
    why: z.array(z.object({ problem: z.string(), rows: count })),
    first: z.array(
      z.object({ row: count, title: z.string(), authorityName: z.string(), reasons: z.array(reason) }),
    ),
  }),
  /** The facts are held against the registers some at a time. */
  pieces: count,
  done: count,
  revision: count,
})
export type OpenDataFile = z.infer<typeof openDataFile>

export const openDataBrief = openDataFile.pick({
  id: true,
  fileName: true,
  publisher: true,
  at: true,
  byName: true,
  read: true,
  pieces: true,
  done: true,
})
export type OpenDataBrief = z.infer<typeof openDataBrief>

/** How many suggestions were made to one authority, and what it answered. */
export const suggestionCounts = z.object({
  authority: authorityId,
  made: count,
  accepted: count,
  corrected: count,
  notOurs: count,
  /** How often one was put off. */
  later: count,
  caughtUp: count,
  answeredAt: instant.optional(),
  revision: count,
})
export type SuggestionCounts = z.infer<typeof suggestionCounts>

export const openDataView = z.object({
  files: z.array(openDataBrief),
  authorities: z.array(
    suggestionCounts.omit({ revision: true }).extend({ name: z.string(), waiting: count }),
  ),
})
export type OpenDataView = z.infer<typeof openDataView>
