import { zodResolver } from '@hookform/resolvers/zod'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { type Control, FormProvider, type Resolver, useForm, useWatch } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import type { NewVendor } from '../../../../functions/schema/proposal.ts'
import { type RecordKind, schemas } from '../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import {
  Button,
  Checkboxes,
  DateInput,
  type DatePart,
  Details,
  ErrorSummary,
  InsetText,
  NotificationBanner,
  Tag,
  WarningText,
} from '../../govuk/index.ts'
import { fields, instantWords, kindWords, sections, titleOf, type Values } from '../fields.ts'
import { Ask, AskingProvider, Comments, flat, placeOf } from './ask.tsx'
import { ClashChooser } from './clash.tsx'
import { type Draft, type Drafting, signedOut, useDrafting } from './drafting.ts'
import { namesFrom, useOptions } from './lists.ts'
import { type Place, useTitle } from './page.tsx'
import type { Save } from './saver.ts'
import { type Entry, service } from './service.ts'
import { type Boxes, dateBoxes, emptyDate } from './typed.ts'
import { useSignInLink } from './ways.tsx'

const time = (at: Date) =>
  new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true })
    .format(at)
    .replace(' ', '')
    .toLowerCase()

function SaveWords({ save, proposal }: { save: Save; proposal: Drafting['proposal'] }) {
  const signIn = useSignInLink()
  switch (save.state) {
    case 'waiting':
    case 'saving':
      return 'Saving…'
    case 'saved':
      return `Saved at ${time(save.at)}`
    case 'kept':
      return (
        <>
          <strong>Could not save: your typing is kept in this browser.</strong> {save.because}{' '}
          {save.because === signedOut ? (
            <a className="govuk-link" href={signIn}>
              Sign in and it is saved
            </a>
          ) : (
            'We keep trying.'
          )}
        </>
      )
    case 'clash':
      return (
        <>
          <strong>Not saved.</strong>{' '}
          <a className="govuk-link" href="#clash">
            Choose which version to keep
          </a>
        </>
      )
    default:
      return proposal ? `Saved ${instantWords(proposal.updatedAt)}` : 'Saves as you type'
  }
}

const slug = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

