import { type Context, Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { serviceArea } from '../reference/index.ts'
import { type Interest, type Interested, interestFields } from '../schema/interest.ts'
import { again } from '../store/again.ts'
import { areaInterestView, interestsView } from '../views/interest.ts'
import type { Asked } from '../views/parts.ts'
import type { Added } from './added.ts'
import { allowed, bodyOf, revisionAsked, signedIn } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import type { Reading } from './reading.ts'

// Saying that one would buy together with others, and reading who else would. Members alone read it.

export function interestRoutes({ store, now = () => new Date() }: Deps, added: Added, reading: Reading) {
  const asked = async (c: Context<Env>): Promise<Asked> => {
    allowed(c, 'read members', 'read who would buy together')
    const scope = c.req.param('scope') ?? ''
    const named = lists(await added.lists())
    if (named.authoritiesOf(scope).length === 0) throw problem.missing('scope')
    return { scope, today: londonToday(now()), lists: named }
  }
  const areaIn = (c: Context<Env>) => {
    const area = serviceArea(c.req.param('area') ?? '')
    if (!area) throw problem.missing('service area')
    return area
  }
  const ours = (c: Context<Env>) => {
    const authority = c.req.param('authority') ?? ''
    const actor = allowed(c, 'say interest', 'speak for this authority', authority)
    return { authority, actor, area: areaIn(c).id }
  }

  return new Hono<Env>()
    .get('/members/interests/:scope', async (c) =>
      c.json(interestsView(await store.interests.all(), await asked(c))),
    )
    .get('/members/interests/:scope/:area', async (c) => {
      const within = await asked(c)
      const area = areaIn(c)
      const [interests, { groups }] = await Promise.all([
        store.interests.of(area.id),
        reading.buyTogether(within.scope, area.id),
      ])
      const members = groups.flatMap((group) => group.members)
      const contracts = await store.records.many(
        [...new Map(members.map((member) => [member.contract.id, member])).values()].map(
          ({ authority, contract }) => ({
            authority: authority.id,
            kind: 'contract' as const,
            id: contract.id,
          }),
        ),
      )
      return c.json(
        areaInterestView(
          area,
          interests,
          { contracts: contracts.values(), speaksFor: signedIn(c).editorOf },
          within,
        ),
      )
    })
    .put('/authorities/:authority/interests/:area', async (c) => {
      const { authority, actor, area } = ours(c)
      const { contact, note } = await bodyOf(c, interestFields)
      const seen = revisionAsked(c)
      const kept = await again(async () => {
        const before = await store.interests.get(area, authority)
        // The same said again, because it was not known to have arrived.
        if (before?.contact === contact && before.note === note) return before
        if (seen !== undefined && seen !== (before?.revision ?? 0)) {
          throw problem.changedSince('interest', { interest: before ? toldOf(before) : null })
        }
        const interest: Interest = {
          authority,
          area,
          contact,
          note,
          at: now().toISOString(),
          by: actor.id,
          revision: (before?.revision ?? 0) + 1,
        }
        await store.interests.put(interest)
        return interest
      })
      c.header('ETag', `"${kept.revision}"`)
      return c.json(toldOf(kept))
    })
    .delete('/authorities/:authority/interests/:area', async (c) => {
      const { authority, area } = ours(c)
      const seen = revisionAsked(c)
      await again(async () => {
        const before = await store.interests.get(area, authority)
        if (!before) return
        if (seen !== undefined && seen !== before.revision) {
          throw problem.changedSince('interest', { interest: toldOf(before) })
        }
        await store.interests.remove(before)
      })
      return c.body(null, 204)
    })
}

const toldOf = ({ authority: id, contact, note, at, revision }: Interest): Interested => {
  const { name, slug } = lists().authority(id) ?? { name: id, slug: id }
  return { authority: { id, name, slug }, contact, ...(note && { note }), at, revision }
}
