import { addMonths, quarterOf } from '../domain/calendar.ts'
import { grouped, type Totals, under } from '../domain/totals.ts'
import type { Finding, OverviewView } from '../schema/view.ts'
import {
  type Asked,
  authorityCounts,
  concentrationOf,
  coverageOf,
  figuresOf,
  number,
  scopeOf,
  vendorsIn,
} from './parts.ts'

/** The front page of a scope: key figures, how much they speak for, what stands out, and every authority. */
export function overviewView(
  { overview, market, renewals }: { overview: Totals; market: Totals; renewals: Totals },
  asked: Asked,
): OverviewView {
  const { lists, scope, today } = asked
  const systems = coverageOf(overview, 'system', asked)
  const contracts = coverageOf(overview, 'contract', asked)
  const holding = under(overview, 'authority/')
  const reporting = lists.authoritiesOf(scope).filter(({ id }) => number(holding, `${id}/records`) > 0).length
  return {
    scope: scopeOf(asked),
    today,
    figures: figuresOf(overview),
    coverage: { systems, contracts, either: { reporting, authorities: systems.authorities } },
    findings: [
      ...concentrationFinding(market, asked),
      ...soonFinding(renewals, asked),
      ...outOfTermFinding(renewals),
      ...lockedInFinding(renewals),
      ...commonestFinding(market, asked),
    ],
    authorities: authorityCounts(overview, asked),
  }
}

const percent = (share: number) => `${Math.round(share * 100)}%`

/** A sum for people: £1.2m, £240k, £900. */
export function poundsInWords(pounds: number): string {
  if (pounds >= 999_500_000) return `£${trimmed(pounds / 1e9)}bn`
  if (pounds >= 999_500) return `£${trimmed(pounds / 1e6)}m`
  if (pounds >= 9_500) return `£${Math.round(pounds / 1e3)}k`
  return `£${pounds.toLocaleString('en-GB')}`
}
const trimmed = (amount: number) =>
  amount >= 99.5 ? String(Math.round(amount)) : amount.toFixed(1).replace(/\.0$/, '')

/** Small numbers as words, the way a sentence reads best. */
const inWords = (count: number) =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][count] ??
  count.toLocaleString('en-GB')
const startOf = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)
const contractsAre = (count: number) => `${inWords(count)} ${count === 1 ? 'contract is' : 'contracts are'}`

function concentrationFinding(market: Totals, { lists }: Asked): Finding[] {
  const vendors = vendorsIn(market, lists)
  const value = concentrationOf(vendors.map(({ annualPounds }) => annualPounds))
  if (value.vendors <= 10) return []
  return [
    {
      id: 'concentration',
      sentence: `Ten of ${value.vendors} vendors take ${percent(value.top10)} of the ${poundsInWords(value.total)} a year that contracts state.`,
      to: '/market?by=value',
    },
  ]
}

function soonFinding(renewals: Totals, { today }: Asked): Finding[] {
  const quarters = [quarterOf(today), quarterOf(addMonths(today, 3))]
  const decide = grouped(under(renewals, 'decide/'))
  const late = number(renewals, 'late/contracts')
  const sum = (path: string) =>
    quarters.reduce((all, quarter) => all + number(decide.get(quarter) ?? {}, path), 0)
  const count = sum('contracts')
  if (count === 0) return []
  const missed = late > 0 ? `; ${inWords(late)} more should have been decided already` : ''
  return [
    {
      id: 'soon',
      sentence: `${startOf(contractsAre(count))} to be decided on this quarter or next, worth ${poundsInWords(sum('pounds'))} a year where a value is stated${missed}.`,
      to: '/renewals',
    },
  ]
}

function outOfTermFinding(renewals: Totals): Finding[] {
  const count = number(renewals, 'state/expired, still used/contracts')
  if (count === 0) return []
  return [
    {
      id: 'out-of-term',
      sentence: `${startOf(contractsAre(count))} past the end of the term and still used.`,
      to: '/renewals',
    },
  ]
}

function lockedInFinding(renewals: Totals): Finding[] {
  const count = number(renewals, 'state/locked in/contracts')
  if (count === 0) return []
  return [
    {
      id: 'locked-in',
      sentence: `${startOf(contractsAre(count))} locked in for another term, because the day to give notice has passed.`,
      to: '/renewals',
    },
  ]
}

function commonestFinding(market: Totals, { lists }: Asked): Finding[] {
  const areas = grouped(under(market, 'area/'))
  const [most] = lists
    .serviceAreas()
    .map((area) => ({ area, systems: number(areas.get(area.id) ?? {}, 'systems') }))
    .sort((a, b) => b.systems - a.systems)
  if (!most || most.systems < 2) return []
  return [
    {
      id: 'commonest',
      sentence: `${most.area.label} is where most systems run: ${most.systems.toLocaleString('en-GB')} of ${number(market, 'systems').toLocaleString('en-GB')}.`,
      to: `/service-areas/${most.area.id}`,
    },
  ]
}
