import { type Context, Hono } from 'hono'
import { ulid } from 'ulid'
import * as z from 'zod'
import type { AuditFacts } from '../domain/audit.ts'
import { may } from '../domain/permission.ts'
import {
  changed,
  type Facts,
  invited,
  invitedAgain,
  inWords,
  removed,
  restored,
  stateOf,
  suspended,
} from '../domain/person.ts'
import { problem } from '../domain/problem.ts'
import { invitationMessage } from '../messages/invitation.ts'
import { optional, wholeNumber } from '../schema/fields.ts'
import {
  type Account,
  accountStates,
  changedRoles,
  invitation,
  type ListedPerson,
  type PeoplePage,
  roleNames,
} from '../schema/person.ts'
import { allowed, bodyOf, queryOf, revisionAsked } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'

// Who may sign in, and what they may do. For LOTI's administrators.

const mostOnAPage = 100
export const look = z.object({
  q: optional(z.string().max(200)),
  authority: optional(z.string().max(20)),
  role: optional(z.enum(roleNames, { error: `Choose a role: ${roleNames.join(', ')}` })),
  state: optional(z.enum(accountStates, { error: `Choose a state: ${accountStates.join(', ')}` })),
  after: optional(z.string().max(400)),
  limit: optional(wholeNumber('the number on a page', 1, mostOnAPage)),
})
type Look = z.output<typeof look>

type Action = 'invited' | 'changed' | 'suspended' | 'restored' | 'removed'

export function peopleRoutes({ store, origin, now = () => new Date() }: Deps) {
  const admin = (c: Context<Env>) => allowed(c, 'manage people', 'look after people')

  /** Decides about one person and keeps it, with its audit event; an invitation goes out with it. */
  const decide = async (
    c: Context<Env>,
    id: string,
    action: Action,
    rule: (before: Account, facts: Facts) => Account,
    revision?: number,
  ): Promise<Account> => {
    const asking = admin(c)
    const at = now().toISOString()
    let answer: Account | undefined
    await store.people.change((everyone) => {
      // The administrator who asks may have been suspended a moment ago.
      const actor = everyone.find((one) => one.id === asking.id)
      if (!actor || !may(actor, 'manage people')) throw problem.notYours('look after people')
      const before = everyone.find((one) => one.id === id)
      if (!before) throw problem.missing('person')
      const after = rule(before, { actor, at, everyone })
      answer = after
      if (after === before) return undefined
      if (revision !== undefined && revision !== before.revision) {
        throw problem.changedSince('person', { person: listed(before) })
      }
      return kept(action, before, after, actor, at)
    })
    if (!answer) throw problem.busy()
    c.header('ETag', `"${answer.revision}"`)
    return answer
  }
  const kept = (action: Action, before: Account | undefined, after: Account, actor: Account, at: string) => {
    const facts: AuditFacts = { at, by: actor.id, action, person: { id: after.id, may: inWords(after) } }
    const says =
      action === 'invited'
        ? invitationMessage(after, {
            id: `msg_${ulid().toLowerCase()}`,
            at,
            origin,
            by: actor.name,
            authorityName: (id) => lists().authority(id)?.name ?? id,
          })
        : undefined
    return { before, after, facts, ...(says && { says }) }
  }

  return new Hono<Env>()
    .get('/', async (c) => {
      admin(c)
      return c.json(pageOf(await store.people.all(), queryOf(c, look)))
    })
    .post('/', async (c) => {
      const asking = admin(c)
      const asked = await bodyOf(c, invitation)
      const at = now().toISOString()
      mustExist([...asked.memberOf, ...asked.editorOf])
      const id = `per_${ulid().toLowerCase()}`
      let answer: Account | undefined
      await store.people.change((everyone) => {
        const actor = everyone.find((one) => one.id === asking.id)
        if (!actor || !may(actor, 'manage people')) throw problem.notYours('look after people')
        answer = invited(asked, id, { actor, at, everyone })
        return answer.id === id ? kept('invited', undefined, answer, actor, at) : undefined
      })
      if (!answer) throw problem.busy()
      c.header('ETag', `"${answer.revision}"`)
      return c.json(listed(answer), answer.id === id ? 201 : 200)
    })
    .get('/:id', async (c) => {
      admin(c)
      const found = await store.people.get(c.req.param('id'))
      if (!found) throw problem.missing('person')
      c.header('ETag', `"${found.revision}"`)
      return c.json(listed(found))
    })
    .put('/:id', async (c) => {
      admin(c)
      const asked = await bodyOf(c, changedRoles, { revision: revisionAsked(c) })
      mustExist([...asked.memberOf, ...asked.editorOf])
      const rule = (before: Account, facts: Facts) => changed(before, asked, facts)
      return c.json(listed(await decide(c, c.req.param('id'), 'changed', rule, asked.revision)))
    })
    .delete('/:id', async (c) => {
      await decide(c, c.req.param('id'), 'removed', removed, revisionAsked(c))
      return c.body(null, 204)
    })
    .post('/:id/suspension', async (c) =>
      c.json(listed(await decide(c, c.req.param('id'), 'suspended', suspended, revisionAsked(c)))),
    )
    .delete('/:id/suspension', async (c) =>
      c.json(listed(await decide(c, c.req.param('id'), 'restored', restored, revisionAsked(c)))),
    )
    .post('/:id/invitation', async (c) =>
      c.json(listed(await decide(c, c.req.param('id'), 'invited', invitedAgain, revisionAsked(c)))),
    )
}

