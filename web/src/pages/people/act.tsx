import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ListedPerson } from '../../../../functions/schema/person.ts'
import { Anchor, Button, ErrorSummary } from '../../govuk/index.ts'
import { useTitle } from '../our/page.tsx'
import { AboutPerson } from './page.tsx'
import { people } from './service.ts'

type Words = {
  title: string
  means: string[]
  button: string
  /** Doing this takes something away. */
  warns?: true
  act: (id: string) => Promise<unknown>
  done: string
}

// What is about to be done, in words, before it is.
const acts = {
  suspend: ({ name }) => ({
    title: `Suspend ${name}?`,
    means: [
      'They lose access at once, also where they are signed in now.',
      'Their drafts stay with their authority, and colleagues can go on with them. You can restore them at any time.',
    ],
    button: 'Suspend',
    warns: true,
    act: people.suspend,
    done: `${name} is suspended`,
  }),
  restore: ({ name }) => ({
    title: `Restore ${name}?`,
    means: ['They can do again what they could before they were suspended.'],
    button: 'Restore',
    act: people.restore,
    done: `${name} is restored`,
  }),
  remove: ({ name, email }) => ({
    title: `Remove ${name}?`,
    means: [
      'They lose access at once and for good. Their drafts stay with their authority; what they sent and decided stays under their name.',
      `Their address, ${email}, is forgotten. To let them in again, invite them anew.`,
    ],
    button: 'Remove',
    warns: true,
    act: people.remove,
    done: `${name} is removed`,
  }),
  'send-again': ({ name, email, state }) => ({
    title: state === 'invited' ? `Send ${name} the invitation again?` : `Ask ${name} to sign in afresh?`,
    means: [
      ...(state === 'invited'
        ? []
        : [
            'They are signed out and sent an invitation. Do this when their authority has changed how its officers sign in.',
          ]),
      `It goes to ${email}.`,
    ],
    button: 'Send the invitation',
    act: people.sendAgain,
    done: `The invitation is on its way to ${email}`,
  }),
} satisfies Record<string, (person: ListedPerson) => Words>

export function ActPage({ act }: { act: keyof typeof acts }) {
  return (
    <AboutPerson title={(person) => acts[act](person).title}>
      {({ person }) => <Ask person={person} words={acts[act](person)} />}
    </AboutPerson>
  )
}

function Ask({ person, words }: { person: ListedPerson; words: Words }) {
  const navigate = useNavigate()
  const [state, setState] = useState<'ready' | 'busy' | { wrong: string }>('ready')
  const wrong = typeof state === 'object' ? state.wrong : undefined
  useTitle(wrong ? `Error: ${words.title}` : words.title)
  const carryOut = async () => {
    setState('busy')
    try {
      await words.act(person.id)
      await navigate(`/people/${person.id}`, { state: words.done, replace: true })
    } catch (failure) {
      setState({ wrong: failure instanceof Error ? failure.message : 'That did not work. Try again.' })
    }
  }
  return (
    <>
      {wrong && <ErrorSummary errors={[{ text: wrong }]} key={wrong} />}
      <h1 className="govuk-heading-l">{words.title}</h1>
      {words.means.map((sentence) => (
        <p className="govuk-body wrap-anywhere" key={sentence}>
          {sentence}
        </p>
      ))}
      <div className="govuk-button-group">
        <Button
          type="button"
          {...(words.warns && { className: 'govuk-button--warning' })}
          onClick={carryOut}
          disabled={state === 'busy'}
        >
          {words.button}
        </Button>
        <Anchor className="govuk-link" href={`/people/${person.id}`}>
          Cancel
        </Anchor>
      </div>
    </>
  )
}
