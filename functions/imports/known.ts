import { createHash } from 'node:crypto'
import { vendor } from '../reference/index.ts'
import { type AddedVendor, type Match, matchAuthority, matchVendor } from '../reference/match.ts'
import type { NewVendor } from '../schema/proposal.ts'
import type { Supplier } from './suppliers.ts'

/** Who a supplier is: one we know, or one that joins the list with the contract. */
export type Party = { id: string; newVendor?: NewVendor; note?: string }

export type Known = {
  authority: (name: string) => Match
  /** Nothing for a name without letters or figures. */
  supplier: (supplier: Supplier) => Party | undefined
}

/** Likeness from which a vendor that was not sure enough is named all the same. */
const worthNaming = 0.75

/**
 * Matches the names of one file, each once. `added` are the vendors that joined since the list was shipped; those of
 * the demonstration are known where it is loaded.
 */
export function createKnown(added: readonly AddedVendor[] = [], withInvented = false): Known {
  const authorities = new Map<string, Match>()
  const parties = new Map<string, Party | undefined>()
  /** Those the file itself brings, by id, so that one name stays one vendor and two companies stay two. */
  const brought = new Map<string, NewVendor>()
  const broughtNumbers = new Map<string, NewVendor>()
  const joined = new Map(added.map((one) => [one.id, one]))

  /** An id is another's when it stands for a vendor that was on the list, or for a company of another number. */
  const isAnothers = (id: string, companyNumber: string) => {
    const number = (joined.get(id) ?? brought.get(id))?.companyNumber
    return vendor(id) !== undefined || (number && companyNumber && number !== companyNumber)
  }

  const find = ({ name, companyNumber }: Supplier): Party | undefined => {
    // The number decides, among those the file brings as among those we know.
    const numbered = companyNumber === '' ? undefined : broughtNumbers.get(companyNumber)
    if (numbered) return { id: numbered.id, newVendor: numbered, note: unknown() }
    const { match, candidates } = matchVendor({ name, companyNumber }, added, {
      least: worthNaming,
      withInvented,
    })
    if (match) {
      const likely = `Taken to be ${match.name}, by likeness (${Math.round(match.score * 100)} of 100)`
      return { id: match.id, ...(match.score < 1 && { note: likely }) }
    }
    if (!/[\p{L}\p{N}]/u.test(name)) return undefined
    // A name in another script has letters, and none that an id can hold.
    const slug = slugOf(name) || digest(name)
    const plain = `ven_${slug}`
    const id = isAnothers(plain, companyNumber)
      ? `${plain}-${companyNumber.toLowerCase() || digest(slug)}`
      : plain
    const before = joined.get(id)
    // Several bear this name; the one that joined for it is meant again.
    if (before) return { id, note: `Taken to be the ${before.name} that joined the list before` }
    const newVendor: NewVendor = { name, ...(companyNumber && { companyNumber }), ...brought.get(id), id }
    brought.set(id, newVendor)
    if (newVendor.companyNumber) broughtNumbers.set(newVendor.companyNumber, newVendor)
    return { id, newVendor, note: unknown(candidates[0]?.name) }
  }

  return {
    authority: (name) => once(authorities, name, () => matchAuthority({ name })),
    supplier: (supplier) =>
      once(parties, `${supplier.companyNumber}\n${supplier.name}`, () => find(supplier)),
  }
}

const unknown = (nearest?: string) =>
  `A supplier we do not know yet${nearest ? `, and ${nearest} may be meant` : ''}: it joins the list when the contract is approved`

function once<T>(known: Map<string, T>, key: string, find: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  const found = find()
  known.set(key, found)
  return found
}

const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\b(limited|ltd|plc|llp)\b\.?/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 8)
