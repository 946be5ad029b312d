// Finding an option by what was typed: any of its names, in any order of words, small misspellings forgiven.

import { plain } from '../../../functions/domain/plain.ts'

export type LookupOption = {
  value: string
  text: string
  /** Said under the name: the group it belongs to, who makes it. */
  aside?: string
  /** Other names to find it by. */
  also?: readonly string[]
}

/** An option, and the other name it was found by where its own does not show why. */
export type Found = { option: LookupOption; via?: string }

type Names = {
  option: LookupOption
  name: string
  unspaced: string
  aside: string
  also: { text: string; name: string }[]
}

const indexes = new WeakMap<readonly LookupOption[], Names[]>()
function indexOf(options: readonly LookupOption[]): Names[] {
  const known = indexes.get(options)
  if (known) return known
  const made = options.map((option) => ({
    option,
    name: plain(option.text),
    unspaced: plain(option.text).replaceAll(' ', ''),
    aside: plain(option.aside ?? ''),
    also: (option.also ?? []).map((text) => ({ text, name: plain(text) })),
  }))
  indexes.set(options, made)
  return made
}

/** Letters to change so that one word becomes the beginning of another; two swapped letters are one change. */
function changesToBegin(typed: string, word: string): number {
  const width = Math.min(word.length, typed.length + 2)
  let before: number[] = []
  let row = Array.from({ length: width + 1 }, (_, column) => column)
  for (let at = 1; at <= typed.length; at += 1) {
    const next = [at]
    for (let column = 1; column <= width; column += 1) {
      const same = typed[at - 1] === word[column - 1]
      let least = Math.min(
        (row[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (row[column - 1] ?? 0) + (same ? 0 : 1),
      )
      if (at > 1 && column > 1 && typed[at - 1] === word[column - 2] && typed[at - 2] === word[column - 1]) {
        least = Math.min(least, (before[column - 2] ?? 0) + 1)
      }
      next.push(least)
    }
    before = row
    row = next
  }
  return Math.min(...row)
}

/** How many letters of a typed word may be wrong. */
const forgiven = (word: string) => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2)

/** Changes that make every typed word begin a word of the name; nothing when it takes too many. */
function misspelt(words: string[], name: string, worked: Map<string, number>): number | undefined {
  const parts = name.split(' ')
  let sum = 0
  for (const word of words) {
    const most = forgiven(word)
    let least = Number.POSITIVE_INFINITY
    for (const part of parts) {
      // Few get the beginning wrong by more than a letter, and most names need no closer look.
      if (part[0] !== word[0] && part[1] !== word[0] && part[0] !== word[1]) continue
      // Names share most of their words: systems, software, limited.
      const pair = `${word} ${part}`
      const changes =
        worked.get(pair) ?? (most === 0 ? (part.startsWith(word) ? 0 : 1) : changesToBegin(word, part))
      worked.set(pair, changes)
      least = Math.min(least, changes)
    }
    if (least > most) return undefined
    sum += least
  }
  return sum
}

const begins = (words: string[], names: string) => words.every((word) => ` ${names}`.includes(` ${word}`))

/** From this many found as typed, no misspelling is looked for. */
const enough = 3

/** Options that fit what was typed, best first: as typed, then under another name, then nearly so. */
export function matching(options: readonly LookupOption[], typed: string): Found[] {
  const wanted = plain(typed)
  if (!wanted) return options.map((option) => ({ option }))
  const words = wanted.split(' ')
  const unspacedWanted = words.join('')
  const ranked: { rank: number; found: Found }[] = []
  const missed: Names[] = []
  for (const one of indexOf(options)) {
    const { option, name, unspaced, aside, also } = one
    const other = also.find((known) => known.name.startsWith(wanted) || begins(words, known.name))
    if (name.startsWith(wanted)) ranked.push({ rank: 0, found: { option } })
    else if (` ${name}`.includes(` ${wanted}`)) ranked.push({ rank: 1, found: { option } })
    else if (begins(words, name)) ranked.push({ rank: 2, found: { option } })
    else if (other) ranked.push({ rank: 3, found: { option, via: other.text } })
    else if (begins(words, `${name} ${aside}`)) ranked.push({ rank: 4, found: { option } })
    else if (wanted.length > 2 && (name.includes(wanted) || unspaced.startsWith(unspacedWanted)))
      ranked.push({ rank: 5, found: { option } })
    else missed.push(one)
  }
  if (ranked.length < enough) {
    const worked = new Map<string, number>()
    for (const { option, name, also } of missed) {
      const own = misspelt(words, name, worked)
      const best = also
        .map((known) => ({ text: known.text, changes: misspelt(words, known.name, worked) ?? 99 }))
        .sort((a, b) => a.changes - b.changes)[0]
      if (own !== undefined) ranked.push({ rank: 10 + own, found: { option } })
      else if (best && best.changes < 99)
        ranked.push({ rank: 10.5 + best.changes, found: { option, via: best.text } })
    }
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ found }) => found)
}

/** The one option that goes by exactly this name. */
export function exactly(options: readonly LookupOption[], typed: string): LookupOption | undefined {
  const wanted = plain(typed)
  if (!wanted) return undefined
  const found = indexOf(options).filter(({ name }) => name === wanted)
  return found.length === 1 ? found[0]?.option : undefined
}
