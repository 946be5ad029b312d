import { rules as lawful } from '../../functions/domain/rules.ts'
import type { RatedVendor, RatingsView, VendorRatingsView } from '../../functions/schema/membersView.ts'
import type { Pair } from '../../functions/schema/merge.ts'
import type { Finding } from './finding.ts'
import {
  type Act,
  authorities,
  england,
  isTidying,
  paged,
  type Region,
  regionOf,
  regions,
  type Tidying,
} from './history.ts'
import { type Answer, byAddingUp, byLargest, byTrying, type Sum } from './recover.ts'
import { type Attacked, pageOf, type Seen } from './service.ts'
import {
  coverage,
  createHearing,
  createKnown,
  createTruth,
  type Hearing,
  type Known,
  type Moved,
  type Question,
  questions,
  type Truth,
  topicOf,
} from './truth.ts'
import { type Leaves, leavesOf, movedBetween } from './watch.ts'

// Ratings under attack: after each act of a history everything that members read is collected, and every figure in it is
// held against every other.

/** What members are promised, whatever rules the service was given. */
const { fewest, mostShare } = lawful

type Speaker = Answer & { value: number; role?: string | undefined }
type Figure = { n: number; mean: number; spread?: number; roles: { role: string; n: number; mean: number }[] }

const figureIn = (vendor: RatedVendor | undefined, question: Question): Figure | undefined => {
  if (question === 'overall') {
    const shown = vendor?.figures.overall
    return shown && { n: shown.n, mean: shown.mean, spread: shown.spread, roles: vendor?.roles ?? [] }
  }
  const shown = vendor?.buyAgain
  return shown && { n: shown.n, mean: shown.yes / shown.n, roles: [] }
}

/**
 * Attacks one history; answers the first thing found. While vendors are merged readers see less: what each of them shows is
 * read as though they were not, and what is read is held to be no more than these come to together.
 */
export async function attackRatings(
  service: Attacked,
  acts: (Act | Tidying)[],
): Promise<Finding | undefined> {
  const truth = createTruth()
  const known = createKnown()
  const memory: Memory = {
    last: new Map(),
    sums: new Map(),
    shown: new Map(),
    hearing: createHearing(known),
  }
  const told = createTrends()
  let before = leavesIn(await service.seen())
  let merged: Pair | undefined
  const history: LeafHistory = new Map()
  for (const act of acts) {
    if (isTidying(act)) {
      await service.tidies(act)
      merged = 'merges' in act ? act.merges : undefined
    } else truth.takes(await service.does(act))
    const read = await service.seen()
    const seen = merged ? await service.parts() : read
    const after = leavesIn(seen)
    noteNames(seen, truth, known)
    const found =
      secretsIn(read, truth) ??
      (merged && moreThanParts(read, seen, merged)) ??
      (isTidying(act) ? movedByTidying(before, after) : undefined) ??
      secretsIn(seen, truth) ??
      movedTooSoon(before, after, history, { truth, known }) ??
      scopesApart(seen) ??
      figuresOf(seen, truth, known, memory) ??
      told.looks(seen, service.quarter(), memory)
    if (found) return found
    before = after
  }
  return told.givesAway(known) ?? (acts.some(isTidying) ? undefined : told.readAgain(service))
}

/** Something that two vendors show together, being one, and that neither shows. */
function moreThanParts(read: Seen, parts: Seen, { from, into }: Pair): Finding | undefined {
  const isOf = ({ id }: RatedVendor) => id === from || id === into
  for (const [scope, view] of read.scopes) {
    const apart = parts.scopes.get(scope)
    const beside = (one: RatingsView | undefined) =>
      JSON.stringify({ ...one, vendors: one?.vendors.filter((vendor) => !isOf(vendor)) })
    if (beside(view) !== beside(apart)) {
      return { way: 'merging', of: scope, how: `other figures of ${scope} moved with a merge` }
    }
    const together = view.vendors.filter(isOf)
    const found =
      together.length > 1
        ? 'both are told of still'
        : notTheSum(together[0], apart?.vendors.filter(isOf) ?? [])
    if (found) return { way: 'merging', of: into, how: `${scope}: ${found}` }
  }
  for (const [page, { vendor, named }] of read.pages) {
    const [region = '', id = ''] = page.split(' ')
    if (id !== from && id !== into) continue
    const apart = [from, into].flatMap((one) => parts.pages.get(pageOf(region, one)) ?? [])
    const found = notTheSum(
      vendor,
      apart.map((one) => one.vendor),
    )
    if (found) return { way: 'merging', of: id, how: `${page}: ${found}` }
    const trend = trendApart(
      read.pages.get(page),
      [from, into].flatMap((one) => parts.pages.get(pageOf(region, one)) ?? []),
    )
    if (trend) return { way: 'merging', of: id, how: `${page}: ${trend}` }
    const names = new Set(apart.flatMap((one) => one.named.map(({ authority }) => authority.id)))
    const more = named.find(({ authority }) => !names.has(authority.id))
    if (more) return { way: 'merging', of: more.authority.id, how: `${page} names it, and neither did` }
  }
  return undefined
}

