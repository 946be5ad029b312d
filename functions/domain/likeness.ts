import type { NewProduct, NewVendor, Proposal } from '../schema/proposal.ts'
import type { RecordKind } from '../schema/record.ts'
import { sha256 } from './audit.ts'
import { plain } from './plain.ts'
import type { FieldChange } from './proposal.ts'

// What a proposal has in common with others that wait, so that one decision can serve many: the same new vendor, the
// same product, the same change to what one company sells.

type Facts = {
  kind: RecordKind
  action: Proposal['action']
  newVendors: readonly NewVendor[]
  newProducts?: readonly NewProduct[] | undefined
  changes: readonly FieldChange[]
  after: Record<string, unknown>
}

/** Proposals with the same likeness ask for the same; nothing for one that is its own. */
export function likenessOf({
  kind,
  action,
  newVendors,
  newProducts = [],
  changes,
  after,
}: Facts): string | undefined {
  const [vendor] = newVendors
  if (vendor) return `vendor ${vendor.companyNumber ?? called(vendor.name)}`
  const [product] = newProducts
  if (product) return `product ${called(product.name)}`
  if (action === 'create') {
    return kind === 'system' && typeof after.product === 'string' ? `product ${after.product}` : undefined
  }
  // What leaves the register leaves it for a reason of its own, however alike it looks.
  if (changes.length === 0 || action === 'retire' || changes.some(leaves)) return undefined
  const about = kind === 'system' ? (after.product ?? after.maker) : after.supplier
  if (typeof about !== 'string' || about === '') return undefined
  const inOrder = [...changes].sort((a, b) => (a.field < b.field ? -1 : 1))
  const text = JSON.stringify([
    about,
    ...inOrder.map(({ field, from, to }) => [field, from ?? null, to ?? null]),
  ])
  return `change ${kind} ${sha256(text).slice(0, 32)}`
}

const leaves = ({ field, to }: FieldChange) => field === 'retiredOn' && to !== undefined && to !== null

/** Proposals that are alike word for word, rather than about the same vendor or product. */
export const isSameChange = (likeness: string) => likeness.startsWith('change ')

const forms = new Set(['ltd', 'limited', 'plc', 'llp', 'inc', 'uk'])
/** A company's name without what it is in law; all of it, where that is all there is. */
const called = (name: string) =>
  plain(name)
    .split(' ')
    .filter((word) => !forms.has(word))
    .join(' ') || plain(name)
