import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { type RoundView, roundView } from '../../functions/schema/round.ts'
import { systemFields } from '../../functions/schema/system.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { remind } from '../../functions/tasks/remind.ts'
import { type Asking, createAsking, someoneWho } from '../support/asking.ts'

// A round as LOTI runs it: who has something left, who is reminded of it and when, and that nobody is twice.

/** Those of the cast who keep two registers keep these: they are complete, so that each of the others has one keeper. */
const shared = ['kingston-upon-thames', 'sutton', 'camden']
const boroughs = authorities()
  .filter(({ kind }) => kind === 'London borough')
  .sort((a, b) => Number(shared.includes(b.slug)) - Number(shared.includes(a.slug)))
const [camden = '', hackney = ''] = ['camden', 'hackney'].map(
  (slug) => boroughs.find((one) => one.slug === slug)?.id,
)
let today = '2026-11-25'
const origin = 'https://citytools.example'
const now = () => new Date(`${today}T06:00:00Z`)

const system = (authority: string, n: number, confirmedOn: string, version = 1): RegisterRecord => ({
  authority,
  version,
  createdAt: '2026-01-05T10:00:00.000Z',
  updatedAt: '2026-01-05T10:00:00.000Z',
  provenance: {
    source: 'form',
    confidence: 'verified',
    confirmedAt: `${confirmedOn}T10:00:00.000Z`,
    confirmedBy: 'someone',
  },
  ...systemFields.parse({ name: `System ${n}`, serviceAreas: ['parking'], hosting: 'SaaS' }),
  kind: 'system',
  id: `sys_${authority}_${n}`,
})

let world: Asking
const publish = async (records: RegisterRecord[]) => {
  for (const record of records) {
    await world.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
    ])
  }
  await applyRecords(world.store, records, { terms, day: today })
}
const done = boroughs.slice(0, 20)

beforeAll(async () => {
  world = await createAsking({ now })
  // Twenty have confirmed theirs this month; the others have one of two left, or nothing on the register.
  await publish(
    boroughs
      .slice(0, 30)
      .flatMap(({ id }, at) => [
        system(id, 1, '2026-11-02'),
        system(id, 2, at < done.length ? '2026-11-30' : '2026-10-31'),
      ]),
  )
})
afterAll(() => world.close())

const open = async (fields: Record<string, unknown> = {}, key?: string): Promise<RoundView> => {
  const { status, body } = await world.ask(
    'loti',
    'POST',
    '/rounds',
    {
      name: 'Autumn 2026',
      sections: ['system'],
      authorities: boroughs.map(({ id }) => id),
      deadline: '2026-12-09',
      remindDays: [14, 3],
      ...fields,
    },
    key ? { 'Idempotency-Key': key } : {},
  )
  expect([200, 201], JSON.stringify(body)).toContain(status)
  return roundView.parse(body)
}
const close = async ({ round }: RoundView) =>
  expect((await world.ask('loti', 'POST', `/rounds/${round.id}/closing`)).status).toBe(200)
const on = (day: string) => {
  today = day
  return remind(world.store, { today, at: now().toISOString(), origin })
}
const written = async () => (await world.store.messages.all()).filter(({ kind }) => kind === 'reminder')

describe('a round', () => {
  let round: RoundView

  test('for 33 authorities, of which 20 are complete, has 13 with something left', async () => {
    round = await open({}, 'once')
    expect(round.authorities).toHaveLength(33)
    expect(round.authorities.filter(({ left }) => left === 0)).toHaveLength(20)
    const { body } = await world.ask('loti', 'GET', '/rounds')
    expect(body.rounds).toMatchObject([{ state: 'open', authorities: 33, complete: 20, since: '2026-11' }])
  })

  test('opened again under its key is the same round', async () => {
    expect((await open({}, 'once')).round.id).toBe(round.round.id)
    expect((await world.ask('loti', 'GET', '/rounds')).body.rounds).toHaveLength(1)
  })

  test('reminds exactly those 13, once each, whatever is tried again and by however many at once', async () => {
    const tries = await Promise.all([on('2026-11-25'), on('2026-11-25'), on('2026-11-25')])
    expect(tries.reduce((sum, count) => sum + count, 0)).toBe(13)
    for (const day of ['2026-11-25', '2026-11-26', '2026-12-05']) expect(await on(day)).toBe(0)
    const messages = await written()
    expect(messages).toHaveLength(13)
    expect(new Set(messages.map(({ to }) => to)).size).toBe(13)
    const left = round.authorities.flatMap(({ slug, left }) => (left > 0 ? [`${slug}@cast.example.org`] : []))
    expect(messages.map(({ to }) => to).sort()).toEqual(left.sort())
  })

  test('goes on where it was broken off, with those that were not written to', async () => {
    const spoilt = { ...world.store, rounds: { ...world.store.rounds } }
    let wrote = 0
    spoilt.rounds.remind = async (...asked) => {
      if (wrote === 5) throw new Error('The machine stopped')
      wrote += 1
      return world.store.rounds.remind(...asked)
    }
    today = '2026-12-06'
    const asked = { today, at: now().toISOString(), origin }
    await expect(remind(spoilt, asked)).rejects.toThrow('The machine stopped')
    expect(await remind(world.store, asked)).toBe(8)
    expect(await written()).toHaveLength(26)
  })

  test('says what is left, for which council, by when, and how to be left alone', async () => {
    const [message] = (await written()).filter(({ subject }) => subject.includes('Autumn'))
    expect(message?.subject).toMatch(/^Autumn 2026: 1 left by 9 December 2026$/)
    expect(message?.body).toMatch(/has (1 system to confirm|your first system to add):/)
    expect(message?.body).toContain(`${origin}/our/confirm?authority=E09`)
    expect(message?.body).toMatch(/https:\/\/citytools\.example\/unsubscribe\?key=[\w-]{32}&from=reminders$/)
  })

  test('tells LOTI how many were reminded, and an authority what is left', async () => {
    const { body } = await world.ask('loti', 'GET', `/rounds/${round.round.id}`)
    expect(roundView.parse(body).reminded).toMatchObject([
      { days: 14, people: 13 },
      { days: 3, people: 13 },
    ])
    expect((await world.ask('camden', 'GET', `/authorities/${camden}/rounds`)).body.rounds).toMatchObject([
      { name: 'Autumn 2026', sections: [{ kind: 'system', records: 2, confirmed: 2, left: 0 }] },
    ])
  })

  test('is over after its deadline, and closed when it is closed', async () => {
    const late = await open({ name: 'Late', remindDays: [0] })
    expect(await on('2026-12-10')).toBe(0)
    expect((await world.ask('camden', 'GET', `/authorities/${camden}/rounds`)).body.rounds).toEqual([])
    await close(late)
    today = '2026-12-09'
    expect((await world.ask('loti', 'GET', `/rounds/${late.round.id}`)).body.state).toBe('closed')
    expect(
      await world.ask('loti', 'PUT', `/rounds/${late.round.id}`, { ...late.round, name: 'Later' }),
    ).toMatchObject({ status: 409 })
  })
})

