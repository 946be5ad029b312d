import { Link } from 'react-router'
import { type DefinitionId, definitions } from '../../../functions/schema/definitions.ts'

/** How a figure is worked out, in the words of the page about City Tools, and the way there. */
export function Method({ of }: { of: DefinitionId[] }) {
  return (
    <>
      {of.map((id) => (
        <p className="figure__method" key={id}>
          <strong>{definitions[id].title}.</strong> {definitions[id].words.join(' ')}{' '}
          <Link className="govuk-link" to={`/about#${id}`}>
            In About<span className="govuk-visually-hidden">: {definitions[id].title}</span>
          </Link>
        </p>
      ))}
    </>
  )
}
