import { isoFrom } from '../schema/fields.ts'

// Dates and sums as they come in registers.

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Days from Excel's first to the Unix epoch. */
const excelEpochDays = 25_569

/** A date as ISO; `null` for something that is no date, nothing for an empty cell or one that says none. */
export function dateFrom(cell: string): string | null | undefined {
  const said = cell.trim()
  if (said === '' || /^(n\/?a|none|tbc|tbd|unknown|-+)$/i.test(said)) return undefined
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(said)
  if (iso) return isoFrom(Number(iso[1]), Number(iso[2]), Number(iso[3])) ?? null
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:\s.*)?$/.exec(said)
  if (british) {
    const year = Number(british[3])
    return isoFrom(year < 100 ? 2000 + year : year, Number(british[2]), Number(british[1])) ?? null
  }
  const worded = /^(?:(\d{1,2})[\s-]+)?([a-z]{3,9})[\s-]+(\d{4}|\d{2})$/i.exec(said)
  if (worded) {
    const month = monthNames.indexOf((worded[2] ?? '').slice(0, 3).toLowerCase()) + 1
    const year = Number(worded[3])
    return month === 0
      ? null
      : (isoFrom(year < 100 ? 2000 + year : year, month, Number(worded[1] ?? 1)) ?? null)
  }
  if (/^\d{5}(\.\d+)?$/.test(said)) {
    const at = new Date((Math.floor(Number(said)) - excelEpochDays) * 86_400_000)
    return isoFrom(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()) ?? null
  }
  return null
}

/** A sum in whole pounds, rounded; `null` for something that is none, nothing for an empty cell or one that says none. */
export function poundsFrom(cell: string): number | null | undefined {
  const said = cell.trim().replaceAll(/[£,\s]|gbp/gi, '')
  if (said === '' || /^(n\/?a|none|tbc|tbd|unknown|-+)$/i.test(said)) return undefined
  const found = /^(\d*\.?\d+)(k|m|bn|million|thousand)?$/i.exec(said)
  if (!found) return null
  const scale = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9 }[found[2]?.toLowerCase() ?? ''] ?? 1
  return Math.round(Number(found[1]) * scale)
}
