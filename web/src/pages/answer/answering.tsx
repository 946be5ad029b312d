import { type FormEvent, useRef, useState } from 'react'
import type { AnswerFields, LinkView, Said } from '../../../../functions/schema/question.ts'
import { Problem, send } from '../../api.ts'
import { Button, ErrorSummary, Input, Textarea } from '../../govuk/index.ts'
import { dateWords, fields, kindWords } from '../fields.ts'
import { useKeptText } from '../keptText.ts'
import { label } from '../our/form/asking.tsx'
import { useTitle } from '../our/page.tsx'
import { type Answers, type Begun, type FactAsked, RecordFacts } from './recordFacts.tsx'

const unsaid = 'Say whether this is still correct'

/** What has been typed and chosen so far. */
type SaidSoFar = { by?: string; more?: string; records?: Record<string, Begun> }

type Wrong = { fields: Record<string, string>; detail?: string; at: number }

/** The facts, each to be said correct, corrected or left, and who says so. */
export function Answering({
  view,
  link,
  title,
  onAnswered,
}: {
  view: LinkView
  link: string
  title: string
  onAnswered: (view: LinkView) => void
}) {
  const { authority, askedByName, facts, note, expiresOn } = view
  const answers = useRef(new Map<string, Answers>())
  // Phones throw pages away: what has been said so far is kept on the device until it is sent.
  const [kept, setKept] = useKeptText(`answer ${link.slice(-24)}`)
  const said: SaidSoFar = kept === '' ? {} : JSON.parse(kept)
  const keep = (change: (before: SaidSoFar) => SaidSoFar) =>
    setKept((before) => JSON.stringify(change(before === '' ? {} : JSON.parse(before))))
  const { by = '', more = '' } = said
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<Wrong>({ fields: {}, at: 0 })
  useTitle(wrong.at > 0 ? `Error: ${title}` : title)
  const records = [...Map.groupBy(facts, ({ recordId }) => recordId)]

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const given: Said[] = records.flatMap(([id]) => answers.current.get(id)?.() ?? [])
    const missing = facts.filter(
      (fact) => !given.some((one) => one.recordId === fact.recordId && one.field === fact.field),
    )
    const mistakes: Record<string, string> = Object.fromEntries(
      missing.map(({ recordId, field }) => [`${recordId}.${field}`, unsaid]),
    )
    if (by.trim() === '') mistakes.by = 'Enter what you do, like parking service manager'
    if (Object.keys(mistakes).length > 0) return setWrong({ fields: mistakes, at: Date.now() })
    setBusy(true)
    try {
      const answer: AnswerFields = { by, ...(more.trim() && { note: more }), answers: given }
      const answered = await send<LinkView>('POST', '/questions/answering', { link, ...answer })
      setKept('')
      onAnswered(answered)
    } catch (failure) {
      setBusy(false)
      const isProblem = failure instanceof Problem
      setWrong({
        fields: isProblem ? failure.fields : {},
        ...((!isProblem || Object.keys(failure.fields).length === 0) && {
          detail: isProblem ? failure.message : 'That did not work. Try again: nothing you typed is lost.',
        }),
        at: Date.now(),
      })
    }
  }
  const errors = [
    ...facts.flatMap((fact) => messagesOf(wrong.fields, fact)),
    ...['by', 'note'].flatMap((field) =>
      wrong.fields[field] ? [{ text: wrong.fields[field], href: `#${field}` }] : [],
    ),
    ...(wrong.detail ? [{ text: wrong.detail }] : []),
  ]
  if (facts.length === 0) {
    return (
      <>
        <h1 className="govuk-heading-l">There is nothing left to answer</h1>
        <p className="govuk-body prose">
          What you were asked about has left {authority.name}’s register since. Thank you all the same.
        </p>
      </>
    )
  }
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate className="answering">
      {errors.length > 0 && <ErrorSummary key={wrong.at} errors={errors} />}
      <span className="govuk-caption-l">{authority.name}</span>
      <h1 className="govuk-heading-l">{title}</h1>
      <p className="lede">
        {askedByName} keeps {authority.name}’s entry in the shared register of councils’ technology, and asks
        you about what you run. Answer each; “I do not know” is an answer too. Nothing is published until they
        have checked it.
      </p>
      {note && <p className="govuk-inset-text wrap-anywhere">{note}</p>}
      {records.map(([id, asked]) => (
        <section key={id} aria-label={asked[0]?.title}>
          <h2 className="govuk-heading-m wrap-anywhere">
            {asked[0]?.title}{' '}
            <span className="answering__kind">{kindWords[asked[0]?.kind ?? 'system'].one}</span>
          </h2>
          <RecordFacts
            facts={asked as [FactAsked, ...FactAsked[]]}
            today={view.today}
            wrong={wrong}
            begun={said.records?.[id]}
            onSaid={(record) =>
              keep((before) => ({ ...before, records: { ...before.records, [id]: record } }))
            }
            onReady={(read) => answers.current.set(id, read)}
          />
        </section>
      ))}
      <h2 className="govuk-heading-m">About your answer</h2>
      <Input
        name="by"
        label={label('What you do')}
        hint="A role, not your name: like parking service manager"
        className="govuk-!-width-one-half"
        autoComplete="organization-title"
        value={by}
        onChange={({ target }) => keep((before) => ({ ...before, by: target.value }))}
        errorMessage={wrong.fields.by}
      />
      <Textarea
        name="note"
        label={label('Anything they should know (optional)')}
        rows={3}
        value={more}
        onChange={({ target }) => keep((before) => ({ ...before, more: target.value }))}
        errorMessage={wrong.fields.note}
      />
      <Button disabled={busy}>Send your answer</Button>
      <p className="govuk-body-s">It can be sent once, until {dateWords(expiresOn)}.</p>
    </form>
  )
}

/** What is wrong with the answer to one fact, with where on the page it is mended. */
function messagesOf(mistakes: Record<string, string>, { kind, recordId, field, withIt }: FactAsked) {
  const own = [field, ...(withIt ? [withIt.field] : [])]
  return Object.entries(mistakes).flatMap(([path, text]) => {
    const [id, name = ''] = path.split('.')
    if (id !== recordId || !own.includes(name)) return []
    const label = fields[kind][field]?.label ?? field
    return [
      {
        text: text === unsaid ? `${label}: say whether it is still correct` : text,
        href: `#says-${recordId}-${field}`,
      },
    ]
  })
}
