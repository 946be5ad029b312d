import { expect, test } from 'vitest'
import { line, trimmed, wholePounds } from '../../functions/schema/fields.ts'

test('what nobody can see is no text, and is taken off the ends of what can be seen', () => {
  const title = line('the title')
  for (const unseen of ['\u200b', '\u2060\ufeff', ' \u00ad ', '\u3164', '\u202e']) {
    expect(title.safeParse(unseen).success).toBe(false)
  }
  expect(title.parse('\u200b\u202e Parking \u200d\ufeff')).toBe('Parking')
  // Within a word it joins letters, as in many scripts.
  expect(title.parse('می\u200cخواهم')).toBe('می\u200cخواهم')
  expect(trimmed('\u200b'.repeat(1_000_000))).toBe('')
})

test('nothing in a line turns the direction in which it is read', () => {
  const title = line('the title')
  for (const turning of [
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
  ]) {
    expect(title.parse(`Invoice ${turning}gpj.exe`)).toBe('Invoice gpj.exe')
    expect(title.safeParse(turning).success).toBe(false)
  }
  expect(line('the title', 3).safeParse('\u202eabc').success).toBe(true)
})

test('a sum is a whole number of pounds, up to £100 billion, and each is said in its own words', () => {
  const read = (typed: unknown) => {
    const answer = wholePounds('the annual value').safeParse(typed)
    return answer.success ? answer.data : answer.error.issues.map(({ message }) => message)
  }
  expect(read('£1.2m')).toBe(1_200_000)
  expect(read('100000000000')).toBe(100_000_000_000)
  expect(read('100000000001')).toEqual(['The annual value must be £100 billion or less'])
  for (const wrong of ['-5', 'x', '1.5']) {
    expect(read(wrong)).toEqual(['The annual value must be a whole number of pounds, like 182000'])
  }
})
