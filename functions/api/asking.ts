import { type IsoDate, londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import type { Asked, AskedAnywhere } from '../views/parts.ts'
import type { Added } from './added.ts'
import { inPast } from './asAt.ts'
import type { Deps } from './deps.ts'
import { lists } from './lists.ts'

// What every public question begins with: the day it is asked of, the names and settings that hold, and the part of the
// country.

export type Asking = ReturnType<typeof createAsking>

export function createAsking(
  { turnPage, now = () => new Date() }: Pick<Deps, 'turnPage' | 'now'>,
  added: Added,
) {
  const today = async (): Promise<AskedAnywhere> => {
    const day = londonToday(now())
    await turnPage(day)
    return { today: day, lists: lists(await added.lists()) }
  }

  return {
    /** A question of no one part of the country: as things stand, or as at a day in the past. */
    async anywhere(asAt?: IsoDate) {
      return onDay(await today(), asAt)
    },

    /** A question of a scope: as it stands, or as at a day in the past. */
    async of(scope: string, asAt?: IsoDate) {
      const asked = await today()
      if (asked.lists.authoritiesOf(scope).length === 0) throw problem.missing('scope')
      return onDay({ scope, ...asked }, asAt)
    },
  }
}

/**
 * A question as at a day, where one is named: all is then worked out as though that day were today. `said` is what the
 * answer says of it: `said.asAt` is there only where the day lies in the past.
 */
function onDay<A extends AskedAnywhere>(asked: A, asAt: IsoDate | undefined) {
  const on = inPast(asAt, asked.today)
  const said: { asAt?: IsoDate } = on === undefined ? {} : { asAt: on }
  return { asked: { ...asked, today: on ?? asked.today }, said }
}

/** What a question may be narrowed to: to one of these. */
export type Narrowing = {
  area?: string | undefined
  vendor?: string | undefined
  product?: string | undefined
}

/** The same under the ids that are kept, so that an old link leads there; refused where there is none of them. */
export function narrowedTo(asked: Pick<Asked, 'lists'>, { area, vendor, product }: Narrowing): Narrowing {
  const { kept } = asked.lists
  const by = {
    area,
    ...(vendor !== undefined && { vendor: kept(vendor) }),
    ...(product !== undefined && { product: kept(product) }),
  }
  refuseUnknown(asked, by)
  return by
}

/** Refuses what there is none of, before anything is read of it. */
export function refuseUnknown({ lists }: Pick<Asked, 'lists'>, { area, vendor, product }: Narrowing): void {
  if (area !== undefined && !lists.area(area)) throw problem.missing('service area')
  if (vendor !== undefined && vendor !== 'in-house' && !lists.vendor(vendor)) throw problem.missing('vendor')
  if (product !== undefined && !lists.product(product)) throw problem.missing('product')
}
