// Numbers and dates as people read them.

const whole = new Intl.NumberFormat('en-GB')

export const count = (value: number) => whole.format(value)

/** `1 contract`, `2 contracts`, `no contracts`. */
export const counted = (value: number, one: string, many = `${one}s`) =>
  `${value === 0 ? 'no' : count(value)} ${value === 1 ? one : many}`

/** To the pound: `£182,000`. */
export const pounds = (value: number) => `£${count(value)}`

/** For headlines: `£1.2 million`, `£240,000`, `£900`. */
export function poundsRounded(value: number): string {
  if (value >= 999_500_000) return `£${short(value / 1e9)} billion`
  if (value >= 999_500) return `£${short(value / 1e6)} million`
  if (value >= 10_000) return `£${count(Math.round(value / 1000) * 1000)}`
  return pounds(value)
}

/** For charts: `£1.2m`, `£240k`. */
export function poundsShort(value: number): string {
  if (value >= 999_500_000) return `£${short(value / 1e9)}bn`
  if (value >= 999_500) return `£${short(value / 1e6)}m`
  if (value >= 9_500) return `£${Math.round(value / 1000)}k`
  return pounds(value)
}
const short = (value: number) =>
  value >= 99.5 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '')

/** A share as `52%`. Something that would round away to nothing is `under 1%`. */
export const percent = (share: number) =>
  share > 0 && share < 0.005 ? 'under 1%' : `${Math.round(share * 100)}%`

/** For headlines in little room: `£1.2m`, `£240,000`. */
export const poundsHeadline = (value: number) =>
  poundsRounded(value).replace(' million', 'm').replace(' billion', 'bn')

/** `one of 33`, `22 of 33`. */
export const ofAll = (some: number, all: number) => `${count(some)} of ${count(all)}`

/** A label in the midst of a sentence: `has an API you use`, and still `CPV codes`. */
export const midSentence = (label: string) =>
  /^[A-Z](?![A-Z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label

/** The first letter large, as a sentence begins. */
export const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const long = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `3 March 2026`. */
export const date = (iso: string) => long.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`))

/** For tables: `3 Mar 2026`. */
export const shortDate = (iso: string) =>
  `${Number(iso.slice(8, 10))} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`

/** `2025-03` as `March 2025`. */
export const month = (iso: string) => date(`${iso}-01`).replace(/^1 /, '')

/** `2027-Q1` as `January to March 2027`. */
export const quarter = (id: string) => {
  const first = (Number(id.slice(6)) - 1) * 3
  const name = (index: number) => long.format(new Date(Date.UTC(2024, index, 1))).split(' ')[1]
  return `${name(first)} to ${name(first + 2)} ${id.slice(0, 4)}`
}
/** `2027-Q1` as `Jan–Mar 2027`. */
export const shortQuarter = (id: string) => {
  const first = (Number(id.slice(6)) - 1) * 3
  return `${months[first]}–${months[first + 2]} ${id.slice(0, 4)}`
}
/** The quarter a date falls in: `2027-Q1`. */
export const quarterOf = (iso: string) => `${iso.slice(0, 4)}-Q${Math.ceil(Number(iso.slice(5, 7)) / 3)}`

/** The same day some months later, or the month's last where it has no such day. */
export function addMonths(iso: string, months: number): string {
  const [year = 0, monthNumber = 1, day = 1] = iso.split('-').map(Number)
  const first = new Date(Date.UTC(year, monthNumber - 1 + months, 1))
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, days))
  return first.toISOString().slice(0, 10)
}