export function RecordForm({
  kind,
  place,
  id,
  entry,
  lists,
  systems,
  onBegun,
  onConfirmed,
}: {
  kind: RecordKind
  place: Place
  id: string | undefined
  entry: Entry
  lists: ReferenceLists
  systems: { id: string; name: string }[]
  onBegun: (id: string) => void
  /** Everything in the published record was said to be still correct. */
  onConfirmed: () => void
}) {
  const words = kindWords[kind]
  const navigate = useNavigate()
  const { hash } = useLocation()
  const options = useOptions(lists)
  const [summary, setSummary] = useState<{ text: string; href?: string }[]>([])
  const [attempt, setAttempt] = useState(0)
  const [takesFocus, setTakesFocus] = useState(true)

  const form = useForm<Values>({
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
    // The form holds what was typed; the shared schema says what is made of it.
    resolver: zodResolver(schemas[kind].fields as never) as unknown as Resolver<Values>,
  })
  const silent = useRef(false)
  const show = (draft: Draft) => {
    silent.current = true
    form.reset(draft.values, { keepErrors: true })
    silent.current = false
    setNewVendors(draft.newVendors)
    setConfirms(draft.confirms)
  }
  const drafting = useDrafting({ authority: place.authority.id, kind, id, entry, onBegun, onValues: show })
  const { start, proposal, save } = drafting
  const [newVendors, setNewVendors] = useState<NewVendor[]>(start.newVendors)
  const [confirms, setConfirms] = useState(start.confirms)

  const now = useRef({ newVendors, confirms })
  now.current = { newVendors, confirms }
  const draft = (): Draft => ({ values: structuredClone(form.getValues()), ...now.current })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the form starts once and listens from then on
  useEffect(() => {
    silent.current = true
    form.reset(start.values)
    silent.current = false
    const watching = form.watch(() => {
      if (!silent.current) drafting.typed(draft())
    })
    return () => watching.unsubscribe()
  }, [])

  const order = useMemo(() => sections[kind].flatMap(({ fields: names }) => names), [kind])

  async function check(): Promise<boolean> {
    const holds = await form.trigger()
    const found = flat(form.formState.errors as Record<string, unknown>, order)
    setSummary(
      holds
        ? []
        : found.map(({ path, message }) => ({
            text: message,
            href: `#${placeOf(kind, path, form.getValues())}`,
          })),
    )
    setAttempt((before) => before + 1)
    return holds
  }

  // Coming from a list of problems: show them here too, at the question that was named.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    const name = decodeURIComponent(hash.slice(1)).split('.')[0] ?? ''
    if (!(name in fields[kind])) return
    setTakesFocus(false)
    void check().then(() => {
      setTakesFocus(true)
      const control = document.getElementById(placeOf(kind, name, form.getValues()))
      control?.scrollIntoView({ block: 'center' })
      control?.focus({ preventScroll: true })
    })
  }, [])

  async function onContinue(event: FormEvent) {
    event.preventDefault()
    if (!(await check())) return
    if (!(proposal || drafting.recordId === undefined) || save.state === 'nothing to save') {
      // Nothing was typed: there is nothing to send either.
      if (!proposal) {
        void navigate(place.to(`/our/${words.path}`))
        return
      }
    }
    if (await drafting.flush()) void navigate(place.to('/our/submission'))
    else {
      setSummary([
        { text: 'Your typing could not be saved yet. It is kept in this browser; try again in a moment' },
      ])
      setAttempt((before) => before + 1)
    }
  }

  const propose = (name: string) => {
    const wanted = `ven_${slug(name)}`
    const taken = lists.vendors.some((vendor) => vendor.id === wanted)
    const vendor = { id: taken ? `${wanted}-2` : wanted, name: name.trim() }
    const next = [...now.current.newVendors.filter((one) => one.id !== vendor.id), vendor]
    now.current.newVendors = next
    setNewVendors(next)
    return vendor.id
  }

  const comments = useMemo(() => proposal?.comments ?? [], [proposal])
  // biome-ignore lint/correctness/useExhaustiveDependencies: putting a vendor forward reads what is newest by itself
  const asking = useMemo(
    () => ({
      kind,
      options,
      systems: systems.map(({ id: value, name }) => ({ value, text: name })),
      comments,
      newVendors,
      propose,
    }),
    [kind, options, systems, comments, newVendors],
  )
  const general = comments.filter(({ field }) => !field || !(field in fields[kind]))
  const isReturned = comments.length > 0
  const names = namesFrom(lists, { newVendors, systems })
  const required = order.filter((name) => fields[kind][name]?.required)
  const requiredWords = required.map((name) => fields[kind][name]?.label.toLowerCase()).join(' and the ')

  return (
    <FormProvider {...form}>
      <AskingProvider value={asking}>
        <form noValidate onSubmit={(event) => void onContinue(event)} className="record">
          <div className="record__head">
            {summary.length > 0 && (
              <ErrorSummary key={attempt} errors={summary} disableAutoFocus={!takesFocus} />
            )}
            <span className="govuk-caption-l">
              {place.authority.name} · {entry.record ? `Change a ${words.one}` : `Add a ${words.one}`}
            </span>
            <Title kind={kind} control={form.control} hasErrors={summary.length > 0} />
            {drafting.clashing && (
              <ClashChooser
                kind={kind}
                clashes={drafting.clashing.clashes}
                merged={drafting.clashing.merged}
                names={names}
                who={drafting.clashing.who}
                onSettle={(values) => void drafting.settle(values)}
              />
            )}
            {drafting.recovered && (
              <InsetText>
                This browser kept typing of yours that had not been saved. It is back in the form and being
                saved now.
              </InsetText>
            )}
            {drafting.joined && <InsetText>{drafting.joined}</InsetText>}
            {isReturned && (
              <NotificationBanner title="Returned to you">
                <p className="govuk-notification-banner__heading">
                  LOTI has asked about {comments.length === 1 ? 'one thing' : `${comments.length} things`}{' '}
                  here.
                </p>
                <Comments comments={general} />
                <ul className="govuk-list">
                  {order
                    .filter((name) => comments.some(({ field }) => field === name))
                    .map((name) => (
                      <li key={name}>
                        <a className="govuk-notification-banner__link" href={`#${name}-comments`}>
                          {fields[kind][name]?.label}
                        </a>
                      </li>
                    ))}
                </ul>
              </NotificationBanner>
            )}
            <p className="govuk-body">
              Only the {requiredWords} must be filled in; add the rest when you know it. Nothing is public
              until LOTI approves it.
            </p>
          </div>
          <aside className="record__aside" aria-label="This form">
            <p className="govuk-body-s record__save" role="status" data-state={save.state}>
              <SaveWords save={save} proposal={proposal} />
            </p>
            <nav aria-label="Sections of this form">
              <ul className="govuk-list record__sections">
                {sections[kind].map(({ id: section, title: heading }) => (
                  <li key={section}>
                    <a className="govuk-link govuk-link--no-visited-state" href={`#${section}`}>
                      {heading}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            {!proposal && <ConfirmButton place={place} entry={entry} onDone={onConfirmed} />}
          </aside>
          <div className="record__main">
            {sections[kind].map(({ id: section, title: heading, about, fields: asked }) => (
              <section
                key={section}
                id={section}
                className="record__section"
                aria-labelledby={`${section}-heading`}
              >
                <h2 className="govuk-heading-m" id={`${section}-heading`}>
                  {heading}
                </h2>
                {about && <p className="govuk-body record__about">{about}</p>}
                {asked.map((name) => (
                  <Ask key={name} name={name} />
                ))}
              </section>
            ))}
            {entry.record && (
              <Checkboxes
                name="confirms"
                items={[
                  {
                    value: 'yes',
                    text: `I have looked at everything here and it is correct today`,
                    hint: 'This counts as confirming the whole record, not only what you changed',
                    checked: confirms,
                    onChange: ({ target }) => {
                      setConfirms(target.checked)
                      now.current.confirms = target.checked
                      drafting.typed(draft())
                    },
                  },
                ]}
              />
            )}
            <div className="govuk-button-group record__end">
              <Button>Save and check your answers</Button>
              <Button
                type="button"
                className="govuk-button--secondary"
                onClick={() => void drafting.flush().then(() => navigate(place.to(`/our/${words.path}`)))}
              >
                Save and come back later
              </Button>
            </div>
            <Endings kind={kind} place={place} entry={entry} drafting={drafting} draft={draft} />
          </div>
        </form>
      </AskingProvider>
    </FormProvider>
  )
}

function Title({
  kind,
  control,
  hasErrors,
}: {
  kind: RecordKind
  control: Control<Values>
  hasErrors: boolean
}) {
  const name = kindWords[kind].title
  const title = titleOf(kind, { [name]: useWatch({ control, name }) })
  useTitle(`${hasErrors ? 'Error: ' : ''}${title}`)
  return <h1 className="govuk-heading-l wrap-anywhere">{title}</h1>
}

/** The ways a record or a draft of it can end. */
function Endings({
  kind,
  place,
  entry,
  drafting,
  draft,
}: {
  kind: RecordKind
  place: Place
  entry: Entry
  drafting: Drafting
  draft: () => Draft
}) {
  const words = kindWords[kind]
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [on, setOn] = useState<Boxes>({ ...emptyDate })
  const [problem, setProblem] = useState<string>()
  const list = place.to(`/our/${words.path}`)

  async function retire() {
    const read = schemas[kind].fields.shape.retiredOn.safeParse(on)
    const isEmpty = !on.day && !on.month && !on.year
    if (isEmpty || !read.success) {
      setProblem(
        isEmpty
          ? `Enter the date the ${words.one} left your register`
          : (read.error?.issues[0]?.message ?? 'Enter a real date'),
      )
      return
    }
    setProblem(undefined)
    const now = draft()
    if (await drafting.retire({ ...now, values: { ...now.values, retiredOn: dateBoxes(read.data) } })) {
      void navigate(place.to('/our/submission'))
    } else setProblem('This could not be saved yet. Try again in a moment')
  }

  return (
    <div className="record__endings">
      {entry.record && (
        <Details summary={`This ${words.one} is no longer ${kind === 'system' ? 'used' : 'ours'}`}>
          <p>Propose to retire it. Once LOTI approves, it leaves the summaries; its history stays.</p>
          <DateInput
            id="retire-on"
            namePrefix="retire-on"
            fieldset={{
              legend: {
                children: kind === 'system' ? 'Last used on' : 'Left our register on',
                className: 'govuk-fieldset__legend--s',
              },
            }}
            errorMessage={problem}
            inputs={Object.fromEntries(
              (['day', 'month', 'year'] as DatePart[]).map((part) => [
                part,
                {
                  value: on[part],
                  autoComplete: 'off',
                  onChange: (event: { target: { value: string } }) =>
                    setOn({ ...on, [part]: event.target.value }),
                },
              ]),
            )}
          />
          <Button type="button" className="govuk-button--warning" onClick={() => void retire()}>
            Propose to retire
          </Button>
        </Details>
      )}
      {(drafting.proposal || drafting.recordId) &&
        drafting.proposal &&
        (asking ? (
          <div>
            <WarningText>
              {entry.record
                ? 'Your changes will be lost. The published record stays as it is.'
                : `This draft will be lost, with everything typed in it.`}
            </WarningText>
            <div className="govuk-button-group">
              <Button
                type="button"
                className="govuk-button--warning"
                onClick={() => void drafting.discard().then(() => navigate(list))}
              >
                Discard the draft
              </Button>
              <button type="button" className="link-button" onClick={() => setAsking(false)}>
                Keep it
              </button>
            </div>
          </div>
        ) : (
          <p className="govuk-body">
            <button type="button" className="link-button" onClick={() => setAsking(true)}>
              Discard this draft
            </button>
          </p>
        ))}
    </div>
  )
}

/** Says that everything in a published record is still correct, without changing it. */
export function ConfirmButton({ place, entry, onDone }: { place: Place; entry: Entry; onDone: () => void }) {
  const [state, setState] = useState<'ready' | 'busy' | string>('ready')
  const { record } = entry
  if (!record) return null
  const { confirmedAt } = record.provenance
  return (
    <div className="confirm">
      <p className="govuk-body">
        {confirmedAt ? (
          `Last confirmed ${instantWords(confirmedAt)}.`
        ) : (
          <Tag colour="yellow">Never confirmed</Tag>
        )}
      </p>
      <Button
        type="button"
        className="govuk-button--secondary"
        disabled={state === 'busy'}
        onClick={() => {
          setState('busy')
          service.confirm(place.authority.id, [record.id]).then(
            () => {
              setState('ready')
              onDone()
            },
            (problem: unknown) => setState(problem instanceof Error ? problem.message : 'That did not work'),
          )
        }}
      >
        Everything is still correct
      </Button>
      {state !== 'ready' && state !== 'busy' && <p className="govuk-error-message">{state}</p>}
    </div>
  )
}
