import { distance } from 'fastest-levenshtein'
import { plain } from '../domain/plain.ts'
import type { Authority } from '../schema/reference.ts'
import { authorities } from './index.ts'
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

/** Likeness from which an authority is taken to be meant: of a name that says it is a council's, and of a bare one. */
const sureCouncil = 0.8
const sureBare = 0.85
/** What is shown for the beginning of a longer name: `Kensington` for Kensington and Chelsea. */
const beginning = 0.7

/** Bodies that bear an authority's name and are none of ours: schools, the NHS, companies, parishes and so on. */
const otherBody =
  /\b(nhs|trust|health|hospitals?|hospice|clinical|ccg|gp|surgery|schools?|academy|academies|college|university|nursery|parish|town|village|community council|homes|housing (?:association|partnership)|police|constabulary|fire|ambulance|ltd|limited|plc|llp|cic|company|partnership|enterprises?|charity|diocese|diocesan|church|chamber|museum|theatre|airport|pension fund|probation|magistrates|students|mencap|mind|age uk|citizens advice|law cent(?:re|er)|leisure|sixth form)\b/

/** Words that say a name is an authority's own. */
const councilWord = /\b(council|borough|corporation|lbc?|mbc|dc|bc|cc|county|combined authority)\b/

/** Words before a name; the City of London is nothing without them. */
const before =
  /^(?:the )?(?:mayor (?:aldermen |and |citizens |commonalty )*(?:burgesses|citizens) of (?:the )?|(?:london|royal|metropolitan) (?:metropolitan )?borough (?:council )?(?:of )?|(?:city and )?(?:royal )?(?:borough|county|district|city) (?:council )?of |(?:corporation|council) of (?:the )?|(?:lb|lbc|lbo|rb|mb)(?: of)? |city of )(?!london\b)/
/** And after it. */
const after = [
  / (?:(?:(?:(?:london|metropolitan|royal) )?borough|district|county|city|unitary|metropolitan) )?(?:council|corporation|authority)$/,
  / (?:london borough|metropolitan borough|borough|lbc|lb|mbc|dc|bc|cc|ua)$/,
]

/** A name without the words that go round it: `London Borough of Tower Hamlets` → `tower hamlets`. */
function coreOf(name: string): string {
  let core = name.replace(/^the /, '')
  for (let last = ''; core !== last; ) {
    last = core
    core = core.replace(before, '')
    for (const words of after) core = core.replace(words, '')
  }
  return core
}

/** Words said as they are meant: `L B`, `boro` and a council that was misspelt or run together with its name. */
const spelt = (name: string) =>
  name
    .replace(/\bl b\b/, 'lb')
    .replace(/\bboro\b/, 'borough')
    .replace(/(?<=\w{5})council$/, ' council')
    .split(' ')
    .map((word) =>
      word.length > 5 && word.startsWith('co') && distance(word, 'council') <= 2 ? 'council' : word,
    )
    .join(' ')
    .replaceAll('  ', ' ')

/** What people call some authorities, beside the names on the list. Initials that two might bear are left out. */
const alsoCalled: Record<string, string[]> = {
  E09000001: ['corporation of london', 'col corporation'],
  E09000002: ['lbbd'],
  E09000011: ['rbg', 'rb greenwich'],
  E09000013: ['lbhf', 'h and f'],
  E09000020: ['rbkc'],
  E09000021: [
    'rbk',
    'rb kingston',
    'kingston council',
    'royal borough of kingston',
    'london borough of kingston',
    'lb kingston',
  ],
  E09000025: ['lbn'],
  E09000027: [
    'lbrut',
    'richmond council',
    'london borough of richmond',
    'lb richmond',
    'richmond london borough',
  ],
  E09000030: ['lbth'],
  E09000031: ['lbwf'],
  E09000032: ['lbw'],
}
/** Cores that are a place's name and no one authority's. */
const nobodys = new Set(['london', 'city', 'city of', 'borough', 'county', 'district', 'council', 'royal'])

/** Places a slip of the pen away from an authority, which they are not. */
const otherPlaces = new Set(
  'barnes bramley campden eling hillington marton morton newnham newsham wadsworth wordsworth'.split(' '),
)

type Known = { of: Authority; core: string }
type Names = { exact: Map<string, Set<Authority>>; joined: Map<string, Set<Authority>>; cores: Known[] }
let authorityNames: Names | undefined

function namesOfAuthorities(): Names {
  if (authorityNames) return authorityNames
  const names: Names = { exact: new Map(), joined: new Map(), cores: [] }
  const know = (map: Names['exact'], key: string, of: Authority) => {
    if (key.length >= 3 && !nobodys.has(key)) map.set(key, (map.get(key) ?? new Set()).add(of))
  }
  for (const one of authorities()) {
    const cores = new Set<string>()
    for (const name of [one.name, one.officialName, ...one.aliases, ...(alsoCalled[one.id] ?? [])]) {
      const said = plain(name)
      know(names.exact, said, one)
      // What is said of one with `london borough` before it may be another without.
      if (alsoCalled[one.id]?.includes(name)) continue
      const core = coreOf(said)
      know(names.exact, core, one)
      know(names.joined, core.replaceAll(' ', ''), one)
      if (core.length >= shortest && !nobodys.has(core)) cores.add(core)
    }
    for (const core of cores) names.cores.push({ of: one, core })
  }
  authorityNames = names
  return names
}

