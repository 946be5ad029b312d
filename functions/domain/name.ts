import type { NameAnswer, NameAsked, NewAlias } from '../schema/name.ts'
import { plain } from './plain.ts'

// What was said of names: whose they are, and whose they are not.

/** The same name, however it is capitalised and punctuated. */
export const nameKey = plain

export type SaidOfNames = {
  /** The vendor a name stands for, as they said. */
  means: (name: string) => string | undefined
  /** Whether they answered whether a name is this vendor’s. */
  isAnswered: (name: string, vendor: string) => boolean
}

/** What one authority said. */
export function saidOfNames(said: readonly Pick<NameAnswer, 'name' | 'vendor' | 'same'>[]): SaidOfNames {
  const place = (name: string, vendor: string) => `${nameKey(name)}\n${vendor}`
  const answered = new Set(said.map(({ name, vendor }) => place(name, vendor)))
  const yes = new Map(
    said.flatMap(({ name, vendor, same }) => (same ? [[nameKey(name), vendor] as const] : [])),
  )
  return {
    means: (name) => yes.get(nameKey(name)),
    isAnswered: (name, vendor) => answered.has(place(name, vendor)),
  }
}

/** Something that names a vendor no list has, where that name may be another’s. */
type Naming = {
  values: Record<string, unknown>
  newVendor?: { id: string; name: string } | undefined
  asks?: NameAsked | undefined
  newAlias?: NewAlias | undefined
}

/** The same with what was said of the name in it: no question that was answered, and the vendor that was meant. */
export function namedAs<T extends Naming>(naming: T, said: SaidOfNames): T {
  const { asks, newVendor } = naming
  if (!asks || !newVendor) return naming
  const meant = said.means(asks.name)
  if (meant === undefined) {
    return said.isAnswered(asks.name, asks.vendor) ? { ...naming, asks: undefined } : naming
  }
  const values = Object.fromEntries(
    Object.entries(naming.values).map(([field, value]) => [field, value === newVendor.id ? meant : value]),
  )
  const newAlias: NewAlias = { vendor: meant, name: asks.name }
  return { ...naming, asks: undefined, newVendor: undefined, values, newAlias }
}

/** Of these names, those a record still points at: nothing else is approved with it. */
export const aliasesWith = (
  after: Record<string, unknown>,
  { newAliases = [] }: { newAliases?: readonly NewAlias[] | undefined },
): NewAlias[] => newAliases.filter(({ vendor }) => after.supplier === vendor || after.maker === vendor)
