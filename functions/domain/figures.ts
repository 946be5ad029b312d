import type { AnyKind } from '../schema/record.ts'
import type { Summary } from './summary.ts'

// The key figures of a summary, and what they rest on.

/** The key figures of a summary that counts all kinds. Vendors in either role, each once. */
export const figuresOf = ({ totals, vendors }: Summary) => ({
  systems: totals.systems ?? 0,
  contracts: totals.contracts ?? 0,
  vendors: vendors.size,
  annualPounds: totals.pounds ?? 0,
  contractsStatingValue: totals.stating ?? 0,
})

/** How many records of a kind there are, how many are confirmed lately, and the month of the oldest confirmation. */
export function coveredIn({ totals }: Pick<Summary, 'totals'>, kind: AnyKind) {
  const months = `coverage/${kind}/month/`
  let oldest: string | undefined
  for (const path of Object.keys(totals)) {
    if (!path.startsWith(months)) continue
    const month = path.slice(months.length)
    if (oldest === undefined || month < oldest) oldest = month
  }
  return {
    records: totals[`coverage/${kind}/records`] ?? 0,
    confirmed: totals[`coverage/${kind}/confirmed`] ?? 0,
    ...(oldest && { oldest }),
  }
}

/** How many of these authorities have an approved record of any of these kinds. */
export const reportingIn = (
  held: Summary['authorities'],
  kinds: AnyKind[],
  authorities: readonly { id: string }[],
): number =>
  authorities.filter(({ id }) => {
    const of = held.get(id)
    return of !== undefined && kinds.some((kind) => (of[`records/${kind}`] ?? 0) > 0)
  }).length

/** What trends tell of a summary: a few numbers, however much is in it. */
export type TrendLine = {
  figures: ReturnType<typeof figuresOf>
  coverage: Record<'systems' | 'contracts', ReturnType<typeof coveredIn> & { reporting: number }>
  /** Authorities with a record of either kind. */
  reporting: number
}

export function trendLine(summary: Summary, authorities: readonly { id: string }[]): TrendLine {
  const coverage = (kind: 'system' | 'contract') => ({
    reporting: reportingIn(summary.authorities, [kind], authorities),
    ...coveredIn(summary, kind),
  })
  return {
    figures: figuresOf(summary),
    coverage: { systems: coverage('system'), contracts: coverage('contract') },
    reporting: reportingIn(summary.authorities, ['system', 'contract'], authorities),
  }
}
