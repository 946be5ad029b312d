// The day to decide by, worked out a second time from its definition in words, with nothing of the service in it. Days
// are numbers of days, months are counted on the calendar, and every rule is written out where it applies.

export type Terms = {
  endsOn: string | undefined
  options: number[]
  noticeMonths: number | undefined
  renewal: string
  rollMonths: number | undefined
  stillUsed: boolean
  route: string
}
export type Answer = { state: string; decideBy?: string; end?: string }

/** Months it takes to replace a contract, by its route to market. */
const lead: Record<string, number> = {
  'open tender': 12,
  'framework mini-competition': 6,
  'shared service': 6,
  'framework direct award': 3,
  'G-Cloud': 3,
  reseller: 3,
  extension: 3,
  quotes: 2,
  'in-house': 9,
  unknown: 9,
}

const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The same day so many months on, or the month's last where it has none. */
export function months(day: string, count: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const all = year * 12 + (month - 1) + count
  const [toYear, toMonth] = [Math.floor(all / 12), (((all % 12) + 12) % 12) + 1]
  const to = Math.min(date, lastOf(toYear, toMonth))
  return `${toYear}-${String(toMonth).padStart(2, '0')}-${String(to).padStart(2, '0')}`
}

const sooner = (a: string, b: string) => [a, b].sort()[0] ?? a

export function decide(terms: Terms, today: string): Answer {
  const { endsOn, renewal, stillUsed } = terms
  if (endsOn === undefined) return { state: 'not stated' }
  const toReplace = lead[terms.route]
  if (toReplace === undefined) throw new Error(`No time to replace by ${terms.route}`)
  const rolls = renewal === 'rolls over'
  const roll = Math.max(1, terms.rollMonths ?? 12)
  const toNotice = terms.noticeMonths ?? (rolls ? 3 : 0)

  let steps = 0
  if (rolls) while (months(endsOn, steps * roll) < today) steps += 1
  const end = months(endsOn, steps * roll)

  if (end < today) {
    return stillUsed
      ? { state: 'expired, still used', end, decideBy: months(end, -toReplace) }
      : { state: 'ended', end }
  }
  const replaceBy = months(end, -toReplace)
  const noticeBy = months(end, -toNotice)
  if (rolls) {
    const both = sooner(replaceBy, noticeBy)
    if (both >= today) return { state: 'free to choose', end, decideBy: both }
    if (noticeBy >= today) return { state: 'notice only', end, decideBy: noticeBy }
    for (let further = steps + 1; ; further += 1) {
      const out = months(endsOn, further * roll)
      const day = sooner(months(out, -toReplace), months(out, -toNotice))
      if (day >= today) return { state: 'locked in', end, decideBy: day }
    }
  }
  if (replaceBy >= today) return { state: 'free to choose', end, decideBy: replaceBy }
  if (terms.options.length > 0 && noticeBy >= today) return { state: 'extend only', end, decideBy: noticeBy }
  return { state: 'overdue', end, decideBy: replaceBy }
}