type Counted = { n: number; mean: number }
/** Beyond what rounding to two places comes to. */
const rounding = 0.0101

/** Why figures are not those of some vendors added up; nothing where they are. */
function notTheSum(whole: RatedVendor | undefined, parts: RatedVendor[]): string | undefined {
  const allOf = ({ figures, buyAgain, roles }: RatedVendor): [name: string, counted: Counted][] =>
    [
      ...Object.entries(figures),
      ...(buyAgain ? [['buyAgain', { n: buyAgain.n, mean: buyAgain.yes / buyAgain.n }] as const] : []),
      ...roles.map(({ role, ...counted }) => [`as ${role}`, counted] as const),
    ].map(([name, { n, mean }]) => [name, { n, mean }])
  const together = new Map<string, Counted>()
  for (const [name, { n, mean }] of parts.flatMap(allOf)) {
    const before = together.get(name) ?? { n: 0, mean: 0 }
    const sum = before.n + n
    together.set(name, { n: sum, mean: (before.n * before.mean + n * mean) / sum })
  }
  const told = new Map(whole ? allOf(whole) : [])
  return [...new Set([...told.keys(), ...together.keys()])]
    .map((name) => {
      const [one, other] = [told.get(name), together.get(name)]
      const isSame = one && other && one.n === other.n && Math.abs(one.mean - other.mean) <= rounding
      return isSame ? undefined : `${name} is not what the two come to`
    })
    .find((one) => one !== undefined)
}

/** Why a trend is not those of some vendors added up; nothing where it is. */
function trendApart(page: VendorRatingsView | undefined, parts: VendorRatingsView[]): string | undefined {
  const count = (of: VendorRatingsView | undefined, quarter: string) =>
    of?.trend.find((one) => one.quarter === quarter)?.figure?.n ?? 0
  const quarters = [page, ...parts].flatMap((one) => one?.trend.map(({ quarter }) => quarter) ?? [])
  const apart = quarters.find(
    (quarter) => count(page, quarter) !== parts.reduce((sum, one) => sum + count(one, quarter), 0),
  )
  return apart && `its trend in ${apart} is not what the two come to`
}

/**
 * Trends, read by somebody who comes by later and reads nothing else; that they say what stood at the end of a quarter,
 * and go on saying it, is seen on the way.
 */
function createTrends() {
  /** Of each vendor and quarter: what was said at its end, and who stood behind it. */
  /** What was read at the end of each. */
  const quarters = new Map<string, Seen['scopes']>()
  const ends = new Map<string, { said: string; sum: Sum }>()
  return {
    looks({ pages, scopes: views }: Seen, now: string, { shown }: Memory): Finding | undefined {
      for (const [page, { trend }] of pages) {
        const [region = '', vendor = ''] = page.split(' ')
        const topic = `${region} ${topicOf(vendor, 'overall')}`
        const figure = views.get(region)?.vendors.find(({ id }) => id === vendor)?.figures.overall
        const told = figure ? `${figure.n} ${figure.mean}` : ''
        for (const { quarter, figure: point } of trend) {
          const said = point ? `${point.n} ${point.mean}` : ''
          const expected = quarter >= now ? told : (ends.get(`${topic} ${quarter}`)?.said ?? '')
          if (said !== expected) {
            return {
              way: 'trend',
              of: vendor,
              how: `${page} says ${said} of ${quarter}, and not ${expected}`,
            }
          }
        }
        if (figure && trend.length === 0) return { way: 'trend', of: vendor, how: `${page} has none` }
        quarters.set(now, views)
        ends.set(`${topic} ${now}`, { said: told, sum: shown.get(topic) ?? [] })
      }
      return undefined
    },
    /** What is read of a day in the past is what was read then, and no word more. */
    async readAgain(service: Attacked): Promise<Finding | undefined> {
      const wordsOf = ({ coverage, vendors }: RatingsView) => JSON.stringify({ coverage, vendors })
      for (const [quarter, views] of quarters) {
        for (const [scope, view] of views) {
          const then = await service.readAt(scope, quarter)
          if (wordsOf(then) === wordsOf(view)) continue
          return { way: 'trend', of: scope, how: `${scope} is told of ${quarter} otherwise than it was then` }
        }
      }
      return undefined
    },
    givesAway(known: Known): Finding | undefined {
      const topics = Map.groupBy(ends, ([name]) => name.slice(0, name.lastIndexOf(' ')))
      for (const [topic, all] of topics) {
        const read = all.flatMap(([, { sum }]) => (sum.length > 0 ? [sum] : []))
        const distinct = [...new Map(read.map((sum) => [JSON.stringify(sum), sum])).values()]
        const found = byParts(topic, distinct, known)
        if (found) return { ...found, way: 'trend' }
      }
      return undefined
    },
  }
}