/** The part of a name before a department, a place or whom it acts for: `Camden Council - Procurement`. */
function headOf(name: string): string {
  const [head = ''] = name.split(
    /\s[-–—:|/]\s|[(,:;|]|\s(?:for and )?on behalf of\b|\sacting (?:as|for)\b|\sc\/o\b/i,
  )
  const council = /^(.*?\b(?:council|corporation)\b)/i.exec(head)
  return (council?.[1] ?? head).trim()
}

/** Parts of a name that say of themselves that they are a council: `Meridian Water - London Borough of Enfield`. */
const councilsIn = (name: string) =>
  name
    .split(/\s[-–—:|/]\s|[(),:;|]/)
    .map((part) => spelt(plain(part)))
    .filter((part) => /\b(?:london|royal) borough of \w/.test(part) || /\w council$/.test(part))

/** Which authority a name means. Never one whose name is merely inside it, as `Brent` is in `Brentwood`. */
export function matchAuthority({ name }: { name: string }): Match {
  const given = name.slice(0, longest).trim()
  const byId = authorities().find(({ id }) => id === given.toUpperCase())
  if (byId) return { match: exactly(byId), candidates: [exactly(byId)] }
  const whole = spelt(plain(given))
  if (whole.length < 3) return unsure

  const head = spelt(plain(headOf(given)))
  // A department may be anything; without words that say it is a council, the whole name has to be clear of others.
  const judged = councilWord.test(head) ? head : whole
  if (otherBody.test(judged)) return unsure

  const parts = otherBody.test(whole) ? [] : councilsIn(given)
  for (const said of [whole, head, coreOf(whole), coreOf(head), ...parts, ...parts.map(coreOf)]) {
    const known = knownAs(said, whole)
    if (known) return known
  }
  const byTeam = withoutTeam(head)
  return byTeam ?? likeAuthority(coreOf(head), whole)
}

/** What the name is to the letter, spaces forgiven. Where several share it, whom the words around it point to. */
function knownAs(said: string, whole: string): Match | undefined {
  const { exact, joined } = namesOfAuthorities()
  const found = [...(exact.get(said) ?? joined.get(said.replaceAll(' ', '')) ?? [])]
  if (found.length === 0) return undefined
  const fitting = found.filter((one) => fits(one, whole))
  const [only] = fitting.map(exactly)
  return fitting.length === 1 && only
    ? { match: only, candidates: [only] }
    : {
        match: null,
        candidates: found.map((one) => ({ ...exactly(one), score: 0.9 })).slice(0, mostCandidates),
      }
}

/** `LB Camden Procurement Team`: after words that say it is a borough, the name may be followed by anything. */
function withoutTeam(head: string): Match | undefined {
  if (!/^(?:the )?(?:(?:london|royal) borough|lbc?|rb) /.test(head)) return undefined
  const words = coreOf(head).split(' ')
  for (let length = words.length - 1; length > 0; length -= 1) {
    const known = knownAs(words.slice(0, length).join(' '), head)
    // With `and` after it, it is one of several.
    if (known?.match) return words[length] === 'and' ? undefined : known
  }
  return undefined
}

function likeAuthority(core: string, whole: string): Match {
  if (core.length < shortest || nobodys.has(core)) return unsure
  const best = new Map<string, Candidate>()
  for (const { of, core: known } of namesOfAuthorities().cores) {
    if (known[0] !== core[0] || !fits(of, whole)) continue
    const begins = known.startsWith(`${core} `) ? beginning : 0
    const score = Math.max(Math.abs(known.length - core.length) > 4 ? 0 : likeness(core, known), begins)
    if (score < worthShowing || score <= (best.get(of.id)?.score ?? 0)) continue
    best.set(of.id, { id: of.id, name: of.name, score: rounded(score) })
  }
  const sure = otherPlaces.has(core)
    ? Number.POSITIVE_INFINITY
    : councilWord.test(whole)
      ? sureCouncil
      : sureBare
  return likeliest(best.values(), sure)
}

/** Whether the words around a name can be said of this authority: a parish may call itself a city council, too. */
const fits = (one: Authority, name: string) =>
  /\b(?:london|royal) borough\b|\blb\b/.test(name)
    ? one.kind === 'London borough' || /royal borough/i.test(one.officialName)
    : /\bcity council\b/.test(name)
      ? /\bcity\b/i.test(one.officialName)
      : /\bcounty\b/.test(name)
        ? one.kind !== 'district' && one.kind !== 'London borough'
        : /\b(?:city|borough|district)\b/.test(name)
          ? one.kind !== 'county' && one.kind !== 'combined'
          : /\bcombined\b/.test(name)
            ? one.kind === 'combined'
            : true
