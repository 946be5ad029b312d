import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { LinkView } from '../../../../functions/schema/question.ts'
import { Problem, send } from '../../api.ts'
import { Button, Panel } from '../../govuk/index.ts'
import { counted, instantWords } from '../fields.ts'
import { useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { Answering } from './answering.tsx'
import '../our/our.css'
import './answer.css'

const title = 'Check a few facts'

/** Where the link of a question leads: a few facts to confirm or correct, once, without an account. */
export default function AnswerPage() {
  const [search] = useSearchParams()
  const link = search.get('key') ?? ''
  const [sent, setSent] = useState(false)
  const loaded = useLoaded(() => send<LinkView>('POST', '/questions/reading', { link }), link)
  useTitle(title)
  const { value: view, problem } = loaded
  if (view) {
    if (view.answer) return <Answered view={view} justNow={sent} />
    return (
      <Answering
        view={view}
        link={link}
        title={title}
        onAnswered={(next) => {
          setSent(true)
          loaded.set(next)
        }}
      />
    )
  }
  if (problem === undefined) return null
  const isOver = problem instanceof Problem && problem.status === 404
  return (
    <>
      <h1 className="govuk-heading-l">
        {isOver ? 'This link does not work' : 'This page could not be loaded'}
      </h1>
      <p className="govuk-body prose">
        {problem instanceof Problem
          ? problem.message
          : 'City Tools cannot be reached. Try again in a moment.'}
      </p>
      {!isOver && (
        <Button type="button" onClick={loaded.reload}>
          Try again
        </Button>
      )}
    </>
  )
}

function Answered({
  view: { authority, askedByName, answer, facts },
  justNow,
}: {
  view: LinkView
  justNow: boolean
}) {
  useTitle('Thank you')
  const changes = answer?.answers.filter(({ says }) => says === 'change').length ?? 0
  const what =
    changes === 0
      ? `${askedByName} reads it at ${authority.name}.`
      : `${counted(changes, 'correction')} ${changes === 1 ? 'is' : 'are'} with ${askedByName} at ${authority.name}, who checks and sends ${changes === 1 ? 'it' : 'them'}.`
  return (
    <>
      {justNow ? (
        <Panel title="Thank you">{`Your answer about ${counted(facts.length, 'fact')} has arrived`}</Panel>
      ) : (
        <h1 className="govuk-heading-l">This has been answered</h1>
      )}
      <p className="govuk-body prose">
        {!justNow && answer && `It was answered ${instantWords(answer.at)}. `}
        {what} There is nothing more for you to do, and the link is used up.
      </p>
    </>
  )
}
