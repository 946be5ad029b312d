import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { LambdaEvent } from 'hono/aws-lambda'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { edgeHeader } from '../../functions/api/edge.ts'
import { localTable, runningIn } from '../../functions/local/connect.ts'
import { audience, issuerAt } from '../../functions/local/keys.ts'
import { type Service, startService } from '../../functions/local/service.ts'
import { fileOf } from '../support/contractsFinder.ts'

// The function that is deployed, handed what API Gateway hands it: events of 6 MB at most, a body that is not text in
// base64, and answers of 6 MB at most, of which the same holds.

/** What Lambda takes and gives at once. */
const mostBytes = 6 * 1024 * 1024
const edgeKey = 'shown by the edge alone'

let directory: string
let service: Service
/** The API's function, or that of calendars. */
type Handler = typeof import('../../functions/api/lambda.ts').handler
let calendars: Handler
let ask: (
  method: string,
  path: string,
  asking?: { headers?: Record<string, string>; body?: Buffer; of?: Handler },
) => Promise<APIGatewayProxyStructuredResultV2 & { bytes: Buffer; headers: Record<string, string> }>
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lambda-'))
  service = await startService({ directory, dataSet: 'public', web: 'none' })
  const running = await runningIn(directory)
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: running?.endpoint ?? '',
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    TABLE: localTable,
    ORIGIN: service.origin,
    ISSUER: issuerAt(service.origin),
    CLIENT_ID: audience,
    SESSION_KEY: Buffer.alloc(32, 1).toString('base64'),
    EDGE_KEY: edgeKey,
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const { handler } = await import('../../functions/api/lambda.ts')
  calendars = (await import('../../functions/api/calendars.lambda.ts')).handler
  ask = async (method, path, { headers = {}, body, of = handler } = {}) => {
    const [rawPath = '', rawQueryString = ''] = path.split('?')
    const event: LambdaEvent = {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString,
      headers: {
        host: new URL(service.origin).host,
        [edgeHeader.toLowerCase()]: edgeKey,
        'accept-encoding': 'gzip',
        ...headers,
      },
      requestContext: {
        accountId: '1',
        apiId: 'api',
        domainName: new URL(service.origin).host,
        domainPrefix: 'api',
        http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
        requestId: 'one',
        routeKey: '$default',
        stage: '$default',
        time: '24/Nov/2026:10:00:00 +0000',
        timeEpoch: 0,
        authentication: null,
        authorizer: {},
      },
      isBase64Encoded: body !== undefined,
      body: body?.toString('base64') ?? null,
    }
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(mostBytes)
    const answer = (await of(event)) as APIGatewayProxyStructuredResultV2
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(mostBytes)
    const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8')
    return { ...answer, bytes, headers: answer.headers as Record<string, string> }
  }
})
afterAll(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await service?.close()
  await rm(directory, { recursive: true, force: true })
})

const signedInAs = async (id: string) => ({ authorization: `Bearer ${await service.tokenFor(id)}` })

