import type { Account, AccountState, Asked, Invitation } from '../schema/person.ts'
import { problem } from './problem.ts'

// Who may sign in and what they may do, as LOTI's administrators decide it. Nobody decides on their own access, and
// somebody must always be left who can.

export type Facts = {
  actor: Account
  at: string
  /** Everyone there is, as things stand. */
  everyone: readonly Account[]
}

export const stateOf = ({ removedAt, suspended, subject }: Account): AccountState =>
  removedAt ? 'removed' : suspended ? 'suspended' : subject ? 'active' : 'invited'

/** Whether somebody may be written to: not who is suspended, or gone. */
export const canBeWrittenTo = (one: Account): boolean =>
  one.email !== '' && (stateOf(one) === 'active' || stateOf(one) === 'invited')

/** Those whose roles would be the same are the same person as far as permission goes. */
const rolesOf = ({ name, memberOf, editorOf, approver, admin }: Asked) => ({
  name,
  // Who keeps a register reads what members read.
  memberOf: [...new Set([...memberOf, ...editorOf])].sort(),
  editorOf: [...new Set(editorOf)].sort(),
  approver,
  admin,
})
type Roles = ReturnType<typeof rolesOf>
const sameRoles = (a: Roles, b: Roles) => JSON.stringify(a) === JSON.stringify(b)

/** An administrator who can sign in: one who has never been here, or is suspended, can help nobody. */
const isActingAdmin = (one: Account) => one.admin && stateOf(one) === 'active'

function keepsAnAdmin(next: Account, { everyone }: Facts): Account {
  const after = everyone.map((one) => (one.id === next.id ? next : one))
  if (everyone.some(isActingAdmin) && !after.some(isActingAdmin)) throw problem.lastAdmin()
  return next
}

const mustHaveARole = (roles: Roles) => {
  if (roles.memberOf.length > 0 || roles.approver || roles.admin) return
  throw problem.invalid({ editorOf: 'Choose at least one authority, or a role at LOTI' })
}

const next = (before: Account, change: Partial<Account>): Account => ({
  ...before,
  ...change,
  revision: before.revision + 1,
})

/** A new person, or the one who has this address already when they are asked to do the same. */
export function invited(asked: Invitation, id: string, { actor, at, everyone }: Facts): Account {
  const roles = rolesOf(asked)
  mustHaveARole(roles)
  const known = everyone.find(({ email, removedAt }) => !removedAt && email === asked.email)
  if (known && sameRoles(rolesOf(known), roles)) return known
  if (known) {
    throw problem.alreadyThere(
      `${known.name} has been invited with this address already. Change what they may do instead.`,
      {
        person: known.id,
      },
    )
  }
  return {
    ...roles,
    id,
    email: asked.email,
    suspended: false,
    invitedAt: at,
    invitedBy: actor.id,
    revision: 1,
  }
}

/** The invitation sent anew. Whoever had joined signs in afresh: their identity provider may know them differently now. */
export function invitedAgain(before: Account, facts: Facts): Account {
  mustBeHere(before)
  if (before.id === facts.actor.id) throw problem.ownAccess('invite yourself again')
  if (before.suspended) throw problem.alreadyThere(`${before.name} is suspended. Restore them first.`)
  const { subject: _, ...rest } = before
  return keepsAnAdmin(next(rest, { invitedAt: facts.at, invitedBy: facts.actor.id }), facts)
}

export function changed(before: Account, asked: Asked, facts: Facts): Account {
  mustBeHere(before)
  const roles = rolesOf(asked)
  if (sameRoles(rolesOf(before), roles)) return before
  if (before.id === facts.actor.id && roles.admin !== before.admin) {
    throw problem.ownAccess('change your own administrator role')
  }
  mustHaveARole(roles)
  return keepsAnAdmin(next(before, roles), facts)
}

export function suspended(before: Account, facts: Facts): Account {
  mustBeHere(before)
  if (before.id === facts.actor.id) throw problem.ownAccess('suspend yourself')
  if (before.suspended) return before
  return keepsAnAdmin(next(before, { suspended: true }), facts)
}

export function restored(before: Account): Account {
  mustBeHere(before)
  return before.suspended ? next(before, { suspended: false }) : before
}

/** Who left: their name stays with what they did, and nothing else of them does. */
export function removed(before: Account, facts: Facts): Account {
  if (before.id === facts.actor.id) throw problem.ownAccess('remove yourself')
  if (before.removedAt) return before
  const { subject: _, ...rest } = before
  return keepsAnAdmin(
    next(rest, {
      email: '',
      memberOf: [],
      editorOf: [],
      approver: false,
      admin: false,
      suspended: false,
      removedAt: facts.at,
    }),
    facts,
  )
}

/** An invited person signs in for the first time, by the address they were invited at. */
export const joined = (before: Account, subject: string, at: string): Account =>
  next(before, { subject, joinedAt: at })

function mustBeHere({ removedAt }: Account) {
  if (removedAt) throw problem.missing('person')
}

/** What somebody may do, for the audit trail: `edits E09000007; approves`. */
export function inWords({ memberOf, editorOf, approver, admin }: Account): string {
  const reads = memberOf.filter((id) => !editorOf.includes(id))
  return [
    editorOf.length > 0 && `edits ${editorOf.join(', ')}`,
    reads.length > 0 && `reads for ${reads.join(', ')}`,
    approver && 'approves',
    admin && 'administers',
  ]
    .filter((part) => part !== false)
    .join('; ')
}
