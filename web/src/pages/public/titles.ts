import { type Leaders, leadersOf } from '../../../../functions/domain/leaders.ts'
import type { AreaCount, MarketVendor, ProductUse } from '../../../../functions/schema/view.ts'
import { count, counted, ofAll, percent, quarter } from '../../format.ts'

// Titles that say who has most. Each says a tie as a tie, and what it is out of.

type Named = { name: string }
const leading = <Item extends Named>(
  items: readonly Item[],
  amountOf: (item: Item) => number,
  many: string,
): Leaders | undefined => leadersOf(items, amountOf, ({ name }) => name, many)

/** How much of a market the largest has; where it is a large market, how much ten have. */
export function marketTitle({
  vendors,
  of,
  who,
  total,
  top10,
  area,
}: {
  vendors: readonly MarketVendor[]
  of: (vendor: MarketVendor) => number
  /** What they are called together: `vendors`. */
  who: string
  total: number
  top10: number
  area: Named | undefined
}): string {
  if (!area && vendors.length > 10) return `Ten of ${count(vendors.length)} ${who} hold ${percent(top10)}`
  const first = leading(vendors, of, who)
  const what = area ? ` of ${area.name}` : ''
  if (!first) return `Nobody has a share${what}`
  const share = percent(first.amount / total)
  if (vendors.length === 1) return `${first.who} has all${what || ' of it'}`
  if (first.tied === 1) return `${first.who} has the largest share${what}: ${share}`
  if (first.all) return `${first.who} have the same share${what}: ${share} each`
  return `${first.who} share the largest part${what}: ${share} each`
}

/** Which service area has most running contracts, or live systems. */
export function areasTitle(areas: readonly AreaCount[], by: 'contracts' | 'systems', total: number): string {
  const what = by === 'contracts' ? 'running contracts' : 'live systems'
  const first = leading(areas, (area) => area[by], 'service areas')
  if (!first) return `No service area has ${what}`
  if (first.tied === 1) return `${first.who} has the most ${what}: ${ofAll(first.amount, total)}`
  return `${first.who} have ${first.all ? 'as many' : 'the most'} ${what}: ${count(first.amount)} each of ${count(total)}`
}

/** Who supplies or makes most for a service area. */
export function suppliesTitle(
  vendors: readonly MarketVendor[],
  by: 'contracts' | 'systems',
  /** All of them, those whose maker is not stated too. */
  all: number,
): string {
  const total = vendors.reduce((sum, vendor) => sum + vendor[by], 0)
  const [supplies, supply] = by === 'contracts' ? ['supplies', 'supply'] : ['makes', 'make']
  const [one, many] =
    by === 'contracts' ? ['running contract', 'running contracts'] : ['live system', 'live systems']
  const stated = by === 'systems' && total < all ? ' whose maker is stated' : ''
  const first = leading(vendors, (vendor) => vendor[by], 'vendors')
  if (!first) return `Nobody ${supplies} ${many}`
  if (first.amount === total) {
    return total === 1
      ? `${first.who} ${supplies} the one ${one}${stated}`
      : `${first.who} ${supplies} all ${count(total)} ${many}${stated}`
  }
  const out = `${count(total)} ${many}${stated}`
  if (first.tied === 1) return `${first.who} ${supplies} the most: ${count(first.amount)} of ${out}`
  if (first.all) return `${first.who} ${supply} ${count(first.amount)} each of ${out}`
  return `${first.who} ${supply} the most: ${count(first.amount)} each of ${out}`
}

const authorities = (amount: number) => counted(amount, 'authority', 'authorities')
const runBy = ({ authorities: running }: ProductUse) => running.length

/** Which product most authorities run. */
export function runByTitle(products: readonly ProductUse[]): string {
  const first = leading(products, runBy, 'products')
  if (!first) return 'No product is in use'
  if (products.length === 1) return `${first.who} is the only product in use, by ${authorities(first.amount)}`
  if (first.tied === 1) return `${first.who} is run by the most authorities: ${count(first.amount)}`
  if (first.all) return `${first.who} are run by ${authorities(first.amount)} each`
  return `${first.who} are run by the most authorities: ${count(first.amount)} each`
}

/** Which of its products most authorities run. */
export function mostUsedTitle(products: readonly ProductUse[]): string {
  const first = leading(products, runBy, 'products')
  if (!first) return 'No product of it is in use'
  const by = `run by ${authorities(first.amount)}`
  if (products.length === 1) return `${first.who} is its only product in use, ${by}`
  if (first.tied === 1) return `${first.who} is its most used product: ${by}`
  if (first.all) return `${first.who} are ${by} each`
  return `${first.who} are its most used: ${by} each`
}

