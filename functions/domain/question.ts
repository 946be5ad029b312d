import type { Proposal } from '../schema/proposal.ts'
import {
  type Answer,
  type AnswerFields,
  askable,
  askedWith,
  type Fact,
  type Question,
  type QuestionState,
  type Said,
} from '../schema/question.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'
import { understood } from '../schema/typed.ts'
import type { IsoDate } from './calendar.ts'
import { type Edits, edited } from './draft.ts'
import { judge, statedIn } from './proposal.ts'

// Facts asked of someone without an account, and what their answer makes of the register's drafts.

export const stateOf = (
  { answer, withdrawnAt, expiresOn }: Pick<Question, 'answer' | 'withdrawnAt' | 'expiresOn'>,
  today: IsoDate,
): QuestionState => (answer ? 'answered' : withdrawnAt ? 'withdrawn' : expiresOn < today ? 'expired' : 'open')

export const isAskable = (kind: RecordKind, field: string) =>
  (askable[kind] as readonly string[]).includes(field)

const named = ({ recordId, field }: Fact) => `${recordId}.${field}`
export const isSameFact = (a: Fact, b: Fact) => named(a) === named(b)

/** What must be mended in an answer, by fact: each one asked about is answered, and nothing else is. */
export function problemsIn(
  facts: readonly Fact[],
  answers: readonly Said[],
  records: ReadonlyMap<string, RegisterRecord>,
): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const one of answers) {
    if (!facts.some((fact) => isSameFact(fact, one))) problems[named(one)] = 'This was not asked about'
  }
  for (const fact of facts) {
    // What has left the register since needs no answer any more.
    if (!records.has(fact.recordId)) continue
    const [one, second] = answers.filter((answer) => isSameFact(answer, fact))
    if (!one) problems[named(fact)] = 'Say whether this is still correct'
    else if (second) problems[named(fact)] = 'Answer this once'
  }
  for (const [recordId, edits] of editsIn(answers)) {
    const record = records.get(recordId)
    if (!record) continue
    const stated = statedIn(record)
    const typed = Object.entries(edits).map(([field, { to }]) => [field, to ?? null])
    const wrong = judge(record.kind, { ...stated, ...Object.fromEntries(typed) }).problems ?? {}
    for (const [path, text] of Object.entries(wrong)) {
      const field = path.split('.')[0] ?? path
      // What the record itself lacks is for its keeper to mend.
      if (Object.hasOwn(edits, field)) problems[`${recordId}.${path}`] = text
    }
    for (const [field, { from, to }] of Object.entries(edits)) {
      const isMain = !Object.values(askedWith).includes(field)
      const same = (value: unknown) => JSON.stringify(understood(record.kind, field, value) ?? null)
      if (isMain && same(from) === same(to) && !edits[askedWith[field] ?? '']) {
        problems[`${recordId}.${field}`] ??= 'Enter what it should say, or choose “Still correct”'
      }
    }
  }
  return problems
}

/** The edits an answer comes to, by record. */
export function editsIn(answers: readonly Said[]): Map<string, Edits> {
  const found = new Map<string, Edits>()
  for (const { recordId, field, says, from, to, withIt } of answers) {
    if (says !== 'change') continue
    const within = askedWith[field]
    found.set(recordId, {
      ...found.get(recordId),
      [field]: { from, to },
      ...(within && withIt && { [within]: withIt }),
    })
  }
  return found
}

/**
 * A draft with an answer laid onto it. What a colleague changed meanwhile stays; the answer is kept beside it, for a
 * person to choose from.
 */
export function withAnswer(
  record: RegisterRecord,
  before: Proposal | undefined,
  edits: Edits,
  {
    question,
    answer,
    submission,
    begun,
  }: {
    question: Question
    answer: Answer
    submission: string /** Where there was no draft: when it is begun. */
    begun: string
  },
): Proposal {
  const { kind, id: recordId } = record
  const { values, made, clashes } = edited(kind, {
    values: before?.values ?? {},
    under: statedIn(record),
    edits,
  })
  const { at, by } = answer
  const typed = Object.fromEntries(made.map((field) => [field, { by: question.id, byName: by, at }]))
  return {
    ...(before ?? {
      submission,
      authority: record.authority,
      kind,
      recordId,
      action: 'update',
      baseVersion: record.version,
      outcome: 'draft',
      provenance: {},
      newVendors: [],
      comments: [],
      createdAt: begun,
    }),
    values,
    answers: [
      ...(before?.answers ?? []),
      {
        question: question.id,
        to: question.to,
        by,
        at,
        fields: made,
        beside: clashes.map(({ field }) => ({ field, value: understood(kind, field, edits[field]?.to) })),
      },
    ],
    // Whoever asked answers for what came back: they do not decide on it.
    editors: [...new Set([...(before?.editors ?? []), question.askedBy])],
    typedBy: { ...before?.typedBy, ...typed },
    revision: (before?.revision ?? 0) + 1,
    updatedAt: at,
  }
}

/** Whether two answers say the same: one that is sent again, because it was not known to have arrived. */
export const isSameAnswer = (a: AnswerFields, b: AnswerFields) => {
  const plain = ({ by, note, answers }: AnswerFields) => JSON.stringify([by, note ?? '', answers])
  return plain(a) === plain(b)
}
