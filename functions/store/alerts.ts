import type { IsoDate } from '../domain/calendar.ts'
import type { Message } from '../schema/message.ts'
import { unlessMovedOn } from './again.ts'
import { mostWrites, type Table, type Write } from './dynamo.ts'
import { keys } from './keys.ts'
import { said } from './people.ts'

/** That somebody was told of a day to decide by, so many months before. */
export type Told = { contract: string; decideBy: IsoDate; months: number }

/** What else is written with an alert: the message, and the link that stops it. */
const besides = 2
/** Told of once, an alert is remembered until well after its day. */
const daysAfter = 400

const placeOf = (person: string, { contract, decideBy, months }: Told) =>
  keys.alert(person, contract, decideBy, months)

export function createAlerts(table: Table) {
  return {
    /** Contracts one message can tell of. */
    most: mostWrites - besides,
    /** Those of these that somebody was not told of yet. */
    async untold<T extends Told>(person: string, alerts: T[]): Promise<T[]> {
      const found = await table.many(alerts.map((told) => placeOf(person, told)))
      const there = new Set(found.map(({ sk }) => sk))
      return alerts.filter((told) => !there.has(placeOf(person, told).sk))
    },
    /** Tells somebody, unless they were told of any of it before. Answers whether they were told now. */
    async tell(person: string, alerts: Told[], message: Message, link: Write): Promise<boolean> {
      let written = false
      await unlessMovedOn(async () => {
        await table.write([
          ...alerts.map(
            ({ contract, decideBy, months }): Write => ({
              put: {
                ...placeOf(person, { contract, decideBy, months }),
                revision: 1,
                body: { contract, decideBy, months },
              },
              ifRevision: 0,
              index: { expiresAt: Math.floor(Date.parse(decideBy) / 1000) + daysAfter * 86_400 },
            }),
          ),
          said(message),
          link,
        ])
        written = true
      })
      return written
    },
  }
}
