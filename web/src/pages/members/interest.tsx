import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { AreaInterestView, Interested, InterestsView } from '../../../../functions/schema/interest.ts'
import type { BuyTogetherView } from '../../../../functions/schema/view.ts'
import { get, Problem, send } from '../../api.ts'
import { counted, date, ofAll } from '../../format.ts'
import { Button, Details, ErrorSummary, Input, Textarea } from '../../govuk/index.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { BoroughLink, To } from '../public/links.tsx'
import './members.css'

// Who would buy together, beside what the public reads of who could. Members alone see it.

const privately = 'Only members see this, and it binds nobody.'

/** Who is interested in one service area, and the way to say so. */
export function AreaInterest({ view: { area, scope, groups } }: { view: BuyTogetherView }) {
  const path = `/members/interests/${scope.id}/${encodeURIComponent(area.id)}`
  const loaded = useLoaded(() => get<AreaInterestView>(path), path)
  const contracts = new Map(
    groups.flatMap(({ members }) => members.map((member) => [member.contract.id, member] as const)),
  )
  return (
    <section className="interest" id="interest" aria-labelledby="interest-heading">
      <h2 className="govuk-heading-m" id="interest-heading">
        Who would buy together for {area.name}
      </h2>
      <Show of={loaded}>
        {({ interested, openTo, speaksFor }) => (
          <>
            <p className="basis">
              {interested.length === 0
                ? 'No council has said that it is interested yet.'
                : `${counted(interested.length, 'council has', 'councils have')} said so.`}{' '}
              {privately}
            </p>
            <Interests interested={interested} />
            <Openness
              said={[...contracts].flatMap(([id, { authority }]) => {
                const says = openTo[id]
                return says ? [{ id, authority: authority.name, says }] : []
              })}
              of={contracts.size}
            />
            {speaksFor.map((one) => (
              <Saying
                key={one.id}
                area={area}
                authority={one}
                said={interested.find(({ authority }) => authority.id === one.id)}
                onSaid={loaded.reload}
              />
            ))}
          </>
        )}
      </Show>
    </section>
  )
}

const Interests = ({ interested }: { interested: Interested[] }) =>
  interested.length === 0 ? null : (
    <ul className="found">
      {interested.map(({ authority, contact, note, at }) => (
        <li key={authority.id}>
          <BoroughLink {...authority} />
          <a className="govuk-link" href={`mailto:${contact}`}>
            {contact}
          </a>
          <span>since {date(at.slice(0, 10))}</span>
          {note && <span className="interest__note">{note}</span>}
        </li>
      ))}
    </ul>
  )

const openness = [
  ['yes', 'Open to it'],
  ['ask us', 'Ask first'],
  ['no', 'Not open to it'],
] as const

/** What contracts themselves say of buying together. */
function Openness({
  said,
  of,
}: {
  said: { id: string; authority: string; says: (typeof openness)[number][0] }[]
  of: number
}) {
  if (said.length === 0) return null
  const named = (wanted: string) => [
    ...new Set(said.flatMap(({ authority, says }) => (says === wanted ? [authority] : []))),
  ]
  return (
    <>
      <p className="govuk-body govuk-!-margin-bottom-1">
        {ofAll(said.length, of)} contracts that could end together say whether their council is open to buying
        together:
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {openness.map(([says, words]) => {
          const councils = named(says).sort((a, b) => a.localeCompare(b, 'en-GB'))
          return (
            councils.length > 0 && (
              <li key={says}>
                {words}: {councils.join(', ')}
              </li>
            )
          )
        })}
      </ul>
    </>
  )
}

