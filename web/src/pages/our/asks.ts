import type { Ask } from '../../../../functions/domain/due.ts'
import type { RoundLeft } from '../../../../functions/schema/round.ts'
import { get } from '../../api.ts'
import { type Loaded, useLoaded } from './loading.tsx'

/** What LOTI's open rounds ask of an authority. */
export const useRounds = (authority: string): Loaded<RoundLeft[]> =>
  useLoaded(
    async () => (await get<{ rounds: RoundLeft[] }>(`/authorities/${authority}/rounds`)).rounds,
    `rounds ${authority}`,
  )

/** The same as it settles which records want confirming. */
export const asksIn = (rounds: RoundLeft[] = []): Ask[] =>
  rounds.map(({ sections, since, deadline }) => ({
    kinds: sections.map(({ kind }) => kind),
    since,
    deadline,
  }))
