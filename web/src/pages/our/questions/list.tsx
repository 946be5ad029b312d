import { useState } from 'react'
import { useLocation } from 'react-router'
import type { AskedQuestion, QuestionState } from '../../../../../functions/schema/question.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { Problem } from '../../../api.ts'
import { midSentence } from '../../../format.ts'
import {
  Anchor,
  Button,
  ButtonLink,
  ErrorMessage,
  NotificationBanner,
  Table,
  Tag,
  type TagColour,
} from '../../../govuk/index.ts'
import { counted, dateWords, fields, instantWords, type Names, printed } from '../../fields.ts'
import { namesFrom, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { questions } from './service.ts'
import './questions.css'

/** What was asked of people without an account, and what they said. */
export default function QuestionsPage() {
  return (
    <OurPage title="Questions you asked" crumbs={[{ text: 'Questions' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Told({ place }: { place: Place }) {
  const { state } = useLocation() as { state: { asked?: string } | null }
  const lists = useLists()
  const loaded = useLoaded(() => questions.list(place.authority.id), `questions ${place.authority.id}`)
  return (
    <>
      {state?.asked && <NotificationBanner type="success" text={`We have written to ${state.asked}`} />}
      <h1 className="govuk-heading-l">Questions you asked</h1>
      <p className="lede">
        Whoever runs a service can confirm or correct a few facts by a link, without an account. What they
        correct waits among your drafts until you send it.
      </p>
      <ButtonLink href={place.to('/our/questions/new')}>Ask someone who knows</ButtonLink>
      <Show of={lists}>
        {(known) => (
          <Show of={loaded}>
            {({ questions: all }) =>
              all.length === 0 ? (
                <p className="govuk-body">Nothing has been asked yet.</p>
              ) : (
                all.map((one) => (
                  <One
                    key={one.id}
                    question={one}
                    place={place}
                    names={namesFrom(known)}
                    onChanged={loaded.reload}
                  />
                ))
              )
            }
          </Show>
        )}
      </Show>
    </>
  )
}

const states: Record<QuestionState, { text: string; colour: TagColour }> = {
  open: { text: 'Not answered yet', colour: 'yellow' },
  answered: { text: 'Answered', colour: 'green' },
  expired: { text: 'Ran out', colour: 'grey' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
}

const kindOf = (id: string): RecordKind => (id.startsWith('sys_') ? 'system' : 'contract')

/** What was said of one fact, in words. */
function saidOf({ answer }: AskedQuestion, recordId: string, field: string, names: Names): string {
  const said = answer?.answers.find((one) => one.recordId === recordId && one.field === field)
  if (!said) return 'Not answered'
  if (said.says === 'correct') return 'Still correct'
  if (said.says === 'unknown') return 'They do not know'
  return printed(kindOf(recordId), field, said.to, names).join(', ') || 'There is none'
}

function One({
  question,
  place,
  names,
  onChanged,
}: {
  question: AskedQuestion
  place: Place
  names: Names
  onChanged: () => void
}) {
  const { id, to, state, facts, titles, note, answer, askedAt, askedByName, expiresOn } = question
  const [wrong, setWrong] = useState<string>()
  const changes = answer?.answers.filter(({ says }) => says === 'change').length ?? 0
  const takeBack = () =>
    questions
      .takeBack(place.authority.id, id)
      .then(onChanged, (failure: unknown) =>
        setWrong(failure instanceof Problem ? failure.message : 'That did not work. Try again.'),
      )
  return (
    <section className="question" aria-label={`To ${to}`}>
      <h2 className="govuk-heading-m wrap-anywhere">
        {to} <Tag colour={states[state].colour}>{states[state].text}</Tag>
      </h2>
      <p className="govuk-body-s">
        {answer
          ? `Answered ${instantWords(answer.at)} by ${answer.by}. `
          : state === 'open'
            ? `Can be answered until ${dateWords(expiresOn)}. `
            : ''}
        Asked {instantWords(askedAt)} by {askedByName}
        {note && `: “${note}”`}
      </p>
      {[...Map.groupBy(facts, ({ recordId }) => recordId)].map(([recordId, some]) => {
        const title = titles[recordId] || 'No longer on the register'
        const kind = kindOf(recordId)
        const labels = some.map(({ field }) => fields[kind][field]?.label ?? field)
        return answer ? (
          <Table
            key={recordId}
            className="question__said"
            caption={title}
            captionClassName="govuk-table__caption--s wrap-anywhere"
            head={[{ children: 'Fact', className: 'question__fact' }, 'They said']}
            firstCellIsHeader
            rowKeys={some.map(({ field }) => field)}
            rows={some.map(({ field }, index) => [labels[index], saidOf(question, recordId, field, names)])}
          />
        ) : (
          <p className="govuk-body wrap-anywhere" key={recordId}>
            <strong>{title}</strong>: {labels.map(midSentence).join(', ')}
          </p>
        )
      })}
      {answer?.note && <p className="govuk-inset-text wrap-anywhere">{answer.note}</p>}
      {changes > 0 && (
        <p className="govuk-body">
          {counted(changes, 'correction')} went into your drafts.{' '}
          <Anchor className="govuk-link" href={place.to('/our/submission')}>
            Check and send
          </Anchor>
        </p>
      )}
      {question.link && (
        <div className="question__link">
          <Copy link={question.link} to={to} />
          <button type="button" className="link-button" onClick={() => void takeBack()}>
            Take it back<span className="govuk-visually-hidden"> from {to}</span>
          </button>
        </div>
      )}
      {wrong && <ErrorMessage role="alert">{wrong}</ErrorMessage>}
    </section>
  )
}

/** The link, for those who would rather write themselves. */
function Copy({ link, to }: { link: string; to: string }) {
  const [copied, setCopied] = useState<'yes' | 'no'>()
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    )
  return (
    <>
      <Button type="button" className="govuk-button--secondary" onClick={() => void copy()}>
        Copy the link<span className="govuk-visually-hidden"> written to {to}</span>
      </Button>
      <span className="govuk-body-s" role="status">
        {copied === 'yes' && 'Copied'}
        {copied === 'no' && (
          <span className="wrap-anywhere">Your browser did not allow it. The link: {link}</span>
        )}
      </span>
    </>
  )
}
