import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'

// How long a confirmation counts. The service says the same on every public figure.

export const freshMonths: Record<RecordKind, number> = { system: 12, contract: 6 }

/** The instant before which a confirmation of this kind has gone stale. */
const staleBefore = (kind: RecordKind, now: Date) => {
  const then = new Date(now)
  then.setUTCMonth(then.getUTCMonth() - freshMonths[kind])
  return then.toISOString()
}

/** Nobody has said within the kind's period that it is still correct. What has been retired need not be. */
export const isDue = ({ kind, retiredOn, provenance: { confirmedAt } }: RegisterRecord, now = new Date()) =>
  !(retiredOn && retiredOn <= now.toISOString().slice(0, 10)) &&
  (!confirmedAt || confirmedAt < staleBefore(kind, now))
