import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readExplorerFile } from '../../functions/domain/explorerFile.ts'
import { createTable } from '../../functions/local/table.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { createStore, type RecordRef, type Store } from '../../functions/store/index.ts'
import { keys } from '../../functions/store/keys.ts'
import { publishFiles } from '../../functions/stream/explorerFiles.ts'
import {
  cut,
  markOf,
  mostRows,
  type Shelf,
  type StoredFile,
  shelfOf,
  textOf,
} from '../../functions/stream/explorerShelves.ts'
import { rebuild, recount } from '../../functions/tasks/recount.ts'
import { anyRecord, terms, today } from '../support/records.ts'
import { createWorld, publishNext, requestsOf, type World } from '../support/world.ts'

let world: World
let tables = 0

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

async function freshStore(): Promise<Store> {
  tables += 1
  const table = `explorer-${tables}`
  await createTable(world.client, table)
  return createStore({ client: world.client, table })
}

const one = (kind: RegisterRecord['kind'], seed = 1): RegisterRecord => {
  const [record] = fc.sample(
    anyRecord.filter((candidate) => candidate.kind === kind),
    { numRuns: 1, seed },
  )
  if (!record) throw new Error('No record')
  return { ...record, authority: camden, sharedWith: [], leadAuthority: undefined }
}
const camden = 'E09000007'
const hackney = 'E09000001'
const hartlepool = 'E06000001'

async function publish(store: Store, records: RegisterRecord[]): Promise<RecordRef[]> {
  await publishNext(store, camden, records)
  return records.map(({ authority, kind, id }) => ({ authority, kind, id }))
}

const shelfAt = async (store: Store, authority: string) =>
  await store.table.get<Shelf>(shelfOf(authority, terms))
const rowsAt = async (store: Store, authority: string) => {
  const files = await store.table.all<StoredFile>({ pk: `EXPLORER#${authority}`, sk: 'FILE#' })
  return files.flatMap(({ body }) => readExplorerFile(textOf(body)))
}
const explorerFaults = async (store: Store) =>
  (await recount(store, { terms, today })).differences.filter(({ what }) => what === 'explorer')

