import { rules as lawful } from '../../functions/domain/rules.ts'
import type { SatisfactionView } from '../../functions/schema/satisfactionView.ts'
import type { Finding } from './finding.ts'
import { byAddingUp, byTryingAll, nameOf, type Sum, type Told } from './recover.ts'
import type { Turn } from './satisfactionHistory.ts'
import type { Asked } from './satisfactionService.ts'

// Satisfaction under attack: whoever asks knows who counts, how many ratings each gives, how many suppliers each has, and
// when each answered anew; what it looks for is how satisfied one of them is.

const { fewest } = lawful

/** What is known of an authority that counts, and what is not to be found out. */
type Speaker = {
  authority: string
  value: number
  ratings: number
  suppliers: number
  isOpen: boolean
  since: number
}

const rounded = (value: number) => Math.round(value * 100) / 100
const bands = (suppliers: number) =>
  suppliers === 0
    ? 'none'
    : suppliers < 10
      ? 'under 10'
      : suppliers < 20
        ? '10 to 19'
        : suppliers < 40
          ? '20 to 39'
          : '40 or more'

function createTruth() {
  const said = new Map<string, Map<string, { overall: number; isOpen: boolean }>>()
  const suppliers = new Map<string, number>()
  return {
    takes({ authority, says, suppliers: many }: Turn) {
      if (many !== undefined) suppliers.set(authority, many)
      const theirs = said.get(authority) ?? new Map()
      said.set(authority, theirs)
      for (const { vendor, overall, showName, withdrawn } of says) {
        if (withdrawn || overall === undefined) theirs.delete(vendor)
        else theirs.set(vendor, { overall, isOpen: showName })
      }
    },
    suppliersOf: (authority: string) => suppliers.get(authority) ?? 0,
    /** What an authority says of a vendor under its own name; nothing where it does not show that. */
    openly: (authority: string, vendor: string) => {
      const one = said.get(authority)?.get(vendor)
      return one?.isOpen ? one.overall : undefined
    },
    speakers: (): Omit<Speaker, 'since'>[] =>
      [...said].flatMap(([authority, theirs]) => {
        const all = [...theirs.values()]
        if (all.length < 3) return []
        const sum = all.reduce((total, { overall }) => total + overall, 0)
        return [
          {
            authority,
            value: rounded(sum / all.length),
            ratings: all.length,
            suppliers: suppliers.get(authority) ?? 0,
            isOpen: all.every(({ isOpen }) => isOpen),
          },
        ]
      }),
  }
}

/** A council by itself that is another than what vendors' pages say of it by name comes to, or that is missing. */
function dotsApart(
  { byName }: SatisfactionView,
  named: ReadonlyMap<string, ReadonlySet<string>>,
  truth: ReturnType<typeof createTruth>,
): Finding | undefined {
  const read = new Map<string, number[]>()
  for (const [vendor, names] of named) {
    for (const authority of names) {
      const openly = truth.openly(authority, vendor)
      if (openly !== undefined) read.set(authority, [...(read.get(authority) ?? []), openly])
    }
  }
  const expected = [...read]
    .filter(([authority, all]) => all.length >= 3 && truth.suppliersOf(authority) > 0)
    .map(([authority, all]) => {
      const mean = rounded(all.reduce((sum, one) => sum + one, 0) / all.length)
      return `${authority}: ${mean} from ${all.length}, ${truth.suppliersOf(authority)} suppliers`
    })
  const told = byName.map(
    ({ id, mean, ratings, suppliers }) => `${id}: ${mean} from ${ratings}, ${suppliers} suppliers`,
  )
  const one = [...told, ...expected].find((each) => !(told.includes(each) && expected.includes(each)))
  return one === undefined
    ? undefined
    : { way: 'dots', of: one.slice(0, 9), how: `${one} is not what vendors’ pages say by name` }
}

type Part = 'whole' | 'bands' | 'correlation'
const partsOf = ({ whole, bands: by, rest, correlation }: SatisfactionView) => ({
  whole: JSON.stringify(whole),
  bands: by.length > 0 ? JSON.stringify([by, rest]) : undefined,
  correlation: JSON.stringify(correlation),
})

