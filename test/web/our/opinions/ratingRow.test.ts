import { expect, test } from 'vitest'
import { withdrawn } from '../../../../web/src/pages/our/opinions/ratingRow.tsx'

test('a rating withdrawn late on a summer evening is withdrawn on the day it is in London', () => {
  expect(withdrawn(new Date('2026-07-14T23:30:00Z'))).toEqual({ retiredOn: '2026-07-15' })
  expect(withdrawn(new Date('2026-12-14T23:30:00Z'))).toEqual({ retiredOn: '2026-12-14' })
})
