import type { AskedQuestion } from '../../../../../functions/schema/question.ts'
import { dateWords, fieldWords } from '../../fields.ts'

const kindOf = (id: string) => (id.startsWith('sys_') ? 'system' : 'contract')

/** By record, what someone said by a link is still correct, in words: the latest answer of those given. */
export function saidCorrect(questions: readonly AskedQuestion[]): Map<string, { at: string; words: string }> {
  const found = new Map<string, { at: string; words: string }>()
  for (const { to, answer } of questions) {
    if (!answer) continue
    const correct = answer.answers.filter(({ says }) => says === 'correct')
    for (const [id, some] of Map.groupBy(correct, ({ recordId }) => recordId)) {
      if ((found.get(id)?.at ?? '') > answer.at) continue
      const facts = some.map(({ field }) => fieldWords(kindOf(id), field)).join(', ')
      found.set(id, {
        at: answer.at,
        words: `${to} said on ${dateWords(answer.at)} that this is still correct: ${facts}`,
      })
    }
  }
  return found
}
