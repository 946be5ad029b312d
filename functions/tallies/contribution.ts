import type { IsoDate } from '../domain/calendar.ts'
import type { PublicRecord } from '../schema/view.ts'
import { contractShare } from './contract.ts'
import type { Contribution, Terms } from './parts.ts'
import { systemShare } from './system.ts'

/**
 * What a record adds to the public summaries on a day.
 *
 * A record shared by several authorities counts once in every scope, and once for each of them where figures are by
 * authority.
 */
export const contribution = (record: PublicRecord, day: IsoDate, terms: Terms): Contribution =>
  record.kind === 'system' ? systemShare(record, day, terms) : contractShare(record, day, terms)
