import type { Message } from '../schema/message.ts'
import type { Question } from '../schema/question.ts'
import type { Table, Write } from './dynamo.ts'
import { authorityOfQuestion, keys } from './keys.ts'
import { said } from './people.ts'

/** What was asked, and answered, is kept this long. */
const keptDays = 400

/** What authorities ask of people without an account. */
export function createQuestions(table: Table) {
  /** At its next revision. */
  const written = (question: Question): Write => ({
    put: { ...keys.question(question.id), revision: question.revision, body: question },
    ifRevision: question.revision - 1,
    index: { expiresAt: Math.floor(Date.parse(question.askedAt) / 1000) + keptDays * 86_400 },
  })
  return {
    written,
    get: async (id: string) =>
      authorityOfQuestion(id) === undefined
        ? undefined
        : (await table.get<Question>(keys.question(id)))?.body,
    /** An authority's, the last asked first: few are ever open, and none is kept for long. */
    of: async (authority: string) =>
      (await table.all<Question>(keys.questionsOf(authority)))
        .map(({ body }) => body)
        .sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1)),
    /** Asks, and writes to whoever is asked. Throws `MovedOn` when it was asked before. */
    ask: (question: Question, message: Message) => table.write([written(question), said(message)]),
    put: (question: Question) => table.write([written(question)]),
  }
}
