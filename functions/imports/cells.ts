import { plain } from '../domain/plain.ts'
import { dateFrom, poundsFrom, tidy } from './values.ts'

// One cell, read into one field: what it says, or why it says nothing we can keep.

export type Said = {
  value?: unknown
  /** Why the row cannot be taken as it is. */
  problem?: string
  fix?: string
  /** What was left out of it, or taken on trust. */
  note?: string
}
export type Reader = (cell: string) => Said

/** Said where nothing is known. */
const isNothing = (said: string) =>
  said === '' || /^(n\/?a|none|tbc|tbd|unknown|not known|not stated|not applicable|-+|\?+)$/i.test(said)

export const line =
  (what: string, most: number): Reader =>
  (cell) => {
    const said = tidy(cell)
    if (said === '') return {}
    return said.length > most
      ? {
          value: said.slice(0, most).trim(),
          note: `${what} is longer than ${most} characters, so its end is left out`,
        }
      : { value: said }
  }

export const prose =
  (what: string, most: number): Reader =>
  (cell) => {
    const said = cell
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\P{Cc}\n]/gu, ' ')
      .trim()
    if (said === '') return {}
    return said.length > most
      ? {
          value: said.slice(0, most).trim(),
          note: `${what} is longer than ${most.toLocaleString('en-GB')} characters, so its end is left out`,
        }
      : { value: said }
  }

export const day: Reader = (cell) => {
  const read = dateFrom(cell)
  if (read === null) return { problem: 'This is not a date', fix: 'Write it like 31/03/2027' }
  return read === undefined ? {} : { value: read }
}

export const pounds: Reader = (cell) => {
  const read = poundsFrom(cell)
  if (read === null) return { problem: 'This is not a sum of money', fix: 'Write it like 182000' }
  return read === undefined ? {} : { value: read }
}

const unread = (said: string, what: string): Said => ({
  note: `“${said.length > 60 ? `${said.slice(0, 59)}…` : said}” ${what}, so it is left out`,
})

export const yesNo: Reader = (cell) => {
  const said = tidy(cell)
  if (isNothing(said)) return {}
  if (/^(y|yes|true|1|x|✓|sme|vcse)$/i.test(said)) return { value: true }
  if (/^(n|no|false|0|non-sme|not sme|large)$/i.test(said)) return { value: false }
  return unread(said, 'is neither yes nor no')
}

export const choice = (choices: Record<string, readonly string[]>): Reader => {
  const byWords = new Map(
    Object.entries(choices).flatMap(([value, words]) =>
      [plain(value), ...words].map((word) => [word, value] as const),
    ),
  )
  return (cell) => {
    const said = tidy(cell)
    const value = byWords.get(plain(said))
    if (value !== undefined) return { value }
    return isNothing(said) ? {} : unread(said, 'is none of the answers there are')
  }
}

export const count: Reader = (cell) => {
  const said = tidy(cell).replaceAll(',', '')
  if (isNothing(said)) return {}
  return /^\d{1,9}(\.0+)?$/.test(said) ? { value: Number(said) } : unread(said, 'is not a whole number')
}

export const criticality: Reader = (cell) => {
  const said = tidy(cell)
  if (isNothing(said)) return {}
  const found = /^(?:tier |level |p)?([1-4])(?:\.0+)?$/i.exec(said)
  return found ? { value: Number(found[1]) } : unread(said, 'is not a number from 1 to 4')
}

const inMonths = (said: string): number | undefined => {
  const found = /^(\d{1,3})(?:\.0+)?\s*(months?|mths?|m|years?|yrs?|y)?$/i.exec(said)
  return found ? Number(found[1]) * (/^y/i.test(found[2] ?? '') ? 12 : 1) : undefined
}

export const months: Reader = (cell) => {
  const said = tidy(cell)
  if (isNothing(said)) return {}
  const value = inMonths(said)
  return value === undefined ? unread(said, 'is not a number of months') : { value }
}

/** `12, 12`, `2 x 12 months`, `1 year + 1 year`: the length of each, in months. */
export const terms: Reader = (cell) => {
  const said = tidy(cell)
  if (isNothing(said)) return {}
  const value = said
    .replaceAll(/\b(up to|optional|extensions?|options?|of|a further)\b/gi, ' ')
    .split(/[,;+&]|\band\b/i)
    .flatMap((part): (number | undefined)[] => {
      const times = /^\s*(\d{1,2})\s*[x×*]\s*(.+)$/i.exec(part)
      const length = inMonths(tidy(times?.[2] ?? part))
      return Array.from({ length: Math.min(20, Number(times?.[1] ?? 1)) }, () => length)
    })
  const known = value.flatMap((one) => (one === undefined || one === 0 ? [] : [one]))
  return known.length === value.length && known.length > 0 && known.length <= 20
    ? { value: known }
    : unread(said, 'does not say how many months each extension takes')
}

export const cpvCodes: Reader = (cell) => {
  const value = [...new Set(cell.match(/\d{8}/g) ?? [])].slice(0, 50)
  if (value.length > 0) return { value }
  const said = tidy(cell)
  return isNothing(said) ? {} : unread(said, 'holds no CPV code of 8 figures')
}
