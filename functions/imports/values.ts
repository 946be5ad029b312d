import { isoFrom } from '../schema/fields.ts'

// Dates and sums as they come in registers.

/** No date or sum is longer, in characters. What is longer is none, and is not searched for one. */
const longest = 60

/** One line: control characters and runs of white space become single spaces. */
export const tidy = (text: string) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()

const monthNames =
  'january february march april may june july august september october november december'.split(' ')

/** Days from Excel's first to the Unix epoch. */
const excelEpochDays = 25_569
/** A number of days is a date from 1954 on; a smaller number is more likely something else. */
const fewestDays = 20_000

/** A date as ISO; `null` for something that is no date, nothing for an empty cell or one that says none. */
export function dateFrom(cell: string): string | null | undefined {
  const said = tidy(cell.slice(0, 2 * longest))
  if (said.length > longest) return null
  if (said === '' || /^(n\/?a|none|tbc|tbd|unknown|-+)$/i.test(said)) return undefined
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(said)
  if (iso) return isoFrom(Number(iso[1]), Number(iso[2]), Number(iso[3])) ?? null
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:\s.*)?$/.exec(said)
  if (british) return isoFrom(yearIn(british[3]), Number(british[2]), Number(british[1])) ?? null
  const worded = /^(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+)?([a-z]{3,9})[\s-]+(\d{4}|\d{2})$/i.exec(said)
  if (worded) {
    const [, day = '1', name = ''] = worded
    const typed = name.toLowerCase().replace(/^sept$/, 'sep')
    const month = monthNames.findIndex((one) => one.startsWith(typed)) + 1
    return month === 0 ? null : (isoFrom(yearIn(worded[3]), month, Number(day)) ?? null)
  }
  if (/^\d{5}(\.\d+)?$/.test(said) && Number(said) >= fewestDays) {
    const at = new Date((Math.floor(Number(said)) - excelEpochDays) * 86_400_000)
    return isoFrom(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()) ?? null
  }
  return null
}

/** Two figures are of this century. */
const yearIn = (typed = '') => Number(typed) + (typed.length === 2 ? 2000 : 0)

/** A sum in whole pounds, rounded; `null` for something that is none, nothing for an empty cell or one that says none. */
export function poundsFrom(cell: string): number | null | undefined {
  const written = tidy(cell.slice(0, 2 * longest))
  if (written.length > longest) return null
  const said = written.replaceAll(/[£,\s]|gbp/gi, '')
  if (said === '' || /^(n\/?a|none|tbc|tbd|unknown|-+)$/i.test(said)) return undefined
  const found = /^(\d*\.?\d+)(k|m|bn|million|thousand)?$/i.exec(said)
  if (!found) return null
  const scale = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9 }[found[2]?.toLowerCase() ?? ''] ?? 1
  return Math.round(Number(found[1]) * scale)
}
