import { addMonths, type IsoDate, monthsBetween } from './calendar.ts'
import { type DecisionFacts, decideBy, noticeMonthsOf, rollMonthsOf } from './decideBy.ts'

// When authorities whose contracts end at different times could buy together. Months are whole calendar months.

/** What settles when one authority could leave one contract of a service area. */
export type Candidate = DecisionFacts & {
  id: string
  authority: string
  annualPounds?: number | undefined
}

/** One way a contract can come to an end that leaves no gap and little paid twice. */
export type Leaving = {
  contract: string
  /** Extension options to take, in months, in order. */
  optionsToUse: number[]
  /** Further terms it rolls over for. */
  termsToRoll: number
  /** The end that results. For a contract that is out of term and still used: the common start itself. */
  endsOn: IsoDate
  /** The day by which to act: to start replacing it, or to give notice, whichever comes first. */
  actBy: IsoDate
}

export type Member = Leaving & { authority: string; annualPounds?: number | undefined }

export type Group = {
  /** The first day of a month on which all of them could start. */
  startsOn: IsoDate
  members: Member[]
  /** Combined annual value in whole pounds, over the members that state one. */
  annualPounds: number
  membersStatingValue: number
  /** Authorities that could no longer take part if everyone waited three months. */
  lostByWaiting: string[]
}

export type CoExpirySettings = {
  /** The most months a member pays for the old contract and the new one at once. */
  overlapMonths: number
  /** How far ahead a common start is looked for. */
  horizonMonths: number
}

export const coExpirySettings: CoExpirySettings = { overlapMonths: 3, horizonMonths: 60 }

/** How long "waiting a quarter" is. */
const waitMonths = 3

/** The first day of the month of a date, or of the month after where the date is later in its month. */
const firstOfMonthFrom = (date: IsoDate): IsoDate =>
  date.endsWith('-01') ? date : `${addMonths(`${date.slice(0, 7)}-01`, 1)}`

const earlier = (a: IsoDate, b: IsoDate) => (a < b ? a : b)

type End = Pick<Leaving, 'optionsToUse' | 'termsToRoll' | 'endsOn'>

/** The ends a contract can be brought to whose own notice day has not passed, up to a last day. */
function reachableEnds(candidate: Candidate, today: IsoDate, until: IsoDate): End[] {
  const decision = decideBy(candidate, today)
  const { end } = decision
  if (!end || !candidate.endsOn || decision.state === 'ended') return []
  const ends: End[] = [{ optionsToUse: [], termsToRoll: 0, endsOn: end }]
  let months = 0
  for (const [index, option] of candidate.options.entries()) {
    months += option
    ends.push({
      optionsToUse: candidate.options.slice(0, index + 1),
      termsToRoll: 0,
      endsOn: addMonths(end, months),
    })
  }
  if (candidate.renewal === 'rolls over') {
    // Counted from the stated end, so that month ends do not drift.
    const roll = rollMonthsOf(candidate)
    const rolled = monthsBetween(candidate.endsOn, end) / roll
    for (let terms = 1; ; terms += 1) {
      const endsOn = addMonths(candidate.endsOn, roll * (rolled + terms))
      if (endsOn > until) break
      ends.push({ optionsToUse: [], termsToRoll: terms, endsOn })
    }
  }
  const notice = noticeMonthsOf(candidate)
  return ends.filter(({ endsOn }) => endsOn <= until && addMonths(endsOn, -notice) >= today)
}

