import { distance } from 'fastest-levenshtein'
import { wordsOf } from './sound.ts'

// How well a name fits what someone typed: whole words best, beginnings nearly as well, misspellings after.

/** Shorter words are too alike by chance to be taken for one another. */
const shortestMisspelt = 4

function likeness(typed: string, word: string): number {
  if (typed === word) return 1
  if (typed.length >= 2 && word.startsWith(typed)) return 0.8 + 0.15 * (typed.length / word.length)
  if (typed.length < shortestMisspelt) return 0
  const most = typed.length < 6 ? 1 : 2
  const whole = distance(typed, word)
  if (whole <= most) return 0.85 - 0.1 * whole
  const beginning = distance(typed, word.slice(0, typed.length))
  return beginning <= most - 1 ? 0.7 - 0.1 * beginning : 0
}

/** Fits from here on are worth showing. */
export const worthShowing = 0.5

/** 0 to 1: how well a name fits the words typed. */
export function likenessOf(typed: readonly string[], name: string): number {
  const words = wordsOf(name)
  if (typed.length === 0 || words.length === 0) return 0
  const found = typed.map((one) => Math.max(...words.map((word) => likeness(one, word))))
  const mean = found.reduce((sum, score) => sum + score, 0) / typed.length
  const used = Math.min(1, found.filter((score) => score > 0).length / words.length)
  const apart = mean * (0.85 + 0.15 * used)
  // `Liquid logic` for Liquidlogic, and the other way about.
  const joined = [typed.join(''), words.join('')] as const
  const longest = Math.max(joined[0].length, joined[1].length)
  const together = longest >= 6 ? 1 - distance(joined[0], joined[1]) / longest : 0
  return Math.max(apart, together >= 0.8 ? 0.95 * together : 0)
}

/** The best fit among the names of one thing, and which of them it was. */
export function bestFit(typed: readonly string[], names: readonly string[]): { score: number; name: string } {
  return names.reduce(
    (best, name) => {
      const score = likenessOf(typed, name)
      return score > best.score ? { score, name } : best
    },
    { score: 0, name: '' },
  )
}
