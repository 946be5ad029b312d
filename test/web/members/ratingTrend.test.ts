import { expect, test } from 'vitest'
import { findingOf } from '../../../web/src/pages/members/ratingTrend.tsx'

const point = (quarter: string, on: string, n?: number, mean?: number) => ({
  quarter,
  on,
  ...(n !== undefined && mean !== undefined && { figure: { n, mean } }),
})
const then = point('2026-Q1', '2026-03-31', 4, 3.22)
const between = point('2026-Q2', '2026-06-30')

test.each([
  [8, 4.25, 'Ratings of Quillmere rose from 3.2 of 5, of 4 councils, at the end of March 2026 to 4.3, of 8'],
  [3, 2.5, 'Ratings of Quillmere fell from 3.2 of 5, of 4 councils, at the end of March 2026 to 2.5, of 3'],
  [4, 3.22, 'Quillmere stands at 3.2 of 5, of 4 councils, as it did at the end of March 2026'],
  [
    9,
    3.19,
    'Quillmere stands at 3.2 of 5, of 9 councils, as it did at the end of March 2026, of 4 councils then',
  ],
  [
    undefined,
    undefined,
    'Quillmere was rated 3.2 of 5 at the end of March 2026, by 4 councils, and too few rate it now to show what they say',
  ],
])('a trend says what it found: %s councils, %s', (n, mean, words) => {
  expect(findingOf('Quillmere', [then, between, point('2026-Q3', '2026-08-14', n, mean)])).toBe(words)
})
