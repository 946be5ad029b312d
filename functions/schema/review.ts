import * as z from 'zod'
import { contract } from './contract.ts'
import { optional, wholeNumber } from './fields.ts'
import { actions, conflict, proposal, riskFlags } from './proposal.ts'
import { recordKinds } from './record.ts'
import { submission } from './submission.ts'
import { system } from './system.ts'

// What LOTI's pages ask for and are told.

export const queueSorts = ['oldest', 'newest', 'largest', 'riskiest'] as const
const count = z.number().int().min(0)

/** What of the queue is asked for, as it stands in an address. */
export const queueFilter = z.object({
  authority: optional(z.string()),
  /** A flag; `none` for submissions without any. */
  risk: optional(z.enum([...riskFlags, 'none'], { error: 'Choose what to look at twice from the list' })),
  q: z.string().max(200, 'Search for 200 characters or fewer').default(''),
  sort: z.enum(queueSorts, { error: 'Choose an order from the list' }).default('oldest'),
  page: wholeNumber('the page', 1, 1000).default(1),
})
export type QueueFilter = z.output<typeof queueFilter>

const risk = z.partialRecord(z.enum(riskFlags), count)

export const queued = z.object({
  id: z.string(),
  authority: z.string(),
  authorityName: z.string(),
  reference: z.string(),
  sentAt: z.string(),
  sentByName: z.string().optional(),
  titles: z.array(z.string()),
  ageDays: count,
  /** Proposals in it that nobody has decided on yet. */
  proposals: count,
  risk,
})
export type Queued = z.infer<typeof queued>

export const queue = z.object({
  submissions: z.array(queued),
  /** Submissions that wait, as far as they were read. */
  waiting: count,
  /** More wait than were read. */
  more: z.boolean(),
  matching: count,
  page: count,
  pages: count,
  authorities: z.array(z.object({ id: z.string(), name: z.string(), count })),
  risks: z.array(z.object({ flag: z.enum([...riskFlags, 'none']), count })),
})
export type Queue = z.infer<typeof queue>

export const fieldChange = z.object({
  field: z.string(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
})
export type FieldChange = z.infer<typeof fieldChange>

/** A proposal beside its record, and what stands between the two. */
export const answers = z.object({
  proposal,
  record: z.union([system, contract, z.null()]),
  /** What must be mended before it is sent, by field. */
  problems: z.record(z.string(), z.string()),
  changes: z.array(fieldChange),
  /** Fields that were published meanwhile with another value than the one proposed. */
  conflicts: z.array(conflict),
  /** What was published meanwhile in other fields, and stays. */
  since: z.array(fieldChange),
})
export type Answers = z.infer<typeof answers>

/** Something to mend or to choose before a submission can be sent. */
export const wanting = z.object({
  recordId: z.string(),
  kind: z.enum(recordKinds),
  /** What the record is called; empty where it has no name yet. */
  title: z.string(),
  field: z.string(),
  text: z.string(),
  /** The register says something else by now: one of the two is to be chosen. */
  conflict: z.boolean(),
})
export type Wanting = z.infer<typeof wanting>

/** One that waits to be sent. */
export const waiting = answers.extend({
  /** It may be sent as it is, whatever becomes of the rest. */
  ready: z.boolean(),
  /** New systems it covers that are not ready to be sent with it. */
  waitsFor: z.array(z.string()),
})
export type Waiting = z.infer<typeof waiting>

/** What is about to be sent: what it comes to, and a page of its proposals, those that want something first. */
export const openSubmission = z.object({
  submission: z.union([submission, z.null()]),
  total: z.number().int(),
  made: z.array(z.object({ action: z.enum(actions), kind: z.enum(recordKinds), count: z.number().int() })),
  /** The first of what is wanting, and how much there is in all. */
  wanting: z.array(wanting),
  wantingInAll: z.number().int(),
  /** The records that may be sent as they are, whatever becomes of the rest: as many as one request sends. */
  ready: z.array(z.string()),
  proposals: z.array(waiting),
  /** Where there are more: ask for those after this. */
  next: z.string().optional(),
})
export type OpenSubmission = z.infer<typeof openSubmission>

export const reviewed = answers.extend({
  ownWork: z.boolean(),
  mayDecide: z.boolean(),
  /** Where it was returned before: what its authority has changed in it since. */
  sinceReturned: z
    .object({ at: z.string(), byName: z.string(), reference: z.string(), changes: z.array(fieldChange) })
    .optional(),
})
export type Reviewed = z.infer<typeof reviewed>

export const review = z.object({
  submission: submission.extend({ authorityName: z.string() }),
  proposals: z.array(reviewed),
})
export type Review = z.infer<typeof review>

/** What came of approving one proposal. */
export const approved = z.object({
  recordId: z.string(),
  outcome: z.enum(['approved', 'conflict', 'refused']),
  version: count.optional(),
  /** Why it was refused, or what it conflicts with. */
  problem: z.string().optional(),
  conflicts: z.array(conflict).optional(),
  /** What waits too and must be approved first, or with it: the systems a contract covers. */
  needs: z.array(z.object({ submission: z.string(), recordId: z.string(), title: z.string() })).optional(),
})
export type Approved = z.infer<typeof approved>
export const approvedIn = approved.extend({ submission: z.string() })
export type ApprovedIn = z.infer<typeof approvedIn>

/** A proposal of another submission that asks for the same. */
export const alike = z.object({
  submission: z.string(),
  reference: z.string(),
  authority: z.string(),
  authorityName: z.string(),
  recordId: z.string(),
  kind: z.enum(recordKinds),
  title: z.string(),
  changes: z.array(fieldChange),
  flags: z.array(z.enum(riskFlags)),
  ownWork: z.boolean(),
})
export type Alike = z.infer<typeof alike>

export const alikeGroup = z.object({
  likeness: z.string(),
  /** Alike word for word; otherwise only about the same vendor or product. */
  sameChange: z.boolean(),
  /** What they share, in words: a vendor's or a product's name. */
  about: z.string().optional(),
  /** The proposals of this submission that are in it. */
  records: z.array(z.string()),
  others: z.array(alike),
  /** There are more than are listed. */
  more: z.boolean(),
})
export type AlikeGroup = z.infer<typeof alikeGroup>
