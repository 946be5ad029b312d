import type { IsoDate } from '../domain/calendar.ts'
import { type Holding, isAskedOn, minutesFor, type Stands, standing } from '../domain/suggestion.ts'
import type { RecordKind } from '../schema/record.ts'
import { type Finding, laterDays, type Suggestion, type SuggestionsView } from '../schema/suggestion.ts'

/** Suggestions listed at once: the next come when these are answered. */
const mostListed = 100
/** Systems named beside one that is missing. */
const mostAlsoHeld = 5

/** What tells most of a record that the register has none like comes first; all the rest that would be taken follows. */
const toldFirst = {
  contract: ['supplier', 'startsOn', 'endsOn', 'annualPounds', 'wholeLifePounds', 'reference'],
  system: ['product', 'maker', 'serviceAreas'],
} as const
/** It stands above the others. */
const heading = { contract: 'title', system: 'name' } as const

/** The fields that stand on its card, which are those that would be taken. */
export const fieldsShown = (
  { kind, values }: Pick<Finding, 'kind' | 'values'>,
  { held, changes }: Stands,
): string[] => (held ? changes.map(({ field }) => field) : toldOf(kind, values))

const toldOf = (kind: RecordKind, values: Record<string, unknown>) =>
  [...new Set([...toldFirst[kind], ...Object.keys(values)])].filter(
    (field) => values[field] !== undefined && field !== heading[kind],
  )

/** What is asked of an authority today: nothing that its register says by now. */
export function suggestionsView(
  findings: readonly Finding[],
  holdings: readonly Holding[],
  today: IsoDate,
): SuggestionsView {
  const asked = findings.filter((one) => isAskedOn(one, today))
  const all = asked.flatMap((one) => suggestionFrom(one, holdings) ?? []).sort(byWorth)
  return {
    today,
    laterDays,
    minutes: minutesFor(all.length),
    suggestions: all.slice(0, mostListed),
    total: all.length,
    later: findings.filter((one) => !isAskedOn(one, today) && standing(one, holdings).stands).length,
  }
}

/** How many there are, and about how long they take. */
export function suggestionsLeft(findings: readonly Finding[], holdings: readonly Holding[], today: IsoDate) {
  const suggestions = findings.filter((one) => isAskedOn(one, today) && standing(one, holdings).stands).length
  return { suggestions, minutes: minutesFor(suggestions) }
}

/** What differs first, then contracts, then systems; the latest published first. */
const byWorth = (a: Suggestion, b: Suggestion) =>
  rank(a) - rank(b) || (a.source.on < b.source.on ? 1 : a.source.on > b.source.on ? -1 : a.id < b.id ? -1 : 1)
const rank = ({ held, kind }: Suggestion) => (held ? 0 : kind === 'contract' ? 1 : 2)

function suggestionFrom(finding: Finding, holdings: readonly Holding[]): Suggestion | undefined {
  const now = standing(finding, holdings)
  if (!now.stands) return undefined
  const { id, kind, title, source, stated, revision, newVendor, newProduct, asks, values } = finding
  const { held } = now
  const hidden = new Set(held ? heldBackIn(held.values) : [])
  return {
    id,
    kind,
    title,
    source,
    stated,
    revision,
    ...(held && { held: { recordId: held.id, title: nameOf(held), state: held.state } }),
    changes: held
      ? now.changes.map(({ field, held: is, found }) => ({
          field,
          held: is ?? null,
          found,
          ...(hidden.has(field) && { heldBack: true }),
        }))
      : toldOf(kind, values).map((field) => ({ field, found: values[field] })),
    ...(newVendor && { newVendor }),
    ...(newProduct && { newProduct }),
    ...(asks && { asks }),
    alsoHeld: held || kind === 'contract' ? [] : alsoHeldFor(values, holdings),
  }
}

const nameOf = ({ kind, values }: Holding) => `${values[kind === 'system' ? 'name' : 'title'] ?? ''}`

const areasIn = ({ serviceAreas }: Record<string, unknown>): unknown[] =>
  Array.isArray(serviceAreas) ? serviceAreas : []

/** What the authority has for the same service areas: it may be what replaced this. */
const alsoHeldFor = (values: Record<string, unknown>, holdings: readonly Holding[]) =>
  holdings
    .filter(
      (held) =>
        held.kind === 'system' &&
        !held.values.retiredOn &&
        areasIn(held.values).some((area) => areasIn(values).includes(area)),
    )
    .slice(0, mostAlsoHeld)
    .map((held) => ({ recordId: held.id, title: nameOf(held) }))

/** The fields whose values are held back from the public. */
export const heldBackIn = ({ heldBack }: Record<string, unknown>): string[] =>
  (Array.isArray(heldBack) ? heldBack : []).flatMap((one) =>
    typeof one?.field === 'string' ? [one.field] : [],
  )
