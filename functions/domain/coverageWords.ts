import type { Coverage } from '../schema/view.ts'

/** How much of what is on the register was confirmed lately; a single record has no share. `what` is `systems`. */
export function confirmedWords(
  { records, confirmed, freshMonths }: Pick<Coverage, 'records' | 'confirmed' | 'freshMonths'>,
  what: string,
): string {
  const lately = `confirmed in the last ${freshMonths} months`
  if (records === 1) return `its one ${what.replace(/s$/, '')} ${confirmed === 1 ? '' : 'not '}${lately}`
  const share = confirmed / records
  const percent = share > 0 && share < 0.005 ? 'under 1%' : `${Math.round(share * 100)}%`
  return `${percent} of ${records.toLocaleString('en-GB')} ${what} ${lately}`
}
