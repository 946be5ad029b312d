import { useState } from 'react'
import { signedOut } from '../drafting/draft.ts'
import type { Save } from '../drafting/saver.ts'
import { useSignInLink } from '../ways.tsx'

type Problem = { text: string; href?: string }

/** What stands in the red box at a form's head: what was found wrong, or why nothing could be saved. */
export function useSummary(save: Save) {
  const signIn = useSignInLink()
  const [told, setTold] = useState<{ problems: Problem[]; unsaved?: true; attempt: number }>({
    problems: [],
    attempt: 0,
  })
  const isOut = save.state === 'kept' && save.because === signedOut
  const unsaved: Problem = isOut
    ? {
        text: 'You have been signed out. What you typed is kept in this browser: sign in and it is saved',
        href: signIn,
      }
    : { text: 'Your typing could not be saved yet. It is kept in this browser; try again in a moment' }
  return {
    problems: told.unsaved ? [unsaved] : told.problems,
    /** Changes each time something is said, so that it is said anew. */
    attempt: told.attempt,
    say: (problems: Problem[]) => setTold(({ attempt }) => ({ problems, attempt: attempt + 1 })),
    sayUnsaved: () => setTold(({ attempt }) => ({ problems: [], unsaved: true, attempt: attempt + 1 })),
  }
}
