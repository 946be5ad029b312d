import { useMemo, useState } from 'react'
import { londonToday } from '../../../../../functions/domain/calendar.ts'
import {
  type Ask,
  type Due,
  type DueReason,
  dueFor,
  dueReasons,
} from '../../../../../functions/domain/due.ts'
import type { Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RegisterRecord } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Problem } from '../../../api.ts'
import { Anchor, Button, ButtonLink, ErrorSummary, NotificationBanner } from '../../../govuk/index.ts'
import { counted, kindWords, titleOf } from '../../fields.ts'
import { asksIn, useRounds } from '../asks.ts'
import { CaughtUp } from '../caughtUp.tsx'
import { namesFrom, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { saidCorrect } from '../questions/correct.ts'
import { questions } from '../questions/service.ts'
import { type Confirmed, service } from '../service.ts'
import { twinsIn } from '../twins.ts'
import { ConfirmSaid } from './confirmSaid.tsx'
import { DueRow } from './dueRow.tsx'

/** Everything due to be confirmed, on one page: unchanged things are ticked, one press says they are still right. */
export default function ConfirmPage() {
  return (
    <OurPage title="Confirm what is still correct" crumbs={[{ text: 'Confirm' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

export type DueRecord = { record: RegisterRecord; due: Due; proposal: Proposal | undefined }

/** Why the records of a group are here, and what a tick beside one says. */
const groups: Record<DueReason, { heading: string; about: string }> = {
  review: {
    heading: 'Held back, and due to be looked at again',
    about: 'The day you set has come. Say whether each is still held back from the public.',
  },
  ended: {
    heading: 'Ended since it was last confirmed',
    about:
      'A tick says that it did end and is no longer used. If it was renewed or is still used, change it.',
  },
  imported: {
    heading: 'Imported and never checked',
    about: 'These came from a file or from open data. Nobody has said yet that they are right.',
  },
  never: { heading: 'Never confirmed', about: 'Nobody has said yet that these are right.' },
  asked: {
    heading: 'LOTI asks for these',
    about: 'They were confirmed lately, and before the round began. A tick says that they still are right.',
  },
  stale: {
    heading: 'Not confirmed lately',
    about: 'These were right when someone last looked. Contracts come round sooner than systems.',
  },
}

function Told({ place }: { place: Place }) {
  const { authority } = place
  const lists = useLists()
  const rounds = useRounds(authority.id)
  const loaded = useLoaded(async () => {
    const [systems, contracts, asked] = await Promise.all([
      service.register(authority.id, 'system'),
      service.register(authority.id, 'contract'),
      questions.list(authority.id),
    ])
    return {
      records: [...contracts.records, ...systems.records],
      proposals: [...contracts.proposals, ...systems.proposals],
      said: saidCorrect(asked.questions),
    }
  }, `confirm ${authority.id}`)
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={loaded}>
          {(found) => (
            <Show of={rounds}>
              {(asked) => (
                <List place={place} lists={known} {...found} asks={asksIn(asked)} onDone={loaded.reload} />
              )}
            </Show>
          )}
        </Show>
      )}
    </Show>
  )
}

function List({
  place,
  lists,
  records,
  proposals,
  said,
  asks,
  onDone,
}: {
  place: Place
  lists: ReferenceLists
  records: RegisterRecord[]
  proposals: Proposal[]
  said: ReturnType<typeof saidCorrect>
  asks: readonly Ask[]
  onDone: () => void
}) {
  const { authority, to } = place
  const today = londonToday()
  const { freshMonths } = lists.settings
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  /** Drafts made on this page since it was loaded; nothing for one that was discarded. */
  const [drafted, setDrafted] = useState<ReadonlyMap<string, Proposal | undefined>>(new Map())
  const [opened, setOpened] = useState<string>()
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const [done, setDone] = useState<Confirmed[]>()
  const names = useMemo(
    () =>
      namesFrom(lists, {
        newVendors: proposals.flatMap(({ newVendors }) => newVendors),
        newProducts: proposals.flatMap(({ newProducts = [] }) => newProducts),
        systems: records.flatMap((one) => (one.kind === 'system' ? [{ id: one.id, name: one.name }] : [])),
      }),
    [lists, records, proposals],
  )
  const twins = useMemo(
    () => twinsIn(records.map((one) => ({ id: one.id, title: titleOf(one.kind, { ...one }) }))),
    [records],
  )

  const proposalOf = (id: string) =>
    drafted.has(id) ? drafted.get(id) : proposals.find(({ recordId }) => recordId === id)
  const all: DueRecord[] = records.flatMap((record) => {
    const due = dueFor(record, today, (kind) => freshMonths[kind], asks)
    return due ? [{ record, due, proposal: proposalOf(record.id) }] : []
  })
  // What is being changed is sent, not confirmed; what is held back wants an answer of its own.
  const tickable = all.filter(({ due, proposal }) => due.why !== 'review' && !proposal)
  const ticked = tickable.filter(({ record }) => !left.has(record.id))
  const toLookAt = all.filter(({ proposal }) => !proposal).length
  const changing = all.filter(({ proposal }) => proposal && proposal.outcome !== 'sent').length

  const toggle = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  const confirm = () => {
    setState({ busy: true })
    const seen = ticked.map(({ record }) => ({ id: record.id, version: record.version }))
    service.confirm(authority.id, seen).then(
      ({ results }) => {
        setState({})
        setDone(results)
        setOpened(undefined)
        onDone()
        window.scrollTo({ top: 0 })
      },
      (failure: unknown) =>
        setState({
          wrong: failure instanceof Problem ? failure.message : 'It could not be confirmed. Try again.',
        }),
    )
  }
  // LOTI looks at an authority's records here, and does not speak for it.
  const mayConfirm = place.person.editorOf.includes(authority.id)
  const press = mayConfirm && ticked.length > 0 && (
    <Button type="button" onClick={confirm} disabled={state.busy}>
      {state.busy
        ? 'Confirming…'
        : ticked.length === toLookAt && toLookAt > 1
          ? `Confirm all ${toLookAt}`
          : `Confirm ${counted(ticked.length, 'record')}`}
    </Button>
  )
  return (
    <>
      {state.wrong && <ErrorSummary key={state.wrong} errors={[{ text: state.wrong }]} />}
      {done && <Done results={done} records={records} to={to} />}
      <h1 className="govuk-heading-l">Confirm what is still correct</h1>
      {all.length === 0 ? (
        <>
          <p className="lede">
            Nothing is due. Contracts come round every {freshMonths.contract} months, systems every{' '}
            {freshMonths.system}.
          </p>
          {changing === 0 && (
            <p className="govuk-body">
              <Anchor className="govuk-link" href={to('/our')}>
                Back to your register
              </Anchor>
            </p>
          )}
        </>
      ) : (
        <>
          <p className="lede">
            {toLookAt > 0 ? counted(toLookAt, 'record') : 'Nothing else'} to look at.{' '}
            {tickable.length > 0 &&
              'Change what is no longer right, here on this page; the rest is confirmed in one press.'}
          </p>
          {press}
          {dueReasons.map((why) => {
            const those = all.filter(({ due }) => due.why === why)
            if (those.length === 0) return null
            return (
              <fieldset className="govuk-fieldset due-list" key={why}>
                <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
                  <h2 className="govuk-fieldset__heading">
                    {groups[why].heading} <span className="due-list__count">{those.length}</span>
                  </h2>
                </legend>
                <p className="govuk-body due-list__about">{groups[why].about}</p>
                <ul className="our-list">
                  {those.map((one) => (
                    <DueRow
                      key={one.record.id}
                      one={one}
                      place={place}
                      lists={lists}
                      names={names}
                      today={today}
                      isTwin={twins.has(one.record.id)}
                      said={sinceConfirmed(one.record, said.get(one.record.id))}
                      isTicked={!left.has(one.record.id)}
                      isOpen={opened === one.record.id}
                      isMadeHere={drafted.has(one.record.id)}
                      onToggle={() => toggle(one.record.id)}
                      onOpen={(open) => setOpened(open ? one.record.id : undefined)}
                      onDrafted={(proposal) =>
                        setDrafted((before) => new Map(before).set(one.record.id, proposal))
                      }
                    />
                  ))}
                </ul>
              </fieldset>
            )
          })}
          {press}
        </>
      )}
      {changing > 0 && (
        <div className="actions-row">
          <p className="govuk-body">
            {counted(changing, 'record')} you changed instead {changing === 1 ? 'is' : 'are'} in your draft.
          </p>
          <ButtonLink href={to('/our/submission')} className="govuk-button--secondary">
            Check and send
          </ButtonLink>
        </div>
      )}
      {mayConfirm && <ConfirmSaid place={place} />}
    </>
  )
}

/** What was said by a link, unless the record was confirmed since. */
const sinceConfirmed = (
  { provenance: { confirmedAt = '' } }: RegisterRecord,
  said: { at: string; words: string } | undefined,
) => (said && said.at > confirmedAt ? said.words : undefined)

/** What came of the press: what is confirmed, and what had changed since it was shown. */
function Done({
  results,
  records,
  to,
}: {
  results: Confirmed[]
  records: RegisterRecord[]
  to: Place['to']
}) {
  const confirmed = useMemo(
    () =>
      results.flatMap(({ recordId, outcome, version }) =>
        outcome === 'confirmed' && version !== undefined ? [{ recordId, version }] : [],
      ),
    [results],
  )
  const moved = results.filter(({ outcome }) => outcome === 'moved on')
  return (
    <NotificationBanner type="success">
      <p className="govuk-notification-banner__heading">{counted(confirmed.length, 'record')} confirmed.</p>
      {moved.length > 0 && (
        <>
          <p className="govuk-body">
            {moved.length === 1 ? 'One had' : `${moved.length} had`} changed since this page was opened, so
            look again before you confirm:
          </p>
          <ul className="govuk-list">
            {moved.map(({ recordId }) => {
              const record = records.find(({ id }) => id === recordId)
              return (
                record && (
                  <li key={recordId}>
                    <Anchor
                      className="govuk-notification-banner__link"
                      href={to(`/our/${kindWords[record.kind].path}/${recordId}`)}
                    >
                      {titleOf(record.kind, { ...record })}
                    </Anchor>
                  </li>
                )
              )
            })}
          </ul>
        </>
      )}
      {confirmed.length > 0 && <CaughtUp records={confirmed} />}
    </NotificationBanner>
  )
}
