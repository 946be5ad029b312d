// Calendar dates in Europe/London, as ISO `YYYY-MM-DD` strings: they compare and sort as text.

export type IsoDate = string

const dayMilliseconds = 86_400_000

// Dates are read and written digit by digit: a recount does so several times for each record.
const digit = (date: IsoDate, at: number) => date.charCodeAt(at) - 48
const parts = (date: IsoDate) => ({
  year: digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3),
  month: digit(date, 5) * 10 + digit(date, 6),
  day: digit(date, 8) * 10 + digit(date, 9),
})

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysIn = (year: number, month: number) => {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const two = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))
const iso = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${two[month]}-${two[day]}`

/** The date `months` later (or earlier, if negative), keeping the day of the month, clamped to the month's last day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = parts(date)
  const index = year * 12 + (month - 1) + months
  const toYear = Math.floor(index / 12)
  const toMonth = index - toYear * 12 + 1
  return iso(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)))
}

/** The date `days` later (or earlier, if negative). */
export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10)

/** Whole months from the month of one date to the month of another, whatever the days. */
export const monthsBetween = (from: IsoDate, to: IsoDate): number =>
  (parts(to).year - parts(from).year) * 12 + parts(to).month - parts(from).month

/** The calendar quarter a date falls in, as `2027-Q1`. */
export const quarterOf = (date: IsoDate): string => `${date.slice(0, 4)}-Q${Math.ceil(parts(date).month / 3)}`

/** The last day of a quarter written as `2027-Q1`. */
export function quarterEnd(quarter: string): IsoDate {
  const year = Number(quarter.slice(0, 4))
  const month = Number(quarter.slice(6)) * 3
  return iso(year, month, daysIn(year, month))
}

/** The last quarter that was over by the end of a day. */
export const quarterOverBy = (day: IsoDate): string =>
  quarterEnd(quarterOf(day)) === day ? quarterOf(day) : quarterOf(addMonths(day, -3))

const londonDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar date in London at an instant; now, unless told. */
export const londonToday = (at: Date = new Date()): IsoDate => londonDate.format(at)
