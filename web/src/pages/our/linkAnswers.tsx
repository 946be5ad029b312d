import type { LinkAnswer } from '../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { InsetText } from '../../govuk/index.ts'
import { fieldWords, instantWords, type Names, printed } from '../fields.ts'

/** Which answers by a link are in a change: of whom, by whom, when, and where a colleague had typed something else. */
export function LinkAnswers({
  kind,
  answers = [],
  names,
}: {
  kind: RecordKind
  answers?: LinkAnswer[] | undefined
  names: Names
}) {
  return answers.map(({ question, to, by, at, fields, beside }) => (
    <InsetText key={question}>
      <p className="govuk-body">
        {fields.length > 0 && `${sentence(fields.map((field) => fieldWords(kind, field)))}: `}
        {fields.length > 0 ? 'answered' : 'Answered'} by a link to {to} ({by}), {instantWords(at)}.
      </p>
      {beside.map(({ field, value }) => (
        <p className="govuk-body" key={field}>
          Their answer about {fieldWords(kind, field)} was{' '}
          <strong>{printed(kind, field, value, names).join(', ') || 'none'}</strong>. A colleague had changed
          that meanwhile, and the colleague’s stays unless somebody changes it.
        </p>
      ))}
    </InsetText>
  ))
}

const sentence = (parts: string[]) => {
  const words = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
  return words.charAt(0).toUpperCase() + words.slice(1)
}
