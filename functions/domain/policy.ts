import type { Policies } from '../schema/policy.ts'
import type { RatingFields } from '../schema/rating.ts'
import type { MembersRecord, RecordKind } from '../schema/record.ts'
import type { SkillLevelFields } from '../schema/skillLevel.ts'
import { fieldChanges, statedIn } from './proposal.ts'

// What waits for LOTI, and what counts at once: opinions, which nobody else could approve, and facts of the register
// where LOTI has set it so.

export const needsApproval = (policies: Policies, kind: RecordKind): boolean =>
  policies[kind] === 'needs approval'

/** What an editor says, to count at once: against the version that was looked at, 0 where there was none. */
export type Said = {
  id: string
  authority: string
  version: number
} & ({ kind: 'rating'; fields: RatingFields } | { kind: 'skillLevel'; fields: SkillLevelFields })

/** What comes of it: a new version, nothing new, or someone else's version in between. */
export type Acceptance =
  | { outcome: 'saved' | 'same'; record: MembersRecord }
  | { outcome: 'conflict'; record: MembersRecord | undefined }

/**
 * Saying the same again is no new version, whichever version was looked at: a save whose answer was lost is safe to
 * repeat. Saying something counts as confirming it, since every answer stood before the person who gave it.
 */
export function accept(
  said: Said,
  current: MembersRecord | undefined,
  { by, at }: { by: string; at: string },
): Acceptance {
  const { id, authority, version } = said
  if (current && fieldChanges(statedIn(current), said.fields).length === 0) {
    return { outcome: 'same', record: current }
  }
  if ((current?.version ?? 0) !== version) return { outcome: 'conflict', record: current }
  const envelope = {
    id,
    authority,
    version: version + 1,
    provenance: {
      source: 'form' as const,
      confidence: 'verified' as const,
      confirmedAt: at,
      confirmedBy: by,
    },
    createdAt: current?.createdAt ?? at,
    updatedAt: at,
  }
  return {
    outcome: 'saved',
    record:
      said.kind === 'rating'
        ? { ...said.fields, ...envelope, kind: 'rating' }
        : { ...said.fields, ...envelope, kind: 'skillLevel' },
  }
}
