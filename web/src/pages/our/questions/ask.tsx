import { type FormEvent, useMemo, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import {
  askable,
  type Fact,
  linkDays,
  mostFacts,
  questionFields,
} from '../../../../../functions/schema/question.ts'
import type { RecordKind, RegisterRecord } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Problem } from '../../../api.ts'
import {
  Anchor,
  Button,
  Checkboxes,
  ErrorSummary,
  Input,
  Lookup,
  Radios,
  Textarea,
} from '../../../govuk/index.ts'
import { counted, fields, printed, titleOf } from '../../fields.ts'
import { statedBy } from '../drafting/typed.ts'
import { label, legend } from '../form/asking.tsx'
import { namesFrom, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place, useTitle } from '../page.tsx'
import { service } from '../service.ts'
import { questions } from './service.ts'
import './questions.css'

const title = 'Ask someone who knows'

/** Asks somebody without an account about a few facts, by a link that is written to them. */
export default function AskPage() {
  return (
    <OurPage title={title} crumbs={[{ text: 'Questions', href: '/our/questions' }, { text: 'Ask' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Told({ place }: { place: Place }) {
  const lists = useLists()
  const { authority } = place
  const loaded = useLoaded(async () => {
    const [systems, contracts] = await Promise.all([
      service.register(authority.id, 'system'),
      service.register(authority.id, 'contract'),
    ])
    return [...contracts.records, ...systems.records]
  }, `ask ${authority.id}`)
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={loaded}>{(records) => <Form place={place} lists={known} records={records} />}</Show>
      )}
    </Show>
  )
}

/** What a service owner is most often asked. */
const usual: Record<RecordKind, string[]> = {
  contract: ['endsOn', 'renewal', 'noticeMonths', 'annualPounds'],
  system: ['hosting', 'users', 'plannedReplacementOn'],
}
const usualOf = (record: RegisterRecord | undefined): Fact[] =>
  record ? usual[record.kind].map((field) => ({ recordId: record.id, field })) : []

type Wrong = { fields: Record<string, string>; detail?: string; at: number }

function Form({ place, lists, records }: { place: Place; lists: ReferenceLists; records: RegisterRecord[] }) {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const byId = useMemo(() => new Map(records.map((one) => [one.id, one])), [records])
  // Asked again because the answer was lost, the same is asked once; anything else is another question.
  const press = useRef({ said: '', key: '' })
  const [about, setAbout] = useState(() =>
    (search.get('about')?.split(',') ?? []).filter((id) => byId.has(id)),
  )
  const [facts, setFacts] = useState<Fact[]>(() =>
    about.flatMap((id) => usualOf(byId.get(id))).slice(0, mostFacts),
  )
  const [typed, setTyped] = useState({ to: '', note: '', days: 14 })
  const [wrong, setWrong] = useState<Wrong>({ fields: {}, at: 0 })
  const [busy, setBusy] = useState(false)
  useTitle(wrong.at > 0 ? `Error: ${title}` : title)
  const isChosen = (recordId: string, field: string) =>
    facts.some((one) => one.recordId === recordId && one.field === field)
  const choose = (recordId: string, field: string, isIn: boolean) =>
    setFacts((before) => [
      ...before.filter((one) => one.recordId !== recordId || one.field !== field),
      ...(isIn ? [{ recordId, field }] : []),
    ])
  const add = (id: string) => {
    if (!byId.has(id) || about.includes(id)) return
    setAbout([...about, id])
    setFacts((before) => [
      ...before,
      ...usualOf(byId.get(id)).slice(0, Math.max(0, mostFacts - before.length)),
    ])
  }
  const remove = (id: string) => {
    setAbout(about.filter((one) => one !== id))
    setFacts((before) => before.filter(({ recordId }) => recordId !== id))
  }
  const refuse = (mistakes: Record<string, string>, detail?: string) =>
    setWrong({ fields: mistakes, ...(detail && { detail }), at: Date.now() })

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const read = questionFields.safeParse({ ...typed, facts })
    if (!read.success) {
      const entries = read.error.issues.map(({ path, message }) => [String(path[0]), message] as const)
      return refuse(Object.fromEntries(entries.reverse()))
    }
    setBusy(true)
    try {
      const said = JSON.stringify([typed, facts])
      if (press.current.said !== said) press.current = { said, key: crypto.randomUUID() }
      await questions.ask(place.authority.id, { ...typed, facts }, press.current.key)
      await navigate(place.to('/our/questions'), { state: { asked: typed.to.trim() } })
    } catch (failure) {
      setBusy(false)
      if (failure instanceof Problem && Object.keys(failure.fields).length > 0) refuse(failure.fields)
      else refuse({}, failure instanceof Error ? failure.message : 'That did not work. Try again.')
    }
  }
  const places: Record<string, string> = { facts: about.length > 0 ? `facts-${about[0]}` : 'another' }
  const names = namesFrom(lists)
  const left = records.filter(({ id, retiredOn }) => !about.includes(id) && !retiredOn)
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate className="asking">
      {wrong.at > 0 && (
        <ErrorSummary
          key={wrong.at}
          errors={[
            ...['facts', 'to', 'note', 'days'].flatMap((field) =>
              wrong.fields[field] ? [{ text: wrong.fields[field], href: `#${places[field] ?? field}` }] : [],
            ),
            ...(wrong.detail ? [{ text: wrong.detail }] : []),
          ]}
        />
      )}
      <h1 className="govuk-heading-l">{title}</h1>
      <p className="lede">
        The person who runs a service often knows what you would have to look up. We write to them with a link
        that needs no account. It shows the facts you choose and nothing else, works once, and what they say
        comes back to you as a draft.
      </p>
      <h2 className="govuk-heading-m">What to ask about</h2>
      {about.map((id) => {
        const record = byId.get(id)
        if (!record) return null
        const { kind } = record
        const called = titleOf(kind, { ...record })
        const stated = statedBy(record)
        return (
          <div key={id} className="asking__record">
            <Checkboxes
              name={`facts-${id}`}
              className="govuk-checkboxes--small asking__facts"
              fieldset={legend(called)}
              errorMessage={id === about[0] ? wrong.fields.facts : undefined}
              values={facts.filter(({ recordId }) => recordId === id).map(({ field }) => field)}
              items={askable[kind].map((field) => {
                const said = printed(kind, field, stated[field], names).join(', ')
                return {
                  value: field,
                  text: (
                    <>
                      {fields[kind][field]?.label ?? field}
                      <span className="asking__said">{said || 'Not stated'}</span>
                    </>
                  ),
                  disabled: facts.length >= mostFacts && !isChosen(id, field),
                  onChange: ({ target }) => choose(id, field, target.checked),
                }
              })}
            />
            <button type="button" className="link-button" onClick={() => remove(id)}>
              Do not ask about {called}
            </button>
          </div>
        )
      })}
      <Lookup
        id="another"
        name="another"
        label={label(
          about.length === 0 ? 'A system or contract' : 'Ask about another system or contract too',
        )}
        hint={about.length === 0 ? 'What is on your register, by name' : undefined}
        options={left.map((one) => ({
          value: one.id,
          text: titleOf(one.kind, { ...one }),
          aside: one.kind === 'system' ? 'System' : 'Contract',
        }))}
        value=""
        onChange={add}
        errorMessage={about.length === 0 ? wrong.fields.facts : undefined}
      />
      <p className="govuk-body" role="status">
        <strong>
          {counted(facts.length, 'fact')} chosen, {mostFacts} at most.
        </strong>{' '}
        {facts.length >= mostFacts && 'Untick one to choose another.'}
      </p>
      <h2 className="govuk-heading-m">Whom to ask</h2>
      <Input
        name="to"
        label={label('Their mailbox')}
        hint="A team’s or a role’s, like parking@council.gov.uk. Whoever opens the link sees the facts above"
        type="email"
        autoComplete="off"
        spellCheck={false}
        className="govuk-!-width-two-thirds"
        value={typed.to}
        onChange={({ target }) => setTyped({ ...typed, to: target.value })}
        errorMessage={wrong.fields.to}
      />
      <Textarea
        name="note"
        label={label('A line to them (optional)')}
        rows={2}
        value={typed.note}
        onChange={({ target }) => setTyped({ ...typed, note: target.value })}
        errorMessage={wrong.fields.note}
      />
      <Radios
        name="days"
        className="govuk-radios--inline govuk-radios--small"
        fieldset={legend('How long the link works')}
        value={String(typed.days)}
        items={linkDays.map((days) => ({
          value: String(days),
          text: counted(days, 'day'),
          onChange: () => setTyped({ ...typed, days }),
        }))}
        errorMessage={wrong.fields.days}
      />
      <div className="govuk-button-group">
        <Button disabled={busy}>Write to them</Button>
        <Anchor className="govuk-link" href={place.to('/our/questions')}>
          Cancel
        </Anchor>
      </div>
    </form>
  )
}
