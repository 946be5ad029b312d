import type { IsoDate } from './calendar.ts'
import { plain } from './plain.ts'

// What may be the same thing twice. Shown before a second one is made; a person decides.

export type KnownSystem = {
  kind: 'system'
  id: string
  title: string
  product?: string | undefined
  maker?: string | undefined
  serviceAreas: readonly string[]
}
export type KnownContract = {
  kind: 'contract'
  id: string
  title: string
  reference?: string | undefined
  supplier?: string | undefined
  systems: readonly string[]
  serviceAreas: readonly string[]
  startsOn?: IsoDate | undefined
  endsOn?: IsoDate | undefined
}
export type Known = KnownSystem | KnownContract

export type Likeness = { id: string; title: string; why: string }

/** Words that say nothing of what a thing is. */
const idle = new Set([
  'a',
  'an',
  'and',
  'for',
  'of',
  'the',
  'contract',
  'provision',
  'supply',
  'system',
  'software',
])
const wordsOf = (text: string) =>
  new Set(
    plain(text)
      .split(' ')
      .filter((word) => word && !idle.has(word)),
  )

/** From this share of words in common, two titles are about one thing. */
const alikeFrom = 0.6

function titlesAlike(a: string, b: string): boolean {
  const one = wordsOf(a)
  const other = wordsOf(b)
  if (one.size === 0 || other.size === 0) return plain(a) !== '' && plain(a) === plain(b)
  const common = [...one].filter((word) => other.has(word)).length
  return common / Math.max(one.size, other.size) >= alikeFrom
}

const meet = (a: readonly string[], b: readonly string[]) => a.some((one) => b.includes(one))

/** Terms that share a day; an end left open runs on. */
const overlap = (a: KnownContract, b: KnownContract) =>
  (a.startsOn ?? '') <= (b.endsOn ?? '9999') && (b.startsOn ?? '') <= (a.endsOn ?? '9999')

function systemsAlike(a: KnownSystem, b: KnownSystem): string | undefined {
  const sameAreas = meet(a.serviceAreas, b.serviceAreas)
  if (a.product && a.product === b.product) {
    if (sameAreas) return 'the same product for the same service area'
    if (a.serviceAreas.length === 0 || b.serviceAreas.length === 0) return 'the same product'
  }
  if (plain(a.title) !== '' && plain(a.title) === plain(b.title)) return 'the same name'
  if (sameAreas && titlesAlike(a.title, b.title)) return 'a similar name for the same service area'
  return undefined
}

function contractsAlike(a: KnownContract, b: KnownContract): string | undefined {
  if (a.reference && b.reference && plain(a.reference) === plain(b.reference)) return 'the same reference'
  if (!a.supplier || a.supplier !== b.supplier) return undefined
  const together = overlap(a, b)
  if (titlesAlike(a.title, b.title)) {
    return together
      ? 'the same supplier and a similar title'
      : 'the same supplier and a similar title, earlier or later'
  }
  if (together && meet(a.systems, b.systems)) return 'the same supplier and system at the same time'
  if (together && a.startsOn && b.startsOn && meet(a.serviceAreas, b.serviceAreas)) {
    return 'the same supplier and service area at the same time'
  }
  return undefined
}

/** Of what an authority has or is about to have, what this may be again, and why. */
export function alike(one: Known, others: readonly Known[]): Likeness[] {
  return others.flatMap((other) => {
    if (other.id === one.id) return []
    const why =
      one.kind === 'system'
        ? other.kind === 'system'
          ? systemsAlike(one, other)
          : undefined
        : other.kind === 'contract'
          ? contractsAlike(one, other)
          : undefined
    return why ? [{ id: other.id, title: other.title, why }] : []
  })
}
