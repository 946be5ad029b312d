import type { Act, Said } from './history.ts'
import { type Answer, nameOf } from './recover.ts'

// What authorities really said, and since which act: what an attacker must not find out, and when it knows that someone
// answered.

export const questions = ['overall', 'wouldBuyAgain'] as const
export type Question = (typeof questions)[number]
export type Kept = { value: number; since: number }
export type Rated = Said & { kept: Partial<Record<Question, Kept>> }

const answerTo = (said: Said, question: Question): number | undefined =>
  question === 'overall'
    ? said.overall
    : said.wouldBuyAgain === undefined
      ? undefined
      : Number(said.wouldBuyAgain)

/** What an act left an authority saying to a question, or how many it has rated; nothing where it says nothing. */
type Touched = { authority: string; topic: string; at: number; kept: Kept | undefined }
/** What an authority said at one time and says now. */
export type Moved = { authority: string; topic: string; between: [Kept | undefined, Kept | undefined] }
export const topicOf = (vendor: string, question: Question) => `${vendor} ${question}`
export const coverage = 'coverage'

export function createTruth() {
  const rated = new Map<string, Map<string, Rated>>()
  const counted = new Map<string, Kept>()
  const touched: Touched[] = []
  let at = 0
  const of = (authority: string) => rated.get(authority) ?? new Map<string, Rated>()

  return {
    now: () => at,
    /** Who says something else of anything now than at one time. */
    movedSince(then: number): Moved[] {
      const all = Map.groupBy(touched, ({ authority, topic }) => `${authority} ${topic}`)
      return [...all.values()].flatMap((touches) => {
        const [first, last] = [touches.findLast(({ at }) => at <= then)?.kept, touches.at(-1)]
        if (!last || first?.value === last.kept?.value) return []
        return [{ authority: last.authority, topic: last.topic, between: [first, last.kept] }]
      })
    },
    takes({ authority, says }: Act) {
      at += 1
      const held = new Map(of(authority))
      rated.set(authority, held)
      const touch = (topic: string, kept: Kept | undefined) => touched.push({ authority, topic, at, kept })
      for (const said of says) {
        const earlier = held.get(said.vendor)
        const kept: Rated['kept'] = {}
        for (const question of questions) {
          const value = said.withdrawn ? undefined : answerTo(said, question)
          const was = earlier?.kept[question]
          if (value !== undefined) kept[question] = was?.value === value ? was : { value, since: at }
          if (value !== was?.value) touch(topicOf(said.vendor, question), kept[question])
        }
        if (said.withdrawn) held.delete(said.vendor)
        else held.set(said.vendor, { ...said, kept })
      }
      if (counted.get(authority)?.value !== held.size) {
        counted.set(authority, { value: held.size, since: at })
        touch(coverage, counted.get(authority))
      }
    },
    of,
    /** Whether an authority lets others know how it rates this vendor. */
    isOpen: (authority: string, vendor: string) => of(authority).get(vendor)?.showName ?? false,
    /** Who answers a question now, and what. */
    speakers: (vendor: string, question: Question) =>
      [...rated].flatMap(([authority, held]) => {
        const one = held.get(vendor)
        const kept = one?.kept[question]
        return one && kept ? [{ authority, ...kept, role: one.raterRole }] : []
      }),
    /** Who rates anything, and how many. */
    raters: () =>
      [...counted].flatMap(([authority, kept]) => (kept.value > 0 ? [{ authority, ...kept }] : [])),
  }
}
export type Truth = ReturnType<typeof createTruth>

/** Answers that came with a name while they stood. */
export function createKnown() {
  const known = new Map<string, Set<string>>()
  return {
    note(of: string, answer: Answer) {
      known.set(of, (known.get(of) ?? new Set()).add(nameOf(answer)))
    },
    has: (of: string, answer: Answer) => known.get(of)?.has(nameOf(answer)) ?? false,
  }
}
export type Known = ReturnType<typeof createKnown>

/** Answers as figures tell of them: who said something else and took it back, with no figure in between, said the same. */
export function createHearing(known: Known) {
  const before = new Map<string, Map<string, Kept>>()
  return {
    heard<T extends Kept & { authority: string }>(of: string, speakers: T[]): T[] {
      const heard = speakers.map((one) => {
        const last = before.get(of)?.get(one.authority)
        if (!last || last.value !== one.value) return one
        if (known.has(of, one)) known.note(of, { ...one, since: last.since })
        return { ...one, since: last.since }
      })
      before.set(of, new Map(heard.map((one) => [one.authority, one])))
      return heard
    },
  }
}
export type Hearing = ReturnType<typeof createHearing>
