// Words by how they sound, so that a name is found though it is misspelt: vowels, doubled letters and letters that
// sound alike make no difference.

import { unaccented } from './plain.ts'

/** The words of a name, in small letters without accents. */
export const wordsOf = (text: string): string[] =>
  unaccented(text)
    .replaceAll(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** Words that say nothing of what is looked for. */
const empty = new Set(['the', 'and', 'for', 'of', 'to', 'in', 'on', 'by', 'at', 'with', 'a', 'an', 'or'])

const alike: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/ght/g, 't'],
  [/wh/g, 'w'],
  [/^kn/g, 'n'],
  [/^wr/g, 'r'],
  [/sch|ch|sh/g, 'x'],
  [/c(?=[eiy])/g, 's'],
  [/[cq]/g, 'k'],
  [/z/g, 's'],
]

/** Shorter words are initials more often than not, and sound like too much else. */
const shortest = 4

/**
 * How a word sounds: its consonants, those alike as one and none twice running, with the first letter kept as it is
 * heard, one or many of it the same. Short words and numbers are kept as they are written.
 */
export function soundOf(word: string): string {
  if (word.length < shortest || /\d/.test(word)) return `=${word}`
  let said = word.replace(/(?<!s)s$/, '')
  for (const [letters, one] of alike) said = said.replaceAll(letters, one)
  const first = said[0] ?? ''
  const rest = said.slice(1).replaceAll(/[aeiouyhw]/g, '')
  const kept = /[aeiou]/.test(first) ? `a${rest}` : `${first}${rest}`
  return kept.replaceAll(/(.)\1+/g, '$1')
}

/** At most this many words of a name are listed: the rest of a long title adds nothing to finding it. */
const mostWords = 8

/** The sounds a name is listed under. */
export const soundsOf = (name: string): string[] =>
  [
    ...new Set(
      wordsOf(name)
        .filter((word) => !empty.has(word))
        .map(soundOf),
    ),
  ].slice(0, mostWords)
