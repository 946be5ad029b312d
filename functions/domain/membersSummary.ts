import type { IsoDate } from './calendar.ts'
import { documentOf, groups, undated } from './summary.ts'
import type { Totals } from './totals.ts'

// What members' summaries are kept in: a partition of its own for each place, which nothing public ever asks for. A
// place is a region, for what its authorities say; larger parts of the country add up their regions'. In the order in which
// they are kept, so that what a page needs lies side by side and is one query:
//
//   COMPARED#authority            what an authority has, its own and shared with it: systems, suppliers, disclosed pounds
//   COMPLETENESS#authority        its own records of each kind: how complete they are and when they were confirmed
//   INPUTS#COVERAGE               how much each authority of the region has rated: never read to be shown
//   INPUTS#SATISFACTION           what its ratings of each authority add up to: never read to be shown
//   INPUTS#vendor                 what each of them says of a vendor: never read to be shown
//   KEPT#topic                    what members read of its region, as it was worked out last: see kept.ts
//   LEDGER#COVERAGE, …            what was ever let out of these
//   MOVES#PLANNED#date#system     rows: systems that are to be replaced, the soonest first
//   MOVES#PRODUCT#product#system  rows: who runs a product, who leaves it and who has left it
//   RATINGS#BY SUPPLIERS          how satisfied authorities are, by number of suppliers, as it may be shown
//   RATINGS#COVERAGE              how many have rated and how fresh that is, as it may be shown
//   RATINGS#FIGURES#vendor        the figures as they may be shown, and whose names may stand beside them
//   RATINGS#NAMED#vendor#rating   rows: ratings whose authorities show their name
//   RATINGS#TREND#vendor          what the overall figure said at the end of each quarter
//   SKILLS#COVERAGE#…
//   SKILLS#HELD#authority         what an authority says of its skills
//   STAMPS#NAMED#vendor           the stamp of the rows that show their name: while it is the same, so are they
//
// What is kept of their past stands in partitions of its own too, by the same places: see `placeInMembersBook`.
//
// An authority is such a place too, for what is told to nobody else: in it stand COMPLETENESS#authority for its ratings,
// SATISFACTION#authority for what they add up to, and STAMPS#OWN#vendor for the stamp of those of a vendor.

const marker = 'MEMBERS#'

export const membersPlace = (scope: string) => `${marker}${scope}`
/** The scope, or the authority, that a place is for; what is for the public stands in its own name. */
export const placeWithin = (place: string) => (place.startsWith(marker) ? place.slice(marker.length) : place)
export const skillsCoverage = 'SKILLS#COVERAGE#'
export const skillsInAll = `${skillsCoverage}all`
/** These stand where the id of a vendor stands otherwise. */
const coverage = 'COVERAGE'
const satisfaction = 'SATISFACTION'
export const coverageInputs = `INPUTS#${coverage}`
export const ratingCoverage = `RATINGS#${coverage}`
export const satisfactionInputs = `INPUTS#${satisfaction}`
export const satisfactionBySuppliers = 'RATINGS#BY SUPPLIERS'
export const satisfactionOf = (authority: string) => `${satisfaction}#${authority}`
export const comparedOf = (authority: string) => `COMPARED#${authority}`
export const completenessOf = (authority: string) => `COMPLETENESS#${authority}`
export const inputsOf = (vendor: string) => `INPUTS#${vendor}`
export const figuresOf = (vendor: string) => `RATINGS#FIGURES#${vendor}`
export const trendOf = (vendor: string) => `RATINGS#TREND#${vendor}`
export const namedRows = (vendor: string) => `RATINGS#NAMED#${vendor}#`
export const namedRow = (vendor: string, rating: string) => `${namedRows(vendor)}${rating}`
export const namedStamp = (vendor: string) => `STAMPS#NAMED#${vendor}`
export const ownStamp = (vendor: string) => `STAMPS#OWN#${vendor}`
export const plannedMoves = 'MOVES#PLANNED#'
export const plannedMove = (on: IsoDate | undefined, system: string) =>
  `${plannedMoves}${on ?? undated}#${system}`
/** All of these rows, whatever they are ordered by. */
export const isMoveRow = (name: string) => name.startsWith('MOVES#')
export const movesOf = (product: string) => `MOVES#PRODUCT#${product}#`
export const skillsOf = (authority: string) => `SKILLS#HELD#${authority}`

/** From what authorities have up to how complete it is: they lie side by side. */
export const comparedStretch = { from: comparedOf(''), to: completenessOf('~') }

