import type { ChangeKind } from '../schema/pastView.ts'
import type { PublicContract, PublicRecord, PublicSystem } from '../schema/view.ts'
import { publicEnd } from './disclosure.ts'

// What an approved version brought, in the terms people ask for at the end of a quarter. Told from what the public may
// know of both versions today: of values that are held back there is no change to tell.

/** The kinds of change between a version and the one before; none where it only confirms or mends something else. */
export function changeKinds(before: PublicRecord | undefined, after: PublicRecord): ChangeKind[] {
  if (after.kind === 'system') return ofSystem(before?.kind === 'system' ? before : undefined, after)
  return ofContract(before?.kind === 'contract' ? before : undefined, after)
}

const ofSystem = (before: PublicSystem | undefined, after: PublicSystem): ChangeKind[] => {
  if (!before) return after.retiredOn ? [] : ['new system']
  return after.retiredOn && !before.retiredOn ? ['system retired'] : []
}

function ofContract(before: PublicContract | undefined, after: PublicContract): ChangeKind[] {
  if (!before) return after.retiredOn ? [] : ['new contract']
  if (after.retiredOn && !before.retiredOn) return ['contract taken off']
  const [ended, ends] = [publicEnd(before), publicEnd(after)]
  return [
    ...(before.supplier !== after.supplier ? (['supplier changed'] as const) : []),
    ...(ended && ends && ends > ended ? (['renewed'] as const) : []),
    ...(before.annualPounds !== undefined &&
    after.annualPounds !== undefined &&
    before.annualPounds !== after.annualPounds
      ? (['value changed'] as const)
      : []),
  ]
}

/** What a kept change says: enough to tell it, and no more. */
export type KeptChange = {
  id: string
  version: number
  on: string
  kinds: ChangeKind[]
  name: string
  authority: string
  serviceAreas: string[]
  vendor?: string | undefined
  vendorBefore?: string | undefined
  ends?: string | undefined
  endsBefore?: string | undefined
  pounds?: number | undefined
  poundsBefore?: number | undefined
}

export function keptChange(
  before: PublicRecord | undefined,
  after: PublicRecord,
  on: string,
): KeptChange | undefined {
  const kinds = changeKinds(before, after)
  if (kinds.length === 0) return undefined
  const common = {
    id: after.id,
    version: after.provenance.version,
    on,
    kinds,
    authority: after.authority,
    serviceAreas: after.serviceAreas,
  }
  if (after.kind === 'system') return { ...common, name: after.name, vendor: after.maker }
  const was = before?.kind === 'contract' ? before : undefined
  const has = (kind: ChangeKind) => kinds.includes(kind)
  return {
    ...common,
    name: after.title,
    vendor: after.supplier,
    ...(has('supplier changed') && { vendorBefore: was?.supplier }),
    ends: after.endsOn ?? after.endsQuarter,
    ...(has('renewed') && { endsBefore: was?.endsOn ?? was?.endsQuarter }),
    pounds: after.annualPounds,
    ...(has('value changed') && { poundsBefore: was?.annualPounds }),
  }
}
