import { createHash } from 'node:crypto'
import { listedProducts, listedVendors } from '../domain/entry.ts'
import { keptIn } from '../domain/merge.ts'
import { nameKey } from '../domain/name.ts'
import { plain } from '../domain/plain.ts'
import { product, products, serviceAreas, vendor, vendors } from '../reference/index.ts'
import {
  type AddedVendor,
  companyNumberOf,
  type Match,
  matchAuthority,
  matchVendor,
} from '../reference/match.ts'
import type { Entry } from '../schema/entry.ts'
import type { NameAsked, NewAlias } from '../schema/name.ts'
import type { NewProduct, NewVendor } from '../schema/proposal.ts'
import type { Supplier } from './suppliers.ts'

/** Who a supplier is: one we know, or one that joins the list with the contract. */
export type Party = {
  id: string
  newVendor?: NewVendor
  /** It may be one we know, by a name too unlike to be sure. */
  asks?: NameAsked
  note?: string
}

/** Which product a name means, or the one that joins the list with the system. */
export type Thing = {
  id: string
  maker?: string | undefined
  serviceAreas: readonly string[]
  newProduct?: NewProduct
  note?: string
}

export type Known = {
  authority: (name: string) => Match
  /** Nothing for a name without letters or figures. */
  supplier: (supplier: Supplier, joins?: string) => Party | undefined
  product: (name: string, maker: string | undefined) => Thing | undefined
  /** A service area by its label or id. */
  serviceArea: (name: string) => string | undefined
}

/** What is matched against, beside the lists we ship: what joined them since. */
export type Lists = {
  vendors?: readonly AddedVendor[]
  products?: readonly NewProduct[]
  /** What LOTI says of those on any list, and which are one. */
  entries?: readonly Entry[]
  /** Those of the demonstration are known where it is loaded. */
  withInvented?: boolean
  /** Names that stand for a vendor, whoever writes them. */
  aliases?: readonly NewAlias[]
}

/** How the note begins that a supplier joins the list. */
export const unknownSupplier = 'A supplier we do not know yet'

/** Likeness from which a vendor that was not sure enough is named all the same. */
const worthNaming = 0.75

