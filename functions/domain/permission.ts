import type { Person } from '../schema/person.ts'

/** Whoever asks: someone signed in, or anyone at all. */
export type Actor = Person | undefined

export const permissions = [
  'read public',
  'read members',
  'read own',
  'read unpublished',
  'propose',
  'confirm',
  'rate',
  'assess',
  'say interest',
  'send',
  'import',
  'import for many',
  'review',
  'approve',
  'run rounds',
  'propose merges',
  'merge',
  'read audit',
  'remove demonstration',
  'manage people',
] as const
export type Permission = (typeof permissions)[number]

/**
 * Whether this actor may do this, to this authority where it is about one. Total: a permission about an authority
 * is refused when none is named. That nobody decides on their own proposal is a rule on the proposal (see
 * `isOwnWork`), since it is about the person and not the role.
 */
export function may(actor: Actor, permission: Permission, authority?: string): boolean {
  if (permission === 'read public') return true
  if (!actor || actor.suspended) return false
  const edits = authority !== undefined && actor.editorOf.includes(authority)
  switch (permission) {
    case 'read members':
      return actor.memberOf.length > 0 || actor.editorOf.length > 0 || actor.approver || actor.admin
    case 'read own':
      return edits || (authority !== undefined && actor.memberOf.includes(authority))
    case 'read unpublished':
    case 'propose':
    case 'send':
    case 'import':
      return edits || (actor.approver && authority !== undefined)
    case 'confirm':
    case 'rate':
    case 'assess':
    case 'say interest':
      return edits
    case 'import for many':
    case 'run rounds':
    case 'review':
    case 'merge':
    case 'remove demonstration':
      return actor.approver
    case 'read audit':
    case 'propose merges':
      return actor.approver || actor.admin
    case 'approve':
      return actor.approver && authority !== undefined
    case 'manage people':
      return actor.admin
  }
}
