import type { Answer, AnswerResults, SuggestionsView } from '../../../../../functions/schema/suggestion.ts'
import { get, send } from '../../../api.ts'

const of = (authority: string) => `/authorities/${encodeURIComponent(authority)}/found`

export const found = {
  list: (authority: string) => get<SuggestionsView>(of(authority)),
  /** Sent again, it is given once. */
  answer: (authority: string, answers: { id: string; revision: number; answer: Answer }[]) =>
    send<AnswerResults>('POST', `${of(authority)}/answers`, { answers }),
}
