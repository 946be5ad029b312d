import { completenessOf, subjectOf } from '../domain/membersSummary.ts'
import type { Totals } from '../domain/totals.ts'
import type { Message } from '../schema/message.ts'
import type { Round } from '../schema/round.ts'
import { unlessMovedOn } from './again.ts'
import type { Table, Write } from './dynamo.ts'
import { keys } from './keys.ts'
import { said } from './people.ts'

/** That somebody was reminded, or that everybody was who had to be. */
export type Reminded = { days: number; at: string; person?: string }

export function createRounds(table: Table) {
  return {
    get: async (id: string) => (await table.get<Round>(keys.round(id)))?.body,
    /** All there were, the latest first. */
    all: async () =>
      (await table.all<Round>(keys.rounds()))
        .map(({ body }) => body)
        .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)),
    /** Keeps it at its next revision. Throws `MovedOn` when it was changed meanwhile. */
    put: (round: Round) =>
      table.write([
        {
          put: { ...keys.round(round.id), revision: round.revision, body: round },
          ifRevision: round.revision - 1,
        },
      ]),
    /** How complete each of these authorities' registers is, ratings included: from documents kept up to date. */
    async registers(authorities: { id: string; region: string }[]): Promise<Map<string, Totals>> {
      const regions = [...new Set(authorities.map(({ region }) => region))]
      const [kept, ratings] = await Promise.all([
        Promise.all(
          regions.map((region) => table.all<Totals>(keys.membersViewsOf(region, completenessOf('')))),
        ),
        table.many<Totals>(authorities.map(({ id }) => keys.membersView(id, completenessOf(id)))),
      ])
      const found = new Map(authorities.map(({ id }): [string, Totals] => [id, {}]))
      for (const { sk, body } of [...kept.flat(), ...ratings]) {
        const id = subjectOf(sk) ?? ''
        const held = found.get(id)
        if (held) found.set(id, { ...held, ...body })
      }
      return found
    },
    /** Who was reminded when. */
    reminded: async (id: string) => (await table.all<Reminded>(keys.remindersOf(id))).map(({ body }) => body),
    /** Whether everybody was reminded who had to be, so many days before the deadline. */
    isReminded: async (id: string, days: number) =>
      (await table.get<Reminded>(keys.reminder(id, days))) !== undefined,
    /** Writes to somebody, unless this very reminder was written to them before. Answers whether it was written now. */
    async remind(
      id: string,
      reminded: Reminded & { person: string },
      message: Message,
      link: Write,
    ): Promise<boolean> {
      let written = false
      await unlessMovedOn(async () => {
        await table.write([
          {
            put: { ...keys.reminder(id, reminded.days, reminded.person), revision: 1, body: reminded },
            ifRevision: 0,
          },
          said(message),
          link,
        ])
        written = true
      })
      return written
    },
    /** Settles that everybody was reminded. */
    settle: (id: string, reminded: Reminded) =>
      unlessMovedOn(() =>
        table.write([
          { put: { ...keys.reminder(id, reminded.days), revision: 1, body: reminded }, ifRevision: 0 },
        ]),
      ),
  }
}