type Both = { systems: number; contracts: number }
const both = ({ systems, contracts }: Both) => systems + contracts
const eachOfBoth = (amount: number) =>
  amount === 1 ? '1 system or contract each' : `${count(amount)} systems and contracts each`
/** How many of each, what there is none of left out. */
export const bothParts = ({ systems, contracts }: Both) => [
  ...(systems > 0 ? [counted(systems, 'system')] : []),
  ...(contracts > 0 ? [counted(contracts, 'contract')] : []),
]
const bothInWords = (one: Both) => bothParts(one).join(' and ')

/** For what a vendor's systems and contracts are most. */
export function usedForTitle(areas: readonly AreaCount[]): string {
  const first = leading(areas, both, 'service areas')
  const one = areas.find((area) => both(area) === first?.amount)
  if (!first || !one) return 'It is used for nothing yet'
  if (areas.length === 1) return `${first.who} is all it is used for: ${bothInWords(one)}`
  if (first.tied === 1) return `${first.who} is what it is used for most: ${bothInWords(one)}`
  if (first.all) return `${first.who} use as much of it: ${eachOfBoth(first.amount)}`
  return `${first.who} use the most of it: ${eachOfBoth(first.amount)}`
}

/** Which vendor an authority has most of. */
export function largestVendorTitle(vendors: readonly MarketVendor[]): string {
  const first = leading(vendors, both, 'vendors')
  const one = vendors.find((vendor) => both(vendor) === first?.amount)
  if (!first || !one) return 'It has no vendor'
  if (vendors.length === 1) return `${first.who} is its only vendor: ${bothInWords(one)}`
  if (first.tied === 1) {
    return `${first.who} is the largest of ${count(vendors.length)} vendors: ${bothInWords(one)}`
  }
  if (first.all) return `${first.who} have as much: ${eachOfBoth(first.amount)}`
  return `${first.who} share the first place: ${eachOfBoth(first.amount)}`
}

/** Which service area runs in most authorities. */
export function widestTitle(rows: readonly (Named & { authorities: number })[], total: number): string {
  const first = leading(rows, (row) => row.authorities, 'service areas')
  if (!first) return 'Live systems by service area and authority'
  const where = ofAll(first.amount, total)
  if (first.tied === 1 && first.all) return `${first.who} systems run in ${where} authorities`
  if (first.tied === 1) return `${first.who} systems run in the most authorities: ${where}`
  if (first.all) return `${first.who} have systems in ${where} authorities each`
  return `${first.who} have systems in the most authorities: ${where} each`
}

/** Which lane of a timeline has most decisions ahead. */
export function aheadTitle(
  lanes: readonly (Named & { lines: readonly unknown[] })[],
  what: string,
  all: number,
): string {
  const first = leading(lanes, ({ lines }) => lines.length, what)
  if (!first) return 'Decisions ahead'
  if (lanes.length === 1) return `${first.who} has ${counted(first.amount, 'decision')} ahead`
  if (first.tied === 1) return `${first.who} has the most decisions ahead: ${ofAll(first.amount, all)}`
  return `${first.who} have ${first.all ? 'as many' : 'the most'} decisions ahead: ${count(first.amount)} each of ${count(all)}`
}

/** Which quarter has most to do in it. `what` says it of some: `12 contracts to be decided on`. */
export function busiestTitle(
  quarters: readonly { quarter: string; value: number }[],
  what: (amount: number) => string,
): string | undefined {
  const first = leadersOf(
    quarters,
    ({ value }) => value,
    (one) => quarter(one.quarter),
    'quarters',
  )
  if (!first) return undefined
  if (first.tied === 1) return `${first.who} is the busiest: ${what(first.amount)}`
  return `${first.who} are ${first.all ? 'as busy' : 'the busiest'}: ${what(first.amount)} in each`
}

/** What is most: an authority of those looked at. */
export function hasMostTitle(
  some: readonly (Named & { value: number })[],
  what: (amount: number) => string,
): string | undefined {
  const first = leading(some, ({ value }) => value, 'authorities')
  if (!first) return undefined
  if (some.length === 1) return `${first.who} has ${what(first.amount)}`
  if (first.tied === 1) return `${first.who} has the most: ${what(first.amount)}`
  return `${first.who} have ${first.all ? 'as many' : 'the most'}: ${what(first.amount)} each`
}
