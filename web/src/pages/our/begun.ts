import type { Proposal } from '../../../../functions/schema/proposal.ts'
import { Problem } from '../../api.ts'

/** Begun before, its answer lost, and typed in since: the draft as it was begun is the answer. */
export function begunBefore(refused: unknown): Proposal {
  const { proposal } = refused instanceof Problem && refused.status === 422 ? refused.more : {}
  if (proposal) return proposal as Proposal
  throw refused
}
