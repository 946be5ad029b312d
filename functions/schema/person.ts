import { z } from 'zod'
import { authorityId } from './fields.ts'

/** Someone who can sign in. `id` is the subject their identity provider gives. */
export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.email(),
  /** Authorities they are an officer of: they see members' views. */
  memberOf: z.array(authorityId),
  /** Authorities whose records they may propose changes to. */
  editorOf: z.array(authorityId),
  approver: z.boolean(),
  admin: z.boolean(),
  suspended: z.boolean().default(false),
})
export type Person = z.infer<typeof person>
