import { type Answer, decide } from './decide.ts'

// The public figures worked out again from the files anyone can download, by a reader who shares nothing with the
// service but those files. What comes out must be what the service shows, to the last digit.

/** Reads an address under /api/v1 as JSON. */
export type Read = (path: string) => Promise<unknown>

type Cell = string | number | null | undefined
type Row = Record<string, Cell>
type Table = { asOf: string; rows: Row[] }
type Held = { row: Row; holders: Set<string> }

const list = (cell: Cell) => (typeof cell === 'string' && cell !== '' ? cell.split('; ') : [])
const text = (cell: Cell) => (typeof cell === 'string' ? cell : undefined)
const number = (cell: Cell) => (typeof cell === 'number' ? cell : undefined)
const quarterOf = (day: string) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
/** The last day of a quarter, which stands for a day that is held back. */
const endOf = (quarter: string) => {
  const after = `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3).padStart(2, '0')}`
  return `${after}-${after.endsWith('-03') || after.endsWith('-12') ? '31' : '30'}`
}
const startOf = (quarter: string) =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')}-01`

type Sums = { contracts: number; pounds: number; stating: number }
const add = (to: Record<string, Sums>, key: string, pounds: number | undefined) => {
  const sums = to[key] ?? { contracts: 0, pounds: 0, stating: 0 }
  to[key] = sums
  sums.contracts += 1
  if (pounds === undefined) return
  sums.pounds += pounds
  sums.stating += 1
}

/** Shares of the ten and the fifteen largest, and the sum of squared percentage shares. */
function concentration(amounts: number[]) {
  const sizes = amounts.filter((size) => size > 0).sort((a, b) => b - a)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const top = (first: number) =>
    total === 0 ? 0 : sizes.slice(0, first).reduce((sum, size) => sum + size, 0) / total
  return {
    total,
    vendors: sizes.length,
    top10: top(10),
    top15: top(15),
    hhi: total === 0 ? 0 : sizes.reduce((sum, size) => sum + ((100 * size) / total) ** 2, 0),
  }
}

/** What of a scope's figures can be told from its files, in the words of the service's answers. */
export async function recomputed(read: Read, scope: string) {
  const { asOf: today, rows: authorities } = (await read(`/tables/authorities/${scope}.json`)) as Table
  const codes = new Set(authorities.map(({ code }) => String(code)))
  const gather = async (table: string) => {
    const found = new Map<string, Held>()
    for (const code of codes) {
      const { rows } = (await read(`/tables/${table}/${code}.json`)) as Table
      for (const row of rows) {
        const held = found.get(String(row.id)) ?? { row, holders: new Set<string>() }
        held.holders.add(code)
        found.set(String(row.id), held)
      }
    }
    return [...found.values()]
  }
  const systems = (await gather('authority-systems')).filter(
    ({ row }) =>
      !(text(row.retiredOn) && String(row.retiredOn) <= today) &&
      !(text(row.goesLiveOn) && String(row.goesLiveOn) > today),
  )
  const contracts = (await gather('authority-contracts')).map((held) => {
    const { row } = held
    const endsIn = text(row.endsQuarter)
    const answer: Answer = decide(
      {
        endsOn: text(row.endsOn) ?? (endsIn && endOf(endsIn)),
        options: list(row.options).map(Number),
        noticeMonths: number(row.noticeMonths),
        renewal: String(row.renewal),
        rollMonths: number(row.rollMonths),
        stillUsed: row.stillUsed === 'yes',
        route: String(row.route),
      },
      today,
    )
    const startsIn = text(row.startsQuarter)
    const startsOn = text(row.startsOn) ?? (startsIn && startOf(startsIn))
    const gone = text(row.retiredOn) !== undefined && String(row.retiredOn) <= today
    return {
      ...held,
      answer,
      gone,
      running: !gone && answer.state !== 'ended' && !(startsOn !== undefined && startsOn > today),
    }
  })
  const running = contracts.filter((one) => one.running)
  const open = contracts.filter(({ gone, answer }) => !gone && answer.state !== 'ended')

  const vendors: Record<string, Sums & { systems: number }> = {}
  const vendor = (id: string) => (vendors[id] ??= { contracts: 0, pounds: 0, stating: 0, systems: 0 })
  for (const { row } of running) {
    vendor(String(row.supplierId))
    add(vendors, String(row.supplierId), number(row.annualPounds))
  }
  for (const { row } of systems) {
    const maker = text(row.makerId)
    if (maker) vendor(maker).systems += 1
  }
  const pounds = running.reduce((sum, { row }) => sum + (number(row.annualPounds) ?? 0), 0)
  const stating = running.filter(({ row }) => number(row.annualPounds) !== undefined).length

  const states: Record<string, Sums> = {}
  const decideBy: Record<string, Sums> = {}
  const ends: Record<string, Sums> = {}
  const late: Record<string, Sums> = {}
  for (const { row, answer } of open) {
    const worth = number(row.annualPounds)
    add(states, answer.state, worth)
    if (answer.decideBy) add(decideBy, quarterOf(answer.decideBy), worth)
    if (answer.end) add(ends, quarterOf(answer.end), worth)
    if (answer.decideBy && answer.decideBy < today) add(late, 'late', worth)
  }
  const heldBy = (of: Held[]) =>
    Object.fromEntries([...codes].map((code) => [code, of.filter(({ holders }) => holders.has(code)).length]))

  return {
    today,
    figures: {
      systems: systems.length,
      contracts: running.length,
      vendors: Object.keys(vendors).length,
      annualPounds: pounds,
      contractsStatingValue: stating,
    },
    systemsOf: heldBy(systems),
    contractsOf: heldBy(running),
    vendors,
    concentration: {
      contracts: concentration(Object.values(vendors).map((one) => one.contracts)),
      systems: concentration(Object.values(vendors).map((one) => one.systems)),
      annualPounds: concentration(Object.values(vendors).map((one) => one.pounds)),
    },
    states: Object.fromEntries(
      Object.entries(states).map(([state, one]) => [state, { contracts: one.contracts, pounds: one.pounds }]),
    ),
    decideBy,
    ends,
    late: late.late ?? { contracts: 0, pounds: 0, stating: 0 },
  }
}

