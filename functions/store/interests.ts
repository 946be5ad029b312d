import type { Interest } from '../schema/interest.ts'
import type { Table } from './dynamo.ts'
import { keys } from './keys.ts'

/** Who would buy together with others, by service area. */
export function createInterests(table: Table) {
  return {
    get: async (area: string, authority: string) =>
      (await table.get<Interest>(keys.interest(area, authority)))?.body,
    of: async (area: string) => (await table.all<Interest>(keys.interestsIn(area))).map(({ body }) => body),
    all: async () => (await table.all<Interest>(keys.interests())).map(({ body }) => body),
    /** Keeps it at its next revision. Throws `MovedOn` when a colleague changed it meanwhile. */
    put: (interest: Interest) =>
      table.write([
        {
          put: {
            ...keys.interest(interest.area, interest.authority),
            revision: interest.revision,
            body: interest,
          },
          ifRevision: interest.revision - 1,
        },
      ]),
    remove: ({ area, authority, revision }: Interest) =>
      table.write([{ remove: keys.interest(area, authority), ifRevision: revision }]),
  }
}
