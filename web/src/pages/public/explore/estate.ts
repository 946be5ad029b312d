import { addMonths, quarterOf } from '../../../../../functions/domain/calendar.ts'
import { isRunning, publicDecision } from '../../../../../functions/domain/contract.ts'
import { dayNumber, holdersOf, openExplorerFile } from '../../../../../functions/domain/explorerFile.ts'
import { standing } from '../../../../../functions/domain/system.ts'
import type {
  ExplorerContract,
  ExplorerManifest,
  ExplorerRow,
  ExplorerSystem,
} from '../../../../../functions/schema/explorer.ts'
import type { PublicDecision, ReferenceLists, Standing } from '../../../../../functions/schema/view.ts'
import { type FacetId, facetIds, groupOption, passed } from './address.ts'
import { createCrossfilter, type Facet, facetOf } from './crossfilter.ts'
import { createOptions, type Option, type Options } from './options.ts'

// Every public system and contract of a scope, ready to be filtered. A contract takes product, maker, hosting and
// standing from the systems it covers; a system takes supplier, route and what must be decided from the contracts that
// cover it and have not ended.

const none: readonly number[] = [0]
/** The day of what has none. */
export const noDay = 0x7fffffff

export type Estate = ReturnType<ReturnType<typeof createEstate>['finish']>

