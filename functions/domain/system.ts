import type { PublicSystem, Standing } from '../schema/view.ts'
import type { IsoDate } from './calendar.ts'
import { freshOn } from './freshness.ts'

type Dates = {
  goesLiveOn?: IsoDate | undefined
  replacedBy?: string | undefined
  replacedOn?: IsoDate | undefined
  retiredOn?: IsoDate | undefined
}

/** Where a system is in its life, from its dates: it counts as live from `goesLiveOn` until the day before `retiredOn`. */
export function standing(system: Dates, today: IsoDate): Standing {
  if (system.retiredOn && system.retiredOn <= today) return 'retired'
  if (system.goesLiveOn && system.goesLiveOn > today) return 'planned'
  return system.replacedBy || system.replacedOn ? 'being replaced' : 'live'
}

/** In use: live, or live and being replaced. */
export const isLive = (system: Dates, today: IsoDate): boolean => {
  const now = standing(system, today)
  return now === 'live' || now === 'being replaced'
}

/** A system as lists tell of it on a day. */
export function systemRow(
  system: PublicSystem,
  day: IsoDate,
  { freshMonths }: { freshMonths: (kind: 'system') => number },
) {
  const { fresh } = freshOn(system.provenance.confirmedOn, { months: freshMonths('system'), day })
  return { ...system, standing: standing(system, day), fresh }
}
