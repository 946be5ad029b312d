import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import type { ImportPreview } from '../../functions/schema/import.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { publishedFolder, withoutPublished } from '../support/data.ts'

// The Contracts Finder exports and the OCDS package in full, from file to summaries: imported by one LOTI officer, approved by another.

if (withoutPublished) console.log(withoutPublished)
const today = '2026-11-24'
const notices = [
  { name: 'contracts-finder-london-boroughs.csv', rows: 150, setAside: 112, refused: 0 },
  { name: 'contracts-finder-uk-councils-it.csv', rows: 489, setAside: 0, refused: 19 },
]
// 95 procurements, two of which came to two contracts; 18 have come to none, and 49 are of no council.
const releases = [{ name: 'ocds-contracts-finder-2025.json', rows: 97, setAside: 28, refused: 67 }]
/** Each in a register of its own: a vendor that one brings with its number is known by it in the others. */
const registers = [
  { what: 'notices', files: notices },
  { what: 'releases', files: releases },
]

describe.skipIf(withoutPublished !== undefined).each(registers)('$what', ({ files }) => {
  let world: Asking
  beforeAll(async () => {
    world = await createAsking()
  })
  afterAll(() => world?.close())

  const post = async <T>(who: string, path: string, body: unknown): Promise<T> => {
    const isForm = body instanceof FormData
    const answer = await world.app.request(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'X-Who': who, ...(!isForm && { 'Content-Type': 'application/json' }) },
      body: isForm ? body : JSON.stringify(body),
    })
    expect(answer.ok, `${path}: ${answer.status}`).toBe(true)
    return (await answer.json()) as T
  }
  const upload = async (name: string) => {
    const form = new FormData()
    form.set('file', await openAsBlob(join(publishedFolder, name)), name)
    return post<ImportPreview>('loti', '/imports', form)
  }

  const sent = new Set<string>()
  test.each(files)(
    '$name: every row is accounted for, and what is taken is sent',
    async ({ name, rows, setAside, refused }) => {
      const preview = await upload(name)
      const { counts } = preview
      expect(preview.read).toBe(rows)
      expect(preview.rows.map(({ row }) => row)).toEqual(
        Array.from({ length: rows }, (_, index) => index + 1),
      )
      expect(counts).toEqual({
        create: rows - setAside - refused,
        update: 0,
        same: 0,
        refuse: setAside + refused,
      })
      for (const { result, reasons } of preview.rows) expect(reasons.length > 0).toBe(result === 'refuse')
      expect(JSON.stringify(preview)).not.toMatch(/â€|Â£|\ufffd/)

      type Accepted = { proposals: number; submissions: { authority: string; submission: string }[] }
      const accepted = await post<Accepted>('loti', `/imports/${preview.id}/accept`, { include: 'all' })
      expect(accepted.proposals).toBe(rows - refused)
      for (const { authority, submission } of accepted.submissions) {
        await post('loti', `/authorities/${authority}/submission/send`, {})
        sent.add(submission)
      }
    },
  )

  test('everything is approved by another, and the summaries equal a recount', async () => {
    const approved = []
    for (const submission of sent) {
      type Approved = { results: { recordId: string; outcome: string }[] }
      for (;;) {
        const { results } = await post<Approved>('loti-2', `/review/${submission}/approve`, {})
        if (results.length === 0) break
        for (const { recordId, outcome } of results) {
          expect(outcome, recordId).toBe('approved')
          approved.push({
            authority: submission.split('_').at(-1) ?? '',
            kind: 'contract' as const,
            id: recordId,
          })
        }
      }
    }
    expect(approved).toHaveLength(files.reduce((sum, { rows, refused }) => sum + rows - refused, 0))
    for (let from = 0; from < approved.length; from += 100) {
      await applyRecords(world.store, approved.slice(from, from + 100), { terms, day: today })
    }
    const found = await recount(world.store, { terms, today })
    expect(found.differences).toEqual([])
    expect(found.records).toBe(approved.length)
  }, 120_000)

  test.each(files)('$name again: all the same', async ({ name, rows, refused }) => {
    expect((await upload(name)).counts).toEqual({
      create: 0,
      update: 0,
      same: rows - refused,
      refuse: refused,
    })
  })
})
