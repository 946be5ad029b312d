import type { AnyKind } from './record.ts'

/** Whether what is proposed of a kind waits for LOTI, or counts as soon as it is sent. */
export type Policy = 'needs approval' | 'accepted at once'
export type Policies = Record<AnyKind, Policy>
