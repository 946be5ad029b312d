import { dateWords } from '../../fields.ts'
import type { Difference } from './opinions.ts'

export const inWords = (value: unknown): string =>
  value === undefined || value === null || value === ''
    ? 'nothing'
    : value === true
      ? 'yes'
      : value === false
        ? 'no'
        : dateWords(String(value))

/** A colleague's answer beside this person's own, to choose between. */
export function Differences({
  id,
  differences,
  title,
  onSettle,
}: {
  id?: string
  differences: Difference[]
  title: (field: string) => string
  onSettle: (field: string, choice: 'theirs' | 'yours') => void
}) {
  return (
    <ul className="opinion__clash" id={id}>
      {differences.map(({ field, theirs, yours }) => (
        <li key={field}>
          <p>
            <strong>{title(field)}</strong>: a colleague has saved “{inWords(theirs)}” and you chose “
            {inWords(yours)}”.
          </p>
          <button type="button" className="link-button" onClick={() => onSettle(field, 'yours')}>
            Keep “{inWords(yours)}”
          </button>
          <button type="button" className="link-button" onClick={() => onSettle(field, 'theirs')}>
            Take “{inWords(theirs)}”
          </button>
        </li>
      ))}
    </ul>
  )
}
