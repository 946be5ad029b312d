import type { RecordKind } from '../schema/record.ts'
import {
  type Answer,
  type Finding,
  laterDays,
  type Published,
  type SuggestionCounts,
} from '../schema/suggestion.ts'
import { isBlank, saysTheSame } from '../schema/typed.ts'
import { addDays, addMonths, type IsoDate, londonToday } from './calendar.ts'
import { secondsEach } from './effort.ts'
import { noticesIn, numbersLet, referenceIn } from './numbers.ts'
import { plain } from './plain.ts'

// Whether a published fact is worth asking an authority about: what its register says instead, and what was answered
// before. Suggestions are never kept: they are worked out from the fact and the register whenever they are asked for.

/** Something an authority holds, or is about to. */
export type Holding = {
  id: string
  kind: RecordKind
  /** `with LOTI`: sent for the first time, and not decided on. */
  state: 'published' | 'draft' | 'with LOTI'
  values: Record<string, unknown>
  /** The day its facts were last said to be right by a person, or by a source of their own. */
  saidOn?: IsoDate | undefined
}

/** The facts a contract is asked about; a system is asked about as a whole. */
const askedOf: Record<RecordKind, readonly string[]> = {
  contract: ['supplier', 'startsOn', 'endsOn', 'annualPounds', 'wholeLifePounds'],
  system: [],
}

/** A contract that ended longer ago is history rather than news. */
const endedMonths = 12

const text = (value: unknown) => (typeof value === 'string' ? plain(value) : '')
const isRetired = ({ values }: Holding) => !isBlank(values.retiredOn)

type Likely = { held?: Holding; several?: number }

/** What an authority holds that a fact is about; more than one where that cannot be told. */
export function heldFor(
  fact: Pick<Published, 'kind' | 'recordId' | 'values'>,
  holdings: readonly Holding[],
): Likely {
  const same = holdings.filter(({ kind }) => kind === fact.kind)
  for (const is of fact.kind === 'contract' ? likeContract(fact) : likeSystem(fact)) {
    const found = same.filter(is)
    const there = found.length > 1 ? found.filter((one) => !isRetired(one)) : found
    const [only] = there.length === 0 ? found : there
    if (there.length > 1) return { several: there.length }
    if (only) return { held: only }
  }
  return {}
}

type Is = (held: Holding) => boolean

/** The surest first. */
function likeContract({ recordId, values }: Pick<Published, 'recordId' | 'values'>): Is[] {
  const notices = noticesIn(values)
  const [reference, title] = [referenceIn(values), text(values.title)]
  const sameTitle: Is = (held) => title !== '' && text(held.values.title) === title
  const sameSupplier: Is = (held) => !isBlank(values.supplier) && held.values.supplier === values.supplier
  const mayBe: Is = (held) => numbersLet(values, held.values)
  const sameStart: Is = (held) =>
    isBlank(values.startsOn) || isBlank(held.values.startsOn) || held.values.startsOn === values.startsOn
  return [
    ({ id }) => id === recordId,
    (held) =>
      noticesIn(held.values).some((one) => notices.includes(one)) && (sameTitle(held) || sameSupplier(held)),
    (held) =>
      reference !== '' && referenceIn(held.values) === reference && (sameTitle(held) || sameSupplier(held)),
    (held) => sameTitle(held) && sameSupplier(held) && mayBe(held) && sameStart(held),
    (held) =>
      sameTitle(held) && mayBe(held) && !isBlank(values.startsOn) && held.values.startsOn === values.startsOn,
  ]
}

/** A product's name may stand within a longer one: `Idox Public Access`. */
const fewestLetters = 5

function likeSystem({ recordId, values }: Pick<Published, 'recordId' | 'values'>): Is[] {
  const name = text(values.name)
  const within = (longer: string, shorter: string) =>
    shorter.length >= fewestLetters && ` ${longer} `.includes(` ${shorter} `)
  return [
    ({ id }) => id === recordId,
    (held) => !isBlank(values.product) && held.values.product === values.product,
    (held) => name !== '' && text(held.values.name) === name,
    (held) => within(text(held.values.name), name) || within(name, text(held.values.name)),
  ]
}

export type Change = { field: string; held: unknown; found: unknown }

/** What a fact says otherwise than what is held, in the fields that are asked about. */
export const changesIn = (
  { kind, values }: Pick<Published, 'kind' | 'values'>,
  held: Holding | undefined,
): Change[] =>
  held && !isRetired(held)
    ? askedOf[kind].flatMap((field) =>
        isBlank(values[field]) || saysTheSame(kind, field, held.values[field], values[field])
          ? []
          : [{ field, held: held.values[field], found: values[field] }],
      )
    : []

/** What is claimed: that the register lacks it, or says something else in a field. */
const claim = (field: string, found: unknown) => `${field}=${JSON.stringify(found)}`
const missing = 'missing'

/** Everything a fact may be asked about. Once it is answered, only what is published anew is asked. */
export const claimsOf = ({ kind, values }: Pick<Published, 'kind' | 'values'>): string[] => [
  missing,
  ...askedOf[kind].flatMap((field) => (isBlank(values[field]) ? [] : [claim(field, values[field])])),
]

export type Stands = { stands: true; held?: Holding; changes: Change[] }
export type Standing = Stands | { stands: false; several?: number }

