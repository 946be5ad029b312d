import { type FormEvent, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { AuditAction, Version, Who } from '../../../../../functions/schema/history.ts'
import type { Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { schemas } from '../../../../../functions/schema/record.ts'
import { Problem } from '../../../api.ts'
import {
  Anchor,
  Button,
  DateInput,
  type DatePart,
  Details,
  ErrorMessage,
  SummaryList,
  WarningText,
} from '../../../govuk/index.ts'
import { dateWords, fields, instantWords, kindWords, type Names, printed, titleOf } from '../../fields.ts'
import { DifferencesTable, Value } from '../differencesTable.tsx'
import { type Boxes, dateBoxes, emptyDate } from '../drafting/typed.ts'
import { LinkAnswers } from '../linkAnswers.tsx'
import { namesFrom, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place, useTitle } from '../page.tsx'
import { service } from '../service.ts'
import { Thread } from '../submission/thread.tsx'
import { whoWords } from './happenings.tsx'
import { past } from './historyService.ts'
import './past.css'

/** Every version of one record: who published it, when, what it changed and why; and the record as it stood on a day. */
export function RecordHistoryPage({ kind }: { kind: RecordKind }) {
  const { id = '' } = useParams()
  const words = kindWords[kind]
  return (
    <OurPage
      title="History"
      crumbs={[
        { text: `Our ${words.many}`, href: `/our/${words.path}` },
        { text: `This ${words.one}`, href: `/our/${words.path}/${id}` },
        { text: 'History' },
      ]}
    >
      {(place) => <Told kind={kind} id={id} place={place} key={`${place.authority.id} ${id}`} />}
    </OurPage>
  )
}

function Told({ kind, id, place }: { kind: RecordKind; id: string; place: Place }) {
  const [search] = useSearchParams()
  const on = search.get('on')
  const lists = useLists()
  const systems = useLoaded(
    () => service.register(place.authority.id, 'system'),
    `systems ${place.authority.id}`,
  )
  const entry = useLoaded(() => service.entry(place.authority.id, kind, id), `entry ${id}`)
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={entry}>
          {({ record }) => {
            const names = namesFrom(known, {
              systems: (systems.value?.records ?? []).flatMap((one) =>
                one.kind === 'system' ? [{ id: one.id, name: one.name }] : [],
              ),
            })
            const title = titleOf(kind, { ...record })
            const facts = { kind, id, place, names, title }
            return (
              <>
                <Heading place={place} title={title} />
                {record ? (
                  <>
                    <OnDay kind={kind} id={id} place={place} on={on} />
                    {on ? <AsAt {...facts} on={on} key={on} /> : <All {...facts} />}
                  </>
                ) : (
                  <p className="govuk-inset-text">
                    This {kindWords[kind].one} has not been approved yet, so it has no history. Its first
                    version is the one LOTI approves.
                  </p>
                )}
              </>
            )
          }}
        </Show>
      )}
    </Show>
  )
}

function Heading({ place, title }: { place: Place; title: string }) {
  useTitle(`History: ${title}`)
  return (
    <>
      <span className="govuk-caption-l">{place.authority.name} · History</span>
      <h1 className="govuk-heading-l wrap-anywhere">{title}</h1>
    </>
  )
}

type Facts = { kind: RecordKind; id: string; place: Place; names: Names; title: string }

/** Asks for the record as it stood at the end of a day. */
function OnDay({ kind, id, place, on }: Pick<Facts, 'kind' | 'id' | 'place'> & { on: string | null }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState<Boxes>(on ? dateBoxes(on) : { ...emptyDate })
  const [wrong, setWrong] = useState<string>()
  const here = place.to(`/our/${kindWords[kind].path}/${id}/history`)
  const ask = (event: FormEvent) => {
    event.preventDefault()
    const read = schemas.contract.fields.shape.retiredOn.safeParse(typed)
    if (!read.success || !read.data) {
      setWrong(read.success ? 'Enter a date' : 'Enter a real date, like 31 3 2026')
      document.getElementById('on-day')?.focus()
      return
    }
    setWrong(undefined)
    void navigate(`${here}${here.includes('?') ? '&' : '?'}on=${read.data}`)
  }
  return (
    <form noValidate className="on-day" onSubmit={ask}>
      <DateInput
        id="on"
        namePrefix="on"
        fieldset={{
          legend: { children: 'As it stood on', className: 'govuk-fieldset__legend--s' },
        }}
        errorMessage={wrong}
        inputs={Object.fromEntries(
          (['day', 'month', 'year'] as DatePart[]).map((part) => [
            part,
            {
              value: typed[part],
              autoComplete: 'off',
              onChange: ({ target }: { target: { value: string } }) =>
                setTyped({ ...typed, [part]: target.value }),
            },
          ]),
        )}
      />
      <div className="govuk-button-group">
        <Button className="govuk-button--secondary">Show</Button>
        {on && (
          <Anchor className="govuk-link" href={here}>
            Show every version
          </Anchor>
        )}
      </div>
    </form>
  )
}

