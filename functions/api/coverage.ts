import type { Pending } from '../domain/coverage.ts'
import { calledIn } from '../domain/proposal.ts'
import type { Store } from '../store/index.ts'

/**
 * Of systems that an authority’s contracts would cover, those that are not on its register: where each waits to join
 * it, or nothing where it waits nowhere.
 */
export async function offRegister(
  store: Store,
  authority: string,
  systems: readonly string[],
): Promise<Map<string, Pending | undefined>> {
  const ids = [...new Set(systems)]
  if (ids.length === 0) return new Map()
  const published = await store.records.many(ids.map((id) => ({ authority, kind: 'system' as const, id })))
  const missing = ids.filter((id) => !published.has(id))
  if (missing.length === 0) return new Map()
  const underway = await store.submissions.underway(authority)
  const found = await store.proposals.each(
    underway.flatMap(({ id: submission }) => missing.map((recordId) => ({ submission, recordId }))),
  )
  const waiting = found
    .filter(({ outcome }) => outcome === 'draft')
    .map(({ submission, recordId, values }): Pending => {
      const state = underway.find(({ id }) => id === submission)?.state === 'sent' ? 'sent' : 'open'
      return { submission, recordId, state, title: calledIn(values) }
    })
  return new Map(missing.map((id) => [id, waiting.find(({ recordId }) => recordId === id)]))
}