describe('the explorer’s files', () => {
  test('name what is in them, so a change gives another name and the same rows the same', async () => {
    const store = await freshStore()
    const record = one('system')
    const refs = await publish(store, [record])
    await publishFiles(store, refs, terms)
    const first = await shelfAt(store, camden)
    await publishFiles(store, refs, terms)
    expect((await shelfAt(store, camden))?.revision).toBe(first?.revision)
    await publishFiles(store, await publish(store, [{ ...record, name: 'Renamed' } as RegisterRecord]), terms)
    const second = await shelfAt(store, camden)
    expect(second?.body.files[0]?.hash).not.toBe(first?.body.files[0]?.hash)
    expect(second?.body.files).toMatchObject([{ part: '', systems: 1, contracts: 0 }])
  })

  test('hold a shared record with each of its holders, and no longer with one it has left', async () => {
    const store = await freshStore()
    const shared = { ...one('contract'), sharedWith: [hackney, hartlepool] } as RegisterRecord
    await publishFiles(store, await publish(store, [shared]), terms)
    for (const holder of [camden, hackney, hartlepool]) expect(await rowsAt(store, holder)).toHaveLength(1)
    await publishFiles(
      store,
      await publish(store, [{ ...shared, sharedWith: [hartlepool] } as RegisterRecord]),
      terms,
    )
    expect(await rowsAt(store, hackney)).toEqual([])
    expect(await rowsAt(store, hartlepool)).toHaveLength(1)
    await store.write([{ remove: keys.record(camden, shared.kind, shared.id) }])
    await publishFiles(store, [shared], terms)
    for (const holder of [camden, hartlepool]) expect(await rowsAt(store, holder)).toEqual([])
  })

  test('are cut in two when they are full, and hold every row once', async () => {
    const rows = Array.from({ length: 3 * mostRows }, (_, n) => ({ ...one('system'), id: `sys_${n}` }))
    const pieces = cut('', rows as never)
    expect(pieces.length).toBeGreaterThan(3)
    expect(new Set(pieces.flatMap(({ rows: held }) => held.map(({ id }) => id))).size).toBe(3 * mostRows)
    for (const { part, rows: held } of pieces) {
      expect(held.length).toBeLessThanOrEqual(mostRows)
      expect(held.every(({ id }) => markOf(id).startsWith(part))).toBe(true)
    }
  })

  test('an authority with many records: what a change rewrites stays small, and costs no more requests', async () => {
    const store = await freshStore()
    const record = one('contract')
    const many = Array.from({ length: 3 * mostRows }, (_, n) => ({ ...record, id: `con_${n}` }))
    const cost = async (title: string) => {
      const [ref] = await publish(store, [{ ...record, id: 'con_7', title } as RegisterRecord])
      world.engine.resetRequests()
      await publishFiles(store, ref ? [ref] : [], terms)
      return requestsOf(world)
    }
    const refs = await publish(store, many.slice(0, 20))
    await publishFiles(store, refs, terms)
    const few = await cost('Among few')
    const more = await publish(store, many.slice(20))
    for (let from = 0; from < more.length; from += 100) {
      await publishFiles(store, more.slice(from, from + 100), terms)
    }
    const files = (await shelfAt(store, camden))?.body.files ?? []
    expect(files.length).toBeGreaterThan(3)
    expect(files.reduce((sum, { contracts }) => sum + contracts, 0)).toBe(many.length)
    expect(await cost('Among many')).toBe(few)
    expect(few).toBeLessThanOrEqual(5)
    expect(Math.max(...files.map(({ bytes }) => bytes))).toBeLessThan(60_000)

    // A batch touches each file once, however many of its changes are in it.
    const batch = await publish(
      store,
      many.slice(0, 100).map((each) => ({ ...each, title: 'Batch' })),
    )
    world.engine.resetRequests()
    await publishFiles(store, batch, terms)
    const requests = requestsOf(world)
    expect(requests).toBeLessThanOrEqual(6)
    expect((await rowsAt(store, camden)).length).toBe(many.length)
  }, 120_000)

  test('many writers at once lose no row and leave none behind', async () => {
    const store = await freshStore()
    const records = fc.sample(anyRecord, { numRuns: 80, seed: 21 }).map((record) => ({
      ...record,
      authority: camden,
      id: record.id.replace(/E\d+|S\d+/, camden),
    }))
    const distinct = [...new Map(records.map((record) => [record.id, record])).values()]
    await publish(store, distinct)
    const work = [0, 1, 2, 3].map(async (n) => {
      for (const record of distinct.filter((_, index) => index % 4 === n || index % 3 === n)) {
        await publishFiles(store, [record], terms)
      }
    })
    await Promise.all(work)
    expect(await explorerFaults(store)).toEqual([])
  })

  test('any damage is named by a recount, and put right by a rebuild', async () => {
    const damages: ((store: Store, shelf: { revision: number; body: Shelf }) => Promise<void>)[] = [
      (store) => store.write([{ remove: keys.explorerFile(camden, '') }]),
      (store) => store.write([{ remove: shelfOf(camden, terms) }]),
      (store, shelf) =>
        store.write([
          {
            put: {
              ...shelfOf(camden, terms),
              revision: shelf.revision + 1,
              body: { files: shelf.body.files.map((file) => ({ ...file, systems: file.systems + 1 })) },
            },
          },
        ]),
      (store) =>
        store.write([
          { put: { ...keys.explorerFile(camden, '01'), revision: 1, body: { hash: 'x', gzip: 'x' } } },
        ]),
      (store) =>
        store.write([
          { put: { ...keys.explorerFile(camden, ''), revision: 1, body: { hash: 'x', gzip: 'x' } } },
        ]),
      async (store) => {
        await publish(store, [{ ...one('system'), name: 'Not told to the stream' } as RegisterRecord])
      },
    ]
    for (const [index, damage] of damages.entries()) {
      const store = await freshStore()
      await publishFiles(store, await publish(store, [one('system'), one('contract')]), terms)
      const shelf = await shelfAt(store, camden)
      if (!shelf) throw new Error('Nothing to damage')
      await damage(store, shelf)
      expect((await explorerFaults(store)).length, `damage ${index}`).toBe(1)
      await rebuild(store, { terms, today })
      expect(await explorerFaults(store), `damage ${index}`).toEqual([])
    }
  })
})
