import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import { londonToday } from '../../../../functions/domain/calendar.ts'
import { stillNamed } from '../../../../functions/domain/draft.ts'
import type { Comment } from '../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { Problem } from '../../api.ts'
import { Anchor, Checkboxes, ErrorSummary } from '../../govuk/index.ts'
import { fields, fieldWords, kindWords, sections, titleOf, type Values } from '../fields.ts'
import type { Kept } from './drafting/keep.ts'
import { editsBetween, proposed, typed } from './drafting/typed.ts'
import { AlikeNotice } from './form/alikeNotice.tsx'
import { Aside } from './form/aside.tsx'
import { Ask } from './form/ask.tsx'
import { AskingProvider } from './form/asking.tsx'
import { Continue } from './form/continue.tsx'
import { CopyFrom } from './form/copyFrom.tsx'
import { DecisionNow } from './form/decisionNow.tsx'
import { Endings } from './form/endings.tsx'
import { flat, placeOf } from './form/errors.ts'
import { copyOf, missingFrom } from './form/filling.ts'
import { Notices } from './form/recordNotices.tsx'
import { useAskingOf } from './form/useAskingOf.tsx'
import { useRecordForm } from './form/useRecordForm.ts'
import { useSummary } from './form/useSummary.ts'
import { thread as threads } from './history/historyService.ts'
import { namesFrom, systemsIn } from './lists.ts'
import { type Place, useTitle } from './page.tsx'
import { type Brief, type Entry, type PutForward, service } from './service.ts'
import { takeOff } from './takeOff.ts'

/** The fields of a kind in the order its form asks for them, questions within others after those. */
const orderOf = (kind: RecordKind): string[] => {
  const asked = sections[kind].flatMap((section) => section.fields)
  const within = (name: string) =>
    Object.keys(fields[kind]).filter((other) => fields[kind][other]?.within?.field === name)
  return [...asked.flatMap((name) => [name, ...within(name)]), 'heldBack']
}

