import { keptIn } from '../domain/merge.ts'
import { plain } from '../domain/plain.ts'
import type { Entry } from '../schema/entry.ts'
import type { Vendor } from '../schema/reference.ts'
import { inventedVendors, vendor, vendors } from './index.ts'
import {
  type Candidate,
  exactly,
  likeliest,
  likeness,
  longest,
  type Match,
  mostCandidates,
  rounded,
  shortest,
  unsure,
  worthShowing,
} from './likeness.ts'

/** Likeness from which a vendor is taken to be meant. */
const sureVendor = 0.88
/** The most of what is shown to a person rather than taken. */
const justUnsure = sureVendor - 0.01

const legal =
  /\b(limited|ltd|plc|llp|lp|inc|incorporated|corp|gmbh|cic|community interest company|social enterprise|the|and|uk|gb|united kingdom|group|holdings|co|company)\b/g
/** Whatever else it calls itself: its own name stands before. */
const tradingAs = /\b(?:t a|trading as|trading name) .*$/
/** What stands in brackets at the end of a name: a place or an explanation as a rule. */
const inBrackets = /\s*\([^()]*\)\s*$/

/** A company's name without the words any company may bear: `The Idox Group plc` → `idox`. */
export const vendorCore = (name: string) => {
  const said = plain(name)
  const own = said.replace(tradingAs, '').trim() || said
  return own.replaceAll(legal, ' ').replaceAll(/\s+/g, ' ').trim() || own
}

/** What a name says its bearer is by law: two that say otherwise are two. */
function formOf(name: string): string | undefined {
  const said = plain(name)
  if (/\bholdings\b/.test(said)) return 'holdings'
  return /\b(llp|plc|cic)\b/.exec(said)?.[1] ?? (/\b(?:limited|ltd)\b/.test(said) ? 'ltd' : undefined)
}
const contradict = (a: string | undefined, b: string | undefined) =>
  a !== b && (a === 'holdings' || b === 'holdings' || (a !== undefined && b !== undefined))

