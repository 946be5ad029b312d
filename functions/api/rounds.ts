import { type Context, Hono } from 'hono'
import { ulid } from 'ulid'
import { sha256 } from '../domain/audit.ts'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { stateOf } from '../domain/round.ts'
import { type Round, type RoundFields, roundFields } from '../schema/round.ts'
import { again } from '../store/again.ts'
import { MovedOn } from '../store/dynamo.ts'
import { roundSummary, roundsLeft, roundView } from '../views/round.ts'
import { allowed, bodyOf, revisionAsked } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'

// Collection rounds: LOTI opens and closes them and sees how far each has come; an authority sees what is left.

export function roundRoutes({ store, now = () => new Date() }: Deps) {
  const loti = (c: Context<Env>) => allowed(c, 'run rounds', 'run rounds')
  const today = () => londonToday(now())
  const registersOf = (rounds: Round[]) =>
    store.rounds.registers(
      [...new Set(rounds.flatMap(({ authorities }) => authorities))].flatMap(
        (id) => lists().authority(id) ?? [],
      ),
    )

  const shown = async (c: Context<Env>, round: Round) => {
    const [registers, everyone, reminded] = await Promise.all([
      registersOf([round]),
      store.people.all(),
      store.rounds.reminded(round.id),
    ])
    c.header('ETag', `"${round.revision}"`)
    return roundView(round, { registers, everyone, reminded }, { today: today(), lists: lists() })
  }
  /** Changes a round, from what it is then; nothing where it is so already. */
  const change = async (c: Context<Env>, rule: (before: Round) => Round) => {
    const seen = revisionAsked(c)
    return again(async () => {
      const before = await store.rounds.get(c.req.param('id') ?? '')
      if (!before) throw problem.missing('round')
      const after = rule(before)
      if (JSON.stringify(after) === JSON.stringify(before)) return before
      if (seen !== undefined && seen !== before.revision)
        throw problem.changedSince('round', { round: before })
      const kept = { ...after, revision: before.revision + 1 }
      await store.rounds.put(kept)
      return kept
    })
  }

  return new Hono<Env>()
    .get('/rounds', async (c) => {
      loti(c)
      const rounds = await store.rounds.all()
      const registers = await registersOf(rounds)
      return c.json({
        today: today(),
        rounds: rounds.map((round) => roundSummary(round, registers, today())),
      })
    })
    .post('/rounds', async (c) => {
      const actor = loti(c)
      const fields = await bodyOf(c, roundFields)
      mustBeAskable(fields, today())
      const key = c.req.header('Idempotency-Key')
      const id = `rnd_${key ? sha256(`${actor.id}\n${key}`).slice(0, 26) : ulid().toLowerCase()}`
      const at = now().toISOString()
      const round: Round = {
        ...tidied(fields),
        id,
        since: today().slice(0, 7),
        openedAt: at,
        openedBy: actor.id,
        revision: 1,
      }
      try {
        await store.rounds.put(round)
      } catch (failure) {
        if (!(failure instanceof MovedOn)) throw failure
        // The same opened again, because it was not known to have arrived.
        const before = await store.rounds.get(id)
        if (!before) throw failure
        return c.json(await shown(c, before))
      }
      return c.json(await shown(c, round), 201)
    })
    .get('/rounds/:id', async (c) => {
      loti(c)
      const round = await store.rounds.get(c.req.param('id'))
      if (!round) throw problem.missing('round')
      return c.json(await shown(c, round))
    })
    .put('/rounds/:id', async (c) => {
      loti(c)
      const fields = await bodyOf(c, roundFields)
      const round = await change(c, (before) => {
        if (stateOf(before, today()) === 'closed') {
          throw problem.alreadyThere('This round is closed. Open another to ask again.')
        }
        mustBeAskable(fields, today(), before.deadline)
        return { ...before, ...tidied(fields) }
      })
      return c.json(await shown(c, round))
    })
    .post('/rounds/:id/closing', async (c) => {
      loti(c)
      const at = now().toISOString()
      return c.json(
        await shown(c, await change(c, (before) => (before.closedAt ? before : { ...before, closedAt: at }))),
      )
    })
    .get('/authorities/:authority/rounds', async (c) => {
      const { authority } = c.req.param()
      allowed(c, 'read unpublished', 'see what is asked of this authority', authority)
      const known = lists().authority(authority)
      if (!known) throw problem.missing('authority')
      const [rounds, registers] = await Promise.all([store.rounds.all(), store.rounds.registers([known])])
      return c.json({ rounds: roundsLeft(rounds, authority, registers.get(authority) ?? {}, today()) })
    })
}

/** In one order, and each once. */
const tidied = ({ sections, authorities, remindDays, ...fields }: RoundFields): RoundFields => ({
  ...fields,
  sections: [...new Set(sections)],
  authorities: [...new Set(authorities)].sort(),
  remindDays: [...new Set(remindDays)].sort((a, b) => b - a),
})

function mustBeAskable({ authorities, deadline }: RoundFields, today: string, before?: string) {
  const unknown = authorities.find((id) => !lists().authority(id))
  if (unknown) throw problem.invalid({ authorities: `There is no authority ${unknown}` })
  if (deadline < today && deadline !== before)
    throw problem.invalid({ deadline: 'The deadline must be today or later' })
}
