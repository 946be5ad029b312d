import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filled } from '../bench/fill.ts'
import type { Asking } from '../support/asking.ts'
import { disagreements, type Read } from './recompute.ts'

// The public figures against the public files, each worked out without the other.

let directory = ''
let world: Asking
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'recompute-'))
  world = await filled(1000, directory)
})
afterAll(async () => {
  await world.close()
  await rm(directory, { recursive: true, force: true })
})

const read: Read = async (path) => {
  const answer = await world.app.request(`/api/v1${path}`)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}

test('overview, market and renewals come to the same from the files, to the last digit', async () => {
  for (const scope of ['E12000007', 'K02000001']) {
    const { told, differences } = await disagreements(read, scope)
    expect(told.figures.systems).toBeGreaterThan(500)
    expect(Object.keys(told.states).length).toBeGreaterThan(5)
    expect(differences).toEqual([])
  }
})

test('a file that says one thing else is found out', async () => {
  let changed = false
  const altered: Read = async (path) => {
    const body = (await read(path)) as { rows?: { annualPounds?: number | null }[] }
    const row = body.rows?.find(({ annualPounds }) => typeof annualPounds === 'number')
    if (path.startsWith('/tables/authority-contracts/') && row?.annualPounds && !changed) {
      row.annualPounds += 1
      changed = true
    }
    return body
  }
  const { differences } = await disagreements(altered, 'E12000007')
  expect(differences).toContainEqual(expect.stringContaining('figures.annualPounds'))
})
