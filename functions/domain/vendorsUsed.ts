import type { IsoDate } from './calendar.ts'
import { type Kept, keepsAll } from './merge.ts'

/** A vendor an authority uses, and by what: to be rated without being looked for. */
export type VendorUsed = { id: string; contracts: number; systems: string[] }

/** What an authority holds, its own or shared with it, as far as it says who supplies or makes it. */
export type Holding = { id: string; retiredOn?: IsoDate | undefined } & (
  | { kind: 'contract'; supplier: string }
  | { kind: 'system'; name: string; maker?: string | undefined }
)

/** Suppliers of an authority's contracts and makers of its systems, those it has most with first. */
export function vendorsUsed(holdings: Holding[], today: IsoDate, kept: Kept = keepsAll): VendorUsed[] {
  const used = new Map<string, VendorUsed>()
  const at = (id: string) => {
    const there = used.get(id) ?? { id, contracts: 0, systems: [] }
    used.set(id, there)
    return there
  }
  // What is shared may be met twice: as the authority's own, and in the list of all it holds.
  for (const held of new Map(holdings.map((one) => [one.id, one])).values()) {
    if (held.retiredOn && held.retiredOn <= today) continue
    if (held.kind === 'contract') at(kept(held.supplier)).contracts += 1
    else if (held.maker) at(kept(held.maker)).systems.push(held.name)
  }
  used.delete('in-house')
  const weight = ({ contracts, systems }: VendorUsed) => contracts + systems.length
  return [...used.values()].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
}
