import { useState } from 'react'
import type { Comment } from '../../../../../functions/schema/proposal.ts'
import { Problem } from '../../../api.ts'
import { Button, Textarea } from '../../../govuk/index.ts'
import { instantWords } from '../../fields.ts'
import { useKeptText } from '../../keptText.ts'
import '../history/past.css'

/** What was said about a field, or about the whole record: by whom, for whom and when, the oldest first. */
export function Thread({
  comments,
  authorityName = 'the authority',
}: {
  comments: readonly Comment[]
  authorityName?: string | undefined
}) {
  if (comments.length === 0) return null
  return (
    <ol className="thread">
      {comments.map(({ by, byName, from, at, text }) => (
        <li className="comment" data-from={from} key={`${by} ${at} ${text}`}>
          <p className="govuk-body comment__text">{text}</p>
          <p className="govuk-body-s comment__by">
            {byName} for {from === 'authority' ? authorityName : 'LOTI'}, {instantWords(at)}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** A thread's answer: one line to open it, so that a page of threads stays a page to read. */
export function Reply({
  id,
  about,
  onSend,
}: {
  id: string
  /** What it answers, for those who cannot see where it stands. */
  about: string
  onSend: (text: string) => Promise<unknown>
}) {
  const [text, setText] = useKeptText(`answer ${window.location.pathname} ${id}`)
  const [state, setState] = useState<'closed' | 'open' | 'busy'>(text === '' ? 'closed' : 'open')
  const [wrong, setWrong] = useState<string>()
  if (state === 'closed') {
    return (
      <button type="button" className="link-button comment-on" onClick={() => setState('open')}>
        Answer<span className="govuk-visually-hidden"> about {about}</span>
      </button>
    )
  }
  const send = () => {
    if (!text.trim()) {
      setWrong('Enter your answer')
      document.getElementById(id)?.focus()
      return
    }
    setState('busy')
    setWrong(undefined)
    onSend(text.trim()).then(
      () => {
        setText('')
        setState('closed')
      },
      (failure: unknown) => {
        setWrong(failure instanceof Problem ? failure.message : 'It could not be saved. Try again')
        setState('open')
      },
    )
  }
  return (
    // Not a form: it may stand inside one.
    <div className="reply">
      <Textarea
        id={id}
        name={id}
        label="Your answer"
        hint="LOTI sees it when you send this again"
        rows={3}
        value={text}
        // It was asked for just now by pressing a button: the typing goes on here.
        autoFocus={text === ''}
        errorMessage={wrong}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="govuk-button-group">
        <Button type="button" className="govuk-button--secondary" onClick={send} disabled={state === 'busy'}>
          {state === 'busy' ? 'Saving…' : 'Save the answer'}
        </Button>
        <button
          type="button"
          className="link-button"
          onClick={() => {
            setText('')
            setState('closed')
          }}
        >
          Cancel
        </button>
      </div>
    </div>
  )
}
