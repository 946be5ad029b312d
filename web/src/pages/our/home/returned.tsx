import type { HomeView } from '../../../../../functions/schema/home.ts'
import { midSentence } from '../../../format.ts'
import { Anchor } from '../../../govuk/index.ts'
import { counted, fields, instantWords, kindWords } from '../../fields.ts'
import type { Place } from '../page.tsx'

/** What LOTI gave back, in their words. */
export function Returned({ place: { to }, returned }: { place: Place; returned: HomeView['returned'] }) {
  if (returned.length === 0) return null
  return (
    <section aria-labelledby="returned" className="our-section">
      <h2 className="govuk-heading-m" id="returned">
        What LOTI asked
      </h2>
      <ul className="our-list">
        {returned.map(({ recordId, kind, title, comments }) => {
          const last = comments.at(-1)
          const field = last?.field && fields[kind][last.field]
          return (
            <li key={recordId}>
              <Anchor
                className="govuk-link"
                href={to(`/our/${kindWords[kind].path}/${recordId}${last?.field ? `#${last.field}` : ''}`)}
              >
                {title}
                {field && `: ${midSentence(field.label)}`}
              </Anchor>
              {last && (
                <div className="comment">
                  <p className="govuk-body comment__text">{last.text}</p>
                  <p className="govuk-body-s comment__by">
                    {last.byName}, {instantWords(last.at)}
                    {comments.length > 1 && `, and ${counted(comments.length - 1, 'comment')} before`}
                  </p>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
