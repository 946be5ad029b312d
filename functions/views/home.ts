import type { AuditEvent } from '../domain/audit.ts'
import type { IsoDate } from '../domain/calendar.ts'
import { completeness } from '../domain/completeness.ts'
import { decideBy } from '../domain/decideBy.ts'
import { type Ask, dueFor, isFresh, isStale } from '../domain/due.ts'
import { effortWords, minutesLeft } from '../domain/effort.ts'
import { judge, statedIn } from '../domain/proposal.ts'
import { isGiven } from '../domain/rating.ts'
import { isLive } from '../domain/system.ts'
import type { Contract, Route } from '../schema/contract.ts'
import type { HomeView } from '../schema/home.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Rating } from '../schema/rating.ts'
import {
  type AnyKind,
  kindOfId,
  type RecordKind,
  type RegisterRecord,
  recordKinds,
} from '../schema/record.ts'
import type { SkillLevel } from '../schema/skillLevel.ts'
import type { Submission } from '../schema/submission.ts'

type Facts = {
  today: IsoDate
  records: RegisterRecord[]
  /** Suppliers and makers of what it holds and shares. */
  vendorsUsed: string[]
  /** What it says to members, for its own officers to read. */
  own?: { ratings: Rating[]; skillLevels: SkillLevel[] } | undefined
  /** Suggestions from open data that wait for an answer. */
  found: HomeView['found']
  /** Skills asked about first. */
  coreSkills: readonly string[]
  /** What LOTI's open rounds ask of it. */
  asks: readonly Ask[]
  /** In the open submission. */
  drafts: Proposal[]
  /** With LOTI, and not decided on. */
  sent: Proposal[]
  submissions: Submission[]
  /** Newest first. */
  events: AuditEvent[]
  personName: (id: string) => string
  vendorName: (id: string) => string
  freshMonths: (kind: AnyKind) => number
  leadMonths: (route: Route) => number
  median: (kind: RecordKind) => { share: number; authorities: number } | undefined
}

const decisionsShown = 5
const missingShown = 3
const changesShown = 6
const sentShown = 3

const isThere =
  (today: IsoDate) =>
  ({ retiredOn }: RegisterRecord) =>
    !(retiredOn && retiredOn <= today)

/** An authority's own front page, from what it holds and what is on its way. */
export function homeView(facts: Facts): HomeView {
  const { today, records, drafts, sent, submissions, freshMonths } = facts
  const onRegister = records.filter(isThere(today))
  // What is being changed is sent rather than confirmed, so it is not due as it stands.
  const changing = new Set([...drafts, ...sent].map(({ recordId }) => recordId))
  const due = onRegister
    .filter(({ id }) => !changing.has(id))
    .map((record) => dueFor(record, today, freshMonths, facts.asks)?.why)
  const review = due.filter((why) => why === 'review').length
  const byId = new Map(records.map((record) => [record.id, record]))
  const judged = drafts.map((proposal) => ({
    proposal,
    isFinished: !judge(proposal.kind, { ...statedIn(byId.get(proposal.recordId)), ...proposal.values })
      .problems,
  }))
  const said = facts.own && saidIn(facts, facts.own)
  const returned = drafts.filter(({ comments }) => comments.length > 0)
  const others = judged.filter(({ proposal }) => proposal.comments.length === 0)
  const left = {
    confirm: due.filter((why) => why !== undefined).length - review,
    review,
    said: said?.stale ?? 0,
    returned: returned.length,
    unfinished: others.filter(({ isFinished }) => !isFinished).length,
    ready: others.filter(({ isFinished }) => isFinished).length,
    found: facts.found.suggestions,
  }
  const titleOf = (kind: RecordKind, values: Record<string, unknown>) => {
    const title = values[kind === 'system' ? 'name' : 'title']
    return typeof title === 'string' && title.trim() ? title.trim() : `New ${kind}`
  }
  const decisions = onRegister
    .flatMap((record) => (record.kind === 'contract' ? decisionOn(record, facts) : []))
    .sort((a, b) => (a.decideBy < b.decideBy ? -1 : 1))

  return {
    today,
    left: { ...left, minutes: minutesLeft(left), method: effortWords },
    sections: recordKinds.map((kind) =>
      section(
        kind,
        records.filter((record) => record.kind === kind),
        facts,
      ),
    ),
    decisions: decisions.slice(0, decisionsShown),
    decisionsInAll: decisions.length,
    returned: returned.map(({ recordId, kind, values, comments }) => ({
      recordId,
      kind,
      title: titleOf(kind, { ...statedIn(byId.get(recordId)), ...values }),
      comments: comments.map(({ field, text, byName, at }) => ({
        ...(field && { field }),
        text,
        byName,
        at,
      })),
    })),
    changed: lately(facts, titleOf),
    ...(said && { said }),
    sent: submissions
      .filter(({ state }) => state !== 'open')
      .sort((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? 1 : -1))
      .slice(0, sentShown),
    found: facts.found,
    isNew: records.length === 0 && drafts.length === 0 && submissions.every(({ state }) => state === 'open'),
  }
}

