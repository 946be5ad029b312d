import { numbersLet, ownNumbersIn } from '../domain/numbers.ts'
import { plain } from '../domain/plain.ts'
import type { RecordKind } from '../schema/record.ts'
import type { Entry } from './entry.ts'

// A row that may be about a record its authority has already, under an id of another origin: typed by hand, or brought
// by another kind of file.

/** A record in what tells it apart. */
export type Brief = {
  id: string
  kind: RecordKind
  values: Record<string, unknown>
}
/** What an authority has, or is about to have, of one kind. */
export type Holdings = (authority: string, kind: RecordKind) => Promise<Brief[]>

export type Likely =
  | { id: string; why: string; several?: never }
  | { several: number; why: string; id?: never }

const text = (value: unknown) => (typeof value === 'string' ? plain(value) : '')

type Index = Map<string, Brief[]>

export function createLikeHeld(holdings: Holdings) {
  const indexes = new Map<string, Promise<Index>>()
  const indexOf = (authority: string, kind: RecordKind) => {
    const key = `${authority} ${kind}`
    const made = indexes.get(key) ?? holdings(authority, kind).then((all) => indexed(kind, all))
    indexes.set(key, made)
    return made
  }
  return async ({ kind, authority, values }: Entry): Promise<Likely | undefined> => {
    if (!authority) return undefined
    const index = await indexOf(authority.id, kind)
    for (const [key, why] of keysOf(kind, values)) {
      const found = (index.get(key) ?? []).filter((one) => agree(kind, one.values, values))
      const [only] = found
      if (found.length === 1 && only) return { id: only.id, why }
      if (found.length > 1) return { several: found.length, why }
    }
    return undefined
  }
}

function indexed(kind: RecordKind, all: Brief[]): Index {
  const index: Index = new Map()
  for (const one of all) {
    for (const [key] of keysOf(kind, one.values)) index.set(key, [...(index.get(key) ?? []), one])
  }
  return index
}

/** What two descriptions of one thing have in common, the surest first. */
function keysOf(kind: RecordKind, values: Record<string, unknown>): [key: string, why: string][] {
  if (kind === 'system') {
    const name = text(values.name)
    return name === '' ? [] : [[`name ${name}`, 'its name']]
  }
  const title = text(values.title)
  const supplier = typeof values.supplier === 'string' ? values.supplier : ''
  return [
    ...ownNumbersIn(values).map((number): [string, string] => [
      number,
      number.startsWith('reference ') ? 'its reference' : 'its notice',
    ]),
    ...(title === '' || supplier === ''
      ? []
      : [[`title ${title}\n${supplier}`, 'its title and supplier'] as [string, string]]),
  ]
}

/** Nothing that both state speaks against it. */
function agree(kind: RecordKind, a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const differ = (field: string) => Boolean(a[field]) && Boolean(b[field]) && a[field] !== b[field]
  if (kind === 'system') return !differ('product')
  const isOne = text(a.title) === text(b.title) || a.supplier === b.supplier
  const sameNumber = ownNumbersIn(a).some((number) => ownNumbersIn(b).includes(number))
  return (sameNumber ? isOne : !differ('startsOn')) && numbersLet(a, b)
}
