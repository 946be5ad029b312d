import { distance } from 'fastest-levenshtein'
import type { Authority, Vendor } from '../schema/reference.ts'
import { authorities, vendors } from './index.ts'

// Names as people write them, matched to the lists: by identifier, then by any known name, then by likeness with a
// score. Below the threshold, or when two are about as likely, the answer is that we are not sure.

export type Candidate = { id: string; name: string; score: number }
export type Match = {
  /** The one it is; null when we are not sure. `score` is 0 to 1: 1 for an identifier or a known name. */
  match: Candidate | null
  /** The likeliest, best first, sure or not. */
  candidates: Candidate[]
}

const unsure: Match = { match: null, candidates: [] }
const most = 5
/** Likeness from which an authority or a vendor is taken to be meant. */
const sureAuthority = 0.8
const sureVendor = 0.88
/** And by how much it must be likelier than the next. */
const clear = 0.06
/** Likeness from which a name is worth showing to a person. */
const worthShowing = 0.6
/** Shorter names are too alike by chance. */
const shortest = 5

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’`.]/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

const likeness = (a: string, b: string) => {
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 0 : 1 - distance(a, b) / longest
}

// Authorities

/** Bodies that bear an authority's name and are none of ours: schools, the NHS, companies, parishes and so on. */
const otherBody =
  /\b(nhs|trust|health|hospitals?|hospice|clinical|ccg|gp|surgery|schools?|academy|academies|college|university|nursery|parish|town|village|community council|homes|housing association|police|constabulary|fire|ambulance|ltd|limited|plc|llp|cic|company|partnership|enterprises?|charity|diocese|diocesan|church|chamber|museum|theatre|airport|pension fund|probation|magistrates|students|mencap|mind|age uk|citizens advice|law cent(?:re|er)|leisure|sixth form)\b/

/** Words that say a name is an authority's own. */
const councilWord = /\b(council|borough|corporation|lbc?|mbc|dc|bc|cc|county|combined authority)\b/

const around = [
  /^the /,
  /^(?:the )?(?:london|royal|metropolitan) (?:metropolitan )?borough of /,
  /^(?:the )?(?:city and )?(?:royal )?(?:borough|county|district|city) (?:council )?of /,
  /^(?:corporation|council) of (?:the )?(?:city of |london borough of )?/,
  /^(?:lb|lbo|rb|mb) (?:of )?/,
  / (?:london|metropolitan|royal)? ?(?:borough|district|county|city|unitary|metropolitan)? ?(?:council|corporation|authority)$/,
  / (?:london borough|metropolitan borough|borough|lbc|lb|mbc|dc|bc|cc|ua)$/,
]

/** A name without the words that go round it: `London Borough of Tower Hamlets` → `tower hamlets`. */
function coreOf(name: string): string {
  let core = name
  for (let before = ''; core !== before; ) {
    before = core
    for (const words of around) core = core.replace(words, '').trim()
  }
  return core
}

/** What people call some authorities, beside the names on the list. */
const initials: Record<string, string[]> = {
  E09000020: ['rbkc', 'kensington and chelsea'],
  E09000021: ['rbk', 'rb kingston'],
  E09000030: ['lbth'],
  E09000013: ['lbhf', 'hammersmith and fulham'],
  E09000026: ['lbr'],
  E09000001: ['city of london', 'col corporation'],
  E09000033: ['wcc westminster', 'city of westminster'],
}

type Known<T> = { of: T; core: string }
let authorityNames: { exact: Map<string, Set<Authority>>; cores: Known<Authority>[] } | undefined

function namesOfAuthorities() {
  if (authorityNames) return authorityNames
  const exact = new Map<string, Set<Authority>>()
  const cores: Known<Authority>[] = []
  const know = (key: string, of: Authority) => {
    if (key.length < 3) return
    exact.set(key, (exact.get(key) ?? new Set()).add(of))
  }
  for (const one of authorities()) {
    const own = new Set<string>()
    for (const name of [one.name, one.officialName, ...one.aliases, ...(initials[one.id] ?? [])]) {
      const said = plain(name)
      know(said, one)
      const core = coreOf(said)
      know(core, one)
      own.add(core)
    }
    for (const core of own) if (core.length >= shortest) cores.push({ of: one, core })
  }
  authorityNames = { exact, cores }
  return authorityNames
}

/** The part of a name before a department or a place: `Camden Council - Procurement`, `Islington (Digital)`. */
function headOf(name: string): string {
  const [head = ''] = name.split(/\s[-–—:|/]\s|[(,:;|]/)
  const council = /^(.*?\b(?:council|corporation)\b)/i.exec(head)
  return (council?.[1] ?? head).trim()
}

const answer = (candidates: Candidate[], sure: number): Match => {
  const [first, second] = candidates
  const match = first && first.score >= sure && first.score - (second?.score ?? 0) >= clear ? first : null
  return { match, candidates: candidates.slice(0, most) }
}

const exactly = ({ id, name }: { id: string; name: string }): Candidate => ({ id, name, score: 1 })

/** Which authority a name means. Never one whose name is merely inside it, as `Brent` is in `Brentwood`. */
export function matchAuthority({ name }: { name: string }): Match {
  const given = name.trim()
  const byId = authorities().find(({ id }) => id === given.toUpperCase())
  if (byId) return { match: exactly(byId), candidates: [exactly(byId)] }
  const whole = plain(given)
  if (whole.length < 3) return unsure
  const { exact, cores } = namesOfAuthorities()

  const head = plain(headOf(given))
  // A department may be anything; without words that say it is a council, the whole name has to be clear of others.
  const judged = councilWord.test(head) ? head : whole
  if (otherBody.test(judged)) return unsure

  for (const said of [whole, head, coreOf(whole), coreOf(head)]) {
    const found = [...(exact.get(said) ?? [])]
    if (found.length === 1) {
      const [only] = found.map(exactly)
      if (only) return { match: only, candidates: [only] }
    }
    if (found.length > 1) {
      const fitting = found.filter((one) => fits(one, whole))
      const [only] = fitting.map(exactly)
      return fitting.length === 1 && only
        ? { match: only, candidates: [only] }
        : { match: null, candidates: found.map((one) => ({ ...exactly(one), score: 0.9 })).slice(0, most) }
    }
  }

  const core = coreOf(head)
  if (core.length < shortest) return unsure
  const best = new Map<string, Candidate>()
  for (const { of, core: known } of cores) {
    if (known[0] !== core[0] || Math.abs(known.length - core.length) > 4) continue
    const score = likeness(core, known)
    if (score < worthShowing || score <= (best.get(of.id)?.score ?? 0)) continue
    best.set(of.id, { id: of.id, name: of.name, score: Math.round(score * 100) / 100 })
  }
  return answer(
    [...best.values()].sort((a, b) => b.score - a.score),
    sureAuthority,
  )
}

/** Where two authorities share a name, which the words around it point to. */
const fits = (one: Authority, name: string) =>
  /\b(london|royal) borough\b|\blb\b/.test(name)
    ? one.kind === 'London borough'
    : /\bcounty\b/.test(name)
      ? one.kind === 'county'
      : /\b(city|borough|district)\b/.test(name)
        ? one.kind !== 'county' && one.kind !== 'combined'
        : /\bcombined\b/.test(name)
          ? one.kind === 'combined'
          : one.kind !== 'combined'

// Vendors

const legal =
  /\b(limited|ltd|plc|llp|lp|inc|incorporated|corp|gmbh|the|uk|u k|group|holdings|co|company|t a .*|trading as .*)\b/g

const vendorCore = (name: string) => {
  const said = plain(name)
  return said.replaceAll(legal, ' ').replaceAll(/\s+/g, ' ').trim() || said
}

let vendorNames:
  | { byNumber: Map<string, Vendor>; exact: Map<string, Set<Vendor>>; cores: Known<Vendor>[] }
  | undefined

function namesOfVendors() {
  if (vendorNames) return vendorNames
  const byNumber = new Map<string, Vendor>()
  const exact = new Map<string, Set<Vendor>>()
  const cores: Known<Vendor>[] = []
  for (const one of vendors()) {
    for (const number of one.companyNumbers) byNumber.set(number, one)
    for (const name of [one.name, ...one.aliases, ...one.predecessors.map((before) => before.name)]) {
      const core = vendorCore(name)
      if (core.length < 2) continue
      exact.set(core, (exact.get(core) ?? new Set()).add(one))
      if (core.length >= shortest) cores.push({ of: one, core })
    }
  }
  vendorNames = { byNumber, exact, cores }
  return vendorNames
}

/** A Companies House number as it is kept: 8 characters, leading zeros restored; nothing when it is not one. */
export function companyNumberOf(typed: string): string | undefined {
  const said = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  if (/^\d{5,8}$/.test(said)) return said.padStart(8, '0')
  return /^[A-Z]{2}\d{6}$/.test(said) ? said : undefined
}

/** Which vendor a name or a company number means. The number decides where it is known. */
export function matchVendor({
  name = '',
  companyNumber = '',
}: {
  name?: string
  companyNumber?: string
}): Match {
  const { byNumber, exact, cores } = namesOfVendors()
  const number = companyNumberOf(companyNumber)
  const numbered = number === undefined ? undefined : byNumber.get(number)
  if (numbered) return { match: exactly(numbered), candidates: [exactly(numbered)] }
  const core = vendorCore(name)
  if (core.length < 2) return unsure
  const found = [...(exact.get(core) ?? [])]
  if (found.length > 0) {
    const candidates = found.map(exactly).slice(0, most)
    return { match: found.length === 1 ? (candidates[0] ?? null) : null, candidates }
  }
  if (core.length < shortest) return unsure
  const words = sorted(core)
  const best = new Map<string, Candidate>()
  for (const { of, core: known } of cores) {
    if (Math.abs(known.length - core.length) > 12) continue
    const begins = known.startsWith(`${core} `) || core.startsWith(`${known} `) ? 0.8 : 0
    const score = Math.max(likeness(core, known), 0.98 * likeness(words, sorted(known)), begins)
    if (score < worthShowing || score <= (best.get(of.id)?.score ?? 0)) continue
    best.set(of.id, { id: of.id, name: of.name, score: Math.round(score * 100) / 100 })
  }
  return answer(
    [...best.values()].sort((a, b) => b.score - a.score),
    sureVendor,
  )
}

const sorted = (core: string) => core.split(' ').sort().join(' ')
