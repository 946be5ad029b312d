import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSearch, wordsIn } from '../../../web/src/pages/public/explore/search.ts'

const texts = [
  ['Larkenby Housing Management', 'Larkenby'],
  ['Oakumber Libraries licence and support', 'Oakumber'],
  ['Café bookings (Hall 2)', 'In-house'],
  ['Council tax', 'Larkenby'],
]
const search = createSearch(texts.length, (row) => texts[row] ?? [])
const rowsFor = (typed: string) => {
  const found = search.find(typed)
  return found && [...found.marks].flatMap((mark, row) => (mark === 1 ? [row] : []))
}

describe('looking for words', () => {
  test('finds them at the beginning of words, in any order and spelling of capitals and accents', () => {
    expect(rowsFor('lark')).toEqual([0, 3])
    expect(rowsFor('MANAGEMENT larkenby')).toEqual([0])
    expect(rowsFor('cafe 2')).toEqual([2])
  })
  test('finds them inside words where none begins so', () => {
    expect(rowsFor('umber')).toEqual([1])
    expect(rowsFor('mb')).toEqual([])
  })
  test('forgives a slip in four letters and two in eight, and says what it took instead', () => {
    expect(rowsFor('larkanby')).toEqual([0, 3])
    expect(rowsFor('libaries')).toEqual([1])
    expect(rowsFor('housng')).toEqual([0])
    expect(search.find('larkanby')?.instead).toEqual([{ typed: 'larkanby', taken: ['larkenby'] }])
    expect(rowsFor('txa')).toEqual([])
    expect(search.find('zzzzzzzz')?.instead).toEqual([{ typed: 'zzzzzzzz', taken: [] }])
  })
  test('nothing but signs looks for nothing', () => {
    expect(search.find(' – ')).toBeUndefined()
  })
  test('finds any text by any of its own words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { minLength: 1, maxLength: 12 }),
        (all) => {
          const index = createSearch(all.length, (row) => [all[row] ?? ''])
          for (const [row, text] of all.entries()) {
            for (const word of wordsIn(text)) expect(index.find(word)?.marks[row]).toBe(1)
            const whole = index.find(text)
            if (whole) expect(whole.marks[row]).toBe(1)
          }
        },
      ),
    )
  })
})
