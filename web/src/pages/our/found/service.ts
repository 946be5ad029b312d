import type { NamesSaid } from '../../../../../functions/schema/name.ts'
import type { Answer, AnswerResults, SuggestionsView } from '../../../../../functions/schema/suggestion.ts'
import { get, send } from '../../../api.ts'

const of = (authority: string) => `/authorities/${encodeURIComponent(authority)}/found`

export const found = {
  list: (authority: string) => get<SuggestionsView>(of(authority)),
  /** Whether a company’s name is that of a vendor. */
  sayName: (authority: string, answer: NamesSaid['answers'][number]) =>
    send<void>('POST', `/authorities/${encodeURIComponent(authority)}/names`, { answers: [answer] }),
  /** Sent again, it is given once. */
  answer: (
    authority: string,
    answers: { id: string; revision: number; answer: Answer; fields: string[] }[],
  ) => send<AnswerResults>('POST', `${of(authority)}/answers`, { answers }),
}
