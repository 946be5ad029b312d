import type { MembersKind, RecordKind } from './record.ts'

/** Whether what is proposed of a kind waits for LOTI, or counts as soon as it is sent. */
export type Policy = 'needs approval' | 'accepted at once'

/** LOTI sets it for facts of the register. What members say of vendors and of themselves nobody else can judge. */
export type Policies = Record<RecordKind, Policy> & Record<MembersKind, 'accepted at once'>
