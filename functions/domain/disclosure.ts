import type { Contract } from '../schema/contract.ts'
import type { Provenance } from '../schema/provenance.ts'
import type { RegisterRecord } from '../schema/record.ts'
import type { System } from '../schema/system.ts'
import type { PublicContract, PublicRecord, PublicSystem } from '../schema/view.ts'
import { type IsoDate, londonToday, quarterEnd, quarterOf } from './calendar.ts'

// The one door between a record and the public. Everything public (totals, rows, files) is made from what these
// return, so a value that is held back, or is not public at all, cannot reach it.

/** Each lets the others be worked out, so they are held back together. */
export const amounts = ['annualPounds', 'wholeLifePounds', 'irrecoverableVatPounds'] as const

const publicProvenance = (version: number, { provenance }: { provenance: Provenance }) => ({
  version,
  source: provenance.source,
  sourceName: provenance.sourceName,
  sourceUrl: provenance.sourceUrl,
  sourceOn: provenance.sourceOn,
  confidence: provenance.confidence,
  confirmedOn: provenance.confirmedAt ? londonToday(new Date(provenance.confirmedAt)) : undefined,
})

export function publicSystem(system: System): PublicSystem {
  const held = new Set<string>(system.heldBack.map(({ field }) => field))
  const unlessHeld = <K extends 'users' | 'criticality'>(field: K) =>
    held.has(field) ? undefined : system[field]
  return {
    kind: 'system',
    id: system.id,
    authority: system.authority,
    name: system.name,
    product: system.product,
    maker: system.maker,
    serviceAreas: system.serviceAreas,
    hosting: system.hosting,
    goesLiveOn: system.goesLiveOn,
    replacedBy: system.replacedBy,
    replacedOn: system.replacedOn,
    retiredOn: system.retiredOn,
    sharedWith: system.sharedWith,
    leadAuthority: system.leadAuthority,
    users: unlessHeld('users'),
    criticality: unlessHeld('criticality'),
    ...(!held.has('aiUse') && { aiUse: system.aiUse, aiPurpose: system.aiPurpose }),
    heldBack: [...held],
    provenance: publicProvenance(system.version, system),
  }
}

/**
 * A held-back amount hides all three amounts, since each lets the others be worked out. A held-back date is told as
 * its quarter.
 */
export function publicContract(contract: Contract): PublicContract {
  const held = new Set<string>(contract.heldBack.map(({ field }) => field))
  const amountsHeld = amounts.some((field) => held.has(field))
  const date = (field: 'startsOn' | 'endsOn', quarter: 'startsQuarter' | 'endsQuarter') => {
    const on = contract[field]
    if (!on) return {}
    return held.has(field) ? { [quarter]: quarterOf(on) } : { [field]: on }
  }
  return {
    kind: 'contract',
    id: contract.id,
    authority: contract.authority,
    reference: contract.reference,
    title: contract.title,
    supplier: contract.supplier,
    systems: contract.systems,
    serviceAreas: contract.serviceAreas,
    ...date('startsOn', 'startsQuarter'),
    ...date('endsOn', 'endsQuarter'),
    options: contract.options,
    optionsUsed: contract.optionsUsed,
    noticeMonths: contract.noticeMonths,
    renewal: contract.renewal,
    rollMonths: contract.rollMonths,
    stillUsed: contract.stillUsed,
    ...(!amountsHeld && {
      annualPounds: contract.annualPounds,
      wholeLifePounds: contract.wholeLifePounds,
      irrecoverableVatPounds: contract.irrecoverableVatPounds,
    }),
    route: contract.route,
    framework: contract.framework,
    notices: contract.notices,
    cpvCodes: contract.cpvCodes,
    department: contract.department,
    description: contract.description,
    smeSupplier: contract.smeSupplier,
    vcseSupplier: contract.vcseSupplier,
    tenderOrQuote: contract.tenderOrQuote,
    sharedWith: contract.sharedWith,
    leadAuthority: contract.leadAuthority,
    retiredOn: contract.retiredOn,
    heldBack: [...held],
    provenance: publicProvenance(contract.version, contract),
  }
}

export function publicRecord(record: RegisterRecord): PublicRecord {
  if (record.kind === 'system') return publicSystem(record)
  if (record.kind === 'contract') return publicContract(record)
  throw new Error('Only the register is public.')
}

/** A version of a record that holds back what its latest version does too. */
export function heldBackNow(version: RegisterRecord, latest: RegisterRecord | undefined): RegisterRecord {
  if (version.kind === 'system' && latest?.kind === 'system') {
    return { ...version, heldBack: alsoHeld(version.heldBack, latest.heldBack) }
  }
  if (version.kind === 'contract' && latest?.kind === 'contract') {
    return { ...version, heldBack: alsoHeld(version.heldBack, latest.heldBack) }
  }
  return version
}

/** In an order that does not hang on the order in which the latest names them: a version is then told alike by either. */
function alsoHeld<Held extends { field: string }>(own: Held[], latest: Held[]): Held[] {
  const known = new Set(own.map(({ field }) => field))
  const more = latest.filter(({ field }) => !known.has(field))
  return [...own, ...more.sort((a, b) => (a.field < b.field ? -1 : 1))]
}

/**
 * Versions of a record as the public may see them today: what its latest version holds back is held back in all of them,
 * whatever was public at the time.
 */
export const publicHistory = (
  versions: RegisterRecord[],
  latest: RegisterRecord | undefined,
): PublicRecord[] => versions.map((version) => publicRecord(heldBackNow(version, latest)))

/** The end date the public may reckon with: the day itself, or the last day of its quarter where it is held back. */
export const publicEnd = (contract: Pick<PublicContract, 'endsOn' | 'endsQuarter'>): IsoDate | undefined =>
  contract.endsOn ?? (contract.endsQuarter ? quarterEnd(contract.endsQuarter) : undefined)

/** The start date the public may reckon with: the day itself, or the first day of its quarter. */
export const publicStart = (
  contract: Pick<PublicContract, 'startsOn' | 'startsQuarter'>,
): IsoDate | undefined =>
  contract.startsOn ??
  (contract.startsQuarter
    ? `${quarterEnd(contract.startsQuarter).slice(0, 4)}-${firstMonth(contract.startsQuarter)}-01`
    : undefined)

const firstMonth = (quarter: string) => String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')