/** A name with its legal form spelt one way, so that `BT plc` and `BT Group` stay two: `The Idox Group PLC` → `idox group plc`. */
const vendorFormed = (name: string) =>
  plain(name)
    .replaceAll(/\b(?:limited|ltd)\b/g, 'ltd')
    .replace(/\bcommunity interest company\b/, 'cic')
    .replace(/^the /, '')
    .replaceAll(/\band\b/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

type NamedVendor = { id: string; name: string; numbers: readonly string[]; names: readonly string[] }
type VendorCore = Parts & { of: NamedVendor }
type VendorNames = {
  byNumber: Map<string, NamedVendor>
  exact: Map<string, Set<NamedVendor>>
  formed: Map<string, Set<NamedVendor>>
  byCore: Map<string, Set<NamedVendor>>
  cores: VendorCore[]
}

export function namesOf(list: Iterable<NamedVendor>): VendorNames {
  const known: VendorNames = {
    byNumber: new Map(),
    exact: new Map(),
    formed: new Map(),
    byCore: new Map(),
    cores: [],
  }
  const note = (map: Map<string, Set<NamedVendor>>, key: string, one: NamedVendor) =>
    map.set(key, (map.get(key) ?? new Set()).add(one))
  for (const one of list) {
    for (const number of one.numbers) known.byNumber.set(number, one)
    const own = new Set<string>()
    for (const name of one.names) {
      note(known.exact, plain(name), one)
      note(known.formed, vendorFormed(name), one)
      const core = vendorCore(name)
      if (core.length < 2) continue
      note(known.byCore, core, one)
      if (core.length >= shortest) own.add(core)
    }
    for (const core of own) known.cores.push({ of: one, ...inParts(core) })
  }
  return known
}

const inParts = (core: string) => {
  const joined = core.replaceAll(' ', '')
  return { core, words: core.split(' '), joined, signs: signsIn(joined) }
}
type Parts = ReturnType<typeof inParts>

/** Which letters and figures a name has, a bit each; the figures share six. */
function signsIn(joined: string): number {
  let signs = 0
  for (let at = 0; at < joined.length; at += 1) {
    const code = joined.charCodeAt(at)
    signs |= 1 << (code >= 97 ? code - 97 : 26 + (code % 6))
  }
  return signs
}

function bitsIn(signs: number): number {
  let bits = 0
  for (let left = signs; left !== 0; left &= left - 1) bits += 1
  return bits
}

const namesOfVendors = (all: Vendor[]) =>
  namesOf(
    all.map(({ id, name, aliases, predecessors, companyNumbers }) => ({
      id,
      name,
      numbers: companyNumbers,
      names: [name, ...aliases, ...predecessors.map((before) => before.name)],
    })),
  )

let real: VendorNames | undefined
let made: VendorNames | undefined
const realNames = () => {
  real ??= namesOfVendors(vendors().filter((one) => !one.invented))
  return real
}
const inventedNames = () => {
  made ??= namesOfVendors(inventedVendors())
  return made
}

/** A vendor that joined after the list was shipped. */
export type AddedVendor = { id: string; name: string; companyNumber?: string | undefined }

/** What LOTI calls vendors that are on a list, and which of them are one with another. */
const entryNames = new WeakMap<readonly Entry[], VendorNames>()
const namesOfEntries = (entries: readonly Entry[]) => {
  const known =
    entryNames.get(entries) ??
    namesOf(
      entries.flatMap(({ id, vendor: said }) =>
        said
          ? [
              {
                id,
                name: said.name,
                names: [said.name, ...said.aliases, ...said.predecessors.map((before) => before.name)],
                numbers: [],
              },
            ]
          : [],
      ),
    )
  entryNames.set(entries, known)
  return known
}

/** A candidate as the one that is kept in its place, by its own name. */
function asKept(entries: readonly Entry[], added: readonly AddedVendor[]) {
  const kept = keptIn(entries)
  const said = new Map(entries.map((one) => [one.id, one.vendor?.name]))
  const joined = new Map(added.map((one) => [one.id, one.name]))
  return ({ id: of, name, score }: Candidate): Candidate => {
    const id = kept(of)
    return { id, name: said.get(id) ?? vendor(id)?.name ?? joined.get(id) ?? name, score }
  }
}

const addedNames = new WeakMap<readonly AddedVendor[], VendorNames>()
const namesOfAdded = (added: readonly AddedVendor[]) => {
  const known =
    addedNames.get(added) ??
    namesOf(
      added.map(({ id, name, companyNumber }) => ({
        id,
        name,
        names: [name],
        numbers: companyNumber ? [companyNumber] : [],
      })),
    )
  addedNames.set(added, known)
  return known
}

/** A Companies House number as it is kept: 8 characters, leading zeros restored; nothing when it is not one. */
export function companyNumberOf(typed: string): string | undefined {
  const said = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (/^\d{5,8}$/.test(said)) return said.padStart(8, '0')
  return /^[A-Z]{2}\d{6}$/.test(said) ? said : undefined
}

type Among = {
  /** Likeness from which a vendor is among the candidates; the higher, the faster. */
  least?: number
  /** Those of the demonstration too: where it is loaded, and nowhere else. */
  withInvented?: boolean
  /** What LOTI says of vendors. */
  entries?: readonly Entry[]
}
const none: readonly Entry[] = []

/**
 * Which vendor a name or a company number means, of the shipped list and those `added` since. The number decides
 * where it is known; of several that were merged, the one that is kept is meant.
 */
export const matchVendor = (
  asked: Asked,
  added: readonly AddedVendor[] = [],
  { least = worthShowing, withInvented = false, entries = none }: Among = {},
): Match =>
  matchAmong(
    [
      realNames(),
      ...(withInvented ? [inventedNames()] : []),
      ...(added.length > 0 ? [namesOfAdded(added)] : []),
      ...(entries.length > 0 ? [namesOfEntries(entries)] : []),
    ],
    asked,
    least,
    entries.length > 0 ? asKept(entries, added) : undefined,
  )

type Asked = { name?: string; companyNumber?: string }

/** The same among lists of one's own. */
export function matchAmong(
  lists: VendorNames[],
  { name: typed = '', companyNumber = '' }: Asked,
  least = worthShowing,
  as: (candidate: Candidate) => Candidate = (candidate) => candidate,
): Match {
  const certainly = (one: NamedVendor) => as(exactly(one))
  const number = companyNumberOf(companyNumber)
  for (const { byNumber } of lists) {
    const numbered = number === undefined ? undefined : byNumber.get(number)
    if (numbered) return { match: certainly(numbered), candidates: [certainly(numbered)] }
  }
  const name = typed.slice(0, longest)
  const core = vendorCore(name)
  if (core.length < 2) return unsure
  const form = formOf(name)
  const mayBe = ({ names }: NamedVendor) => names.some((known) => !contradict(formOf(known), form))
  const named = (by: (known: VendorNames) => Set<NamedVendor> | undefined) =>
    lists.flatMap((known) => [...(by(known) ?? [])])
  // The name to the letter first: `BT plc` and `BT Group` are two, and have one core.
  let several: Candidate[] = []
  for (const found of [
    named(({ exact }) => exact.get(plain(name))),
    named(({ formed }) => formed.get(vendorFormed(name))),
    named(({ byCore }) => byCore.get(core)),
    named(({ byCore }) => byCore.get(vendorCore(name.replace(inBrackets, '')))),
  ]) {
    const candidates = distinct(found.filter(mayBe).map(certainly))
    const [only] = candidates
    if (candidates.length === 1 && only) return { match: only, candidates }
    if (several.length === 0)
      several = distinct(found.map((one) => ({ ...certainly(one), score: justUnsure })))
  }
  if (several.length > 0) return { match: null, candidates: several.slice(0, mostCandidates) }
  if (core.length < shortest) return unsure

  const asked = inParts(core)
  const best = new Map<string, Candidate>()
  for (const { cores } of lists) {
    for (const known of cores) {
      const score = likenessOfVendors(asked, known, least)
      if (score < least) continue
      const sure = score >= sureVendor && mayBe(known.of) ? score : Math.min(score, justUnsure)
      const found = { ...certainly(known.of), score: rounded(sure) }
      if (found.score > (best.get(found.id)?.score ?? 0)) best.set(found.id, found)
    }
  }
  return likeliest(best.values(), sureVendor)
}

const distinct = (candidates: Candidate[]) => [...new Map(candidates.map((one) => [one.id, one])).values()]

/** How alike two names are; never enough to be sure where a word differs outright, as `East` from `West`. */
function likenessOfVendors(a: Parts, b: Parts, least: number): number {
  const isPart = b.core.startsWith(`${a.core} `) || a.core.startsWith(`${b.core} `)
  const begins = isPart || isShortFor(a.words, b.words) || isShortFor(b.words, a.words) ? 0.8 : 0
  // However the rest turns out, each letter that one has and the other lacks is a slip, and so is each one too many.
  const apart = Math.max(
    Math.abs(a.joined.length - b.joined.length),
    bitsIn(a.signs & ~b.signs),
    bitsIn(b.signs & ~a.signs),
  )
  if (1 - apart / Math.max(a.joined.length, b.joined.length) < least) return begins
  const inOrder = likeness(a.joined, b.joined)
  const leftA = a.words.filter((word) => !b.words.includes(word))
  const leftB = b.words.filter((word) => !a.words.includes(word))
  const reordered = leftA.length < a.words.length ? 0.98 * likeness(sorted(a), sorted(b)) : 0
  const score = Math.max(inOrder, reordered, begins)
  if (score < sureVendor || a.joined === b.joined) return score
  return sameWords(leftA, leftB) ? score : Math.min(score, justUnsure)
}

/** Whether a name ends with the initials of what another spells out: `Northgate PS`, `Northgate Public Services`. */
function isShortFor(short: string[], long: string[]): boolean {
  const kept = short.length - 1
  const initials = short[kept] ?? ''
  return (
    kept > 0 &&
    initials.length >= 2 &&
    long.length === kept + initials.length &&
    short.slice(0, kept).every((word, at) => word === long[at]) &&
    [...initials].every((letter, at) => long[kept + at]?.startsWith(letter))
  )
}

const sorted = ({ words }: Parts) => words.toSorted().join(' ')

/** Whether the words two names do not share are slips of one another: `Informed` and `Inform`. */
function sameWords(a: string[], b: string[]): boolean {
  const [one = '', other = ''] = [a.join(''), b.join('')]
  const figures = (text: string) => text.replaceAll(/\D/g, '')
  if (figures(one) !== figures(other)) return false
  return (
    likeness(one, other) >= 0.7 ||
    (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)))
  )
}