const mustExist = (authorities: string[]) => {
  const unknown = authorities.find((id) => !lists().authority(id))
  if (unknown) throw problem.invalid({ editorOf: `There is no authority ${unknown}` })
}

const listed = (one: Account): ListedPerson => {
  const { subject: _, invitedBy: __, suspended: ___, ...shown } = one
  return { ...shown, state: stateOf(one) }
}

const hasRole: Record<(typeof roleNames)[number], (one: Account, authority: string | undefined) => boolean> =
  {
    // Who edits for an authority is its editor; a member reads for it and no more.
    member: ({ memberOf, editorOf }, authority) =>
      memberOf.some((id) => !editorOf.includes(id) && (!authority || id === authority)),
    editor: ({ editorOf }, authority) => (authority ? editorOf.includes(authority) : editorOf.length > 0),
    approver: ({ approver }) => approver,
    admin: ({ admin }) => admin,
  }

/** Where a page begins, as the page before it said. */
function placeIn(after: string): string {
  const place = Buffer.from(after, 'base64url').toString('utf8')
  const isOurs = place.includes('\n') && Buffer.from(place).toString('base64url') === after
  if (!isOurs) throw problem.malformed('That is not a page of this list.')
  return place
}

/** One page of those who match, by name. */
function pageOf(everyone: Account[], { q, authority, role, state, after, limit = 50 }: Look): PeoplePage {
  const words = q?.trim().toLowerCase() ?? ''
  const found = everyone
    .filter(
      (one) =>
        (state ? stateOf(one) === state : !one.removedAt) &&
        (!authority || one.memberOf.includes(authority) || one.editorOf.includes(authority)) &&
        (!role || hasRole[role](one, authority)) &&
        (!words || one.name.toLowerCase().includes(words) || one.email.includes(words)),
    )
    .map((one) => ({ at: `${one.name.toLowerCase()}\n${one.id}`, one }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  const from = after === undefined ? '' : placeIn(after)
  const left = found.filter(({ at }) => at > from)
  const page = left.slice(0, limit)
  const last = page.at(-1)
  return {
    people: page.map(({ one }) => listed(one)),
    total: found.length,
    ...(last && left.length > limit && { next: Buffer.from(last.at).toString('base64url') }),
  }
}