/** Attacks one history; answers the first thing found. */
export async function attackSatisfaction(service: Asked, turns: Turn[]): Promise<Finding | undefined> {
  const truth = createTruth()
  const sums: Sum[] = []
  const told: Told[] = []
  const known = new Set<string>()
  const last: Partial<Record<Part, string | undefined>> = {}
  const valuesAt: Partial<Record<Part, Map<string, number>>> = {}
  let heard = new Map<string, Speaker>()
  let figures = 0
  for (const [n, turn] of turns.entries()) {
    truth.takes(turn)
    await service.does(turn)
    const view = await service.seen()
    const dots = dotsApart(view, await service.named(), truth)
    if (dots) return dots
    const now = partsOf(view)
    const speakers = truth.speakers().map((one): Speaker => {
      const before = heard.get(one.authority)
      return { ...one, since: before?.value === one.value ? before.since : n }
    })
    // Who said something else and took it back, with no figure in between, said the same.
    const before = figures
    figures = await service.figures()
    if (figures > before) heard = new Map(speakers.map((one) => [one.authority, one]))
    const moved = (Object.keys(now) as Part[]).filter((part) => now[part] !== last[part] && now[part])
    for (const part of Object.keys(now) as Part[]) if (!now[part]) delete valuesAt[part]
    Object.assign(last, now)
    if (moved.length === 0) continue

    const values = new Map(speakers.map(({ authority, value }) => [authority, value]))
    for (const part of moved) {
      const before = valuesAt[part] ?? new Map<string, number>()
      const acted = [...new Set([...values.keys(), ...before.keys()])].filter(
        (one) => values.get(one) !== before.get(one),
      )
      if (acted.length < fewest) {
        return { way: 'watching', of: acted[0] ?? 'all', how: `${part} moved when ${acted.length} had acted` }
      }
      valuesAt[part] = values
    }
    for (const one of speakers) if (one.isOpen) known.add(nameOf(one))
    const fresh = toldBy(view, moved, speakers)
    if (!fresh) return { way: 'complement', of: 'some', how: 'a figure speaks for others than have answered' }
    told.push(...fresh)
    sums.push(...fresh.flatMap(({ answers, correlation }) => (correlation ? weighed(answers) : [answers])))

    const found = byParts(sums, known) ?? byScores(speakers, told, known)
    if (found) return found
  }
  return undefined
}

/** What the parts of a view that moved tell, and of whom. */
function toldBy(view: SatisfactionView, moved: Part[], speakers: Speaker[]): Told[] | undefined {
  const { whole, bands: by, rest, correlation } = view
  const told: Told[] = []
  const tells = (of: Speaker[], n: number, mean: number) => {
    told.push({ answers: of, mean })
    return of.length === n
  }
  if (moved.includes('whole') && whole && !tells(speakers, whole.n, whole.mean)) return undefined
  if (moved.includes('bands')) {
    const inBands = by.map(({ band, n, mean }) => {
      const those = speakers.filter(({ suppliers }) => bands(suppliers) === band)
      return tells(those, n, mean) ? those : undefined
    })
    if (inBands.includes(undefined)) return undefined
    const others = speakers.filter((one) => !inBands.some((those) => those?.includes(one)))
    if (others.length > 0 && !(rest && tells(others, rest.n, rest.mean))) return undefined
  }
  if (moved.includes('correlation') && correlation) {
    const those = speakers.filter(({ suppliers }) => suppliers > 0)
    if (those.length !== correlation.n) return undefined
    told.push({
      answers: those.map((one) => ({ ...one, number: one.suppliers })),
      correlation: { pearson: correlation.pearson.value, spearman: correlation.spearman.value },
    })
  }
  return told
}

/** A correlation as though it told two sums: of answers by their number, and by its rank, from the middle. */
function weighed(answers: Told['answers']): Sum[] {
  const numbers = answers.map(({ number = 0 }) => number)
  const rankOf = (number: number) =>
    numbers.filter((one) => one < number).length * 2 + numbers.filter((one) => one === number).length
  return [numbers, numbers.map(rankOf)].map((weights) => {
    const total = weights.reduce((sum, one) => sum + one, 0)
    return answers.map((one, place) => ({ ...one, times: (weights[place] ?? 0) * weights.length - total }))
  })
}

function byParts(sums: Sum[], known: ReadonlySet<string>): Finding | undefined {
  for (const reader of [undefined, ...new Set(sums.flat().map(({ authority }) => authority))]) {
    const of = byAddingUp(sums, (one) => one.authority === reader || known.has(nameOf(one)))
    if (of) {
      const who = reader ? `${reader}, who knows its own,` : 'an outsider'
      return { way: 'adding up', of, how: `${who} adds up ${sums.length} sums of satisfaction` }
    }
  }
  return undefined
}

/** By trying all ratings that come to what was told of those who answer as they do now. */
function byScores(speakers: Speaker[], told: Told[], known: ReadonlySet<string>): Finding | undefined {
  const now = new Set(speakers.map(nameOf))
  const ofNow = told.filter(({ answers }) => answers.every((one) => now.has(nameOf(one))))
  for (const reader of [undefined, ...speakers.map(({ authority }) => authority)]) {
    const of = byTryingAll(
      speakers.map((one) => ({
        authority: one.authority,
        name: nameOf(one),
        ways:
          one.authority === reader || known.has(nameOf(one))
            ? [one.value]
            : Array.from({ length: 4 * one.ratings + 1 }, (_, n) => rounded((one.ratings + n) / one.ratings)),
      })),
      ofNow,
      reader === undefined ? fewest : fewest - 1,
    )
    if (of) {
      const who = reader ? `${reader}, who knows its own,` : 'an outsider'
      return { way: 'trying', of, how: `${who} tries all ratings that come to ${ofNow.length} figures` }
    }
  }
  return undefined
}
