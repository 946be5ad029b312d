import type { OpenDataFile, OpenDataView } from '../../../../functions/schema/suggestion.ts'
import { get, send } from '../../api.ts'
import { upload } from '../../upload.ts'

const one = (id: string) => `/open-data/${encodeURIComponent(id)}`

/** As it is typed: the day in three boxes. */
export type TypedFile = {
  publisher: string
  licence: string
  takenOn: { day: string; month: string; year: string }
  withEnded: boolean
}

/** Everything these pages ask of the service. */
export const openData = {
  list: () => get<OpenDataView>('/open-data'),
  get: (id: string) => get<OpenDataFile>(one(id)),
  read: (
    file: File,
    said: Record<string, string>,
    sending: { onSent: (share: number) => void; signal: AbortSignal },
  ) => {
    const form = new FormData()
    for (const [field, value] of Object.entries(said)) form.set(field, value)
    // What is said of a file goes before it.
    form.set('file', file)
    return upload<OpenDataFile>('/open-data', form, sending)
  },
  /** Goes on with it for a while; to be asked again until all of it is done. */
  suggest: (id: string) => send<OpenDataFile>('POST', `${one(id)}/suggestions`),
}
