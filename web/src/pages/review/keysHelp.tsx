import type { RefObject } from 'react'
import { Checkboxes } from '../../govuk/index.ts'
import { type Shortcut, useKeysSetting } from './keys.ts'

/** The list of keys, and the way to turn them off. */
export function KeysHelp({
  shortcuts,
  details,
}: {
  shortcuts: readonly Pick<Shortcut, 'key' | 'does'>[]
  details: RefObject<HTMLDetailsElement | null>
}) {
  const [on, setOn] = useKeysSetting()
  return (
    <details className="govuk-details keys" ref={details}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">Keys</span>
      </summary>
      <div className="govuk-details__text">
        <dl className="keys__list">
          {shortcuts.map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <Checkboxes
          name="single-keys"
          className="govuk-checkboxes--small"
          items={[
            {
              value: 'on',
              text: 'Use these keys',
              hint: 'They never act while you are typing. This browser remembers your choice',
              checked: on,
              onChange: ({ target }) => setOn(target.checked),
            },
          ]}
        />
      </div>
    </details>
  )
}

/** Shows or hides the list of keys. */
export const toggleKeys = (details: RefObject<HTMLDetailsElement | null>) => () => {
  if (details.current) details.current.open = !details.current.open
}
