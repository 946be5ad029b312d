import { useEffect, useRef } from 'react'
import type { Submission } from '../../../../../functions/schema/submission.ts'
import { Anchor, Panel } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import type { Place } from '../page.tsx'

/** Said once a submission is sent: its reference, what comes next, and what was left. */
export function Sent({
  submission: { reference, sentCount = 0 },
  left,
  onBack,
  to,
}: {
  submission: Submission
  /** Changes that were not ready and are still drafts. */
  left: number
  onBack: () => void
  to: Place['to']
}) {
  const told = useRef<HTMLDivElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    told.current?.focus({ preventScroll: true })
  }, [])
  return (
    <>
      <div ref={told} tabIndex={-1} className="skip-target">
        <Panel title="Sent to LOTI">
          Your reference is
          <br />
          <strong>{reference}</strong>
        </Panel>
      </div>
      <h2 className="govuk-heading-m">What happens next</h2>
      <p className="govuk-body sent-words">
        LOTI looks at {counted(sentCount, 'change')}. Until they decide, the published register stays as it
        is. Anything that needs another look comes back to your register with a comment.
      </p>
      {left > 0 && (
        <p className="govuk-body sent-words">
          {left === 1 ? '1 change was' : `${left} changes were`} not ready and {left === 1 ? 'stays' : 'stay'}{' '}
          with your drafts.{' '}
          <button type="button" className="link-button" onClick={onBack}>
            See what {left === 1 ? 'it needs' : 'they need'}
          </button>
        </p>
      )}
      <p className="govuk-body card-links">
        <Anchor className="govuk-link" href={to('/our')}>
          Back to your register
        </Anchor>
        <Anchor className="govuk-link" href={to('/our/history')}>
          Everything you have sent
        </Anchor>
      </p>
    </>
  )
}
