import { addMonths, quarterEnd, quarterOf } from '../domain/calendar.ts'
import { leadersOf, numberInWords } from '../domain/leaders.ts'
import type { Summary } from '../domain/summary.ts'
import { grouped, type Totals, under } from '../domain/totals.ts'
import type { Coverage, Finding } from '../schema/view.ts'
import { type Asked, concentrationOf, number } from './parts.ts'

// Sentences worked out from the figures, each with the page that shows its evidence.

/** A finding that rests on fewer than these says more than it knows, so nothing is said. */
export const leastAuthorities = 3
export const leastRecords = 20

type Basis = Finding['basis']
type Evidence = { summary: Summary; systems: Coverage; contracts: Coverage }

/** What stands out in a scope, most telling first. */
export function findingsOf(evidence: Evidence, asked: Asked): Finding[] {
  return [
    concentration(evidence),
    value(evidence),
    expiries(evidence, asked),
    soon(evidence, asked),
    outOfTerm(evidence),
    lockedIn(evidence),
    commonest(evidence, asked),
  ].filter((one) => one !== undefined && isWellFounded(one.basis)) as Finding[]
}

export const isWellFounded = ({ authorities, records }: Basis): boolean =>
  authorities >= leastAuthorities && records >= leastRecords

const percent = (share: number) => `${Math.round(share * 100)}%`
const count = (amount: number) => amount.toLocaleString('en-GB')

/** A sum for people: £1.2m, £240k, £900. */
export function poundsInWords(pounds: number): string {
  if (pounds >= 999_500_000) return `£${trimmed(pounds / 1e9)}bn`
  if (pounds >= 999_500) return `£${trimmed(pounds / 1e6)}m`
  if (pounds >= 9_500) return `£${Math.round(pounds / 1e3)}k`
  return `£${count(pounds)}`
}
const trimmed = (amount: number) =>
  amount >= 99.5 ? String(Math.round(amount)) : amount.toFixed(1).replace(/\.0$/, '')

const startOf = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)
/** `Eight of 45 contracts that have not ended are`. */
const ofOpenAre = (amount: number, all: number) =>
  startOf(
    `${numberInWords(amount)} of ${count(all)} contracts that have not ended ${amount === 1 ? 'is' : 'are'}`,
  )

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
/** The last month of a quarter: `December 2027`. */
const endOf = (quarter: string) => months.format(new Date(`${quarterEnd(quarter)}T00:00:00Z`))

/** The explorer, showing the contracts a finding counts. */
const contractsWith = (facet: 'state' | 'decide', options: string[]): string =>
  `/explore?${new URLSearchParams([['show', 'contracts'], ...options.map((option) => [facet, option])])}`

const from = ({ reporting }: Coverage, records: number): Basis => ({ authorities: reporting, records })

const amountsIn = ({ summary }: Evidence, path: string) =>
  [...summary.vendors.values()].map((held) => number(held, path))

function concentration(evidence: Evidence): Finding | undefined {
  const { contracts } = evidence
  const held = concentrationOf(amountsIn(evidence, 'contracts'))
  if (held.vendors <= 10) return undefined
  const fifteen = held.vendors > 15 ? `; fifteen hold ${percent(held.top15)}` : ''
  return {
    id: 'concentration',
    sentence: `Ten vendors hold ${percent(held.top10)} of the ${count(held.total)} contracts reported by ${contracts.reporting} of ${contracts.authorities} authorities${fifteen}.`,
    to: '/market',
    basis: from(contracts, held.total),
  }
}

function value(evidence: Evidence): Finding | undefined {
  const {
    contracts,
    summary: { totals },
  } = evidence
  const held = concentrationOf(amountsIn(evidence, 'pounds'))
  if (held.vendors <= 10) return undefined
  const stating = number(totals, 'stating')
  return {
    id: 'value',
    sentence: `Ten of ${held.vendors} vendors take ${percent(held.top10)} of the ${poundsInWords(held.total)} a year that ${count(stating)} of ${count(number(totals, 'contracts'))} contracts state.`,
    to: '/market?by=value',
    basis: from(contracts, stating),
  }
}

