import type { Proposal } from '../../../../../functions/schema/proposal.ts'
import { instantWords } from '../../fields.ts'
import { signedOut } from '../drafting/draft.ts'
import type { Save } from '../drafting/saver.ts'
import { useSignInLink } from '../ways.tsx'

const time = (at: Date) =>
  new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
    .format(at)
    .replace(' ', '')
    .toLowerCase()

/** Whether what is typed is saved, and if not, where it is meanwhile. */
export function SaveWords({
  save,
  proposal,
  clashes,
  isGone,
  onAnew,
}: {
  save: Save
  proposal: Proposal | null
  clashes: number
  /** A colleague discarded the draft. */
  isGone: boolean
  onAnew: () => void
}) {
  const signIn = useSignInLink()
  if (save.state === 'kept') {
    return (
      <>
        <strong>Not saved yet. What you type is kept in this browser.</strong> {save.because}{' '}
        {isGone ? (
          <button type="button" className="link-button" onClick={onAnew}>
            Go on with yours as a new draft
          </button>
        ) : save.because === signedOut ? (
          <a className="govuk-link" href={signIn}>
            Sign in and it is saved
          </a>
        ) : (
          save.again && 'We keep trying.'
        )}
      </>
    )
  }
  if (clashes > 0) {
    return (
      <>
        <strong>{clashes === 1 ? 'One answer is' : `${clashes} answers are`} not saved.</strong>{' '}
        <a className="govuk-link" href="#clash">
          Choose which to keep
        </a>
      </>
    )
  }
  switch (save.state) {
    case 'waiting':
    case 'saving':
      return 'Saving…'
    case 'saved':
      return `Saved at ${time(save.at)}`
    default:
      return proposal ? `Saved ${instantWords(proposal.updatedAt)}` : 'Saves as you type'
  }
}
