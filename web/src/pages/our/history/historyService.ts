import type { AsAt, Happenings, Versions } from '../../../../../functions/schema/history.ts'
import type { Conflict, Proposal } from '../../../../../functions/schema/proposal.ts'
import { get, send } from '../../../api.ts'

// What the pages about a record's past ask of the service, and what settles what came back from LOTI.

const of = (authority: string) => `/authorities/${encodeURIComponent(authority)}`
const record = (authority: string, id: string) => `${of(authority)}/records/${encodeURIComponent(id)}`
const draft = (authority: string, id: string) => `${of(authority)}/proposals/${encodeURIComponent(id)}`
const from = (before: string | number | null | undefined) => (before ? `?before=${before}` : '')

export const past = {
  changes: (authority: string, before?: string | null) =>
    get<Happenings>(`${of(authority)}/history${from(before)}`),
  versions: (authority: string, id: string, before?: number) =>
    get<Versions>(`${record(authority, id)}/versions${from(before)}`),
  asAt: (authority: string, id: string, on: string) =>
    get<AsAt>(`${record(authority, id)}/as-at?on=${encodeURIComponent(on)}`),
  /** `revision` is the draft's that was looked at, where there is one to be replaced. */
  restore: (authority: string, id: string, version: number, revision = 0) =>
    send<Proposal>('POST', `${record(authority, id)}/restore`, { version, revision }),
}

export const thread = {
  answer: (authority: string, id: string, { field, text }: { field?: string | undefined; text: string }) =>
    send<Proposal>('POST', `${draft(authority, id)}/comments`, { ...(field && { field }), text }),
  /** Says which of two values is right, having seen the version of the record that is published now. */
  settle: (
    authority: string,
    id: string,
    conflicts: readonly Conflict[],
    values: Record<string, unknown>,
    baseVersion: number,
  ) =>
    send<unknown>('PATCH', draft(authority, id), {
      edits: Object.fromEntries(
        conflicts.map(({ field, yours }) => [field, { from: yours, to: values[field] }]),
      ),
      baseVersion,
    }),
}
