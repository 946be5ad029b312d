import * as z from 'zod'
import { authorityId, instant } from './fields.ts'
import { riskFlags } from './proposal.ts'

export const submissionStates = ['open', 'sent', 'decided'] as const

/** The proposals an authority sends together. An authority has at most one open. */
export const submission = z.object({
  id: z.string(),
  authority: authorityId,
  state: z.enum(submissionStates),
  /** Given on sending, for people to quote: `CT-7K2M9Q`. */
  reference: z.string().optional(),
  openedAt: instant,
  openedBy: z.string(),
  sentAt: instant.optional(),
  sentBy: z.string().optional(),
  sentByName: z.string().optional(),
  /** Said to the approver on sending. */
  message: z.string().max(2000).optional(),
  decidedAt: instant.optional(),
  revision: z.number().int().positive(),
  /** Proposals in it when sent, and how many of those are still undecided. */
  sentCount: z.number().int().min(0).optional(),
  undecidedCount: z.number().int().min(0).optional(),
  /** How many of those decided on came back. */
  returnedCount: z.number().int().min(0).optional(),
  /** Undecided proposals by what to look at twice. */
  risk: z.partialRecord(z.enum(riskFlags), z.number().int().min(0)).optional(),
  /** What the first few of its records are called, so that the queue can say what it is about. */
  titles: z.array(z.string()).optional(),
})
export type Submission = z.infer<typeof submission>
