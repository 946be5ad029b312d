import type { AskedQuestion, Fact, QuestionsView } from '../../../../../functions/schema/question.ts'
import { get, send } from '../../../api.ts'

const of = (authority: string) => `/authorities/${encodeURIComponent(authority)}/questions`

export type TypedQuestion = { to: string; note: string; days: number; facts: Fact[] }

/** Everything these pages ask of the service. */
export const questions = {
  list: (authority: string) => get<QuestionsView>(of(authority)),
  /** Asked again with the same key, it is asked once. */
  ask: (authority: string, typed: TypedQuestion, key: string) =>
    send<AskedQuestion>('POST', of(authority), typed, { 'Idempotency-Key': key }),
  takeBack: (authority: string, id: string) =>
    send<void>('DELETE', `${of(authority)}/${encodeURIComponent(id)}`),
}
