import { distance } from 'fastest-levenshtein'
import { unaccented } from '../../../../../functions/domain/plain.ts'

// Looks words up in rows' texts. A word finds the words that begin with it, else those it is a part of, else those it
// was nearly typed as. Rows must have them all.

export type Found = {
  /** 1 for every row that has all the words. */
  marks: Uint8Array
  /** Words nothing is called, and what was looked for instead; nothing near enough leaves no row. */
  instead: { typed: string; taken: string[] }[]
}

/** Words, without capitals, accents and signs: "Café's (2)" is `cafe s 2`. */
export const wordsIn = (text: string): string[] =>
  unaccented(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** How many slips are forgiven in a word of so many letters. */
const slips = (letters: number) => (letters < 4 ? 0 : letters < 8 ? 1 : 2)
/** Shorter words are looked for at the beginning of others only. */
const shortestPart = 3
/** Words are taken in place of one mistyped at most. */
const mostTaken = 3

/** Gets rows' texts ready to be searched. Texts that are the same are read once. */
export function createSearch(rows: number, textsOf: (row: number) => Iterable<string>) {
  const words: string[] = []
  const numbers = new Map<string, number>()
  const wordsOfText = new Map<string, number[]>()
  const rowsOfWord: number[][] = []

  const numbersIn = (text: string): number[] => {
    const known = wordsOfText.get(text)
    if (known) return known
    const made = [...new Set(wordsIn(text))].map((word) => {
      const number = numbers.get(word) ?? words.length
      if (number === words.length) {
        words.push(word)
        numbers.set(word, number)
        rowsOfWord.push([])
      }
      return number
    })
    wordsOfText.set(text, made)
    return made
  }
  for (let row = 0; row < rows; row += 1) {
    for (const text of textsOf(row)) {
      for (const number of numbersIn(text)) {
        const list = rowsOfWord[number]
        if (list && list.at(-1) !== row) list.push(row)
      }
    }
  }
  wordsOfText.clear()

  const where = (test: (word: string) => boolean) =>
    words.flatMap((word, number) => (test(word) ? [number] : []))

  const nearest = (typed: string): number[] => {
    const most = slips(typed.length)
    if (most === 0) return []
    let least = most
    let taken: number[] = []
    for (const [number, word] of words.entries()) {
      if (word.length < typed.length - most) continue
      // The word may go on after what was typed so far.
      const away = Math.min(
        distance(typed, word.slice(0, typed.length)),
        distance(typed, word.slice(0, typed.length + 1)),
        distance(typed, word.slice(0, typed.length - 1)),
      )
      if (away < least) taken = []
      if (away > least) continue
      least = away
      taken.push(number)
    }
    return taken
  }

  return {
    find(typed: string): Found | undefined {
      const wanted = [...new Set(wordsIn(typed))]
      if (wanted.length === 0) return undefined
      const instead: Found['instead'] = []
      const has = new Uint8Array(rows)
      for (const [at, word] of wanted.entries()) {
        let found = where((known) => known.startsWith(word))
        if (found.length === 0 && word.length >= shortestPart) found = where((known) => known.includes(word))
        if (found.length === 0) {
          found = nearest(word)
          const taken = found.flatMap((number) => words[number] ?? [])
          instead.push({ typed: word, taken: taken.slice(0, mostTaken) })
        }
        for (const number of found) {
          for (const row of rowsOfWord[number] ?? []) if (has[row] === at) has[row] = at + 1
        }
      }
      const marks = new Uint8Array(rows)
      for (let row = 0; row < rows; row += 1) if (has[row] === wanted.length) marks[row] = 1
      return { marks, instead }
    },
  }
}
