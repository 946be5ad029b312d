import type { Known } from '../../../../functions/domain/alike.ts'
import type { Edits } from '../../../../functions/domain/draft.ts'
import type { HomeView } from '../../../../functions/schema/home.ts'
import type {
  ImportHead,
  ImportLook,
  ImportPreview,
  ImportRows,
  ImportTaken,
  ImportUndone,
  Mapping,
  RowFilter,
} from '../../../../functions/schema/import.ts'
import type { NamesSaid } from '../../../../functions/schema/name.ts'
import type { NewProduct, NewVendor, Proposal, TypedBy } from '../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import type { OpenSubmission, Waiting } from '../../../../functions/schema/review.ts'
import type { Submission } from '../../../../functions/schema/submission.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { addressesOf, get, send } from '../../api.ts'
import { upload } from '../../upload.ts'
import { kindWords, type Values } from '../fields.ts'
import { begunBefore } from './begun.ts'

// Everything the borough's and LOTI's pages ask of the service.

export type Register = { records: RegisterRecord[]; proposals: Proposal[] }
/** `base` is what the record said when the draft was begun, where it has moved on since. */
export type Entry = { record: RegisterRecord | null; proposal: Proposal | null; base?: RegisterRecord }
/** A record in the few fields that forms compare and choose by, drafts included. */
export type Brief = Known & { state: 'published' | 'draft' | 'with LOTI'; retiredOn?: string | undefined }
/** What is on no list yet, and named by what is on its way. */
export type PutForward = { newVendors: NewVendor[]; newProducts: NewProduct[] }
export type { Waiting }
export type Typing = {
  action?: Proposal['action']
  edits: Edits
  newVendors?: NewVendor[]
  newProducts?: NewProduct[]
  baseVersion?: number
  confirms?: boolean
}
export type Saved = {
  proposal: Proposal | null
  record: RegisterRecord | null
  clashes: { field: string; theirs: unknown; by?: TypedBy }[]
}
export type Confirmed = { recordId: string; outcome: 'confirmed' | 'moved on' | 'missing'; version?: number }

const of = (authority: string) => `/authorities/${encodeURIComponent(authority)}`

/** What is said of a file that is sent. */
export type Told = {
  /** The only authority whose rows are taken. */
  authority?: string | undefined
  /** Whose rows are that name no authority. */
  register: string
  sheet?: string | undefined
  headerRow?: number | undefined
  mapping?: Mapping | undefined
}

export type Sent = { submissions: Submission[]; before?: string }

