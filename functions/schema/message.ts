import * as z from 'zod'
import { instant } from './fields.ts'

export const messageKinds = ['invitation', 'reminder', 'alert', 'question', 'answer', 'returned'] as const

/** Something we say to a person, kept where whoever delivers it finds it. */
export const message = z.object({
  id: z.string(),
  kind: z.enum(messageKinds),
  to: z.email(),
  subject: z.string(),
  /** Paragraphs, apart by an empty line; an address alone in one is a link. */
  body: z.string(),
  createdAt: instant,
  /** When it was handed to its channel. */
  sentAt: instant.optional(),
  /** That its channel will not carry it to this address, and why. */
  refused: z.object({ at: instant, why: z.string() }).optional(),
})
export type Message = z.infer<typeof message>
