import * as z from 'zod'
import { authorityId, instant, line, listOf, yesNo } from './fields.ts'

/** Someone who can sign in, and what they may do. */
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

/** A person as LOTI keeps them: how they came to be here, and how they are known to the identity provider. */
export const account = person.extend({
  /** Nothing once they were removed: their name stays, since what they did stays. */
  email: z.string(),
  /** The identity provider's name for them; nobody's until they first sign in. */
  subject: z.string().optional(),
  invitedAt: instant.optional(),
  invitedBy: z.string().optional(),
  joinedAt: instant.optional(),
  removedAt: instant.optional(),
  revision: z.number().int().positive(),
})
export type Account = z.infer<typeof account>

export const accountStates = ['invited', 'active', 'suspended', 'removed'] as const
export type AccountState = (typeof accountStates)[number]

export const roleNames = ['member', 'editor', 'approver', 'admin'] as const

const mostAuthorities = 500

/** What a person is asked to do, as a form or a script says it. */
export const asked = z.object({
  name: line('their name', 100),
  memberOf: listOf(authorityId, mostAuthorities),
  editorOf: listOf(authorityId, mostAuthorities),
  approver: yesNo('do they decide on what authorities send?').default(false),
  admin: yesNo('do they look after people?').default(false),
})
export type Asked = z.infer<typeof asked>

/** An address is a mailbox, whatever the case it is typed in. */
const address = z
  .string({ error: 'Enter their e-mail address' })
  .transform((typed) => typed.trim().toLowerCase())
  .pipe(
    z
      .email('Enter an e-mail address in the correct format, like name@council.gov.uk')
      .max(254, 'Their e-mail address must be 254 characters or fewer'),
  )

export const invitation = asked.extend({ email: address })
export type Invitation = z.infer<typeof invitation>

/** A change of name or roles, against the revision that was looked at. */
export const changedRoles = asked.extend({
  revision: z.number({ error: 'Say which revision you looked at' }).int().positive(),
})

/** A person as the people page shows them. */
export const listedPerson = account
  .omit({ subject: true, invitedBy: true, suspended: true })
  .extend({ state: z.enum(accountStates) })
export type ListedPerson = z.infer<typeof listedPerson>

export const peoplePage = z.object({
  people: z.array(listedPerson),
  /** How many match, on all pages. */
  total: z.number().int(),
  /** What to ask for as `after` to go on; absent on the last page. */
  next: z.string().optional(),
})
export type PeoplePage = z.infer<typeof peoplePage>
