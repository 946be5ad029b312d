import type { Edits } from '../domain/draft.ts'
import { asKept, type Kept, namesOf, newlyNamed, pointers, saidIn } from '../domain/merge.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import type { Ways } from '../store/merges.ts'

// What is published names what is kept at that very moment: a merge in between makes it be looked at again.

const pointing = ['product', 'maker', 'supplier']
const idsIn = (values: Record<string, unknown>): string[] =>
  pointing.flatMap((field) => (typeof values[field] === 'string' ? [values[field]] : []))

/** The ways of all that these proposals and records name. */
export const waysOf = (
  store: Store,
  proposals: readonly Proposal[],
  records: Iterable<RegisterRecord>,
): Promise<Ways> =>
  store.merges.ways([
    ...proposals.flatMap(({ values }) => idsIn(values)),
    ...[...records].flatMap((record) => namesOf(record).map(([, id]) => id)),
  ])

export const proposalAsKept = (proposal: Proposal, kept: Kept): Proposal => ({
  ...proposal,
  values: asKept(proposal.kind, proposal.values, kept),
})

/** What was seen and typed in a form that may be older than a merge. */
export const editsAsKept = (kind: RecordKind, edits: Edits, kept: Kept): Edits =>
  Object.fromEntries(
    Object.entries(edits).map(([field, edit]) => {
      const read = (value: unknown) => asKept(kind, { [field]: value }, kept)[field]
      return [
        field,
        {
          ...edit,
          ...('from' in edit && { from: read(edit.from) }),
          ...('to' in edit && { to: read(edit.to) }),
        },
      ]
    }),
  )

/**
 * What was seen in a form that is older than the undoing of a merge: where the version it showed and the record say the
 * same but name two, it is what the record names that was seen.
 */
export const editsAsSaid = (
  edits: Edits,
  { seen, current }: { seen: RegisterRecord | undefined; current: RegisterRecord },
): Edits => {
  const then = new Map<string, string>(seen ? namesOf(seen) : [])
  const now = new Map<string, string>(namesOf(current))
  return Object.fromEntries(
    Object.entries(edits).map(([field, edit]) => {
      const isFollowing =
        seen !== undefined &&
        then.has(field) &&
        edit.from === then.get(field) &&
        pointers[current.kind].some((one) => one === field && saidIn(seen, one) === saidIn(current, one))
      return [field, isFollowing ? { ...edit, from: now.get(field) } : edit]
    }),
  )
}

/** A record read as naming what is kept. */
export const recordAsKept = <R extends RegisterRecord>(record: R, kept: Kept): R =>
  asKept(record.kind, record as R & Record<string, unknown>, kept)

/** What must still be so when a version is published that names something for the first time. */
export const namingChecks = (
  publishing: readonly { record: RegisterRecord; current: RegisterRecord | undefined }[],
  ways: Ways,
): Write[] => ways.checks(publishing.flatMap(({ record, current }) => newlyNamed(record, current)))