function AsAt({ on, ...facts }: Facts & { on: string }) {
  const { kind, id, place } = facts
  const loaded = useLoaded(() => past.asAt(place.authority.id, id, on), `${id} on ${on}`)
  return (
    <Show of={loaded}>
      {({ version, firstOn, current }) =>
        version ? (
          <>
            <h2 className="govuk-heading-m">
              On {dateWords(on)}: version {version.version}
              {version.version === current && ', the one published now'}
            </h2>
            <p className="basis">{published(version)}.</p>
            <Whole {...facts} version={version} />
            <Restore {...facts} version={version} isCurrent={version.version === current} />
          </>
        ) : (
          <p className="govuk-inset-text">
            This {kindWords[kind].one} was not on the register on {dateWords(on)}. It first was on{' '}
            {dateWords(firstOn)}.
          </p>
        )
      }
    </Show>
  )
}

function All(facts: Facts) {
  const { id, place } = facts
  const [more, setMore] = useState<{ versions: Version[]; before?: number | undefined }>()
  const [state, setState] = useState<'busy' | 'failed'>()
  const loaded = useLoaded(() => past.versions(place.authority.id, id), `versions ${id}`)
  return (
    <Show of={loaded}>
      {(first) => {
        const versions = [...first.versions, ...(more?.versions ?? [])]
        const before = more ? more.before : first.before
        const current = first.versions[0]?.version
        return (
          <>
            <ol className="record-versions">
              {versions.map((version) => (
                <li key={version.version}>
                  <One {...facts} version={version} isCurrent={version.version === current} />
                </li>
              ))}
            </ol>
            {before !== undefined && (
              <Button
                type="button"
                className="govuk-button--secondary"
                disabled={state === 'busy'}
                onClick={() => {
                  setState('busy')
                  past.versions(place.authority.id, id, before).then(
                    (next) => {
                      setMore({
                        versions: [...(more?.versions ?? []), ...next.versions],
                        before: next.before,
                      })
                      setState(undefined)
                    },
                    () => setState('failed'),
                  )
                }}
              >
                {state === 'busy' ? 'Reading…' : 'Show earlier versions'}
              </Button>
            )}
            {state === 'failed' && (
              <ErrorMessage role="alert">Earlier versions could not be read. Try again.</ErrorMessage>
            )}
          </>
        )
      }}
    </Show>
  )
}

const did: Partial<Record<AuditAction, string>> = {
  approved: 'Approved',
  confirmed: 'Confirmed as still correct',
  accepted: 'Saved',
  merged: 'Vendors or products that are the same were merged',
  unmerged: 'A merge of vendors or products was undone',
}

/** `Approved by LOTI officer, LOTI, on 3 March 2026 at 4:05pm`. */
const published = ({ action, who, at }: Version) =>
  action === 'loaded'
    ? `Loaded with the data set on ${instantWords(at)}`
    : `${(action && did[action]) ?? 'Published'}${who ? ` by ${whoWords(who)},` : ''} on ${instantWords(at)}`

const people = (all: Who[]) => all.map(({ name }) => name).join(', ')