function Saying({
  area,
  authority,
  said,
  onSaid,
}: {
  area: { id: string; name: string }
  authority: { id: string; name: string }
  said: Interested | undefined
  onSaid: () => void
}) {
  const [typed, setTyped] = useState({ contact: said?.contact ?? '', note: said?.note ?? '' })
  const [wrong, setWrong] = useState<{ fields: Record<string, string>; detail: string; at: number }>()
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState<string>()
  const told = useRef<HTMLParagraphElement>(null)
  // What was pressed folds away with what was typed.
  useEffect(() => {
    if (done) told.current?.focus()
  }, [done])
  const path = `/authorities/${authority.id}/interests/${encodeURIComponent(area.id)}`
  const seen = { 'If-Match': `"${said?.revision ?? 0}"` }
  const carryOut = async (act: () => Promise<unknown>, says: string) => {
    setBusy(true)
    setWrong(undefined)
    setDone(undefined)
    try {
      await act()
      setDone(says)
      onSaid()
    } catch (failure) {
      const problem = failure instanceof Problem ? failure : undefined
      setWrong({
        fields: problem?.fields ?? {},
        detail: problem?.message ?? 'That did not work. Try again.',
        at: Date.now(),
      })
      // A colleague was here meanwhile: what they said comes into sight, and what was typed stays.
      if (problem?.status === 409) onSaid()
    }
    setBusy(false)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void carryOut(() => send('PUT', path, typed, seen), `${authority.name} is interested.`)
  }
  const takeBack = () =>
    void carryOut(
      () => send('DELETE', path, undefined, seen),
      `${authority.name} no longer says that it is interested.`,
    )
  const fieldOf = (name: string) => `${name}-${authority.id}`
  const errors = Object.entries(wrong?.fields ?? {}).map(([name, text]) => ({
    text,
    href: `#${fieldOf(name)}`,
  }))
  return (
    <>
      {done && (
        <p className="govuk-body" role="status" tabIndex={-1} ref={told}>
          {done}
        </p>
      )}
      <Details
        key={said?.revision ?? 0}
        summary={said ? `Change what ${authority.name} said` : `Say that ${authority.name} is interested`}
        open={wrong !== undefined}
      >
        <form onSubmit={submit} noValidate>
          {wrong && (
            <ErrorSummary errors={errors.length > 0 ? errors : [{ text: wrong.detail }]} key={wrong.at} />
          )}
          <Input
            id={fieldOf('contact')}
            name="contact"
            type="email"
            label="Mailbox to write to"
            hint="A team’s, not a person’s, like digital@council.gov.uk"
            autoComplete="off"
            spellCheck={false}
            value={typed.contact}
            onChange={({ target }) => setTyped((before) => ({ ...before, contact: target.value }))}
            errorMessage={wrong?.fields.contact}
          />
          <Textarea
            id={fieldOf('note')}
            name="note"
            label="What others should know (optional)"
            hint="Such as when you would like to begin, or what you would not share"
            rows={3}
            value={typed.note}
            onChange={({ target }) => setTyped((before) => ({ ...before, note: target.value }))}
            errorMessage={wrong?.fields.note}
          />
          <div className="govuk-button-group">
            <Button disabled={busy}>{said ? 'Save' : 'We are interested'}</Button>
            {said && (
              <Button type="button" className="govuk-button--secondary" disabled={busy} onClick={takeBack}>
                Take it back
              </Button>
            )}
          </div>
        </form>
      </Details>
    </>
  )
}

/** Where councils would buy together, over all service areas. */
export function EveryInterest({ scope }: { scope: string }) {
  const path = `/members/interests/${scope}`
  const loaded = useLoaded(() => get<InterestsView>(path), path)
  return (
    <section className="interest" id="interest" aria-labelledby="interest-heading">
      <h2 className="govuk-heading-m" id="interest-heading">
        Where councils would buy together
      </h2>
      <Show of={loaded}>
        {({ areas }) => (
          <>
            <p className="basis">
              {areas.length === 0
                ? 'No council has said so for any service area yet: choose one above to be the first.'
                : 'Service areas in which councils have said that they are interested.'}{' '}
              {privately}
            </p>
            {areas.map(({ id, name, interested }) => (
              <div key={id}>
                <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
                  <To at={`/buy-together?area=${encodeURIComponent(id)}#interest`}>{name}</To>:{' '}
                  {counted(interested.length, 'council')}
                </h3>
                <Interests interested={interested} />
              </div>
            ))}
          </>
        )}
      </Show>
    </section>
  )
}
