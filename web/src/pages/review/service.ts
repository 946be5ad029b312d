import type { ChainCheck, Happenings } from '../../../../functions/schema/history.ts'
import type { AlikeGroup, Approved, ApprovedIn, Queue, Review } from '../../../../functions/schema/review.ts'
import { get, send } from '../../api.ts'

// Everything LOTI's pages for deciding ask of the service.

export type Approval = Approved
export type InSubmission = { submission: string; recordId: string }

const of = (submission: string) => `/review/${encodeURIComponent(submission)}`

export const service = {
  /** `search` as it stands in the page's own address. */
  queue: (search: string) => get<Queue>(`/review${search}`),
  review: (id: string) => get<Review>(of(id)),
  alike: async (id: string) => (await get<{ groups: AlikeGroup[] }>(`${of(id)}/alike`)).groups,
  approve: async (id: string, records: string[]) =>
    (await send<{ results: Approval[] }>('POST', `${of(id)}/approve`, { records })).results,
  approveEach: async (proposals: InSubmission[]) =>
    (await send<{ results: ApprovedIn[] }>('POST', '/review/approvals', { proposals })).results,
  giveBack: (id: string, recordId: string, comments: { field?: string; text: string }[]) =>
    send<void>('POST', `${of(id)}/return`, { recordId, comments }),
  audit: (authority: string, before?: string) =>
    get<Happenings>(`/audit/${encodeURIComponent(authority)}${before ? `?before=${before}` : ''}`),
  checkChain: (authority: string, { checkedTo, hash }: Pick<ChainCheck, 'checkedTo' | 'hash'>) =>
    get<ChainCheck>(`/audit/${encodeURIComponent(authority)}/check?after=${checkedTo}&hash=${hash}`),
}
