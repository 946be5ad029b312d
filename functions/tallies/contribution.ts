import type { IsoDate } from '../domain/calendar.ts'
import { type AnyRecord, isMembersRecord, type MembersRecord, type RegisterRecord } from '../schema/record.ts'
import type { PublicRecord } from '../schema/view.ts'
import { comparedShare } from './compared.ts'
import { completenessShare } from './completeness.ts'
import { countContract, listContract } from './contract.ts'
import { moveShare } from './move.ts'
import { type Contribution, firstOf, type Ledger, openPart, type Places, type Terms } from './parts.ts'
import { ratingShare } from './rating.ts'
import { skillLevelShare } from './skillLevel.ts'
import { countSystem, listSystem } from './system.ts'
import { documentsOf, type PlaceTally, placeTally } from './tally.ts'

/**
 * Adds what a record of the register counts for on a day to a ledger: the one definition behind running totals and
 * recounts.
 *
 * A record shared by several authorities counts once in every scope, and once for each of them where figures are by
 * authority.
 */
export function count(record: PublicRecord, day: IsoDate, terms: Terms, ledger: Ledger): void {
  if (record.kind === 'system') countSystem(record, day, terms, ledger)
  else countContract(record, day, terms, ledger)
}

/**
 * What a record adds to the summaries on a day, totals and rows: of the register as the public may know it, of ratings
 * and skills to members' own.
 */
export function contribution(record: PublicRecord | MembersRecord, day: IsoDate, terms: Terms): Contribution {
  switch (record.kind) {
    case 'system':
      return { counts: countsIn(record, day, terms), ...listSystem(record, day, terms) }
    case 'contract':
      return { counts: countsIn(record, day, terms), ...listContract(record, day, terms) }
    case 'rating':
      return ratingShare(record, day, terms)
    case 'skillLevel':
      return skillLevelShare(record, day, terms)
  }
}

/**
 * What an approved record adds: of the register what the public may know of it, through the one door there is, and
 * beside that what members alone read of it.
 */
export const shareOf = (record: AnyRecord, day: IsoDate, terms: Terms): Contribution =>
  shareOfKnown(knownOf(record, terms), day, terms)

/** A record, and of the register what the public may know of it. */
export type Known =
  | { record: MembersRecord; open?: undefined }
  | { record: RegisterRecord; open: PublicRecord }

export const knownOf = (record: AnyRecord, terms: Terms): Known =>
  isMembersRecord(record) ? { record } : { record, open: openPart(record, terms) }

/** What a record adds, where it is worked out already what the public may know of it. */
export function shareOfKnown({ record, open }: Known, day: IsoDate, terms: Terms): Contribution {
  const complete = completenessShare(record, day, terms)
  if (!open) return together([contribution(record, day, terms), complete])
  return together([
    contribution(open, day, terms),
    complete,
    comparedShare(open, day, terms),
    moveShare(record, day, terms),
  ])
}

const together = (parts: Contribution[]): Contribution => ({
  counts: parts.flatMap(({ counts }) => counts),
  rows: parts.flatMap(({ rows }) => rows),
  until: firstOf(...parts.map(({ until }) => until)),
})

/** A ledger of one record, written out. */
function countsIn(record: PublicRecord, day: IsoDate, terms: Terms): Contribution['counts'] {
  const tallies = new Map<string, { places: Places; tally: PlaceTally }>()
  count(record, day, terms, (places) => {
    const name = places.join(' ')
    const known = tallies.get(name) ?? { places, tally: placeTally() }
    tallies.set(name, known)
    return known.tally
  })
  return [...tallies.values()].flatMap(({ places, tally }) =>
    [...documentsOf(tally)].map(([document, totals]) => ({ places, document, totals })),
  )
}