function One({ version, isCurrent, ...facts }: Facts & { version: Version; isCurrent: boolean }) {
  const { kind, names, place, title } = facts
  const { changes, why } = version
  const known = changes.filter(({ field }) => field in fields[kind])
  const side = (which: 'from' | 'to') =>
    Object.fromEntries(known.map((change) => [change.field, change[which]]))
  const isFirst = version.version === 1
  return (
    <section className="record-version" aria-label={`Version ${version.version}`}>
      <h2 className="govuk-heading-m">
        Version {version.version}
        {isCurrent && ', published now'}
      </h2>
      <p className="basis">{published(version)}.</p>
      {why && (
        <div className="govuk-body">
          <p className="govuk-body">
            {why.reference}
            {why.sentAt && `, sent ${instantWords(why.sentAt)}`}
            {why.sentBy && ` by ${whoWords(why.sentBy)}`}
            {why.editors.length > 0 && `. Written by ${people(why.editors)}`}.
            {why.restores && ` It brought version ${why.restores} back.`}
          </p>
          {why.message && <p className="govuk-inset-text">{why.message}</p>}
          <LinkAnswers
            kind={kind}
            names={names}
            answers={why.answers?.map((one) => ({ ...one, beside: [] }))}
          />
          <Thread comments={why.comments} authorityName={place.authority.name} />
        </div>
      )}
      {isFirst ? null : known.length === 0 ? (
        <p className="govuk-body">Nothing in it changed.</p>
      ) : (
        <DifferencesTable
          kind={kind}
          before={side('from')}
          after={side('to')}
          changed={Object.keys(fields[kind]).filter((field) => known.some((one) => one.field === field))}
          names={names}
          caption={`What version ${version.version} of ${title} changed`}
          isNew={false}
          heads={['Was', 'Became']}
        />
      )}
      <Details summary={isFirst ? 'What it said at first' : `All of version ${version.version}`}>
        <Whole {...facts} version={version} />
      </Details>
      <Restore {...facts} version={version} isCurrent={isCurrent} />
    </section>
  )
}

/** Everything a version states. */
function Whole({ kind, names, version: { record } }: Facts & { version: Version }) {
  const said: Record<string, unknown> = { ...record }
  return (
    <SummaryList
      className="rest"
      rows={Object.keys(fields[kind])
        .filter((name) => printed(kind, name, said[name], names).length > 0)
        .map((name) => ({
          key: fields[kind][name]?.label ?? name,
          value: <Value kind={kind} field={name} value={said[name]} names={names} />,
        }))}
    />
  )
}

/** Brings an earlier version back: as a change to be sent and approved like any other. */
function Restore({
  kind,
  id,
  place,
  version: { version },
  isCurrent,
}: Facts & { version: Version; isCurrent: boolean }) {
  const navigate = useNavigate()
  const [state, setState] = useState<'closed' | 'asked' | 'busy'>('closed')
  const [wrong, setWrong] = useState<string>()
  /** A draft that would be replaced. */
  const [draft, setDraft] = useState<Proposal>()
  if (isCurrent) return null
  if (state === 'closed') {
    return (
      <p className="govuk-body">
        <button type="button" className="link-button" onClick={() => setState('asked')}>
          Bring version {version} back
        </button>
      </p>
    )
  }
  const restore = () => {
    setState('busy')
    setWrong(undefined)
    past.restore(place.authority.id, id, version, draft?.revision).then(
      () => navigate(place.to('/our/submission')),
      (failure: unknown) => {
        setState('asked')
        const there =
          failure instanceof Problem ? (failure.more.proposal as Proposal | null | undefined) : undefined
        if (failure instanceof Problem && failure.status === 409 && there) setDraft(there)
        else {
          setWrong(
            failure instanceof Problem
              ? (Object.values(failure.fields)[0] ?? failure.message)
              : 'It could not be brought back. Try again.',
          )
        }
      },
    )
  }
  return (
    <div className="govuk-inset-text">
      {draft ? (
        <WarningText>
          There is a draft of this {kindWords[kind].one}, saved {instantWords(draft.updatedAt)}. Bringing
          version {version} back replaces what is typed in it.
        </WarningText>
      ) : (
        <p>
          Everything goes back to what version {version} said. It joins the changes you are about to send; the
          published record stays as it is until LOTI approves.
        </p>
      )}
      {wrong && <ErrorMessage role="alert">{wrong}</ErrorMessage>}
      <div className="govuk-button-group">
        <Button
          type="button"
          className={draft ? 'govuk-button--warning' : 'govuk-button--secondary'}
          onClick={restore}
          disabled={state === 'busy'}
        >
          {state === 'busy'
            ? 'Bringing it back…'
            : draft
              ? `Replace the draft with version ${version}`
              : `Bring version ${version} back`}
        </Button>
        <button type="button" className="link-button" onClick={() => setState('closed')}>
          Cancel
        </button>
      </div>
    </div>
  )
}
