import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import db from 'dynalite/db/index.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../../functions/local/engine/core.ts'
import type { Level } from '../../../functions/local/engine/level.ts'

// Keys written over and over while readers are left where they stopped, as dynalite leaves them: the traffic that makes
// the storage below bring an older value of a key back.

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'level-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const keys = Array.from({ length: 20 }, (_, index) => `key-${String(index).padStart(2, '0')}`)
const rewritten = 40
const padding = randomBytes(75_000).toString('base64')
type Value = { version: number; padding: string }
const atOnce = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }

/** Keys that answered with another version than their last, and with which, as soon as there is one. */
async function broughtBack(level: Level): Promise<string[]> {
  await level.open()
  const left: Readable[] = []
  const last = new Map<string, number>()
  // In an order of its own, so that keys lie between others written before.
  for (const [round] of keys.entries()) {
    const key = keys[(round * 7) % keys.length] ?? ''
    for (let version = 1; version <= rewritten; version += 1) {
      await level.put(key, { version, padding })
      last.set(key, version)
      const reader = level.createKeyStream()
      await once(reader, 'readable')
      left.push(reader)
    }
    const wrong: string[] = []
    for (const [written, version] of last) {
      const found = (await level.get(written)) as Value
      if (found.version !== version) wrong.push(`${written}: ${found.version} of ${version}`)
    }
    if (wrong.length > 0) return wrong
  }
  for (const reader of left) reader.destroy()
  return []
}

describe('storage', () => {
  test('by itself brings older values back: once it no longer does, what stands before it may go', async () => {
    // It compacts when it has time to; five storages have always been enough, and most often one.
    let wrong: string[] = []
    for (let turn = 0; turn < 5 && wrong.length === 0; turn += 1) {
      wrong = await broughtBack(db.create({ path: join(directory, `bare-${turn}`), ...atOnce }).db)
    }
    expect(wrong).not.toEqual([])
  })

  test('as the engine opens it, always answers with the last value written', async () => {
    const { db: level } = openStore(join(directory, 'kept'))
    expect(await broughtBack(level)).toEqual([])
    await level.close()
  })
})

describe('a range read in pieces', () => {
  test('is whole, in order and within its bounds, forwards and backwards', async () => {
    const { db: level } = openStore(undefined)
    await level.open()
    const all = Array.from({ length: 1500 }, (_, index) => String(index).padStart(4, '0'))
    await level.batch(all.map((key) => ({ type: 'put', key, value: key })))
    const read = async (bounds: Parameters<Level['createKeyStream']>[0]) =>
      level.createKeyStream(bounds).toArray()
    expect(await read({})).toEqual(all)
    expect(await read({ reverse: true })).toEqual(all.toReversed())
    expect(await read({ gt: '0010', lte: '1400' })).toEqual(all.slice(11, 1401))
    expect(await read({ gte: '0010', lt: '1400', reverse: true })).toEqual(all.slice(10, 1400).toReversed())
    expect(await read({ gte: '0100', limit: 700 })).toEqual(all.slice(100, 800))
    expect(await read({ limit: 0 })).toEqual([])
    await level.close()
  })

  test('begun before a write and read on after it shows no key twice', async () => {
    const { db: level } = openStore(undefined)
    await level.open()
    const all = Array.from({ length: 300 }, (_, index) => String(index).padStart(4, '0'))
    await level.batch(all.map((key) => ({ type: 'put', key, value: 1 })))
    const found: string[] = []
    for await (const key of level.createKeyStream()) {
      found.push(String(key))
      if (found.length === 5) await level.batch(all.map((each) => ({ type: 'put', key: each, value: 2 })))
    }
    expect(found).toEqual(all)
    await level.close()
  })
})