describe('what is answered', () => {
  test.each([
    '/api/v1/views/overview/E12000007',
    '/api/v1/reference',
    '/api/v1/search?q=housing',
    '/api/v1/explorer/E12000007',
    '/api/openapi.json',
  ])('%s is compressed once and carried as bytes', async (path) => {
    const answer = await ask('GET', path)
    expect([answer.statusCode, answer.isBase64Encoded]).toEqual([200, true])
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.headers.vary).toMatch(/accept-encoding/i)
    expect(JSON.parse(gunzipSync(answer.bytes).toString('utf8'))).toBeTypeOf('object')

    const plain = await ask('GET', path, { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.isBase64Encoded).toBe(false)
    expect(JSON.parse(plain.bytes.toString('utf8'))).toEqual(
      JSON.parse(gunzipSync(answer.bytes).toString('utf8')),
    )
  })

  test('keeps its tag, by which it is found unchanged, compressed or not', async () => {
    const path = '/api/v1/views/overview/E12000007'
    const { headers } = await ask('GET', path)
    const plain = await ask('GET', path, { headers: { 'accept-encoding': 'identity' } })
    // The same words in other bytes: alike, and not the same.
    expect(headers.etag).toBe(`W/${plain.headers.etag}`)
    for (const tag of [headers.etag, plain.headers.etag]) {
      const again = await ask('GET', path, { headers: { 'if-none-match': tag ?? '' } })
      expect([again.statusCode, again.bytes.length, again.headers['content-encoding']]).toEqual([
        304,
        0,
        undefined,
      ])
    }
  })

  test('a file of the explorer is sent as it is kept, and not compressed twice', async () => {
    const manifest = JSON.parse(
      (await ask('GET', '/api/v1/explorer/E12000007', { headers: { 'accept-encoding': '' } })).bytes.toString(
        'utf8',
      ),
    )
    const [path = ''] = JSON.stringify(manifest).match(/\/api\/v1\/explorer\/files\/[^"]+/) ?? [
      `/api/v1/explorer/files/${JSON.stringify(manifest).match(/[ENSW]\d{8}-[01]*-[0-9a-f]{16}/)?.[0]}`,
    ]
    const file = await ask('GET', path)
    expect([file.statusCode, file.headers['content-encoding'], file.isBase64Encoded]).toEqual([
      200,
      'gzip',
      true,
    ])
    expect(JSON.parse(gunzipSync(file.bytes).toString('utf8'))).toBeTypeOf('object')
  })

  test('calendars are a function of their own, which answers them and nothing else', async () => {
    const feeds = [
      '/api/v1/calendars/authority/camden.ics',
      '/api/v1/calendars/renewals/E12000007.ics?area=parking',
    ]
    for (const path of feeds) {
      const { statusCode, headers, bytes } = await ask('GET', path, {
        of: calendars,
        headers: { 'accept-encoding': 'identity' },
      })
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
      expect(headers['cache-control']).toContain('public')
      expect(bytes.toString('utf8')).toMatch(/^BEGIN:VCALENDAR/)
      const again = await ask('GET', path, {
        of: calendars,
        headers: { 'if-none-match': headers.etag ?? '' },
      })
      expect(again.statusCode).toBe(304)
      const past = await ask('GET', path, {
        of: calendars,
        headers: { [edgeHeader.toLowerCase()]: 'guessed' },
      })
      expect(past.statusCode).toBe(403)
      expect((await ask('GET', path)).statusCode).toBe(404)
    }
    expect((await ask('GET', '/api/v1/calendars/authority/nowhere.ics', { of: calendars })).statusCode).toBe(
      404,
    )
    expect((await ask('GET', '/api/v1/views/overview/E12000007', { of: calendars })).statusCode).toBe(404)
  })

  test('a refusal too, in its own type', async () => {
    const answer = await ask('GET', '/api/v1/nothing')
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([404, 'application/problem+json'])
    const text = answer.isBase64Encoded ? gunzipSync(answer.bytes) : answer.bytes
    expect(JSON.parse(text.toString('utf8'))).toMatchObject({ status: 404 })
  })
})

describe('a file that is sent', () => {
  const form = (file: string) =>
    Buffer.from(
      `--b\r\nContent-Disposition: form-data; name="file"; filename="register.csv"\r\n\r\n${file}\r\n--b--\r\n`,
    )
  const type = { 'content-type': 'multipart/form-data; boundary=b' }
  const rows = (count: number, title = 'Library management system') =>
    fileOf(
      ...Array.from({ length: count }, (_, n) => ({
        id: `N-${n}`,
        title: `${title} ${n}`,
        value: String(10_000 + 37 * n),
      })),
    )

  test('is read as it is', async () => {
    const headers = { ...type, ...(await signedInAs('camden')) }
    const answer = await ask('POST', '/api/v1/imports', { headers, body: form(rows(20)) })
    expect(answer.statusCode).toBe(201)
    expect(JSON.parse(gunzipSync(answer.bytes).toString('utf8'))).toMatchObject({
      read: 20,
      counts: { create: 20 },
    })
  })

  test('compressed is read the same: 10,000 rows', { timeout: 180_000 }, async () => {
    const headers = { ...type, 'content-encoding': 'gzip', ...(await signedInAs('camden')) }
    const answer = await ask('POST', '/api/v1/imports', { headers, body: gzipSync(form(rows(10_000))) })
    expect(answer.statusCode).toBe(201)
    const preview = JSON.parse(gunzipSync(answer.bytes).toString('utf8'))
    expect(preview).toMatchObject({ fileName: 'register.csv', read: 10_000, counts: { create: 10_000 } })
    expect(preview.rows).toHaveLength(1000)

    // All of them taken, the register of one authority is a long answer, and still one that can be carried.
    const as = { 'content-type': 'application/json', ...(await signedInAs('camden')) }
    const taken = await ask('POST', `/api/v1/imports/${preview.id}/accept`, {
      headers: as,
      body: Buffer.from('{}'),
    })
    expect(taken.statusCode).toBe(200)
    const path = `/api/v1/authorities/${preview.rows[0].authority}/contracts`
    const register = await ask('GET', path, { headers: as })
    const text = gunzipSync(register.bytes).toString('utf8')
    expect(JSON.parse(text).proposals).toHaveLength(10_000)
    expect(text.length).toBeGreaterThan(mostBytes)
    expect(register.headers['cache-control']).toBe('private, no-store')
  })

  test('and that unpacks to more than is taken is refused in the same words as any that is too large', async () => {
    const headers = { ...type, 'content-encoding': 'gzip', ...(await signedInAs('camden')) }
    const bomb = gzipSync(form(rows(10_000, 'x'.repeat(9_000))))
    expect(bomb.length).toBeLessThan(1_000_000)
    const answer = await ask('POST', '/api/v1/imports', { headers, body: bomb })
    const text = answer.isBase64Encoded ? gunzipSync(answer.bytes) : answer.bytes
    expect([answer.statusCode, JSON.parse(text.toString('utf8')).detail]).toEqual([
      413,
      'The file is larger than 20 MB. Split it into smaller files, or leave out columns and try again.',
    ])
  })
})