/** Takes files one after the other; `finish` puts together what they hold. */
export function createEstate(manifest: ExplorerManifest, lists: ReferenceLists) {
  const { today } = manifest
  const leadMonths = (route: keyof ExplorerManifest['leadMonths']) => manifest.leadMonths[route]
  const areas = new Map(lists.serviceAreas.map((area) => [area.id, area]))
  const authorities = new Map(manifest.authorities.map((one) => [one.id, one]))
  const options = createOptions(manifest, lists)

  const ids = new Map<string, number>()
  const places: { reader: { row: (at: number) => ExplorerRow }; at: number }[] = []
  const isContract: number[] = []
  const titles: string[] = []
  const boroughs: number[][] = []
  const areaCodes: number[][] = []
  /** What a row states itself, by facet; the other kind's is taken over by links. */
  const own: Record<
    'supplier' | 'product' | 'maker' | 'hosting' | 'standing' | 'route' | 'state' | 'decide',
    number[]
  > = { supplier: [], product: [], maker: [], hosting: [], standing: [], route: [], state: [], decide: [] }
  const decideDay: number[] = []
  const endDay: number[] = []
  const pounds: number[] = []
  const fresh: number[] = []
  const confirmed: number[] = []
  const inUse: number[] = []
  const covers: [contract: number, system: string][] = []

  const freshDays = { system: new Map<string, number>(), contract: new Map<string, number>() }
  const isFresh = ({ kind, confirmedOn }: ExplorerRow): number => {
    if (!confirmedOn) return 0
    const known = freshDays[kind].get(confirmedOn)
    if (known !== undefined) return known
    const answer = addMonths(confirmedOn, manifest.freshMonths[kind]) >= today ? 1 : 0
    freshDays[kind].set(confirmedOn, answer)
    return answer
  }

  const take = (row: ExplorerRow): number => {
    const place = titles.length
    ids.set(row.id, place)
    isContract.push(row.kind === 'contract' ? 1 : 0)
    titles.push(row.kind === 'contract' ? row.title : row.name)
    boroughs.push(
      holdersOf(row).flatMap((holder) => {
        const held = authorities.get(holder)
        return held ? [options.borough.code(held.slug)] : []
      }),
    )
    areaCodes.push(
      row.serviceAreas.length === 0
        ? [0]
        : row.serviceAreas.flatMap((id) => {
            const group = areas.get(id)?.group
            return [options.area.code(id), ...(group ? [options.area.code(groupOption(group))] : [])]
          }),
    )
    fresh.push(isFresh(row))
    confirmed.push(row.confirmedOn ? monthNumber(row.confirmedOn) : Number.POSITIVE_INFINITY)
    return place
  }

  const takeSystem = (row: ExplorerSystem): void => {
    take(row)
    const now = standing(row, today)
    own.product.push(options.product.code(row.product))
    own.maker.push(options.maker.code(row.maker))
    own.hosting.push(row.hosting === 'unknown' ? 0 : options.hosting.code(row.hosting))
    own.standing.push(options.standing.code(now))
    for (const facet of ['supplier', 'route', 'state', 'decide'] as const) own[facet].push(0)
    decideDay.push(noDay)
    endDay.push(noDay)
    pounds.push(Number.NaN)
    inUse.push(now === 'live' || now === 'being replaced' ? 1 : 0)
  }

  const takeContract = (row: ExplorerContract): void => {
    const place = take(row)
    const decision = decisionOf(row)
    own.supplier.push(options.supplier.code(row.supplier))
    own.route.push(row.route === 'unknown' ? 0 : options.route.code(row.route))
    own.state.push(decision.state === 'not stated' ? 0 : options.state.code(decision.state))
    const { decideBy, end } = decision
    own.decide.push(
      decideBy === undefined ? 0 : options.decide.code(decideBy < today ? passed : quarterOf(decideBy)),
    )
    for (const facet of ['product', 'maker', 'hosting', 'standing'] as const) own[facet].push(0)
    decideDay.push(decideBy === undefined ? noDay : dayNumber(decideBy))
    endDay.push(end === undefined ? noDay : dayNumber(end))
    pounds.push(row.annualPounds ?? Number.NaN)
    inUse.push(isRunning(row, decision, today) ? 1 : 0)
    for (const system of row.systems) covers.push([place, system])
  }

  /** When a contract must be decided on; one that has left the register has ended. */
  function decisionOf(row: ExplorerContract): PublicDecision {
    const { decision } = publicDecision(row, leadMonths, today)
    if (row.retiredOn === undefined || row.retiredOn > today) return decision
    const { decideBy: _, leaveOn: __, ...rest } = decision
    return { ...rest, state: 'ended' }
  }

  return {
    /** Takes a file's rows, those known already left out: a shared record is in several files. False: not readable. */
    add(text: string): boolean {
      const opened = openExplorerFile(text)
      if (!opened) return false
      const { system, contract } = opened
      for (let at = 0; at < system.length; at += 1) {
        if (ids.has(system.table.id[at] ?? '')) continue
        places.push({ reader: system, at })
        takeSystem(system.row(at))
      }
      for (let at = 0; at < contract.length; at += 1) {
        if (ids.has(contract.table.id[at] ?? '')) continue
        places.push({ reader: contract, at })
        takeContract(contract.row(at))
      }
      return true
    },

    finish() {
      const size = titles.length
      const contractsOf = new Map<number, number[]>()
      const systemsOf = new Map<number, number[]>()
      const ended = options.state.codes.get('ended')
      for (const [contract, id] of covers) {
        const system = ids.get(id)
        if (system === undefined) continue
        push(systemsOf, contract, system)
        if (ended === undefined || own.state[contract] !== ended) push(contractsOf, system, contract)
      }
      const linked =
        (facet: keyof typeof own, statedBy: 0 | 1) =>
        (row: number): readonly number[] => {
          if (isContract[row] === statedBy) return [own[facet][row] ?? 0]
          const others = (statedBy === 1 ? contractsOf : systemsOf).get(row)
          return others ? others.map((other) => own[facet][other] ?? 0) : none
        }
      const optionsOf: Record<FacetId, (row: number) => readonly number[]> = {
        area: (row) => areaCodes[row] ?? none,
        borough: (row) => boroughs[row] ?? none,
        supplier: linked('supplier', 1),
        route: linked('route', 1),
        state: linked('state', 1),
        decide: linked('decide', 1),
        product: linked('product', 0),
        maker: linked('maker', 0),
        hosting: linked('hosting', 0),
        standing: linked('standing', 0),
      }
      const facets = facetIds.map((facet) => facetOf(size, options[facet].list.length, optionsOf[facet]))
      const kind = facetOf(size, 2, (row) => [isContract[row] ?? 0])
      for (const [system, contracts] of contractsOf) {
        decideDay[system] = Math.min(...contracts.map((contract) => decideDay[contract] ?? noDay))
      }
      return {
        manifest,
        size,
        options,
        facets,
        /** Facets as in `facetIds`, then the kind: 0 systems, 1 contracts. One mask, for words looked for. */
        crossfilter: createCrossfilter(size, [...facets, kind], 1),
        isContract: Uint8Array.from(isContract),
        titles,
        decideDay: Int32Array.from(decideDay),
        endDay: Int32Array.from(endDay),
        /** What each states a year; not a number where it states nothing. */
        pounds: Float64Array.from(pounds),
        fresh: Uint8Array.from(fresh),
        /** The month each was last confirmed in, as 202603; infinite where it never was. */
        confirmed: Float64Array.from(confirmed),
        /** Live systems, and running contracts. */
        inUse: Uint8Array.from(inUse),
        /** Live systems by their product's place in its facet. */
        runs: runsOf(own.product, isContract, inUse, options.product.list.length),
        decisionOf,
        standingOf: (row: ExplorerSystem): Standing => standing(row, today),
        row: (at: number): ExplorerRow | undefined => {
          const place = places[at]
          return place?.reader.row(place.at)
        },
        rowOf: (id: string): number | undefined => ids.get(id),
        contractsOf: (system: number): readonly number[] => contractsOf.get(system) ?? [],
        systemsOf: (contract: number): readonly number[] => systemsOf.get(contract) ?? [],
        /** What a row says of a facet; nothing where it states nothing. */
        said: (facet: FacetId, row: number): Option[] =>
          said(facets[facetIds.indexOf(facet)], options[facet], row),
      }
    },
  }
}

function push(into: Map<number, number[]>, key: number, value: number): void {
  const list = into.get(key)
  if (list) list.push(value)
  else into.set(key, [value])
}

function runsOf(products: number[], isContract: number[], inUse: number[], options: number): Uint32Array {
  const runs = new Uint32Array(options)
  for (const [row, product] of products.entries()) {
    if (isContract[row] === 0 && inUse[row] === 1) runs[product] = (runs[product] ?? 0) + 1
  }
  return runs
}

function said(facet: Facet | undefined, { list }: Options, row: number): Option[] {
  if (!facet) return []
  const codes = facet.codes.slice(facet.starts[row], facet.starts[row + 1])
  return [...codes].flatMap((code) => (code === 0 ? [] : (list[code] ?? [])))
}

/** `2026-03-31` as 202603. */
const monthNumber = (iso: string): number => Number(iso.slice(0, 4)) * 100 + Number(iso.slice(5, 7))
