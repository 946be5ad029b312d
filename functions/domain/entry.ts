import type { Entry, ProductEntryFields, VendorEntryFields } from '../schema/entry.ts'
import type { Product, Vendor } from '../schema/reference.ts'
import { type Kept, keptIn } from './merge.ts'
import { plain } from './plain.ts'

// Vendors and products as everyone reads them: what the lists say, over it what LOTI says, and of several that are one
// the one that is kept, under all of their names.

export type AnyProduct = Omit<Product, 'maker'> & { maker?: string | undefined }

export type Listed<T> = {
  /** Those that are kept. */
  all: T[]
  /** What an id stands for: the one that is kept. */
  get: (id: string) => T | undefined
  /** One by itself, merged or not. */
  own: (id: string) => T | undefined
  /** What an id is called by itself, merged or not. */
  nameOf: (id: string) => string | undefined
}

/** Names but its own, each once, however they are written. */
export function otherNames(name: string, names: readonly string[]): string[] {
  const found = new Map<string, string>()
  for (const one of names) {
    const key = plain(one)
    if (key !== plain(name) && !found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}

function listed<T extends { id: string; name: string }>(
  all: readonly T[],
  kept: Kept,
  joined: (one: T, merged: T[]) => T,
): Listed<T> {
  const byId = new Map(all.map((one) => [one.id, one]))
  const merged = Map.groupBy(
    all.filter(({ id }) => kept(id) !== id),
    ({ id }) => kept(id),
  )
  const read = new Map(
    all.flatMap((one) => (kept(one.id) === one.id ? [[one.id, joined(one, merged.get(one.id) ?? [])]] : [])),
  )
  return {
    all: [...read.values()],
    get: (id) => read.get(kept(id)),
    own: (id) => byId.get(id),
    nameOf: (id) => byId.get(id)?.name,
  }
}

const vendorAsSaid = (vendor: Vendor, said: VendorEntryFields | undefined): Vendor => {
  if (!said) return vendor
  const { successor: _, ...rest } = vendor
  const { successor, ...fields } = said
  return { ...rest, ...fields, ...(successor && { successor }) } as Vendor
}
const productAsSaid = (product: AnyProduct, said: ProductEntryFields | undefined): AnyProduct =>
  said ? { ...product, ...said } : product

const allNames = ({ name, aliases }: { name: string; aliases: string[] }) => [name, ...aliases]

export function listedVendors(all: readonly Vendor[], entries: readonly Entry[]): Listed<Vendor> {
  const said = new Map(entries.map((one) => [one.id, one.vendor]))
  const kept = keptIn(entries)
  return listed(
    all.map((one) => vendorAsSaid(one, said.get(one.id))),
    kept,
    (one, merged) => ({
      ...one,
      aliases:
        merged.length === 0
          ? one.aliases
          : otherNames(one.name, [
              ...one.aliases,
              ...merged.flatMap((other) => [
                ...allNames(other),
                ...other.predecessors.map(({ name }) => name),
              ]),
            ]),
      companyNumbers: [...new Set([one, ...merged].flatMap(({ companyNumbers }) => companyNumbers))],
      // A company that it has since become one with is neither its parent nor its successor.
      parents: one.parents
        .map((parent) => ({ ...parent, id: kept(parent.id) }))
        .filter(({ id }) => id !== one.id),
      successor:
        one.successor && kept(one.successor.id) !== one.id
          ? { ...one.successor, id: kept(one.successor.id) }
          : undefined,
    }),
  )
}

export function listedProducts(all: readonly AnyProduct[], entries: readonly Entry[]): Listed<AnyProduct> {
  const said = new Map(entries.map((one) => [one.id, one.product]))
  const kept = keptIn(entries)
  return listed(
    all.map((one) => productAsSaid(one, said.get(one.id))),
    kept,
    (one, merged) => ({
      ...one,
      ...(one.maker && { maker: kept(one.maker) }),
      aliases:
        merged.length === 0
          ? one.aliases
          : otherNames(one.name, [...one.aliases, ...merged.flatMap(allNames)]),
      serviceAreas: [...new Set([one, ...merged].flatMap(({ serviceAreas }) => serviceAreas))],
    }),
  )
}

/** With the name it had before among its other names, so that whoever knows that one finds it. */
export const renamed = <F extends { name: string; aliases: string[] }>(fields: F, before: string): F => ({
  ...fields,
  aliases: otherNames(fields.name, [...fields.aliases, before]),
})

type Group = VendorEntryFields['parents'][number]

const later = (a: string | undefined, b: string | undefined) => (a && b ? (a > b ? a : b) : (a ?? b))
const sooner = (a: string | undefined, b: string | undefined) => (a && b ? (a < b ? a : b) : (a ?? b))

/**
 * The way from a vendor by the groups it belongs to, and those these belong to, back to itself on some one day: itself
 * first and last. Nothing where there is no such way; groups at different times make none.
 */
export function ringOfGroups(
  id: string,
  groups: readonly Group[],
  groupsOf: (id: string) => readonly Group[],
): string[] | undefined {
  const up = (
    from: readonly Group[],
    way: string[],
    first: string | undefined,
    last: string | undefined,
  ): string[] | undefined => {
    for (const group of from) {
      const [begins, ends] = [later(first, group.from), sooner(last, group.to)]
      if (begins && ends && ends < begins) continue
      if (group.id === id) return [...way, id]
      if (way.includes(group.id)) continue
      const found = up(groupsOf(group.id), [...way, group.id], begins, ends)
      if (found) return found
    }
    return undefined
  }
  return up(groups, [id], undefined, undefined)
}

/** The way from a vendor by those that took over from one another back to itself; nothing where there is none. */
export function ringOfSuccessors(
  id: string,
  successor: string | undefined,
  successorOf: (id: string) => string | undefined,
): string[] | undefined {
  const way = [id]
  for (let next = successor; next !== undefined; next = successorOf(next)) {
    if (next === id) return [...way, id]
    if (way.includes(next)) return undefined
    way.push(next)
  }
  return undefined
}

export type Ring = { way: string[]; joins: 'belongs to' | 'is followed by' }

/** The ring that a vendor's groups or successors make, if any; of vendors as they are found by their ids. */
export function ringThrough(
  id: string,
  vendorOf: (id: string) => Pick<Vendor, 'parents' | 'successor'> | undefined,
): Ring | undefined {
  const groups = ringOfGroups(id, vendorOf(id)?.parents ?? [], (of) => vendorOf(of)?.parents ?? [])
  if (groups) return { way: groups, joins: 'belongs to' }
  const successors = ringOfSuccessors(id, vendorOf(id)?.successor?.id, (of) => vendorOf(of)?.successor?.id)
  return successors && { way: successors, joins: 'is followed by' }
}

export function ringInWords({ way, joins }: Ring, nameOf: (id: string) => string): string {
  const [first = '', ...rest] = way.map(nameOf)
  return `${first} ${joins} ${rest.join(`, which ${joins} `)}`
}

/** Names that one has and another has too: by the name as it is compared, how it is written and whose it is as well. */
export const namesShared = <T extends { id: string; name: string; aliases: string[] }>(
  one: T,
  others: readonly T[],
): { key: string; name: string; other: T }[] => {
  const own = new Map(allNames(one).map((name) => [plain(name), name]))
  return others.flatMap((other) =>
    other.id === one.id
      ? []
      : allNames(other).flatMap((name) =>
          own.has(plain(name)) ? [{ key: plain(name), name: own.get(plain(name)) ?? name, other }] : [],
        ),
  )
}

/** Whose one of these names is already, the first that is, and whether it is that one's own name. */
export function nameTaken<T extends { name: string; aliases: string[] }>(
  names: readonly string[],
  others: readonly T[],
): { name: string; other: T; isOwn: boolean } | undefined {
  const wanted = new Map(names.map((name) => [plain(name), name]))
  for (const other of others) {
    for (const [place, one] of allNames(other).entries()) {
      const name = wanted.get(plain(one))
      if (name !== undefined) return { name, other, isOwn: place === 0 }
    }
  }
  return undefined
}