/** Something that was let out because two vendors became one, or two: nobody had said anything. */
function movedByTidying(before: Leaves, after: Leaves): Finding | undefined {
  // Pages that are read for the first time say what they said before.
  const [path] = movedBetween(before, after).filter((one) => before.has(one) && after.has(one))
  return path === undefined
    ? undefined
    : { way: 'merging', of: path, how: `${path} moved to ${after.get(path)} with a merge` }
}

const leavesIn = ({ scopes, pages }: Seen): Leaves =>
  leavesOf({ scopes: Object.fromEntries(scopes), pages: Object.fromEntries(pages) })

/** Answers that stand beside a name. */
function noteNames({ pages }: Seen, truth: Truth, known: Known) {
  for (const region of Object.keys(regions)) {
    for (const vendor of paged) {
      const byName = new Set(pages.get(pageOf(region, vendor))?.named.map(({ authority }) => authority.id))
      for (const question of questions) {
        for (const one of truth.speakers(vendor, question)) {
          if (byName.has(one.authority)) known.note(`${region} ${topicOf(vendor, question)}`, one)
        }
      }
    }
  }
}

/** What an authority said under its own name only, read by another. */
function secretsIn({ text }: Seen, truth: Truth): Finding | undefined {
  for (const authority of authorities) {
    for (const [vendor, { comment }] of truth.of(authority)) {
      if (text.includes(comment) && !truth.isOpen(authority, vendor)) {
        return { way: 'names', of: authority, how: `its comment on ${vendor} was read by another authority` }
      }
    }
  }
  return undefined
}

/** Of each leaf, when it last said something new, and everything it ever said. */
type LeafHistory = Map<string, { at: number; said: Set<string> }>

/** Something that others read and that moved with fewer authorities than are ever spoken for. */
function movedTooSoon(
  before: Leaves,
  after: Leaves,
  history: LeafHistory,
  { truth, known }: { truth: Truth; known: Known },
): Finding | undefined {
  for (const path of movedBetween(before, after)) {
    const now = after.get(path)
    const of = history.get(path) ?? { at: 0, said: new Set() }
    // Taken away, which is done at once; or as it was already. A larger scope moves with each of its
    // regions, a vendor is listed with its first figure, and roles are added up below.
    if (
      now === undefined ||
      now === '0' ||
      /^\/scopes\/E92|\/roles\/|\/vendors\/[^/]+\/(id|name)$/.test(path)
    )
      continue
    history.set(path, { at: truth.now(), said: new Set(of.said).add(now) })
    if (of.said.has(now)) continue
    const [, named] = /\/named\/([^/]+)/.exec(path) ?? []
    if (named && [...truth.of(named).values()].some(({ showName }) => showName)) continue
    const acted = new Set(
      truth
        .movedSince(of.at)
        .filter((one) => isAbout(path, one) && !isKnownOf(one, known))
        .map(({ authority }) => authority),
    )
    if (acted.size > 0 && acted.size < fewest) {
      return {
        way: 'watching',
        of: [...acted][0] ?? '',
        how: `${path} moved to ${now} when no more than ${acted.size} had acted`,
      }
    }
  }
  return undefined
}
/** Both what it said before and what it says now were shown with its name, as far as it says anything. */
const isKnownOf = ({ authority, topic, between }: Moved, known: Known): boolean =>
  between.every((kept) => !kept || known.has(`${regionOf(authority)} ${topic}`, { authority, ...kept }))
const isAbout = (path: string, { authority, topic }: Moved): boolean => {
  if (!path.includes(regionOf(authority))) return false
  if (path.includes('/coverage/')) return topic === coverage
  if (path.includes('/named/')) return topic !== coverage
  const [vendor = '', question] = topic.split(' ')
  if (!path.includes(vendor)) return false
  if (path.includes('/buyAgain')) return question === 'wouldBuyAgain'
  return question === 'overall'
}

