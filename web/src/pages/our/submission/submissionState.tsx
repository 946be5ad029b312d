import type { Submission } from '../../../../../functions/schema/submission.ts'
import { Tag } from '../../../govuk/index.ts'

/** Where a submission has got to. */
export function SubmissionState({
  submission: { state, undecidedCount = 0, sentCount = 0 },
}: {
  submission: Submission
}) {
  if (state === 'open') return <Tag colour="yellow">Not sent</Tag>
  if (state === 'decided') return <Tag colour="green">Decided</Tag>
  return (
    <>
      <Tag colour="turquoise">With LOTI</Tag>
      {undecidedCount < sentCount && ` ${undecidedCount} of ${sentCount} to decide`}
    </>
  )
}
