import type { RegisterRecord } from '../schema/record.ts'
import type { IsoDate } from './calendar.ts'

/** A vendor an authority uses, and by what: to be rated without being looked for. */
export type VendorUsed = { id: string; contracts: number; systems: string[] }

/** Suppliers of an authority's contracts and makers of its systems, those it has most with first. */
export function vendorsUsed(records: RegisterRecord[], today: IsoDate): VendorUsed[] {
  const used = new Map<string, VendorUsed>()
  const at = (id: string) => {
    const there = used.get(id) ?? { id, contracts: 0, systems: [] }
    used.set(id, there)
    return there
  }
  for (const record of records) {
    if (record.retiredOn && record.retiredOn <= today) continue
    if (record.kind === 'contract') at(record.supplier).contracts += 1
    else if (record.maker) at(record.maker).systems.push(record.name)
  }
  used.delete('in-house')
  const weight = ({ contracts, systems }: VendorUsed) => contracts + systems.length
  return [...used.values()].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
}
