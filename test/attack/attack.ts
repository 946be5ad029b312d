import type { Rules } from '../../functions/domain/rules.ts'
import { createWorld } from '../support/world.ts'
import type { Finding } from './finding.ts'
import { tidiedHistoryOf } from './history.ts'
import { attackRatings } from './ratings.ts'
import { attackSatisfaction } from './satisfaction.ts'
import { satisfactionHistory } from './satisfactionHistory.ts'
import { type Asked, decisionsAlone, satisfactionOverRoutes } from './satisfactionService.ts'
import { freshStore, overRoutes, withoutTable } from './service.ts'
import { attackTwins } from './twins.ts'

// All attacks on a service that goes by some rules, one after another until one succeeds.

export type Size = {
  /** Histories tried against the decisions alone. */
  histories: number
  /** Histories tried over the routes of the service, on the engine. */
  overRoutes: number
  /** Pairs of worlds that differ only in what may not be known. */
  twins: number
  /** Sittings in a history. */
  steps: number
  seed: number
}

export type Attack = { tried: string; found?: Finding & { seed: number } }

async function ratings(
  many: number,
  { seed, steps }: Size,
  what: string,
  service: () => Promise<Parameters<typeof attackRatings>[0]>,
): Promise<Attack> {
  for (let n = 0; n < many; n += 1) {
    const found = await attackRatings(await service(), tidiedHistoryOf(seed + n, steps))
    if (found) return { tried: `${n + 1} of ${many} ${what}`, found: { ...found, seed: seed + n } }
  }
  return { tried: `${many} ${what} of ${steps} sittings` }
}

async function satisfaction(
  many: number,
  { seed, steps }: Size,
  what: string,
  service: () => Promise<Asked>,
): Promise<Attack> {
  for (let n = 0; n < many; n += 1) {
    const found = await attackSatisfaction(await service(), satisfactionHistory(seed + n, steps))
    if (found) return { tried: `${n + 1} of ${many} ${what}`, found: { ...found, seed: seed + n } }
  }
  return { tried: `${many} ${what} of ${steps} sittings` }
}

/** Every attack there is, as far as the first that succeeds. */
export async function attack(rules: Rules, size: Size, tell: (attack: Attack) => void): Promise<Attack[]> {
  const world = await createWorld()
  const made: Attack[] = []
  let tables = 0
  const newTable = () => {
    tables += 1
    return `attacked-${tables}`
  }
  const twins = async (): Promise<Attack> => {
    let asked = 0
    for (let n = 0; n < size.twins; n += 1) {
      const twin = await attackTwins(world.client, rules, size.seed + n, newTable)
      asked += twin.asked
      if (twin.found)
        return { tried: `${n + 1} of ${size.twins} twins`, found: { ...twin.found, seed: size.seed + n } }
    }
    return {
      tried: `${size.twins} ${size.twins === 1 ? 'pair' : 'pairs'} of twin worlds, ${asked.toLocaleString('en-GB')} answers compared`,
    }
  }
  const attacks = [
    () => ratings(size.histories, size, 'histories of ratings', async () => withoutTable(rules)),
    () =>
      ratings(size.overRoutes, size, 'histories over the service’s own routes', async () =>
        overRoutes(await freshStore(world.client, newTable()), rules),
      ),
    () => satisfaction(size.histories, size, 'histories of satisfaction', async () => decisionsAlone(rules)),
    () =>
      satisfaction(size.overRoutes, size, 'of satisfaction over the service’s own routes', async () =>
        satisfactionOverRoutes(await freshStore(world.client, newTable()), rules),
      ),
    twins,
  ]
  try {
    for (const one of attacks) {
      const done = await one()
      made.push(done)
      tell(done)
      if (done.found) break
    }
    return made
  } finally {
    await world.close()
  }
}
