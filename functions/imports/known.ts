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

/** Matches the names of one file, each once. `added` are the vendors that joined since the list was shipped. */
export function createKnown(added: readonly AddedVendor[] = []): Known {
  const authorities = new Map<string, Match>()
  const parties = new Map<string, Party | undefined>()
  /** Those the file itself brings, by id, so that one name stays one vendor and two companies stay two. */
  const brought = new Map<string, NewVendor>()
  const addedIds = new Set(added.map(({ id }) => id))

  const idFor = ({ name, companyNumber }: Supplier): string | undefined => {
    if (!/[\p{L}\p{N}]/u.test(name)) return undefined
    // A name in another script has letters, and none that an id can hold.
    const plain = `ven_${slugOf(name) || digest(name)}`
    const before = brought.get(plain)
    const isFree =
      !vendor(plain) &&
      !addedIds.has(plain) &&
      (!before?.companyNumber || !companyNumber || before.companyNumber === companyNumber)
    // The id is somebody else's: of that name we are not sure, so it is not taken to be them.
    return isFree ? plain : `${plain}-${companyNumber.toLowerCase() || digest(name)}`
  }

  const find = (supplier: Supplier): Party | undefined => {
    const { name, companyNumber } = supplier
    const { match, candidates } = matchVendor({ name, companyNumber }, added, worthNaming)
    if (match) {
      const likely = `Taken to be ${match.name}, by likeness (${Math.round(match.score * 100)} of 100)`
      return { id: match.id, ...(match.score < 1 && { note: likely }) }
    }
    const id = idFor(supplier)
    if (id === undefined) return undefined
    const newVendor: NewVendor = { name, ...(companyNumber && { companyNumber }), ...brought.get(id), id }
    brought.set(id, newVendor)
    const [nearest] = candidates
    const unlike = nearest ? `, and ${nearest.name} may be meant` : ''
    return {
      id,
      newVendor,
      note: `A supplier we do not know yet${unlike}: it joins the list when the contract is approved`,
    }
  }

  return {
    authority: (name) => once(authorities, name, () => matchAuthority({ name })),
    supplier: (supplier) =>
      once(parties, `${supplier.companyNumber}\n${supplier.name}`, () => find(supplier)),
  }
}

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
