import { distance } from 'fastest-levenshtein'

// How alike two names are, and what an answer about a name looks like.

export type Candidate = { id: string; name: string; score: number }
export type Match = {
  /** The one it is; null when we are not sure. `score` is 0 to 1: 1 for an identifier or a known name. */
  match: Candidate | null
  /** The likeliest, best first, sure or not. */
  candidates: Candidate[]
}

export const unsure: Match = { match: null, candidates: [] }
export const mostCandidates = 5
/** By how much the likeliest must be likelier than the next. */
const clear = 0.06
/** Likeness from which a name is worth showing to a person. */
export const worthShowing = 0.6
/** Shorter names are too alike by chance. */
export const shortest = 5
/** No name is longer, in characters; whatever follows is not looked at. */
export const longest = 300

/** What two neighbouring letters that changed places count for: less than one slip, being so plainly one. */
const swapped = 0.75

/** From 0 to 1. */
export function likeness(a: string, b: string): number {
  const length = Math.max(a.length, b.length)
  if (length === 0) return 0
  const slips = distance(a, b)
  return 1 - (slips === 2 && isSwapped(a, b) ? swapped : slips) / length
}

function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at]) at += 1
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** To two figures, never up: what falls short of a threshold must not reach it by rounding. */
export const rounded = (score: number) => Math.floor(score * 100 + 1e-9) / 100

export const exactly = ({ id, name }: { id: string; name: string }): Candidate => ({ id, name, score: 1 })

/** The likeliest, taken to be meant if it is sure enough and clear of the next. */
export function likeliest(found: Iterable<Candidate>, sure: number): Match {
  const candidates = [...found].sort((a, b) => b.score - a.score)
  const [first, second] = candidates
  const match = first && first.score >= sure && first.score - (second?.score ?? 0) >= clear ? first : null
  return { match, candidates: candidates.slice(0, mostCandidates) }
}
