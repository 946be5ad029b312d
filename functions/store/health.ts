import type { Table } from './dynamo.ts'
import { keys } from './keys.ts'

/** The last change the summaries took in. */
export type ViewsNote = { appliedAt: string; lagMilliseconds: number }
/** The last time everything was counted again. */
export type RecountNote = { at: string; records: number; differences: number }

/** What the service last knew of itself: notes that may be lost, so each simply replaces the one before. */
export function createHealth(table: Table) {
  const note = (name: 'VIEWS' | 'RECOUNT', body: ViewsNote | RecountNote) =>
    table.write([{ put: { ...keys.health(name), revision: 1, body } }])
  return {
    async get(): Promise<{ views?: ViewsNote | undefined; recount?: RecountNote | undefined }> {
      const found = await table.many<ViewsNote | RecountNote>([keys.health('VIEWS'), keys.health('RECOUNT')])
      const of = <T>(name: string) => found.find(({ sk }) => sk === name)?.body as T | undefined
      return { views: of<ViewsNote>('VIEWS'), recount: of<RecountNote>('RECOUNT') }
    },
    applied: (body: ViewsNote) => note('VIEWS', body),
    recounted: (body: RecountNote) => note('RECOUNT', body),
  }
}
