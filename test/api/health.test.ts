import type { DynamoDBStreamEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RequestLine } from '../../functions/api/deps.ts'
import { behindEdge, edgeHeader } from '../../functions/api/edge.ts'
import { watched } from '../../functions/stream/watched.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { failuresSaid } from '../support/failuresSaid.ts'

// How the service is, as an operator sees it.

let world: Asking
const lines: RequestLine[] = []
beforeAll(async () => {
  world = await createAsking({ log: (line) => lines.push(line) })
})
afterAll(() => world.close())

const health = async () => (await world.app.request('/api/health')).json()
const changes = (...approvedAt: string[]): DynamoDBStreamEvent => ({
  Records: approvedAt.map((updatedAt, n) => ({
    dynamodb: { SequenceNumber: String(n), NewImage: { body: { S: JSON.stringify({ updatedAt }) } } },
  })),
})

describe('the health page', () => {
  test('is well before anything has happened', async () => {
    expect(await health()).toEqual({ ok: true })
  })

  test('says how long after its approval the change that waited longest was in the summaries', async () => {
    let clock = Date.parse('2026-11-24T10:00:00.400Z')
    const lags: number[] = []
    const handler = watched(async () => ({ batchItemFailures: [] }), {
      store: world.store,
      measure: (lag) => lags.push(lag),
      now: () => clock,
    })
    await handler(changes('2026-11-24T09:59:00.000Z', '2026-11-24T10:00:00.000Z'))
    expect((await health()).views).toEqual({ appliedAt: '2026-11-24T10:00:00.400Z', lagMilliseconds: 60_400 })
    clock += 1000
    await handler(changes('2026-11-24T10:00:01.000Z'))
    // A storm of changes is measured each time and noted every few seconds.
    expect(lags).toEqual([60_400, 400])
    expect((await health()).views.appliedAt).toBe('2026-11-24T10:00:00.400Z')
    clock += 10_000
    await handler(changes('2026-11-24T10:00:11.000Z'))
    expect((await health()).views.appliedAt).toBe('2026-11-24T10:00:11.400Z')
  })

  test('and goes by the stream’s own clock where a record does not say, or is damaged', async () => {
    const lags: number[] = []
    const handler = watched(async () => ({ batchItemFailures: [] }), {
      store: world.store,
      measure: (lag) => lags.push(lag),
      now: () => Date.parse('2026-11-24T11:00:00.000Z'),
    })
    const at = Date.parse('2026-11-24T10:59:57.000Z') / 1000
    // Or tells of long ago, as a record of a data set does when it is loaded.
    const loaded = '{"updatedAt":"2026-08-01T10:00:00.000Z"}'
    const damaged = ['{"updatedAt":', 'null', '{"updatedAt":"yesterday"}']
    for (const S of [...damaged, loaded]) {
      const dynamodb = { SequenceNumber: '1', ApproximateCreationDateTime: at, NewImage: { body: { S } } }
      expect(await handler({ Records: [{ dynamodb }] })).toEqual({ batchItemFailures: [] })
    }
    expect(lags).toEqual([3000, 3000, 3000, 3000])
    // One that says nothing at all is measured by nothing.
    expect(await handler({ Records: [{ dynamodb: { SequenceNumber: '2' } }] })).toEqual({
      batchItemFailures: [],
    })
    expect(lags).toHaveLength(4)
  })

  test('measures what members say like any change, and notes nothing of it where anyone can read', async () => {
    const before = (await health()).views
    const lags: number[] = []
    const handler = watched(async () => ({ batchItemFailures: [] }), {
      store: world.store,
      measure: (lag) => lags.push(lag),
      now: () => Date.parse('2026-11-24T12:00:01.000Z'),
    })
    const [made] = changes('2026-11-24T12:00:00.000Z').Records
    for (const sk of ['RATING#rat_1', 'SKILLLEVEL#skl_1']) {
      await handler({ Records: [{ dynamodb: { ...made?.dynamodb, Keys: { sk: { S: sk } } } }] })
    }
    expect(lags).toEqual([1000, 1000])
    expect((await health()).views).toEqual(before)
  })

  test('cannot make a batch fail, even where measuring does', async () => {
    const said = failuresSaid()
    const handler = watched(async () => ({ batchItemFailures: [] }), {
      store: world.store,
      measure: () => {
        throw new Error('Nothing to measure with')
      },
    })
    expect(await handler(changes('2026-11-24T10:00:00.000Z'))).toEqual({ batchItemFailures: [] })
    expect(said()).toMatchObject([{ level: 'error', message: 'No note of health' }])
  })

  test('notes nothing of a batch that failed', async () => {
    const before = await health()
    const failing = watched(async () => ({ batchItemFailures: [{ itemIdentifier: '0' }] }), {
      store: world.store,
    })
    await failing(changes('2026-11-24T10:00:00.000Z'))
    expect(await health()).toEqual(before)
  })

  test('is not well once a recount differs', async () => {
    const at = '2026-11-24T03:30:00.000Z'
    await world.store.health.recounted({ at, records: 809, differences: 0 })
    expect(await health()).toMatchObject({ ok: true, recount: { at, records: 809, differences: 0 } })
    await world.store.health.recounted({ at, records: 809, differences: 2 })
    expect(await health()).toMatchObject({ ok: false, recount: { differences: 2 } })
  })
})

test('each request is a line that says who asked for what and how it went, and not what was said', async () => {
  lines.length = 0
  const { headers } = await world.ask('camden', 'GET', '/authorities/E09000012/systems?secret=1')
  expect(lines).toEqual([
    {
      level: 'info',
      request: headers.get('X-Request-Id'),
      method: 'GET',
      path: '/api/v1/authorities/E09000012/systems',
      status: 403,
      milliseconds: expect.any(Number),
      person: 'camden',
    },
  ])
})

test('the deployed API answers the edge and nobody else', async () => {
  const app = behindEdge(world.app, 'the key')
  const ask = (headers: Record<string, string>) => app.request('/api/health', { headers })
  expect((await ask({ [edgeHeader]: 'the key' })).status).toBe(200)
  const others: Record<string, string>[] = [{}, { [edgeHeader]: '' }, { [edgeHeader]: 'the kez' }]
  for (const headers of others) {
    const answer = await ask(headers)
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([403, 'application/problem+json'])
  }
})