/** Matches the names of one file, each once. */
export function createKnown({
  vendors: added = [],
  products: addedProducts = [],
  entries = [],
  withInvented = false,
  aliases = [],
}: Lists = {}): Known {
  const called = new Map(aliases.map((one) => [nameKey(one.name), one.vendor]))
  const authorities = new Map<string, Match>()
  const parties = new Map<string, Party | undefined>()
  /** Those the file itself brings, by id, so that one name stays one vendor and two companies stay two. */
  const brought = new Map<string, NewVendor>()
  const broughtNumbers = new Map<string, NewVendor>()
  const kept = keptIn(entries)
  const joined = new Map(added.map((one) => [one.id, one]))

  /** An id is another's when it stands for a vendor that was on the list, or for a company of another number. */
  const isAnothers = (id: string, companyNumber: string) => {
    const number = (joined.get(id) ?? brought.get(id))?.companyNumber
    return vendor(id) !== undefined || (number && companyNumber && number !== companyNumber)
  }

  /** Whether a company of this number is registered apart from a vendor we know. */
  const isOtherCompany = (id: string, companyNumber: string) => {
    const number = companyNumberOf(companyNumber)
    const { companyNumbers = [] } = vendor(id) ?? {}
    const theirs = [...companyNumbers, ...[joined.get(id)?.companyNumber ?? []].flat()]
    return number !== undefined && theirs.length > 0 && !theirs.includes(number)
  }

  const find = ({ name, companyNumber }: Supplier, joins: string): Party | undefined => {
    const unknown = (nearest?: string) =>
      `${unknownSupplier}${nearest ? `, and ${nearest} may be meant` : ''}: it joins the list when the ${joins} is approved`
    // The number decides, among those the file brings as among those we know.
    const numbered = companyNumber === '' ? undefined : broughtNumbers.get(companyNumber)
    if (numbered) return { id: numbered.id, newVendor: numbered, note: unknown() }
    const { match, candidates } = matchVendor({ name, companyNumber }, added, {
      least: worthNaming,
      withInvented,
      entries,
    })
    if (match) {
      const likely = `Taken to be ${match.name}, by likeness (${Math.round(match.score * 100)} of 100)`
      return { id: match.id, ...(match.score < 1 && { note: likely }) }
    }
    if (!/[\p{L}\p{N}]/u.test(name)) return undefined
    const meant = called.get(nameKey(name))
    if (meant !== undefined) {
      const id = kept(meant)
      const theirs = vendor(id)?.name ?? joined.get(id)?.name ?? id
      return { id, note: `Taken to be ${theirs}, as was said and approved before` }
    }
    const nearest = candidates.find((one) => !isOtherCompany(one.id, companyNumber))
    // A name in another script has letters, and none that an id can hold.
    const slug = slugOf(name) || digest(name)
    const plain = `ven_${slug}`
    const id = isAnothers(plain, companyNumber)
      ? `${plain}-${companyNumber.toLowerCase() || digest(slug)}`
      : plain
    const before = joined.get(id)
    // Several bear this name; the one that joined for it is meant again.
    if (before) return { id: kept(id), note: `Taken to be the ${before.name} that joined the list before` }
    const newVendor: NewVendor = { name, ...(companyNumber && { companyNumber }), ...brought.get(id), id }
    brought.set(id, newVendor)
    if (newVendor.companyNumber) broughtNumbers.set(newVendor.companyNumber, newVendor)
    return {
      id,
      newVendor,
      ...(nearest && { asks: { name, vendor: nearest.id, vendorName: nearest.name } }),
      note: unknown(nearest?.name),
    }
  }

  const things = new Map<string, Thing | undefined>()
  let byName: Map<string, (Thing & { name: string })[]> | undefined
  const areas = lazily(areasByName)

  const thing = (name: string, maker: string | undefined): Thing | undefined => {
    byName ??= productsByName(addedProducts, withInvented, entries)
    const called = plain(name)
    if (called === '') return undefined
    const found = byName.get(called) ?? []
    // Several products bear one name: whose it is tells them apart.
    const [only, other] = found.length > 1 ? found.filter((one) => one.maker === maker) : found
    if (only && !other) return only
    const slug = slugOf(name) || digest(name)
    const id = `prd_${found.length > 0 ? `${slug}-${digest(`${maker}`)}` : slug}`
    const newProduct: NewProduct = { id, name, serviceAreas: [], ...(maker && { maker }) }
    return {
      id,
      maker,
      serviceAreas: [],
      newProduct,
      note: 'A product we do not know yet: it joins the list when the system is approved',
    }
  }

  return {
    authority: (name) => once(authorities, name, () => matchAuthority({ name })),
    supplier: (supplier, joins = 'contract') =>
      once(parties, `${supplier.companyNumber}\n${supplier.name}`, () => find(supplier, joins)),
    product: (name, maker) => once(things, `${maker}\n${name}`, () => thing(name, maker)),
    serviceArea: (name) => areas().get(plain(name)),
  }
}

/** What vendors and products are called, on the lists we ship and among what joined them since. */
export function namesIn({ vendors: added = [], products: addedProducts = [], entries = [] }: Lists) {
  const own = new Map([...addedProducts, ...added].map(({ id, name }) => [id, name]))
  const said = new Map(
    entries.flatMap(({ id, vendor, product }) => [[id, (vendor ?? product)?.name] as const]),
  )
  return {
    nameOf: (id: string): string =>
      said.get(id) ?? vendor(id)?.name ?? product(id)?.name ?? own.get(id) ?? id,
  }
}

const lazily = <T>(make: () => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

const areasByName = () =>
  new Map(
    serviceAreas().flatMap(({ id, label }) => [
      [plain(label), id],
      [plain(id), id],
    ]),
  )

/** Products by their names, and by their makers' before their own. */
function productsByName(added: readonly NewProduct[], withInvented: boolean, entries: readonly Entry[]) {
  const vendorName = listedVendors(vendors(), entries).nameOf
  const known = listedProducts([...products(), ...added.map((one) => ({ ...one, aliases: [] }))], entries)
  const byName = new Map<string, (Thing & { name: string })[]>()
  const note = (name: string, one: Thing & { name: string }) => {
    const key = plain(name)
    const before = byName.get(key) ?? []
    if (!before.some(({ id }) => id === one.id)) byName.set(key, [...before, one])
  }
  for (const { id, name, maker, serviceAreas, aliases, invented } of known.all) {
    if (invented && !withInvented) continue
    const one = { id, name, maker, serviceAreas }
    const by = maker && vendorName(maker)
    for (const called of [name, ...aliases]) {
      note(called, one)
      if (by) note(`${by} ${called}`, one)
    }
  }
  return byName
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
