import type { Asked, Invitation, ListedPerson, PeoplePage } from '../../../../functions/schema/person.ts'
import { get, send } from '../../api.ts'

const one = (id: string) => `/people/${encodeURIComponent(id)}`

/** Everything these pages ask of the service. */
export const people = {
  list: (query: string) => get<PeoplePage>(`/people?${query}`),
  get: (id: string) => get<ListedPerson>(one(id)),
  invite: (invitation: Invitation) => send<ListedPerson>('POST', '/people', invitation),
  change: (id: string, asked: Asked, revision: number) =>
    send<ListedPerson>('PUT', one(id), { ...asked, revision }),
  remove: (id: string) => send<undefined>('DELETE', one(id)),
  suspend: (id: string) => send<ListedPerson>('POST', `${one(id)}/suspension`),
  restore: (id: string) => send<ListedPerson>('DELETE', `${one(id)}/suspension`),
  sendAgain: (id: string) => send<ListedPerson>('POST', `${one(id)}/invitation`),
}
