import type { Comment } from '../../../../../functions/schema/proposal.ts'
import { instantWords } from '../../fields.ts'

export function Comments({ comments }: { comments: readonly Comment[] }) {
  return comments.map(({ by, byName, at: when, text }) => (
    <div className="comment" key={`${by} ${when} ${text}`}>
      <p className="govuk-body comment__text">{text}</p>
      <p className="govuk-body-s comment__by">
        {byName}, {instantWords(when)}
      </p>
    </div>
  ))
}