/** What the past of a region's summaries is kept in: all that is said of its authorities, and of their skills. */
export const membersBooks = { authorities: 'AUTHORITIES#', skills: 'SKILLS#' } as const
/** Where a document of one authority stands in such a book, and the names of these documents. */
const inBook = {
  compared: comparedOf,
  completeness: completenessOf,
  held: skillsOf,
  authority: (id: string) => documentOf(skillsCoverage, groups.authorities, id),
}
const isInBook = (group: string | undefined): group is keyof typeof inBook =>
  group !== undefined && Object.hasOwn(inBook, group)

/** The book of a members' document, and where its totals stand in it; none for what has no past. */
export function placeInMembersBook(document: string): { book: string; prefix: string } | undefined {
  const { authorities, skills } = membersBooks
  if (document === skillsInAll) return { book: skills, prefix: '' }
  const [, id = ''] =
    /^(?:COMPARED#|COMPLETENESS#|SKILLS#HELD#|SKILLS#COVERAGE#authority[/])(.+)$/.exec(document) ?? []
  const [group] = Object.entries(inBook).find(([, nameOf]) => nameOf(id) === document) ?? []
  if (id === '' || group === undefined) return undefined
  return { book: document.startsWith(skillsPrefix) ? skills : authorities, prefix: `${group}/${id}/` }
}

/** The documents whose totals stand in such a book, by their names. */
export function documentsInBook(whole: Totals): Map<string, Totals> {
  const documents = new Map<string, Totals>()
  for (const [path, amount] of Object.entries(whole)) {
    const [, group, id = '', under = ''] = /^([a-z]+)[/]([^/]+)[/](.+)$/.exec(path) ?? []
    const [name, rest] = isInBook(group) ? [inBook[group](id), under] : [skillsInAll, path]
    const totals = documents.get(name) ?? {}
    totals[rest] = amount
    documents.set(name, totals)
  }
  return documents
}

/** What is told of ratings as a whole, up to the last of the figures, and no further. */
export const figuresStretch = { from: satisfactionBySuppliers, to: figuresOf('~') }
export const skillsPrefix = 'SKILLS#'
/** Whose a name is: the vendor of figures, the authority of anything else; nothing for what is told of all. */
export const subjectOf = (name: string): string | undefined =>
  /^(?:COMPARED|COMPLETENESS|RATINGS#FIGURES|SKILLS#HELD)#(.+)$/.exec(name)?.[1]

/** Where ledgers stand, one of each vendor and two of all. */
export const ledgers = 'LEDGER#'
export const ledgerOf = (vendor: string) => `${ledgers}${vendor}`

type Released = { of: 'coverage' | 'satisfaction' | 'vendor'; ledger: string; shown: string; trend?: string }
/** The ledger, what is shown and a vendor's trend that go with the inputs of an id. */
function releasedOf(id: string): Released {
  const ledger = ledgerOf(id)
  if (id === coverage) return { of: 'coverage', ledger, shown: ratingCoverage }
  if (id === satisfaction) return { of: 'satisfaction', ledger, shown: satisfactionBySuppliers }
  return { of: 'vendor', ledger, shown: figuresOf(id), trend: trendOf(id) }
}

/** The same of a ledger, by its name. */
export const shownFrom = (ledger: string): Pick<Released, 'of' | 'shown'> =>
  releasedOf(ledger.slice(ledgers.length))

/** The ledger and what is shown that go with inputs, by their full names, and a vendor's trend; nothing for another name. */
export function releasedFrom(name: string): Released | undefined {
  const found = /^(MEMBERS#[^/]+)\/INPUTS#(.+)$/.exec(name)
  if (!found) return undefined
  const [, place = '', id = ''] = found
  const { of, ledger, shown, trend } = releasedOf(id)
  return {
    of,
    ledger: `${place}/${ledger}`,
    shown: `${place}/${shown}`,
    ...(trend && { trend: `${place}/${trend}` }),
  }
}

/** Whether a name in a members' partition is a document's, made of totals that add up. */
export const isMembersDocument = (name: string) =>
  /^(COMPARED#|COMPLETENESS#|INPUTS#|SATISFACTION#|SKILLS#|STAMPS#)/.test(name)
/** Whether it is let out of such a document, and so follows from it and from what was let out before. */
export const isReleased = (name: string) =>
  /^(LEDGER#|RATINGS#FIGURES#|RATINGS#TREND#|RATINGS#COVERAGE$|RATINGS#BY SUPPLIERS$)/.test(name)
