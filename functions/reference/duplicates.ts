import type { AnyProduct } from '../domain/entry.ts'
import { plain } from '../domain/plain.ts'
import { soundsOf } from '../domain/sound.ts'
import type { Vendor } from '../schema/reference.ts'
import { likeness } from './likeness.ts'
import { vendorCore } from './matchVendor.ts'

// Which vendors, and which products, may be the same under two ids, with what speaks for it. Only those that share
// something are looked at together, so that the work grows with the list and not with its square.

export type Likely = { ids: [string, string]; why: string[]; against: string[]; score: number }

/** What more than these share tells nobody apart. */
const mostSharing = 60
/** Names are nearly alike from here on. */
const nearly = 0.88
const shortestNear = 6

type Thing = { id: string; name: string; names: string[]; core: string }

/** Pairs that share any of their marks, each once. */
function* pairs<T extends { id: string }>(
  all: readonly T[],
  marksOf: (one: T) => string[],
): Generator<[T, T]> {
  const sharing = new Map<string, T[]>()
  for (const one of all) {
    for (const mark of new Set(marksOf(one))) sharing.set(mark, [...(sharing.get(mark) ?? []), one])
  }
  const met = new Set<string>()
  for (const group of sharing.values()) {
    if (group.length > mostSharing) continue
    for (const [index, a] of group.entries()) {
      for (const b of group.slice(index + 1)) {
        const pair = [a.id, b.id].sort().join(' ')
        if (met.has(pair)) continue
        met.add(pair)
        yield [a, b]
      }
    }
  }
}

const marksOf = ({ names, core }: Thing) => [
  ...names.map((name) => `name ${plain(name)}`),
  ...(core.length > 1 ? [`core ${core}`, `joined ${core.replaceAll(' ', '')}`] : []),
  ...soundsOf(core).map((sound) => `sound ${sound}`),
]

const words = (text: string) => plain(text).split(' ')
/** The words of two names that are not in both, as they were written. */
function apartFrom(a: string, b: string): string[] {
  const [inA, inB] = [new Set(words(a)), new Set(words(b))]
  return [a, b].flatMap((name) =>
    name
      .split(/\s+/)
      .filter((word) => words(word).some((one) => one !== '' && !(inA.has(one) && inB.has(one))))
      .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')),
  )
}
const quoted = (all: string[]) => [...new Set(all)].map((one) => `“${one}”`).join(' and ')

/** What two names have in common, and how telling it is. */
function likeNames(a: Thing, b: Thing): { why: string; score: number } | undefined {
  if (plain(a.name) === plain(b.name)) return { why: 'The same name', score: 0.99 }
  const other = (one: Thing, of: Thing) =>
    of.names.some((name) => name !== of.name && plain(name) === plain(one.name))
  if (other(a, b)) return { why: `${a.name} is listed as another name of ${b.name}`, score: 0.97 }
  if (other(b, a)) return { why: `${b.name} is listed as another name of ${a.name}`, score: 0.97 }
  if (a.core.length > 1 && a.core === b.core) {
    const differing = apartFrom(a.name, b.name)
    return {
      why:
        differing.length > 0 ? `The names differ only by ${quoted(differing)}` : 'The names are spelt alike',
      score: 0.95,
    }
  }
  const [one, two] = [a.core.replaceAll(' ', ''), b.core.replaceAll(' ', '')]
  if (one === two && one.length > 3) return { why: 'The names differ only by spaces', score: 0.94 }
  const isFigured = one.replaceAll(/\D/g, '') === two.replaceAll(/\D/g, '')
  if (!isFigured || Math.min(one.length, two.length) < shortestNear) return undefined
  const near = likeness(one, two)
  const heard = soundsOf(a.core).join()
  if (heard !== '' && heard === soundsOf(b.core).join() && near >= 0.7) {
    return { why: 'The names sound alike', score: 0.7 + near / 5 }
  }
  return near >= nearly ? { why: 'The names are a letter or two apart', score: near - 0.05 } : undefined
}

/** Two companies by their numbers are shown together only where one name stands for both. */
const despiteNumbers = 0.97

const has = (a: { id: string }[], b: { id: string }) => a.some(({ id }) => id === b.id)

export function likelyVendors(vendors: readonly Vendor[]): Likely[] {
  const things = vendors.map((vendor) => ({
    ...vendor,
    names: [vendor.name, ...vendor.aliases, ...vendor.predecessors.map(({ name }) => name)],
    core: vendorCore(vendor.name),
  }))
  const found: Likely[] = []
  for (const [a, b] of pairs(things, (one) => [
    ...marksOf(one),
    ...one.companyNumbers.map((number) => `number ${number}`),
  ])) {
    // That they belong together is known already.
    if (has(a.parents, b) || has(b.parents, a)) continue
    if (a.successor?.id === b.id || b.successor?.id === a.id) continue
    const shared = a.companyNumbers.filter((number) => b.companyNumbers.includes(number))
    const like = likeNames(a, b)
    if (shared.length === 0 && !like) continue
    const isContradicted = shared.length === 0 && a.companyNumbers.length > 0 && b.companyNumbers.length > 0
    if (isContradicted && (like?.score ?? 0) < despiteNumbers) continue
    const against = isContradicted
      ? [`Their company numbers differ: ${a.companyNumbers.join(', ')} and ${b.companyNumbers.join(', ')}`]
      : []
    found.push({
      ids: [a.id, b.id],
      why: [
        ...(shared.length > 0 ? [`The same company number, ${shared.join(' and ')}`] : []),
        ...(like ? [like.why] : []),
      ],
      against,
      score: (shared.length > 0 ? 1 : 0) + (like?.score ?? 0) - (isContradicted ? 0.5 : 0),
    })
  }
  return found.sort((a, b) => b.score - a.score)
}

export function likelyProducts(products: readonly AnyProduct[], makerName: (id: string) => string): Likely[] {
  const things = products.map((product) => ({
    ...product,
    names: [product.name, ...product.aliases],
    core: plain(product.name),
  }))
  const found: Likely[] = []
  for (const [a, b] of pairs(things, marksOf)) {
    const like = likeNames(a, b)
    if (!like) continue
    const isSameMaker = a.maker !== undefined && a.maker === b.maker
    // Of two makers, as many products as there are words for what they do bear one name.
    if (a.maker !== undefined && b.maker !== undefined && !isSameMaker) continue
    found.push({
      ids: [a.id, b.id],
      why: [like.why, ...(isSameMaker ? [`Both made by ${makerName(a.maker ?? '')}`] : [])],
      against: isSameMaker ? [] : ['Who makes one of them is not stated'],
      score: like.score + (isSameMaker ? 0.5 : 0),
    })
  }
  return found.sort((a, b) => b.score - a.score)
}
