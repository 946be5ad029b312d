// Calendar dates in Europe/London, as ISO `YYYY-MM-DD` strings: they compare and sort as text.

export type IsoDate = string

const dayMilliseconds = 86_400_000

const parts = (date: IsoDate) => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return { year, month, day }
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

const iso = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

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

const londonDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar date in London at an instant; now, unless told. */
export const londonToday = (at: Date = new Date()): IsoDate => londonDate.format(at)
