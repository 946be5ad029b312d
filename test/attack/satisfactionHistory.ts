import { authorities as everyone } from '../../functions/reference/index.ts'
import { createChance } from '../../functions/tasks/demonstration/chance.ts'
import { others, type Said, vendors } from './history.ts'
import { elsewhereIn } from './service.ts'

// Random histories of how satisfied the authorities of one region are, and of how many suppliers they have: the same for
// the same seed.

export const region = 'E12000007'
export const raters: string[] = everyone()
  .filter((one) => one.region === region && one.id !== elsewhereIn)
  .map(({ id }) => id)
  .slice(0, 16)

/** Of whom they may speak. */
export const rated = [...vendors, ...others].slice(0, 5)

/** One sitting: what an authority now says of vendors, or how many suppliers it now has. */
export type Turn = { authority: string; says: Said[]; suppliers?: number }

export function satisfactionHistory(seed: number, steps: number): Turn[] {
  const chance = createChance(seed)
  const some = chance.shuffled(raters).slice(0, chance.one([6, 6, 7, 14, 16]))
  const open = new Set(some.filter(() => chance.is(0.15)))
  // Where there are ratings beside, some show their name on three of theirs only.
  const half = new Set(some.length > 7 ? some.filter((one, place) => place % 4 === 3 && !open.has(one)) : [])
  const answer = (authority: string, vendor: string, n: number): Said => ({
    vendor,
    overall: chance.whole(1, 5),
    showName: open.has(authority) || (half.has(authority) && rated.indexOf(vendor) < 3),
    comment: `Satisfied ${n}: ${authority} on ${vendor}.`,
    withdrawn: false,
  })
  const whole = (authority: string, n: number) =>
    rated.slice(0, some.length > 7 ? chance.whole(3, 5) : 3).map((vendor) => answer(authority, vendor, n))
  const first = some.flatMap((authority, n): Turn[] => [
    { authority, says: [], suppliers: chance.whole(1, 45) },
    { authority, says: whole(authority, n) },
  ])
  const later = Array.from({ length: steps }, (_, n): Turn => {
    const authority = chance.one(some)
    if (chance.is(0.3)) return { authority, says: [], suppliers: chance.whole(0, 45) }
    if (chance.is(0.1)) {
      return {
        authority,
        says: rated.slice(0, 3).map((vendor) => ({ ...answer(authority, vendor, n), withdrawn: true })),
      }
    }
    return {
      authority,
      says: chance.is(0.5) ? whole(authority, n) : [answer(authority, chance.one(rated), n)],
    }
  })
  return [...first, ...later]
}
