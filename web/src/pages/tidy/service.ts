import type { EntryKind, Pair } from '../../../../functions/schema/merge.ts'
import type {
  EntryView,
  MergePreview,
  MergesView,
  MergeTold,
  TidyView,
} from '../../../../functions/schema/tidyView.ts'
import { get, send } from '../../api.ts'

const one = (id: string) => `/tidy/merges/${encodeURIComponent(id)}`
const entry = (id: string) => `/tidy/entries/${encodeURIComponent(id)}`

/** Everything these pages ask of the service. */
export const tidy = {
  list: () => get<TidyView>('/tidy'),
  preview: ({ from, into }: Pair) =>
    get<MergePreview>(`/tidy/preview?${new URLSearchParams({ from, into }).toString()}`),
  merges: () => get<MergesView>('/tidy/merges'),
  merge: (id: string) => get<MergeTold>(one(id)),
  propose: (pair: Pair) => send<MergeTold>('POST', '/tidy/proposals', pair),
  begin: (pair: Pair) => send<MergeTold>('POST', '/tidy/merges', pair),
  goOn: (id: string) => send<MergeTold>('POST', `${one(id)}/steps`),
  undo: (id: string) => send<MergeTold>('POST', `${one(id)}/undoing`),
  lookAgain: (id: string) => send<MergeTold>('POST', `${one(id)}/looks`),
  decline: (id: string) => send<MergeTold>('POST', `${one(id)}/declining`),
  apart: (pair: Pair) => send<Pair>('POST', '/tidy/apart', pair),
  entry: (id: string) => get<EntryView>(entry(id)),
  save: (id: string, fields: unknown, revision: number) =>
    send<EntryView>('PUT', entry(id), fields, { 'If-Match': `"${revision}"` }),
}

const folders: Record<EntryKind, string> = { vendor: '/vendors', product: '/products' }
/** Where things are, by what they are about. */
export const at = {
  list: (kind: EntryKind) => `${folders[kind]}/tidy`,
  preview: (kind: EntryKind, { from, into }: Pair) =>
    `${folders[kind]}/tidy/preview?${new URLSearchParams({ from, into }).toString()}`,
  merges: (kind: EntryKind) => `${folders[kind]}/tidy/merges`,
  merge: ({ kind, id }: { kind: EntryKind; id: string }) => `${folders[kind]}/tidy/merges/${id}`,
  page: (kind: EntryKind, id: string) => `${folders[kind]}/${encodeURIComponent(id)}`,
  change: (kind: EntryKind, id: string) => `${folders[kind]}/${encodeURIComponent(id)}/change`,
}