function saidIn(
  { today, vendorsUsed, coreSkills, freshMonths, asks }: Facts,
  { ratings, skillLevels }: NonNullable<Facts['own']>,
): HomeView['said'] {
  const given = ratings.filter((rating) => isGiven(rating, today))
  const rated = new Set(given.map(({ vendor }) => vendor))
  const assessed = new Set(skillLevels.flatMap(({ skill, level }) => (level ? [skill] : [])))
  return {
    vendors: vendorsUsed.length,
    rated: vendorsUsed.filter((vendor) => rated.has(vendor)).length,
    coreSkills: coreSkills.length,
    assessed: coreSkills.filter((skill) => assessed.has(skill)).length,
    stale: [...given, ...skillLevels].filter((one) => isStale(one, today, freshMonths, asks)).length,
  }
}

function decisionOn(contract: Contract, { today, leadMonths, vendorName }: Facts): HomeView['decisions'] {
  if (contract.startsOn && contract.startsOn > today) return []
  const { state, decideBy: by } = decideBy({ ...contract, leadMonths: leadMonths(contract.route) }, today)
  if (!by) return []
  const { id, title, supplier } = contract
  return [{ id, title, supplierName: vendorName(supplier), decideBy: by, state }]
}

function section(
  kind: RecordKind,
  listed: RegisterRecord[],
  { today, freshMonths, median }: Facts,
): HomeView['sections'][number] {
  const records = listed.filter(isThere(today))
  const found = records.map(completeness)
  const missing = new Map<string, number>()
  for (const field of found.flatMap((one) => one.missing)) missing.set(field, (missing.get(field) ?? 0) + 1)
  const middle = median(kind)
  return {
    kind,
    records: records.length,
    planned: records.filter((one) => one.kind === 'system' && !isLive(one, today)).length,
    retired: listed.length - records.length,
    fresh: records.filter((record) => isFresh(record, today, freshMonths)).length,
    freshMonths: freshMonths(kind),
    ...(found.length > 0 && {
      complete: found.reduce((sum, { stated, expected }) => sum + stated / expected, 0) / found.length,
    }),
    ...(middle && { median: middle }),
    missing: [...missing]
      .map(([field, count]) => ({ field, records: count }))
      .sort((a, b) => b.records - a.records)
      .slice(0, missingShown),
  }
}

/** What was done lately, newest first. What one person did in one act is one line. */
function lately(
  { events, personName, records, drafts }: Facts,
  titleOf: (kind: RecordKind, values: Record<string, unknown>) => string,
): HomeView['changed'] {
  // What was returned is in no record yet: its draft says what it is called.
  const named = new Map<string, HomeView['changed'][number]['record']>([
    ...drafts.map(
      ({ recordId, kind, values }) => [recordId, { recordId, kind, title: titleOf(kind, values) }] as const,
    ),
    ...records.map(
      (record) =>
        [
          record.id,
          { recordId: record.id, kind: record.kind, title: titleOf(record.kind, statedIn(record)) },
        ] as const,
    ),
  ])
  const acts: AuditEvent[][] = []
  for (const event of events) {
    // Opening the register with a data set is nobody's doing.
    if (event.action === 'loaded') continue
    const last = acts.at(-1)
    const [first] = last ?? []
    if (last && first && first.at === event.at && first.by === event.by && first.action === event.action) {
      last.push(event)
    } else acts.push([event])
  }
  return acts.slice(0, changesShown).flatMap((act) => {
    const [event] = act
    if (!event) return []
    const kind = event.recordId === undefined ? undefined : kindOfId(event.recordId)
    const record = act.length === 1 && event.recordId !== undefined ? named.get(event.recordId) : undefined
    return [
      {
        at: event.at,
        byName: personName(event.by),
        action: event.action,
        what: kind === 'rating' || kind === 'skillLevel' ? kind : ('record' as const),
        records: act.filter(({ recordId }) => recordId !== undefined).length,
        ...(record && { record }),
        ...(act.length === 1 && event.version !== undefined && { version: event.version }),
      },
    ]
  })
}