/** A whole record, new or known, to be filled in or changed. */
export function RecordForm({
  kind,
  place,
  id,
  entry,
  lists,
  briefs,
  off,
  putForward,
  prefilled,
  kept,
  beginKey,
  onBegun,
  onTyped,
  onConfirmed,
}: {
  kind: RecordKind
  place: Place
  id: string | undefined
  entry: Entry
  lists: ReferenceLists
  /** What the authority has or is about to have. */
  briefs: readonly Brief[]
  /** Contracts that give up the systems this one covers, once it is saved. */
  off: readonly string[]
  /** What its drafts put forward for the lists. */
  putForward: PutForward
  prefilled: Values | undefined
  kept: readonly Kept[]
  beginKey: string
  onBegun: (id: string) => void
  onTyped: () => void
  /** Everything in the published record was said to be still correct. */
  onConfirmed: () => void
}) {
  const words = kindWords[kind]
  const navigate = useNavigate()
  const { hash } = useLocation()
  const [takesFocus, setTakesFocus] = useState(true)
  const today = londonToday()
  const record = useRecordForm({
    kind,
    place,
    id,
    entry,
    prefilled,
    putForward,
    kept,
    beginKey,
    onBegun,
    onTyped,
  })
  const { form, proposal } = record
  const { problems, attempt, say, sayUnsaved } = useSummary(record.save)
  // What was answered here, until the next save brings it along.
  const [thread, setThread] = useState<readonly Comment[]>([])
  const saved = proposal?.comments ?? []
  const comments = thread.length > saved.length ? thread : saved
  const { asking, fill } = useAskingOf({ kind, record, lists, briefs, comments, today })
  const recordId = proposal?.recordId
  const answering = useMemo(
    () =>
      recordId === undefined
        ? undefined
        : {
            authorityName: place.authority.name,
            send: async (field: string | undefined, text: string) =>
              setThread((await threads.answer(place.authority.id, recordId, { field, text })).comments),
          },
    [place, recordId],
  )
  const asked = useMemo(() => ({ ...asking, ...(answering && { answering }) }), [asking, answering])
  const order = useMemo(() => orderOf(kind), [kind])
  const isNew = entry.record === null

  async function check(): Promise<boolean> {
    const holds = await form.trigger()
    const found = flat(form.formState.errors as Record<string, unknown>, order)
    say(
      holds
        ? []
        : found.map(({ path, message }) => ({
            text: message,
            href: `#${placeOf(kind, path, form.getValues())}`,
          })),
    )
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

  const leaving = briefs.flatMap((one) => (one.kind === 'contract' && off.includes(one.id) ? [one] : []))
  /** Why a contract that gave systems up could not be changed. */
  const notLeft = useRef<string>(undefined)
  /** Saves, and takes what this contract covers off those that gave it up. */
  const leave = async () => {
    if (!(await record.flush())) return false
    const covered: unknown = form.getValues('systems')
    try {
      await takeOff(place.authority.id, leaving, Array.isArray(covered) ? covered : [])
      return true
    } catch (failure) {
      notLeft.current = failure instanceof Problem && failure.status === 409 ? failure.message : undefined
      return false
    }
  }
  const sayNotLeft = () => (notLeft.current ? say([{ text: notLeft.current }]) : sayUnsaved())

  async function onContinue(event: FormEvent) {
    event.preventDefault()
    if (!(await check())) return
    if (!(await leave())) sayNotLeft()
    // Nothing was typed: there is nothing to send either.
    else void navigate(place.to(record.hasDraft() ? '/our/submission' : `/our/${words.path}`))
  }
  /** Saves, complete or not, and goes on to another form. */
  const goOn = (to: (id: string | undefined) => string, state?: object) => () =>
    void leave().then((saved) => {
      if (saved) void navigate(place.to(to(record.recordId())), { state })
      else sayNotLeft()
    })

  /** Carries what was typed over to a record that is there already, and lets this draft go. */
  async function changeInstead(other: string) {
    const target = await service.entry(place.authority.id, kind, other)
    const there = typed(kind, proposed(target.record, target.proposal?.values ?? {}))
    const carried = editsBetween(kind, there, { ...there, ...missingFrom(kind, there, form.getValues()) })
    if (Object.keys(carried).length > 0) {
      await service.save(place.authority.id, other, {
        edits: carried,
        ...stillNamed(form.getValues(), {
          vendors: [...record.newVendors],
          products: [...record.newProducts],
        }),
      })
    }
    await record.discard()
    void navigate(place.to(`/our/${words.path}/${other}`), { state: { carried: Object.keys(carried) } })
  }
  const instead = (other: string) =>
    void changeInstead(other).catch(() =>
      say([{ text: 'That could not be done yet. What you typed is still here; try again in a moment' }]),
    )

  const names = namesFrom(lists, {
    newVendors: record.newVendors,
    newProducts: record.newProducts,
    systems: systemsIn(briefs),
  })
  const required = order.filter((name) => fields[kind][name]?.required)
  const requiredWords = required.map((name) => fieldWords(kind, name)).join(' and the ')

  return (
    <FormProvider {...form}>
      <AskingProvider value={asked}>
        <form noValidate onSubmit={(event) => void onContinue(event)} className="record">
          <div className="record__head">
            {problems.length > 0 && (
              <ErrorSummary key={attempt} errors={problems} disableAutoFocus={!takesFocus} />
            )}
            <span className="govuk-caption-l">
              {place.authority.name} · {isNew ? `Add a ${words.one}` : `Change a ${words.one}`}
            </span>
            <Title kind={kind} hasErrors={problems.length > 0} />
            <Notices
              kind={kind}
              record={record}
              names={names}
              order={order}
              comments={comments}
              answering={answering}
            />
            <p className="govuk-body">
              Only the {requiredWords} must be filled in; add the rest when you know it. Nothing is public
              until LOTI approves it.
            </p>
            {leaving.length > 0 && (
              <p className="govuk-body">
                When you save it, {leaving.map(({ title }) => title || 'a new contract').join(' and ')}{' '}
                {leaving.length === 1 ? 'covers' : 'cover'} these systems no more.
              </p>
            )}
            {entry.record?.kind === 'contract' && !entry.record.retiredOn && (
              <p className="govuk-body">
                Only its end and its price changed?{' '}
                <Anchor className="govuk-link" href={place.to(`/our/contracts/${entry.record.id}/renew`)}>
                  Renew or extend it
                </Anchor>{' '}
                on a shorter page.
              </p>
            )}
          </div>
          <Aside kind={kind} place={place} entry={entry} record={record} onConfirmed={onConfirmed} />
          <div className="record__main">
            {sections[kind].map(({ id: section, title: heading, about, fields: asked }, index) => (
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
                {kind === 'contract' && isNew && index === 1 && (
                  <CopyFrom
                    id={record.recordId()}
                    briefs={briefs}
                    vendorName={names.vendor}
                    onCopy={async (other) => {
                      const found = await service.entry(place.authority.id, 'contract', other)
                      if (found.record) fill('supplier', copyOf(found.record))
                    }}
                  />
                )}
                {asked.map((name) => (
                  <Ask key={name} name={name} />
                ))}
                {section === 'term' && <DecisionNow settings={lists.settings} today={today} />}
                {index === 0 && isNew && (
                  <AlikeNotice
                    kind={kind}
                    id={record.recordId()}
                    briefs={briefs}
                    to={(other) => place.to(`/our/${words.path}/${other}`)}
                    onInstead={instead}
                  />
                )}
              </section>
            ))}
            {entry.record && (
              <Checkboxes
                name="confirms"
                items={[
                  {
                    value: 'yes',
                    text: 'I have looked at everything here and it is correct today',
                    hint: 'This counts as confirming the whole record, not only what you changed',
                    checked: record.confirms,
                    onChange: ({ target }) => record.setConfirms(target.checked),
                  },
                ]}
              />
            )}
            <Continue kind={kind} isNew={isNew} title={() => titleOf(kind, form.getValues())} goOn={goOn} />
            <Endings kind={kind} place={place} entry={entry} record={record} briefs={briefs} />
          </div>
        </form>
      </AskingProvider>
    </FormProvider>
  )
}

function Title({ kind, hasErrors }: { kind: RecordKind; hasErrors: boolean }) {
  const name = kindWords[kind].title
  const title = titleOf(kind, { [name]: useWatch({ name }) })
  useTitle(`${hasErrors ? 'Error: ' : ''}${title}`)
  return <h1 className="govuk-heading-l wrap-anywhere">{title}</h1>
}
