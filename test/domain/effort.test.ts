import { expect, test } from 'vitest'
import { minutesLeft } from '../../functions/domain/effort.ts'

const nothing = { confirm: 0, said: 0, review: 0, returned: 0, unfinished: 0, ready: 0, found: 0 }

test('nothing left takes no time', () => {
  expect(minutesLeft(nothing)).toBe(0)
})

test('time grows with each thing left, and is never told as less than a minute', () => {
  expect(minutesLeft({ ...nothing, ready: 1 })).toBe(1)
  expect(minutesLeft({ ...nothing, confirm: 120 })).toBe(9)
  expect(minutesLeft({ ...nothing, confirm: 60, returned: 2 })).toBeGreaterThan(
    minutesLeft({ ...nothing, confirm: 60, returned: 1 }),
  )
})
