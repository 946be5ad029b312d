import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import { decisionSentences } from '../domain/decisionWords.ts'
import type { ContractRow } from '../schema/view.ts'

/** What a calendar of decisions is called, and where its contracts' pages are. */
export type CalendarOf = {
  /** Whose contracts they are, or what for: “Camden”, “Parking in London”. */
  name: string
  today: string
  origin: string
  isDemonstration: boolean
  /** There are more contracts than are here. */
  cut: boolean
}

/**
 * Days to decide by as iCalendar (RFC 5545): a whole-day event for each contract, named by its id, so that a calendar
 * that has it already moves it when its day moves and drops it when there is nothing left to decide. Contracts without
 * a day to decide by are left out.
 */
export function decisionCalendar(
  contracts: readonly ContractRow[],
  { name, today, origin, isDemonstration, cut }: CalendarOf,
): string {
  const calendar = ical({
    name: `Decide by: ${name}${isDemonstration ? ' (a demonstration)' : ''}`,
    prodId: { company: 'LOTI', product: 'City Tools', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: secondsKept,
    description: [
      isDemonstration && 'A demonstration: what is said of these councils is made up.',
      cut && 'Only the contracts to be decided on soonest are here.',
      'What is held back from the public is not here.',
    ]
      .filter(Boolean)
      .join(' '),
  })
  for (const contract of contracts) {
    const { id, title, authorityName, supplierName, decision, areas } = contract
    const { decideBy, state } = decision
    if (decideBy === undefined || state === 'ended') continue
    calendar.createEvent({
      id: `${id}@${new URL(origin).hostname}`,
      // The day it was worked out on: it says nothing of the hour, so a calendar asked for twice is the same twice.
      stamp: utc(today),
      start: utc(decideBy),
      allDay: true,
      summary: `${authorityName}: decide on ${title}${decision.about ? ' (about this day)' : ''}`,
      description: [
        `Supplier: ${supplierName}.`,
        ...decisionSentences(contract),
        ...(isDemonstration ? ['A demonstration: this contract does not exist.'] : []),
      ].join('\n'),
      categories: areas.map((area) => ({ name: area.name })),
      url: `${origin}/contracts/${id}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    })
  }
  return calendar.toString()
}

/** How long a calendar may wait before it asks again: a day. */
const secondsKept = 24 * 60 * 60
const utc = (day: string) => new Date(`${day}T00:00:00Z`)
