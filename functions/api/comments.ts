import { Hono } from 'hono'
import * as z from 'zod'
import { problem } from '../domain/problem.ts'
import { line, prose } from '../schema/fields.ts'
import type { Comment, Proposal } from '../schema/proposal.ts'
import { allowed, bodyOf } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft } from './drafts.ts'

// The authority's side of a thread: what it answers to what LOTI asked, sent with the proposal.

/** Said about a field, or about the whole record: what is typed. */
export const said = z.object({
  field: line('the field', 60).optional(),
  text: prose('the comment').pipe(z.string().min(1, 'Enter a comment')),
})

/** A thread stays short enough to be read, and to be kept beside its proposal. */
const mostComments = 200

export function commentRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>().post('/:authority/proposals/:recordId/comments', async (c) => {
    const { authority, recordId } = c.req.param()
    const actor = allowed(c, 'propose', 'answer for this authority', authority)
    const { field, text } = await bodyOf(c, said)
    const at = now().toISOString()
    const from = actor.editorOf.includes(authority) ? 'authority' : 'LOTI'
    let answer: Proposal | undefined
    if (!(await store.submissions.open(authority))) throw problem.missing('draft')
    await draft(store, { authority, actor, now }, [recordId], (_, existing) => {
      const before = existing.get(recordId)
      if (!before) throw problem.missing('draft')
      const last = before.comments.at(-1)
      answer = before
      // The same answer sent again, because it was not known to have arrived.
      if (last?.by === actor.id && last.text === text && last.field === field) return []
      if (before.comments.length >= mostComments) {
        throw problem.invalid({ text: 'This thread is full. Say the rest to LOTI directly' })
      }
      const comment: Comment = {
        by: actor.id,
        byName: actor.name,
        from,
        at,
        ...(field !== undefined && { field }),
        text,
      }
      answer = {
        ...before,
        comments: [...before.comments, comment],
        // Whoever argues for a proposal does not decide on it.
        editors: [...new Set([...before.editors, actor.id])],
        revision: before.revision + 1,
        updatedAt: at,
      }
      return [store.writes.proposal(answer)]
    })
    if (!answer) throw problem.busy()
    c.header('ETag', `"${answer.revision}"`)
    return c.json(answer)
  })
}
