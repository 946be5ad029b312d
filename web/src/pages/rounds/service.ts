import type { RoundFields, RoundsView, RoundView } from '../../../../functions/schema/round.ts'
import { get, send } from '../../api.ts'

const one = (id: string) => `/rounds/${encodeURIComponent(id)}`
/** As it is typed: the deadline in three boxes. */
export type TypedRound = Omit<RoundFields, 'deadline'> & {
  deadline: { day: string; month: string; year: string }
}

/** Everything these pages ask of the service. */
export const rounds = {
  list: () => get<RoundsView>('/rounds'),
  get: (id: string) => get<RoundView>(one(id)),
  open: (typed: TypedRound, key: string) =>
    send<RoundView>('POST', '/rounds', typed, { 'Idempotency-Key': key }),
  change: (id: string, typed: TypedRound, revision: number) =>
    send<RoundView>('PUT', one(id), typed, { 'If-Match': `"${revision}"` }),
  close: (id: string) => send<RoundView>('POST', `${one(id)}/closing`),
}
