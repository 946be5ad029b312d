import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { dayNumber, readExplorerFile } from '../../functions/domain/explorerFile.ts'
import { authority } from '../../functions/reference/index.ts'
import { type ExplorerManifest, explorerManifest } from '../../functions/schema/explorer.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { england, london, unitedKingdom } from '../../functions/schema/scope.ts'
import { publishFiles } from '../../functions/stream/explorerFiles.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { appOn } from '../support/asking.ts'
import { createWorld, publishNext, requestsOf, type World } from '../support/world.ts'

const camden = 'E09000007'
const hartlepool = 'E06000001'
let world: World
let app: ReturnType<typeof appOn>

const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`/api/v1/explorer/${path}`, { headers })
const manifestOf = async (scope: string) => explorerManifest.parse(await (await get(scope)).json())
const fileNames = (manifest: ExplorerManifest) =>
  manifest.authorities.flatMap(({ files }) => files.map(({ name }) => name))
const rowsOf = async (manifest: ExplorerManifest) => {
  const texts = await Promise.all(
    fileNames(manifest).map(async (name) => (await get(`files/${name}`)).text()),
  )
  return texts.flatMap(readExplorerFile)
}

const records: RegisterRecord[] = demonstration('2026-11-24')
  .records.filter((record) => record.authority === camden)
  .map((record) => ({ ...record, sharedWith: [], leadAuthority: undefined }))
const [shared, ...others] = records
if (!shared) throw new Error('No record')
const told: RegisterRecord[] = [{ ...shared, sharedWith: [hartlepool] }, ...others]

async function publish(changed: RegisterRecord[]) {
  await publishNext(world.store, camden, changed)
  await publishFiles(world.store, changed, terms)
}

beforeAll(async () => {
  world = await createWorld()
  app = appOn(world.store, { now: () => new Date('2026-11-24T12:00:00Z') })
  await publish(told)
})
afterAll(() => world.close())

describe('the explorer’s files over HTTP', () => {
  test('the list names every authority of the scope and the files of those that have any', async () => {
    const manifest = await manifestOf(london)
    expect(manifest.authorities).toHaveLength(33)
    expect(manifest.today).toBe('2026-11-24')
    expect(manifest.leadMonths['open tender']).toBe(12)
    expect(fileNames(manifest)).toHaveLength(1)
    expect(await rowsOf(manifest)).toHaveLength(told.length)
  })

  test('scopes nest, and a record shared across regions is in both, to be counted once above them', async () => {
    const northEast = authority(hartlepool)?.region ?? ''
    expect((await rowsOf(await manifestOf(northEast))).map(({ id }) => id)).toEqual([shared.id])
    for (const scope of [england, unitedKingdom]) {
      const rows = await rowsOf(await manifestOf(scope))
      expect(rows).toHaveLength(told.length + 1)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(told.length)
    }
    expect(fileNames(await manifestOf('W92000004'))).toEqual([])
  })

  test('each is one request to the table', async () => {
    world.engine.resetRequests()
    const manifest = await manifestOf(unitedKingdom)
    expect(requestsOf(world)).toBe(1)
    world.engine.resetRequests()
    await get(`files/${fileNames(manifest)[0]}`)
    expect(requestsOf(world)).toBe(1)
  })

  test('the list is asked for anew each time, and costs nothing when nothing changed', async () => {
    const answer = await get(london)
    expect(answer.headers.get('Cache-Control')).toBe('no-cache')
    const again = await get(london, { 'If-None-Match': answer.headers.get('ETag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('all else the public reads comes compressed too, and is still known by its tag', async () => {
    for (const path of [`explorer/${unitedKingdom}`, 'reference', `views/overview/${london}`]) {
      const ask = (headers: Record<string, string>) => app.request(`/api/v1/${path}`, { headers })
      const packed = await ask({ 'Accept-Encoding': 'gzip' })
      expect(packed.headers.get('Content-Encoding'), path).toBe('gzip')
      const plain = await ask({})
      expect(plain.headers.get('Content-Encoding'), path).toBeNull()
      expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(await plain.text())
      const tag = packed.headers.get('ETag') ?? ''
      expect((await ask({ 'Accept-Encoding': 'gzip', 'If-None-Match': tag })).status, path).toBe(304)
    }
  })

  test('a file is kept for ever, and comes compressed to whoever takes it so', async () => {
    const [name] = fileNames(await manifestOf(london))
    const packed = await get(`files/${name}`, { 'Accept-Encoding': 'br, gzip' })
    expect(packed.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(packed.headers.get('Content-Encoding')).toBe('gzip')
    expect(packed.headers.get('Vary')).toContain('Accept-Encoding')
    const plain = await get(`files/${name}`, { 'Accept-Encoding': 'gzip;q=0, identity' })
    expect(plain.headers.get('Content-Encoding')).toBeNull()
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe(await plain.text())
  })

  test('a change gives a new name; the old one is no longer there, and says so to nobody’s cache', async () => {
    const before = await manifestOf(london)
    const [old] = fileNames(before)
    const [changed] = others
    if (!changed) throw new Error('No record')
    await publish([{ ...changed, retiredOn: '2026-10-01' }])
    const after = await manifestOf(london)
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(fileNames(after)[0]).not.toBe(old)
    const gone = await get(`files/${old}`)
    expect(gone.status).toBe(404)
    expect(gone.headers.get('Cache-Control')).toBe('no-store')
  })

  test('what is not a scope or a file is refused', async () => {
    for (const path of ['E99999999', 'files/E09000007--0000000000000000', 'files/..%2F', 'files/E09000007']) {
      expect((await get(path)).status, path).toBe(404)
    }
  })

  test('nothing that is not public is in any list or file', async () => {
    const secrets = told.map((record, index) => ({
      ...record,
      ...(record.kind === 'system'
        ? {
            notes: `Secret note ${index}`,
            peerContact: `secret${index}@council.gov.uk`,
            users: 654_300 + index,
          }
        : { annualPounds: 717_171_000 + index, wholeLifePounds: 828_282_000 + index, endsOn: '2033-08-21' }),
      heldBack: (record.kind === 'system' ? ['users'] : ['annualPounds', 'endsOn']).map((field) => ({
        field,
        ground: 'other' as const,
        reviewOn: '2027-01-01',
      })),
    })) as RegisterRecord[]
    await publish(secrets.slice(1))
    const manifest = await manifestOf(unitedKingdom)
    const texts = [
      JSON.stringify(manifest),
      ...(await Promise.all(fileNames(manifest).map(async (name) => (await get(`files/${name}`)).text()))),
    ]
    expect(texts.join('')).toContain('2033-Q3')
    const leak = /secret|6543\d\d|717171|828282|2033-08-21/i
    expect(texts.flatMap((text) => leak.exec(text)?.[0] ?? [])).toEqual([])
    expect(texts.some((text) => text.includes(String(dayNumber('2033-08-21'))))).toBe(false)
  })
})