type Quarter = { quarter: string; contracts: number; annualPounds: number; contractsStatingValue: number }
type Shown = {
  overview: {
    today: string
    figures: Record<string, number>
    authorities: { id: string; systems: number; contracts: number }[]
  }
  market: {
    vendors: ({ id: string; contracts: number; systems: number } & Omit<Quarter, 'quarter'>)[]
    concentration: Record<'contracts' | 'systems' | 'annualPounds', object>
  }
  renewals: {
    states: { state: string; contracts: number; annualPounds: number }[]
    late: Omit<Quarter, 'quarter'>
    decideBy: Quarter[]
    ends: Quarter[]
  }
}

const sums = ({ contracts, annualPounds, contractsStatingValue }: Omit<Quarter, 'quarter'>): Sums => ({
  contracts,
  pounds: annualPounds,
  stating: contractsStatingValue,
})
const byQuarter = (quarters: Quarter[]) =>
  Object.fromEntries(quarters.filter(({ contracts }) => contracts > 0).map((one) => [one.quarter, sums(one)]))

/** The same of what the service shows. */
export async function shown(read: Read, scope: string): ReturnType<typeof recomputed> {
  const overview = (await read(`/views/overview/${scope}`)) as Shown['overview']
  const market = (await read(`/views/market/${scope}`)) as Shown['market']
  const renewals = (await read(`/views/renewals/${scope}`)) as Shown['renewals']
  const {
    systems = 0,
    contracts = 0,
    vendors = 0,
    annualPounds = 0,
    contractsStatingValue = 0,
  } = overview.figures
  const of = (kind: 'systems' | 'contracts') =>
    Object.fromEntries(overview.authorities.map((one) => [one.id, one[kind]]))
  const { concentration: found } = market
  const shares = (kind: keyof typeof found) => found[kind] as ReturnType<typeof concentration>
  return {
    today: overview.today,
    figures: { systems, contracts, vendors, annualPounds, contractsStatingValue },
    systemsOf: of('systems'),
    contractsOf: of('contracts'),
    vendors: Object.fromEntries(
      market.vendors.map((one) => [one.id, { ...sums(one), systems: one.systems }]),
    ),
    concentration: {
      contracts: shares('contracts'),
      systems: shares('systems'),
      annualPounds: shares('annualPounds'),
    },
    states: Object.fromEntries(
      renewals.states.map(({ state, contracts: many, annualPounds: worth }) => [
        state,
        { contracts: many, pounds: worth },
      ]),
    ),
    decideBy: byQuarter(renewals.decideBy),
    ends: byQuarter(renewals.ends),
    late: sums(renewals.late),
  }
}

/** Where two answers differ, by the path to it and both values; equal numbers are equal to the last digit. */
export function differences(told: unknown, counted: unknown, at = ''): string[] {
  if (typeof told === 'object' && told !== null && typeof counted === 'object' && counted !== null) {
    const [a, b] = [told as Record<string, unknown>, counted as Record<string, unknown>]
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      differences(a[key], b[key], at === '' ? key : `${at}.${key}`),
    )
  }
  return told === counted ? [] : [`${at}: the service says ${told}, the files come to ${counted}`]
}

/** Every difference between what a scope's pages show and what its files come to, and how much was compared. */
export async function disagreements(read: Read, scope: string) {
  const [told, counted] = [await shown(read, scope), await recomputed(read, scope)]
  return { told, differences: differences(told, counted) }
}
