import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import type { IsoDate } from '../domain/calendar.ts'
import { canBeWrittenTo } from '../domain/person.ts'
import { leftIn, progressOf, reminderDue } from '../domain/round.ts'
import { type LeftOf, reminderMessage } from '../messages/reminder.ts'
import { authority as authorityOf } from '../reference/index.ts'
import type { Round } from '../schema/round.ts'
import type { Store } from '../store/index.ts'

type Asked = { today: IsoDate; at: string; origin: string }

/**
 * Reminds whoever has something left in a round, on the days LOTI chose, once each: whatever is tried again, by however
 * many at once. Answers how many were written to now.
 */
export async function remind(store: Store, asked: Asked): Promise<number> {
  let written = 0
  for (const round of await store.rounds.all()) {
    const days = reminderDue(round, asked.today)
    if (days === undefined || (await store.rounds.isReminded(round.id, days))) continue
    written += await remindAll(store, round, days, asked)
    await store.rounds.settle(round.id, { days, at: asked.at })
  }
  return written
}

async function remindAll(store: Store, round: Round, days: number, { at, origin }: Asked): Promise<number> {
  const [registers, everyone, subscriptions] = await Promise.all([
    store.rounds.registers(round.authorities.flatMap((id) => authorityOf(id) ?? [])),
    store.people.all(),
    store.subscriptions.all(),
  ])
  const left = new Map(
    round.authorities.flatMap((id): [string, LeftOf][] => {
      const sections = progressOf(round, registers.get(id) ?? {})
      const name = authorityOf(id)?.name ?? id
      return leftIn(sections) > 0 ? [[id, { authority: { id, name }, sections }]] : []
    }),
  )
  let written = 0
  for (const person of everyone) {
    const theirs = person.editorOf.flatMap((id) => left.get(id) ?? [])
    const wants = subscriptions.get(person.id)?.reminders ?? true
    if (theirs.length === 0 || !wants || !canBeWrittenTo(person)) continue
    const stop = randomBytes(24).toString('base64url')
    const message = reminderMessage(round, person, theirs, {
      id: `msg_${ulid(Date.parse(at)).toLowerCase()}`,
      at,
      origin,
      stop,
    })
    const link = store.subscriptions.link(stop, { person: person.id, stops: 'reminders' }, at)
    if (await store.rounds.remind(round.id, { days, at, person: person.id }, message, link)) written += 1
  }
  return written
}
