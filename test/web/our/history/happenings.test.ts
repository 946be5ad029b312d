import { expect, test } from 'vitest'
import type { Happening } from '../../../../functions/schema/history.ts'
import { lines } from '../../../../web/src/pages/our/history/happenings.tsx'

const event = (n: number, more: Partial<Happening> = {}): Happening => ({
  n,
  at: '2026-11-24T09:00:00.000Z',
  action: 'confirmed',
  who: { id: 'camden', name: 'Camden IT lead' },
  recordId: `sys_${n}`,
  ...more,
})
const places = (events: Happening[]) => lines(events).map(({ all }) => all.map(({ n }) => n))

test('what one person did at once is one line', () => {
  expect(places([event(5), event(4), event(3)])).toEqual([[5, 4, 3]])
})

test('what was loaded is one line, whatever days its data carries', () => {
  const loaded = (n: number, day: string) => event(n, { action: 'loaded', at: `${day}T12:00:00.000Z` })
  expect(
    places([event(9), loaded(8, '2026-04-15'), loaded(7, '2026-06-11'), loaded(6, '2025-06-21'), event(5)]),
  ).toEqual([[9], [8, 7, 6], [5]])
})

test('another person, another instant, another act or another submission begins anew', () => {
  expect(
    places([
      event(6),
      event(5, { who: { id: 'loti', name: 'LOTI officer' } }),
      event(4),
      event(3, { at: '2026-11-24T08:00:00.000Z' }),
      event(2, { at: '2026-11-24T08:00:00.000Z', action: 'approved', submission: 'sub_b' }),
      event(1, { at: '2026-11-24T08:00:00.000Z', action: 'approved', submission: 'sub_a' }),
    ]),
  ).toEqual([[6], [5], [4], [3], [2], [1]])
})