/** Every common start a contract can be left for, up to the horizon, each with how: the least overlap first. */
function leavings(
  candidate: Candidate,
  today: IsoDate,
  { overlapMonths, horizonMonths }: CoExpirySettings,
): Map<IsoDate, Leaving> {
  const horizon = addMonths(today, horizonMonths)
  const first = firstOfMonthFrom(addMonths(today, candidate.leadMonths))
  const found = new Map<IsoDate, Leaving>()
  const leave = (startsOn: IsoDate, end: End, byNotice?: IsoDate) => {
    const replaceBy = addMonths(startsOn, -candidate.leadMonths)
    found.set(startsOn, {
      ...end,
      contract: candidate.id,
      actBy: byNotice === undefined ? replaceBy : earlier(replaceBy, byNotice),
    })
  }
  if (decideBy(candidate, today).state === 'expired, still used') {
    // It can be left on any day from today and its lead time on: on the common start itself.
    for (let startsOn = first; startsOn <= horizon; startsOn = addMonths(startsOn, 1)) {
      leave(startsOn, { optionsToUse: [], termsToRoll: 0, endsOn: startsOn })
    }
    return found
  }
  const ends = reachableEnds(candidate, today, addMonths(horizon, overlapMonths)).sort((a, b) =>
    a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : a.termsToRoll - b.termsToRoll,
  )
  for (const end of ends) {
    const byNotice = addMonths(end.endsOn, -noticeMonthsOf(candidate))
    // From the beginning of the month it ends in, and of as many before as may be paid twice.
    let startsOn = `${end.endsOn.slice(0, 7)}-01`
    for (let overlap = 0; overlap < overlapMonths; overlap += 1) {
      if (startsOn >= first && startsOn <= horizon && !found.has(startsOn)) leave(startsOn, end, byNotice)
      startsOn = addMonths(startsOn, -1)
    }
  }
  return found
}

/** Every authority that can start on each common start, with how. */
function possibleOn(
  candidates: readonly Candidate[],
  today: IsoDate,
  settings: CoExpirySettings,
): ReadonlyMap<IsoDate, Map<string, Member>> {
  const possible = new Map<IsoDate, Map<string, Member>>()
  for (const candidate of candidates) {
    const { authority, annualPounds } = candidate
    for (const [startsOn, leaving] of leavings(candidate, today, settings)) {
      const members = possible.get(startsOn) ?? new Map<string, Member>()
      possible.set(startsOn, members)
      // An authority with several contracts that fit takes part with the one worth most.
      const other = members.get(authority)
      if (other && (other.annualPounds ?? 0) >= (annualPounds ?? 0)) continue
      members.set(authority, {
        ...leaving,
        authority,
        ...(annualPounds !== undefined && { annualPounds }),
      })
    }
  }
  return possible
}

/**
 * Groups of authorities that can reach a common start in one service area: all that can start on one first of a
 * month, none contained in another, at least two together. Most authorities first, then the most combined annual
 * value, then the earliest start; of groups of the same authorities, the earliest.
 *
 * An authority can start on a day if some reachable end of its contract lies within `overlapMonths` from that day,
 * and the day leaves it the time it takes to replace the contract by its route. Expected of the caller: contracts of
 * one service area in one scope, each listed once.
 */
export function coExpiry(
  candidates: readonly Candidate[],
  today: IsoDate,
  settings: CoExpirySettings = coExpirySettings,
): Group[] {
  const found = [...possibleOn(candidates, today, settings)]
    .filter(([, members]) => members.size >= 2)
    .map(([startsOn, members]) => ({ startsOn, members }))
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  const contains = (a: Map<string, Member>, b: Map<string, Member>) =>
    a.size >= b.size && [...b.keys()].every((authority) => a.has(authority))
  const largest = found.filter(
    (one, index) =>
      !found.some(
        (other, at) =>
          at !== index &&
          contains(other.members, one.members) &&
          // Of two groups of the same authorities the earlier stays.
          (other.members.size > one.members.size || at < index),
      ),
  )
  const afterWaiting = possibleOn(candidates, addMonths(today, waitMonths), settings)
  return largest
    .map(({ startsOn, members }): Group => {
      const stating = [...members.values()].flatMap(({ annualPounds }) => annualPounds ?? [])
      const still = afterWaiting.get(startsOn)
      return {
        startsOn,
        members: [...members.values()].sort((a, b) => (a.authority < b.authority ? -1 : 1)),
        annualPounds: stating.reduce((sum, pounds) => sum + pounds, 0),
        membersStatingValue: stating.length,
        lostByWaiting: [...members.keys()].filter((authority) => !still?.has(authority)).sort(),
      }
    })
    .sort(
      (a, b) =>
        b.members.length - a.members.length ||
        b.annualPounds - a.annualPounds ||
        (a.startsOn < b.startsOn ? -1 : 1),
    )
}
