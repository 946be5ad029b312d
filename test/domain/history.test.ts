import { expect, test } from 'vitest'
import { restoring, versionOn } from '../../functions/domain/history.ts'

const instants = [
  '2026-01-10T09:00:00Z',
  '2026-03-31T22:30:00Z',
  '2026-03-31T23:30:00Z',
  '2026-06-01T00:00:00Z',
]
let looks = 0
const on = (day: string) =>
  versionOn(day, instants.length, async (version) => {
    looks += 1
    return instants[version - 1] ?? ''
  })

test.each([
  ['2026-01-09', 0],
  ['2026-01-10', 1],
  ['2026-03-30', 1],
  // 23:30 UTC on 31 March is 1 April in London.
  ['2026-03-31', 2],
  ['2026-04-01', 3],
  ['2026-06-01', 4],
  ['2099-01-01', 4],
])('as at the end of %s a record stood at version %i', async (day, version) => {
  expect(await on(day)).toBe(version)
})

test('a few looks are enough, however many versions there are', async () => {
  looks = 0
  await versionOn('2026-05-05', 100_000, async (version) => {
    looks += 1
    return new Date(Date.UTC(2020, 0, 1) + version * 3_600_000).toISOString()
  })
  expect(looks).toBeLessThanOrEqual(18)
})

test('bringing a version back takes out what was added since', () => {
  expect(
    restoring({ name: 'Old', sharedWith: [] }, { name: 'New', notes: 'x', sharedWith: ['E09000001'] }),
  ).toEqual({
    name: 'Old',
    notes: '',
    sharedWith: [],
  })
})
