import { describe, expect, test } from 'vitest'
import { bestFit, likenessOf, worthShowing } from '../../functions/domain/find.ts'
import { soundOf, soundsOf, wordsOf } from '../../functions/domain/sound.ts'

describe('how a word sounds', () => {
  test.each([
    ['library', 'libary'],
    ['housing', 'hosing'],
    ['parking', 'parcking'],
    ['licence', 'license'],
    ['licence', 'licences'],
    ['planning', 'planing'],
    ['finance', 'phinance'],
    ['schedule', 'shedule'],
    ['café', 'cafe'],
  ])('%s and %s sound alike', (a, b) => {
    expect(soundsOf(a)).toEqual(soundsOf(b))
  })
  test('words that begin alike sound alike to begin with, so that half a word finds the whole', () => {
    expect(soundOf('management').startsWith(soundOf('manage'))).toBe(true)
    expect(soundOf('parking').startsWith(soundOf('park'))).toBe(true)
  })
  test('initials and numbers are kept as they are written', () => {
    expect([soundOf('gis'), soundOf('m365')]).toEqual(['=gis', '=m365'])
  })
  test('no name makes more than eight, whatever its length, and empty words make none', () => {
    expect(soundsOf('the of and')).toEqual([])
    expect(soundsOf(Array.from({ length: 50 }, (_, n) => `word${n}`).join(' '))).toHaveLength(8)
  })
  test('signs part words and never reach a key', () => {
    expect(wordsOf('Allocations/Choice-Based #Lettings’ (2)')).toEqual([
      'allocations',
      'choice',
      'based',
      'lettings',
      '2',
    ])
  })
})

describe('how well a name fits', () => {
  const nearness = (typed: string, name: string) => likenessOf(wordsOf(typed), name)
  test('the name itself fits best, then its beginning, then a misspelling', () => {
    const [whole, beginning, misspelt] = [
      nearness('parking', 'Parking'),
      nearness('park', 'Parking'),
      nearness('parkign', 'Parking'),
    ]
    expect(whole).toBe(1)
    expect(beginning).toBeLessThan(whole)
    expect(misspelt).toBeLessThan(beginning)
    expect(misspelt).toBeGreaterThan(worthShowing)
  })
  test('a name said in two words fits as well as in one', () => {
    expect(nearness('liquid logic', 'Liquidlogic')).toBeGreaterThan(0.9)
  })
  test('another name does not fit', () => {
    for (const other of ['Marking', 'Housing', 'Barnet', '']) {
      expect(nearness('parking', other), other).toBeLessThan(other === 'Marking' ? 0.9 : worthShowing)
    }
    expect(nearness('gis', 'gas')).toBe(0)
    expect(nearness('', 'Parking')).toBe(0)
  })
  test('of several names the best is told', () => {
    expect(bestFit(wordsOf('northgate'), ['NEC', 'Northgate Public Services'])).toMatchObject({
      name: 'Northgate Public Services',
    })
  })
})