test('LOTI is told whether ratings are confirmed, and not how many there are', async () => {
  const round = await open({
    name: 'Ratings',
    sections: ['rating'],
    authorities: [camden],
    deadline: '2027-12-09',
  })
  expect(round.authorities[0]?.sections).toEqual([{ kind: 'rating', records: 1, confirmed: 0, left: 1 }])
  await close(round)
})

describe('who is reminded', () => {
  const [asked] = boroughs.slice(30)
  const lastOf = async (name: string) => (await written()).filter(({ subject }) => subject.startsWith(name))

  test('is whoever keeps the register, once for all of theirs, and nobody suspended', async () => {
    await world.store.putPerson(
      someoneWho('keeps-two', { editorOf: [boroughs[30]?.id ?? '', boroughs[31]?.id ?? ''] }),
    )
    await world.store.putPerson(someoneWho('gone', { editorOf: [boroughs[31]?.id ?? ''], suspended: true }))
    const round = await open({
      name: 'Two',
      authorities: [boroughs[30]?.id, boroughs[31]?.id],
      deadline: '2026-12-20',
      remindDays: [14],
    })
    expect(round.authorities.map(({ editors }) => editors)).toEqual([2, 2])
    await on('2026-12-06')
    const people = (await lastOf('Two')).map(({ to, body }) => [
      to.split('@')[0],
      body.match(/first system/g)?.length,
    ])
    expect(new Map(people as [string, number][]).get('keeps-two')).toBe(2)
    expect(people).toHaveLength(3)
    await close(round)
  })

  test('is nobody who said not to, by the link in a message or signed in', async () => {
    const slug = asked?.slug ?? ''
    const before = (await written()).find(({ to }) => to === `${slug}@cast.example.org`)
    const key = before?.body.match(/key=([\w-]+)/)?.[1]
    for (const _ of [1, 2]) {
      expect(await world.ask('', 'POST', '/unsubscribing', { key })).toMatchObject({
        status: 200,
        body: { reminders: false, alerts: 'weekly' },
      })
    }
    const round = await open({
      name: 'Three',
      authorities: [asked?.id],
      deadline: '2026-12-20',
      remindDays: [14],
    })
    await on('2026-12-06')
    expect((await lastOf('Three')).map(({ to }) => to.split('@')[0])).not.toContain(slug)
    expect((await world.ask(slug, 'GET', '/subscription')).body.reminders).toBe(false)
    await world.ask(slug, 'PUT', '/subscription', { reminders: true, alerts: 'weekly' })
    expect((await world.ask(slug, 'GET', '/subscription')).body.reminders).toBe(true)
    await close(round)
  })

  test('is nobody at all before the day, and for a reminder whose day was missed the later one alone', async () => {
    const round = await open({
      name: 'Four',
      authorities: [hackney],
      deadline: '2027-02-28',
      sections: ['contract'],
      remindDays: [30, 7],
    })
    expect(await on('2027-01-28')).toBe(0)
    expect(await on('2027-02-22')).toBe(1)
    expect((await world.ask('loti', 'GET', `/rounds/${round.round.id}`)).body.reminded).toMatchObject([
      { days: 7 },
    ])
  })
})

describe('a round that cannot be', () => {
  test.each([
    [{ name: '' }, { name: 'Enter the name of the round' }],
    [{ sections: [] }, { sections: 'Choose at least one section' }],
    [{ authorities: [] }, { authorities: 'Choose at least one authority' }],
    [{ authorities: ['E09000099'] }, { authorities: 'There is no authority E09000099' }],
    [{ deadline: '2020-01-01' }, { deadline: 'The deadline must be today or later' }],
    [{ remindDays: [1000] }, {}],
  ])('%j is refused with a reason', async (fields, reasons) => {
    const { status, body } = await world.ask('loti', 'POST', '/rounds', {
      name: 'Autumn',
      sections: ['system'],
      authorities: [camden],
      deadline: '2099-12-31',
      remindDays: [],
      ...fields,
    })
    expect(status).toBe(422)
    expect(body.fields).toMatchObject(reasons)
  })
})