/** Whether a fact is to be asked about, held against what there is now. */
export function standing(
  fact: Pick<Finding, 'kind' | 'recordId' | 'values' | 'settled'>,
  holdings: readonly Holding[],
): Standing {
  const { held, several } = heldFor(fact, holdings)
  if (several !== undefined) return { stands: false, several }
  const isOpen = (one: string) => !fact.settled.includes(one)
  if (!held) return isOpen(missing) ? { stands: true, changes: [] } : { stands: false }
  const changes = changesIn(fact, held).filter(({ field, found }) => isOpen(claim(field, found)))
  return changes.length > 0 ? { stands: true, held, changes } : { stands: false }
}

/** Whether the register was said to be right after a fact was published: then nobody is asked about it again. */
export const isSaidSince = ({ source }: Pick<Published, 'source'>, held: Holding): boolean =>
  held.saidOn !== undefined && held.saidOn > source.on

export const isLongEnded = ({ values: { endsOn } }: Pick<Published, 'values'>, today: IsoDate): boolean =>
  typeof endsOn === 'string' && endsOn < addMonths(today, -endedMonths)

/** Whether a finding is shown today. */
export const isAskedOn = ({ state, until }: Pick<Finding, 'state' | 'until'>, today: IsoDate): boolean =>
  state === 'asked' && (until === undefined || until <= today)

/** A finding and what was published of the same fact later, or elsewhere. Nothing changes where nothing is new. */
export function published(before: Finding, fact: Published): Finding {
  const marks = [...new Set([...before.marks, ...fact.marks])]
  const isNewer = fact.source.on > before.source.on
  const { values, title, source, stated, newVendor, newProduct, asks } = isNewer ? fact : before
  const { newVendor: _, newProduct: __, asks: ___, ...rest } = before
  return {
    ...rest,
    marks,
    values,
    title,
    source,
    stated,
    ...(newVendor && { newVendor }),
    ...(newProduct && { newProduct }),
    ...(asks && { asks }),
  }
}

/** A finding that is answered, or put off. */
export function answeredWith(
  { until: _, ...finding }: Finding,
  answer: Answer | 'caught up',
  { by, byName, at }: { by: string; byName: string; at: string },
): Finding {
  const settles = claimsOf(finding).filter((one) => !finding.settled.includes(one))
  const said = {
    ...finding,
    answers: [...finding.answers, { answer, at, by, byName, ...(isTaken(answer) && { settles }) }],
  }
  return answer === 'later'
    ? { ...said, until: addDays(londonToday(new Date(at)), laterDays) }
    : { ...said, state: 'answered', settled: [...finding.settled, ...settles] }
}

const isTaken = (answer: string): answer is 'accept' | 'correct' =>
  answer === 'accept' || answer === 'correct'

/**
 * A finding of some of whose answers, acceptances, nothing came, because their draft was thrown away: asked
 * again. `given` are those that this takes back; none where they were taken back before.
 */
export function askedAgain(
  finding: Finding,
  accepted: readonly number[],
  { by, byName, at }: { by: string; byName: string; at: string },
): { finding: Finding; given: ('accept' | 'correct')[] } {
  const given: ('accept' | 'correct')[] = []
  const open = new Set<string>()
  const answers = finding.answers.map((one, place) => {
    if (!isTaken(one.answer) || one.undone || !accepted.includes(place)) return one
    given.push(one.answer)
    for (const claim of one.settles ?? []) open.add(claim)
    return { ...one, undone: true }
  })
  const settled = finding.settled.filter((claim) => !open.has(claim))
  const isOpen = claimsOf(finding).some((claim) => !settled.includes(claim))
  return {
    given,
    finding: {
      ...finding,
      state: isOpen ? 'asked' : finding.state,
      settled,
      answers: [...answers, { answer: 'discarded', at, by, byName }],
    },
  }
}

const counted = {
  accept: 'accepted',
  correct: 'corrected',
  'not ours': 'notOurs',
  later: 'later',
  'caught up': 'caughtUp',
} as const

export const noCounts = (authority: string): SuggestionCounts => ({
  authority,
  made: 0,
  accepted: 0,
  corrected: 0,
  notOurs: 0,
  later: 0,
  caughtUp: 0,
  revision: 0,
})

/** The counts after these answers. */
export const countedWith = (
  before: SuggestionCounts,
  all: readonly (Answer | 'caught up')[],
  at: string,
): SuggestionCounts => {
  const after = { ...before, ...(all.some((one) => one !== 'caught up') && { answeredAt: at }) }
  for (const one of all) after[counted[one]] += 1
  return after
}

/** The counts once nothing came of acceptances of one finding: the question that is left counts once. */
export const countedBack = (
  before: SuggestionCounts,
  given: readonly ('accept' | 'correct')[],
  isOpened: boolean,
): SuggestionCounts => {
  const after = { ...before, made: before.made - given.length + (isOpened ? 1 : 0) }
  for (const one of given) after[counted[one]] -= 1
  return after
}

/** Made, and neither answered nor overtaken by the register. */
export const waitingIn = ({ made, accepted, corrected, notOurs, caughtUp }: SuggestionCounts) =>
  made - accepted - corrected - notOurs - caughtUp

/** About how long so many take to answer. */
export const minutesFor = (suggestions: number) => Math.ceil((suggestions * secondsEach.found) / 60)
