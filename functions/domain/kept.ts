import { isRegion, scopeNamed } from '../schema/scope.ts'
import type { SaidByName } from './byName.ts'
import { type Matrix, matrixOf } from './matrix.ts'
import {
  comparedOf,
  comparedStretch,
  completenessOf,
  figuresStretch,
  membersPlace,
  movesOf,
  plannedMoves,
  ratingCoverage,
  satisfactionBySuppliers,
  skillsCoverage,
  skillsPrefix,
  subjectOf,
} from './membersSummary.ts'
import type { Move, MoveTold } from './move.ts'
import type { Shown } from './rating.ts'
import type { RatingCoverage } from './ratingCoverage.ts'
import { type RegisterFigures, registerFiguresOf } from './registerFigures.ts'
import type { Satisfaction } from './satisfaction.ts'
import { summaries, summaryFrom } from './summary.ts'
import { addInto, isEmpty, type Totals } from './totals.ts'

// What members read of a region, by topic, and what anyone reads of a scope where that is much: each is made of documents or
// rows that lie side by side, and kept in one item as it was made last. Whoever changes any of them empties that item in the
// same transaction. It is as large as what is told of the region, and as what is read of it in one view: no larger where
// authorities have more.

/** A document or row, by its name in the partition of its place. */
export type Part = { sk: string; body: unknown }

/** What is told of a region, and what it is made of. */
export type Topic<T> = {
  /** Where it is kept. */
  name: string
  /** Names it is made of: those that begin so, or all from one up to another. */
  from: string
  below?: string
  /** No more of these than so many are told. */
  most?: number
  /** Of its parts, in the order of their names; `cut` where there are more. */
  of: (parts: readonly Part[], cut: boolean) => T
}

const prefix = 'KEPT#'
/** Whether a name is that of what is kept so. */
export const isKept = (name: string) => name.startsWith(prefix)

/** What each authority’s register comes to, by its id; those without anything are left out. */
export const registers: Topic<Record<string, RegisterFigures>> = {
  name: `${prefix}REGISTERS`,
  from: comparedStretch.from,
  below: comparedStretch.to,
  of: (parts) => {
    const documents = new Map(parts.map(({ sk, body }) => [sk, body as Totals]))
    const told: Record<string, RegisterFigures> = {}
    for (const authority of new Set(parts.map(({ sk }) => subjectOf(sk) ?? ''))) {
      const at = (name: string) => documents.get(name) ?? {}
      const figures = registerFiguresOf(at(comparedOf(authority)), at(completenessOf(authority)))
      if (figures) told[authority] = figures
    }
    return told
  },
}

/** Planned moves that are told of each region: the soonest. */
const mostPlanned = 200

/** The systems of a region that are to be replaced, the soonest first. */
export const planned: Topic<{ moves: MoveTold[]; cut: boolean }> = {
  name: `${prefix}PLANNED`,
  from: plannedMoves,
  most: mostPlanned,
  of: (parts, cut) => ({ moves: parts.map(({ body }) => lean(body as Move)), cut }),
}

/** Systems of a product in a region: who runs it, who leaves it and who has left it. */
export const movesWith = (product: string): Topic<MoveTold[]> => ({
  name: `${prefix}MOVES#${product}`,
  from: movesOf(product),
  of: (parts) => parts.map(({ body }) => lean(body as Move)),
})

/** Without what no view of moves tells. */
const lean = ({ serviceAreas: _, ...move }: Move): MoveTold => move

/** What may be shown of a region's ratings, as it was let out: nothing else is in it. */
export type RatingsShown = {
  coverage?: RatingCoverage
  satisfaction?: Satisfaction
  /** By vendor. */
  figures: Record<string, Shown['figures']>
  byName: SaidByName
}

export const ratings: Topic<RatingsShown> = {
  name: `${prefix}RATINGS`,
  from: figuresStretch.from,
  below: figuresStretch.to,
  of: (parts) => {
    const told: RatingsShown = { figures: {}, byName: {} }
    for (const { sk, body } of parts) {
      const vendor = subjectOf(sk)
      if (sk === ratingCoverage) told.coverage = body as RatingCoverage
      else if (sk === satisfactionBySuppliers) told.satisfaction = body as Satisfaction
      else if (vendor) {
        const { figures, overall = {} } = body as Shown
        told.figures[vendor] = figures
        for (const [authority, answer] of Object.entries(overall)) {
          told.byName[authority] = { ...told.byName[authority], [vendor]: answer }
        }
      }
    }
    return told
  },
}

/** What a region's authorities say of their skills. */
export type SkillsTold = {
  /** How many levels there are in all, and how fresh. */
  totals: Totals
  /** How many each authority has given. */
  given: Record<string, Totals>
  /** What each says of each skill, in digits. */
  held: Record<string, Totals>
}

export const skills: Topic<SkillsTold> = {
  name: `${prefix}SKILLS`,
  from: skillsPrefix,
  of: (parts) => {
    const told: SkillsTold = { totals: {}, given: {}, held: {} }
    const group = `${skillsCoverage}authority/`
    for (const { sk, body } of parts) {
      const totals = body as Totals
      const authority = subjectOf(sk)
      // What came to nothing says nothing, whatever another region says of the same authority.
      if (isEmpty(totals)) continue
      if (authority) told.held[authority] = totals
      else if (sk.startsWith(group)) told.given[sk.slice(group.length)] = totals
      else if (sk.startsWith(skillsCoverage)) addInto(told.totals, totals)
    }
    return told
  },
}

/** Of any scope, and public: which authority runs systems in which service area. */
export const whoRunsWhat: Topic<Matrix> = {
  name: `${prefix}WHO`,
  from: summaries.whoRunsWhat,
  of: (parts) =>
    matrixOf(
      summaryFrom(
        summaries.whoRunsWhat,
        parts.map(({ sk, body }) => [sk, body as Totals]),
      ),
    ),
}

/** The topic that is kept under a name; nothing for another name. */
export const topicNamed = (name: string): Topic<unknown> | undefined =>
  [registers, planned, ratings, skills, whoRunsWhat].find((topic) => topic.name === name) ??
  (name.startsWith(movesWith('').name) ? movesWith(name.slice(movesWith('').name.length)) : undefined)

/** The full name of what is kept that rests on a document or row, by its full name; nothing where nothing does. */
export function keptOver(full: string): string | undefined {
  const at = full.indexOf('/')
  const [place, name] = [full.slice(0, at), full.slice(at + 1)]
  if (name.startsWith(whoRunsWhat.from) && scopeNamed(place)) return `${place}/${whoRunsWhat.name}`
  if (!place.startsWith(membersPlace('')) || !isRegion(place.slice(membersPlace('').length))) return undefined
  const [, product] = /^MOVES#PRODUCT#([^#]+)#/.exec(name) ?? []
  const topics: Topic<unknown>[] = [
    registers,
    planned,
    ratings,
    skills,
    ...(product ? [movesWith(product)] : []),
  ]
  const topic = topics.find(({ from, below }) =>
    below === undefined ? name.startsWith(from) : name >= from && name <= below,
  )
  return topic && `${place}/${topic.name}`
}

/** The same of several, each once. */
export function keptOverAny(names: Iterable<string>): Set<string> {
  const over = new Set<string>()
  for (const name of names) {
    const one = keptOver(name)
    if (one) over.add(one)
  }
  return over
}
