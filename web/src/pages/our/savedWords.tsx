import type { Save } from './saver.ts'
import { useSignInLink } from './ways.tsx'

const clock = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })

/** `2:02pm`. */
export const timeWords = (at: Date) => clock.format(at).replace(/\s/g, '').toLowerCase()

/** Where saving has got to, always in sight. */
export function SavedWords({ save, asks }: { save: Save; asks: boolean }) {
  const signIn = useSignInLink()
  const state = asks ? 'clash' : save.state
  return (
    <p className="saved-words" role="status" data-state={state}>
      {asks && 'A colleague has answered too: choose between the two below. '}
      {!asks && save.state === 'nothing to save' && 'Each answer is saved as you give it.'}
      {save.state === 'waiting' && 'Saving in a moment…'}
      {save.state === 'saving' && 'Saving…'}
      {!asks && save.state === 'saved' && `Saved at ${timeWords(save.at)}`}
      {save.state === 'kept' && (
        <>
          Not saved: {save.because} Your answers are kept in this browser{' '}
          {save.because.includes('signed out') ? (
            <>
              until you{' '}
              <a className="govuk-link" href={signIn}>
                sign in again
              </a>
              .
            </>
          ) : (
            'and sent as soon as they can be.'
          )}
        </>
      )}
    </p>
  )
}