export const service = {
  reference: () => get<ReferenceLists>('/reference'),
  register: (authority: string, kind: RecordKind) =>
    get<Register>(`${of(authority)}/${kindWords[kind].path}`),
  entry: (authority: string, kind: RecordKind, id: string) =>
    get<Entry>(`${of(authority)}/${kindWords[kind].path}/${encodeURIComponent(id)}`),
  begin: (
    authority: string,
    kind: RecordKind,
    draft: { values: Values; newVendors: NewVendor[]; newProducts: NewProduct[] },
    key: string,
  ) =>
    send<Proposal>(
      'POST',
      `${of(authority)}/proposals`,
      { kind, ...draft },
      { 'Idempotency-Key': key },
    ).catch(begunBefore),
  save: (authority: string, id: string, typing: Typing) =>
    send<Saved>('PATCH', `${of(authority)}/proposals/${encodeURIComponent(id)}`, typing),
  brief: (authority: string) => get<{ records: Brief[] } & PutForward>(`${of(authority)}/register`),
  home: (authority: string) => get<HomeView>(`${of(authority)}/home`),
  /** Discards a draft as it was seen: what has been typed in it since is not thrown away. */
  discard: (
    authority: string,
    id: string,
    { revision, createdAt }: Pick<Proposal, 'revision' | 'createdAt'>,
  ) =>
    send<void>(
      'DELETE',
      `${of(authority)}/proposals/${encodeURIComponent(id)}?begun=${encodeURIComponent(createdAt)}`,
      undefined,
      { 'If-Match': `"${revision}"` },
    ),
  /** Says that these records, as they were seen, are still correct. */
  confirm: (authority: string, records: { id: string; version: number }[]) =>
    send<{ results: Confirmed[] }>('POST', `${of(authority)}/confirmations`, { records }),
  /** What is about to be sent, as far as so many pages. */
  open: async (authority: string, pages = 1): Promise<OpenSubmission> => {
    let open = await get<OpenSubmission>(`${of(authority)}/submission`)
    for (let page = 1; page < pages && open.next !== undefined; page += 1) {
      const more = await get<OpenSubmission>(
        `${of(authority)}/submission?after=${encodeURIComponent(open.next)}`,
      )
      // One that changed in between may come twice.
      const known = new Set(open.proposals.map(({ proposal }) => proposal.recordId))
      const others = more.proposals.filter(({ proposal }) => !known.has(proposal.recordId))
      open = { ...more, proposals: [...open.proposals, ...others] }
    }
    return open
  },
  /** `submission` is the one that was looked at: sending it again is sending it once. */
  sendOpen: (authority: string, message: string, submission?: string) =>
    send<Submission>('POST', `${of(authority)}/submission/send`, {
      ...(submission && { submission }),
      ...(message.trim() && { message }),
    }),
  /** Sends what came of an import, and nothing that officers were at besides. Sending it again is sending it once. */
  sendImported: (authority: string, importId: string, submission: string) =>
    send<Submission>(
      'POST',
      `${of(authority)}/submission/send`,
      { importId, submission },
      { 'Idempotency-Key': `import ${importId}` },
    ),
  /** Sends these and leaves the rest in the open submission. Asked again with the same key, it is sent once. */
  sendSome: (authority: string, message: string, records: string[], key: string) =>
    send<Submission>(
      'POST',
      `${of(authority)}/submission/send`,
      { records, ...(message.trim() && { message }) },
      { 'Idempotency-Key': key },
    ),
  /** What is under way and what was decided last; or what was decided before one of them. */
  history: (authority: string, before?: string) =>
    get<Sent>(`${of(authority)}/submissions${before ? `?before=${encodeURIComponent(before)}` : ''}`),
  /** Reads a file; where its columns are not known, and nothing is said of them, what is in it. */
  preview: (
    file: File,
    { authority, register, sheet, headerRow, mapping }: Told,
    sending: { onSent: (share: number) => void; signal: AbortSignal },
  ) => {
    const form = new FormData()
    if (authority) form.set('authority', authority)
    form.set('register', register)
    if (sheet !== undefined) form.set('sheet', sheet)
    if (headerRow !== undefined) form.set('headerRow', String(headerRow))
    if (mapping) form.set('mapping', JSON.stringify(mapping))
    // What is said of a file goes before it.
    form.set('file', file)
    return upload<(ImportPreview & { look?: never }) | { look: ImportLook; id?: never }>(
      '/imports',
      form,
      sending,
    )
  },
  import: (id: string) => get<ImportHead>(`/imports/${encodeURIComponent(id)}?limit=0`),
  importRows: (id: string, show: RowFilter, after: number) =>
    get<ImportRows>(
      `/imports/${encodeURIComponent(id)}/rows?${new URLSearchParams({ show, after: String(after), limit: after === 0 ? '50' : '200' })}`,
    ),
  accept: (id: string, wanted: { include: number[] | 'all'; except?: number[] }) =>
    send<ImportTaken>('POST', `/imports/${encodeURIComponent(id)}/accept`, wanted),
  /** Says whether names in it are those of vendors; its rows are judged again by that. */
  sayNames: (id: string, answers: NamesSaid['answers']) =>
    send<ImportPreview>('POST', `/imports/${encodeURIComponent(id)}/names`, { answers }),
  stopImport: (id: string) => send<void>('POST', `/imports/${encodeURIComponent(id)}/stop`),
  undoImport: (id: string) => send<ImportUndone>('POST', `/imports/${encodeURIComponent(id)}/undo`),
  /** Asked about the last first: what was changed last is as a rule in the summaries last. */
  caughtUp: async (records: { recordId: string; version: number }[]) => {
    const named = records.map(({ recordId, version }) => `${recordId}@${version}`)
    for (const address of addressesOf('/views/caught-up', 'record', named).reverse()) {
      const answer = await get<{ caughtUp: boolean; waitingFor: string[] }>(address)
      if (!answer.caughtUp) return answer
    }
    return { caughtUp: true, waitingFor: [] }
  },
}
