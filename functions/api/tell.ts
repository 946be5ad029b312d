import type { AuditEvent } from '../domain/audit.ts'
import { type Actor, may } from '../domain/permission.ts'
import { calledIn, fieldChanges, statedIn } from '../domain/proposal.ts'
import { skill } from '../reference/index.ts'
import type { Happening, Happenings, Version, Who, Why } from '../schema/history.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import { type AnyKind, type AnyRecord, isMembersKind, kindOfId } from '../schema/record.ts'
import type { Submission } from '../schema/submission.ts'
import type { Store } from '../store/index.ts'
import { lists } from './lists.ts'

// Versions and events of the audit trail as people read them: with names, references and what was said.

/** Who someone is, and whom they acted for in this authority's affairs. */
function who(id: string, people: ReadonlyMap<string, Person>, authority: string, asApprover: boolean): Who {
  const person = people.get(id)
  if (!person) return { id, name: id === 'data set' ? 'The data set' : 'Someone no longer on the list' }
  const isEditor = person.editorOf.includes(authority) && !(asApprover && person.approver)
  return {
    id,
    name: person.name,
    role: isEditor
      ? lists().authority(authority)?.name
      : person.approver || person.admin
        ? 'LOTI'
        : undefined,
  }
}

/** What people call a record: a rating by whom it is of, a skill level by its skill. */
function titleOf(record: AnyRecord): string {
  if (record.kind === 'rating') return lists().vendorName(record.vendor)
  if (record.kind === 'skillLevel') return skill(record.skill)?.label ?? record.skill
  return calledIn(statedIn(record))
}

const decides = (action: AuditEvent['action']) => action === 'approved' || action === 'returned'
const distinct = <T>(ids: (T | undefined)[]): T[] => [...new Set(ids.filter((id) => id !== undefined))]

/** `kept`, latest first; `earlier` is the version before the last of them, where there is one. */
export async function tellVersions(
  store: Store,
  authority: string,
  kept: { record: AnyRecord; event?: number | undefined }[],
  earlier: AnyRecord | undefined,
): Promise<Version[]> {
  const events = await store.audit.many(authority, distinct(kept.map(({ event }) => event)))
  const sent = [...events.values()].flatMap(({ submission, recordId }) =>
    submission && recordId ? [{ submission, recordId }] : [],
  )
  const [submissions, proposals] = await Promise.all([
    store.submissions.many(sent.map(({ submission }) => submission)),
    store.proposals.each(sent),
  ])
  const people = await store.people.many(
    distinct([
      ...[...events.values()].map(({ by }) => by),
      ...[...submissions.values()].map(({ sentBy }) => sentBy),
      ...proposals.flatMap(({ editors }) => editors),
    ]),
  )
  return kept.map(({ record, event: place }, index) => {
    const before = kept[index + 1]?.record ?? earlier
    const event = place === undefined ? undefined : events.get(place)
    const submission = event?.submission ? submissions.get(event.submission) : undefined
    const proposal = proposals.find((one) => one.submission === submission?.id && one.recordId === record.id)
    return {
      version: record.version,
      at: record.updatedAt,
      action: event?.action,
      who: event && who(event.by, people, authority, decides(event.action)),
      why: submission && why(submission, proposal, people, authority),
      changes: fieldChanges(statedIn(before), statedIn(record)),
      record,
    }
  })
}

const why = (
  submission: Submission,
  proposal: Proposal | undefined,
  people: ReadonlyMap<string, Person>,
  authority: string,
): Why => ({
  submission: submission.id,
  reference: submission.reference ?? '',
  sentAt: submission.sentAt,
  sentBy: submission.sentBy === undefined ? undefined : who(submission.sentBy, people, authority, false),
  message: submission.message,
  editors: (proposal?.editors ?? []).map((id) => who(id, people, authority, false)),
  comments: proposal?.comments ?? [],
  answers: proposal?.answers,
  restores: proposal?.restores,
})

const eventsTogether = 50

/** An authority's latest events, a page at a time. Records are named to those who may see them. */
export async function latestOf(
  store: Store,
  authority: string,
  { actor, before }: { actor: Actor; before?: number | undefined },
): Promise<Happenings> {
  const events = await store.audit.latest(authority, eventsTogether + 1, before)
  const shown = events.slice(0, eventsTogether)
  return {
    events: await tellEvents(store, authority, shown, (kind) =>
      may(actor, isMembersKind(kind) ? 'read own' : 'read unpublished', authority),
    ),
    ...(events.length > eventsTogether && { before: shown.at(-1)?.n }),
  }
}

/** Events of an authority's trail, with what each record is called and which fields each version changed. */
async function tellEvents(
  store: Store,
  authority: string,
  events: AuditEvent[],
  /** Whether the reader may see records of this kind. */
  shows: (kind: AnyKind) => boolean,
): Promise<Happening[]> {
  const ids = distinct(events.map(({ recordId }) => recordId))
  const published = events.flatMap(({ recordId: id, version }) =>
    id !== undefined && version !== undefined && version > 1
      ? [
          { id, version },
          { id, version: version - 1 },
        ]
      : [],
  )
  const [people, records, versions, submissions] = await Promise.all([
    store.people.many(distinct(events.map(({ by }) => by))),
    store.records.many(ids.map((id) => ({ authority, kind: kindOfId(id), id }))),
    store.records.versions<AnyRecord>(published),
    store.submissions.many(distinct(events.map(({ submission }) => submission))),
  ])
  return events.map(({ n, at, by, action, recordId, version, submission }) => {
    const kind = recordId === undefined ? undefined : kindOfId(recordId)
    const shown = recordId !== undefined && kind && shows(kind) ? recordId : undefined
    const record = shown === undefined ? undefined : records.get(shown)
    const now = versions.get(`${shown}@${version}`)
    const before = versions.get(`${shown}@${(version ?? 0) - 1}`)
    return {
      n,
      at,
      action,
      who: who(by, people, authority, decides(action)),
      kind,
      recordId: shown,
      title: record && titleOf(record),
      version: shown === undefined ? undefined : version,
      changed: now && before && fieldChanges(statedIn(before), statedIn(now)).map(({ field }) => field),
      submission,
      reference: submission === undefined ? undefined : submissions.get(submission)?.reference,
    }
  })
}