/** Quarters are whole, so the twelve months run to the end of the quarter they end in, and the sentence says when. */
function expiries({ summary: { totals }, contracts }: Evidence, { today }: Asked): Finding | undefined {
  const ends = grouped(under(totals, 'end/'))
  const running = [...ends.values()].reduce((sum, held) => sum + number(held, 'contracts'), 0)
  const now = quarterOf(today)
  const until = (quarter: string) =>
    [...ends].reduce(
      (sum, [one, held]) => (one >= now && one <= quarter ? sum + number(held, 'contracts') : sum),
      0,
    )
  const [year, two] = [quarterOf(addMonths(today, 12)), quarterOf(addMonths(today, 24))]
  if (until(two) === 0) return undefined
  return {
    id: 'expiries',
    sentence: `${startOf(numberInWords(until(year)))} of ${count(running)} contracts (${percent(until(year) / running)}) reach the end of their term by ${endOf(year)}, and ${numberInWords(until(two))} (${percent(until(two) / running)}) by ${endOf(two)}.`,
    to: '/renewals?by=end',
    basis: from(contracts, running),
  }
}

const toDecide = (totals: Totals) =>
  [...grouped(under(totals, 'state/')).values()].reduce((sum, held) => sum + number(held, 'contracts'), 0)

function soon({ summary: { totals }, contracts }: Evidence, { today }: Asked): Finding | undefined {
  const now = quarterOf(today)
  const next = quarterOf(addMonths(today, 3))
  const decide = grouped(under(totals, 'decide/'))
  const late = number(totals, 'late/contracts')
  const sum = (path: string) =>
    [now, next].reduce((all, quarter) => all + number(decide.get(quarter) ?? {}, path), 0)
  // Those of this quarter whose day has passed are late already: they are told apart below.
  const lateNow = [...decide].reduce(
    (all, [quarter, held]) => (quarter < now ? all + number(held, 'contracts') : all),
    0,
  )
  const ahead = sum('contracts') - (late - lateNow)
  if (ahead <= 0) return undefined
  const all = toDecide(totals)
  const missed = late > 0 ? `; ${numberInWords(late)} more should have been decided on already` : ''
  return {
    id: 'soon',
    sentence: `${ofOpenAre(ahead, all)} to be decided on by the end of ${endOf(next)}${missed}.`,
    to: contractsWith('decide', [now, next]),
    basis: from(contracts, all),
  }
}

function outOfTerm({ summary: { totals }, contracts }: Evidence): Finding | undefined {
  const expired = number(totals, 'state/expired, still used/contracts')
  const running = number(totals, 'contracts')
  if (expired === 0) return undefined
  return {
    id: 'out-of-term',
    sentence: `${startOf(numberInWords(expired))} of ${count(running)} running contracts (${percent(expired / running)}) ${expired === 1 ? 'is' : 'are'} past the end of the term and still used.`,
    to: contractsWith('state', ['expired, still used']),
    basis: from(contracts, running),
  }
}

function lockedIn({ summary: { totals }, contracts }: Evidence): Finding | undefined {
  const locked = number(totals, 'state/locked in/contracts')
  if (locked === 0) return undefined
  const all = toDecide(totals)
  return {
    id: 'locked-in',
    sentence: `${ofOpenAre(locked, all)} locked in for another term, because the day to give notice has passed.`,
    to: contractsWith('state', ['locked in']),
    basis: from(contracts, all),
  }
}

function commonest(
  { summary: { totals, areas: held }, systems }: Evidence,
  { lists }: Asked,
): Finding | undefined {
  const areas = lists
    .serviceAreas()
    .map(({ id, label }) => ({ id, label, systems: number(held.get(id) ?? {}, 'systems') }))
  const first = leadersOf(
    areas,
    (area) => area.systems,
    ({ label }) => label,
    'service areas',
  )
  if (!first || first.amount < 2) return undefined
  const all = number(totals, 'systems')
  const one = first.tied === 1 ? areas.find((area) => area.systems === first.amount) : undefined
  return {
    id: 'commonest',
    sentence: one
      ? `${first.who} has the most systems of any service area: ${count(first.amount)} of ${count(all)}.`
      : `${first.who} have the most systems: ${count(first.amount)} each of ${count(all)}.`,
    to: one ? `/service-areas/${one.id}` : '/service-areas',
    basis: from(systems, all),
  }
}
