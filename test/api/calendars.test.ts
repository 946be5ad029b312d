import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { contractFields } from '../../functions/schema/contract.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// Days to decide by as iCalendar (RFC 5545), as a calendar that subscribes to them reads them.

const today = '2026-11-24'
const camden = 'E09000007'
const hackney = 'E09000012'
const london = 'E12000007'
const long =
  'Café & môbile “parking” enforcement; permits, appeals and pay-by-phone for residents’ zones across the borough'

let world: Asking

const contract = (id: string, authority: string, fields: Record<string, unknown>): RegisterRecord => ({
  authority,
  version: 1,
  createdAt: '2026-10-01T10:00:00.000Z',
  updatedAt: '2026-10-01T10:00:00.000Z',
  provenance: { source: 'form', confidence: 'verified' },
  ...contractFields.parse({
    renewal: 'ends',
    route: 'G-Cloud',
    supplier: 'ven_civica-uk',
    serviceAreas: ['parking'],
    ...fields,
  }),
  kind: 'contract',
  id: `con_${id}`,
})

beforeAll(async () => {
  world = await createAsking({
    origin: 'https://tools.example',
    now: () => new Date(`${today}T12:00:00Z`),
  })
  const records = [
    contract('ahead', camden, { title: long, endsOn: '2027-12-31' }),
    contract('other', hackney, { title: 'Permits', endsOn: '2028-03-31' }),
    contract('ended', camden, { title: 'Old permits', endsOn: '2024-12-31', stillUsed: false }),
    contract('undated', camden, { title: 'No end' }),
    contract('held', camden, {
      title: 'Held back',
      endsOn: '2028-01-15',
      heldBack: [{ field: 'endsOn', ground: 'commercially sensitive', reviewOn: '2027-11-24' }],
    }),
  ]
  for (const record of records) {
    await world.store.publish(record.authority, [
      { record, facts: { at: record.updatedAt, by: 'someone', action: 'approved' } },
    ])
  }
  await applyRecords(world.store, records, { terms, day: today })
})
afterAll(() => world.close())

/** Events by their id, each a map of its lines, unfolded. */
function eventsOf(text: string) {
  const lines = text.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
  const events = new Map<string, Map<string, string>>()
  let event = new Map<string, string>()
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/.exec(line) ?? []
    if (line === 'BEGIN:VEVENT') event = new Map()
    else if (line === 'END:VEVENT') events.set(event.get('UID') ?? '', event)
    else event.set(name, value)
  }
  return events
}
const ask = (path: string) => world.app.request(`/api/v1/calendars${path}`)

test('an authority’s days to decide by are whole-day events', async () => {
  const answer = await ask('/authority/camden.ics')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Type')).toBe('text/calendar; charset=utf-8')
  const text = await answer.text()
  const events = eventsOf(text)
  expect([...events.keys()].sort()).toEqual(['con_ahead@tools.example', 'con_held@tools.example'])
  const ahead = events.get('con_ahead@tools.example')
  expect(ahead?.get('DTSTART;VALUE=DATE')).toBe('20270930')
  expect(ahead?.get('SUMMARY')).toBe(`Camden: decide on ${long.replaceAll(/[;,]/g, '\\$&')}`)
  expect(ahead?.get('DESCRIPTION')).toContain('This contract ends on 31 December 2027.')
  expect(ahead?.get('URL;VALUE=URI')).toBe('https://tools.example/contracts/con_ahead')
})

test('lines end and fold as the standard has it, and no letter is cut in two', async () => {
  const text = await (await ask('/authority/camden.ics')).text()
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]+\r\nEND:VCALENDAR(\r\n)?$/)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
  expect(text).not.toContain('\uFFFD')
})

test('a day that is held back is told as about its quarter, as everywhere', async () => {
  const held = eventsOf(await (await ask('/authority/camden.ics')).text()).get('con_held@tools.example')
  expect(held?.get('SUMMARY')).toMatch(/\(about this day\)$/)
  expect(held?.get('DTSTART;VALUE=DATE')).toBe('20271231')
  expect(JSON.stringify([...(held ?? [])])).not.toContain('15 January')
})

test('a service area’s and a vendor’s are those of every authority of the scope', async () => {
  for (const query of ['?area=parking', '?vendor=ven_civica-uk']) {
    const events = eventsOf(await (await ask(`/renewals/${london}.ics${query}`)).text())
    expect([...events.keys()].sort(), query).toEqual(
      ['con_ahead', 'con_held', 'con_other'].map((id) => `${id}@tools.example`),
    )
  }
  expect(eventsOf(await (await ask(`/renewals/E12000002.ics?area=parking`)).text()).size).toBe(0)
})

test('who has it is answered 304, and what there is none of is refused in words', async () => {
  const first = await ask('/authority/camden.ics')
  const again = await world.app.request('/api/v1/calendars/authority/camden.ics', {
    headers: { 'If-None-Match': first.headers.get('ETag') ?? '' },
  })
  expect(again.status).toBe(304)
  for (const [path, status] of [
    [`/renewals/${london}.ics`, 400],
    [`/renewals/${london}.ics?area=parking&vendor=ven_civica-uk`, 400],
    [`/renewals/${london}.ics?area=no-such`, 404],
    ['/renewals/E99999999.ics?area=parking', 404],
    ['/authority/nowhere.ics', 404],
  ] as const) {
    const answer = await ask(path)
    expect(answer.status, path).toBe(status)
    expect((await answer.json()).detail, path).toMatch(/\w+ \w+/)
  }
})