/** A larger scope that speaks for some whom none of its regions speaks for. */
function scopesApart({ scopes }: Seen): Finding | undefined {
  const told: ((view: RatingsView) => number)[] = [
    ({ coverage }) => coverage.reporting,
    ...paged.map(
      (id) => (view: RatingsView) => view.vendors.find((one) => one.id === id)?.figures.overall?.n ?? 0,
    ),
  ]
  for (const count of told) {
    const countIn = (scope: string) => {
      const view = scopes.get(scope)
      return view ? count(view) : 0
    }
    const apart = countIn(england) - Object.keys(regions).reduce((sum, region) => sum + countIn(region), 0)
    if (apart !== 0) {
      return { way: 'complement', of: 'some region', how: `England speaks for ${apart} whom no region does` }
    }
  }
  return undefined
}

/** `sums`: all that was ever told; `shown`: whose answers stand behind a figure now. */
type Memory = {
  last: Map<string, string>
  sums: Map<string, Sum[]>
  shown: Map<string, Sum>
  hearing: Hearing
}

/** Every figure that moved, by itself and with all those before it. */
function figuresOf(
  seen: Seen,
  truth: Truth,
  known: Known,
  { last, sums, shown, hearing }: Memory,
): Finding | undefined {
  for (const region of Object.keys(regions) as Region[]) {
    const within = ({ authority }: { authority: string }) => regionOf(authority) === region
    const view = seen.scopes.get(region)
    for (const vendor of paged) {
      for (const question of questions) {
        const topic = `${region} ${topicOf(vendor, question)}`
        const speakers: Speaker[] = truth.speakers(vendor, question).filter(within)
        const figure = figureIn(
          view?.vendors.find(({ id }) => id === vendor),
          question,
        )
        const isNew = figure && last.get(topic) !== JSON.stringify(figure)
        if (figure) last.set(topic, JSON.stringify(figure))
        // One that was taken away and is back is seen to be another, whatever it says.
        else last.delete(topic)
        if (!figure) shown.delete(topic)
        if (isNew && figure.n !== speakers.length) {
          return { way: 'complement', of: vendor, how: `${topic} speaks for others than have answered` }
        }
        if (isNew) {
          const heard = hearing.heard(topic, speakers)
          shown.set(topic, heard)
          sums.set(topic, [...(sums.get(topic) ?? []), ...partsOf(figure, heard)])
        }
        const found =
          byParts(topic, sums.get(topic) ?? [], known) ??
          (isNew && question === 'overall' ? byScores(topic, figure, speakers, known) : undefined)
        if (found) return found
      }
    }
    const raters = truth.raters().filter(within)
    const told = view?.coverage
    const isNew = told && told.reporting > 0 && last.get(region) !== JSON.stringify(told)
    if (told) last.set(region, JSON.stringify(told))
    if (isNew) {
      sums.set(region, [...(sums.get(region) ?? []), hearing.heard(region, raters)])
      const parts = raters.map(({ authority, value }) => ({ authority, amount: value }))
      const largest = byLargest(parts, mostShare)
      if (largest) return { way: 'largest', of: largest, how: `it gave nearly all ${told.records} ratings` }
    }
    const found = byParts(region, sums.get(region) ?? [], known)
    if (found) return found
  }
  return undefined
}

/** The parts of a figure that are shown, and what is left over beside them. */
function partsOf({ roles }: Figure, speakers: Speaker[]): Sum[] {
  const told = roles.map(({ role }) => role)
  const rest = speakers.filter(({ role }) => !told.includes(role ?? ''))
  return [...told.map((role) => speakers.filter((one) => one.role === role)), rest].filter(
    (part) => part.length > 0,
  )
}

/** By adding up and taking away, as an outsider and as everyone who knows their own answers. */
function byParts(topic: string, sums: Sum[], known: Known): Finding | undefined {
  const insiders = new Set(sums.flat().map(({ authority }) => authority))
  for (const reader of [undefined, ...insiders]) {
    const of = byAddingUp(sums, (one) => one.authority === reader || known.has(topic, one))
    if (of) {
      const who = reader ? `${reader}, who knows its own,` : 'an outsider'
      return { way: 'adding up', of, how: `${who} adds up ${sums.length} sums of ${topic}` }
    }
  }
  return undefined
}

/** By trying all answers that come to a figure's numbers. */
function byScores(topic: string, figure: Figure, speakers: Speaker[], known: Known): Finding | undefined {
  for (const reader of [undefined, ...speakers.map(({ authority }) => authority)]) {
    const isKnown = (one: Speaker) => one.authority === reader || known.has(topic, one)
    const of = byTrying(
      figure,
      speakers.filter(isKnown).map(({ value }) => value),
      speakers.filter((one) => !isKnown(one)).map(({ authority }) => authority),
      reader === undefined ? fewest : fewest - 1,
    )
    if (of)
      return { way: 'trying', of, how: `${reader ?? 'an outsider'} tries all answers that come to ${topic}` }
  }
  return undefined
}
