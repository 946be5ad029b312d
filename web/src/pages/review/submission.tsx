import { useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Review, Reviewed } from '../../../../functions/schema/review.ts'
import { Anchor, Breadcrumbs, Button, ErrorSummary } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { counted, instantWords, titleOf } from '../fields.ts'
import { useKeptText } from '../keptText.ts'
import { CaughtUp } from '../our/caughtUp.tsx'
import { namesFrom, systemsIn, useLists } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { service as our } from '../our/service.ts'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import { Decision } from './decision.tsx'
import { type Decisions, useDecisions } from './decisions.ts'
import { type Shortcut, useShortcuts } from './keys.ts'
import { KeysHelp, toggleKeys } from './keysHelp.tsx'
import type { Said } from './returnForm.tsx'
import { service } from './service.ts'
import '../our/our.css'
import './review.css'

export default function ReviewPage() {
  const { id = '' } = useParams()
  const { person } = useSession()
  useTitle('Review a submission')
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver) return <NotAllowed because="Only LOTI decides on what authorities send." />
  return <Told id={id} key={id} />
}

const shownAtFirst = 60
const noComments: Said[] = []

function Told({ id }: { id: string }) {
  const loaded = useLoaded(() => service.review(id), `review ${id}`)
  const alike = useLoaded(() => service.alike(id), `alike ${id}`)
  const decisions = useDecisions(id, loaded.reload)
  return (
    <Show of={loaded}>
      {(review) => <Deciding review={review} alike={alike.value ?? []} decisions={decisions} />}
    </Show>
  )
}

function Deciding({
  review: { submission, proposals },
  alike,
  decisions,
}: {
  review: Review
  alike: Awaited<ReturnType<typeof service.alike>>
  decisions: Decisions
}) {
  const navigate = useNavigate()
  const names = useNames(submission.authority, proposals)
  const [shown, setShown] = useState(shownAtFirst)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [kept, setKept] = useKeptText(`returning ${submission.id}`)
  const writing = useMemo(() => commentsIn(kept), [kept])
  const setWriting = (next: (before: Record<string, Said[]>) => Record<string, Said[]>) =>
    setKept((before) => writtenAs(next(commentsIn(before))))
  const top = useRef<HTMLHeadingElement>(null)
  const keysHelp = useRef<HTMLDetailsElement>(null)
  const cards = useRef(new Map<string, HTMLElement>())
  const current = useRef<string>(undefined)

  const isOpen = ({ mayDecide, proposal: { recordId } }: Reviewed) =>
    mayDecide && !decisions.deciding.has(recordId) && !isTold(decisions, recordId)
  const open = proposals.filter(isOpen)
  const idsOf = (some: Reviewed[]) => some.map(({ proposal }) => proposal.recordId)
  const chosen = idsOf(open).filter((one) => selected.has(one))
  const ordinary = idsOf(
    open.filter(({ proposal, conflicts }) => !proposal.flags?.length && conflicts.length === 0),
  )
  const own = proposals.filter(({ ownWork, proposal }) => ownWork && proposal.outcome === 'draft')
  const select = (recordId: string, on: boolean) =>
    setSelected(
      (before) => new Set(on ? [...before, recordId] : [...before].filter((one) => one !== recordId)),
    )

  /** The list as it is shown, so that keys move through what is in sight. */
  const order = idsOf(proposals.slice(0, shown))
  const goTo = (recordId: string | undefined) => {
    const card = recordId === undefined ? undefined : cards.current.get(recordId)
    if (!card) {
      top.current?.focus()
      return
    }
    card.focus({ preventScroll: true })
    card.scrollIntoView({ block: 'start' })
  }
  const move = (by: 1 | -1) => {
    const at = current.current === undefined ? -1 : order.indexOf(current.current)
    goTo(order[at < 0 ? 0 : Math.min(Math.max(at + by, 0), order.length - 1)])
  }
  const approveOne = (recordId: string) => {
    decisions.approve([recordId])
    const at = order.indexOf(recordId)
    const waits = (one: string) => one !== recordId && open.some(({ proposal }) => proposal.recordId === one)
    goTo(order.slice(at + 1).find(waits) ?? order.find(waits))
  }
  const approveMany = (records: string[]) => {
    decisions.approve(records)
    setSelected(new Set())
    top.current?.focus()
  }
  /** Acts on the proposal one is at, where it may be decided on. */
  const onCurrent = (act: (one: Reviewed) => void) => () => {
    const one = open.find(({ proposal }) => proposal.recordId === current.current)
    if (one) act(one)
  }
  const shortcuts: Shortcut[] = [
    { key: 'j', does: 'Next change', run: () => move(1) },
    { key: 'k', does: 'Change before', run: () => move(-1) },
    {
      key: 'a',
      does: 'Approve this change and go on',
      run: onCurrent(({ proposal }) => approveOne(proposal.recordId)),
    },
    {
      key: 'r',
      does: 'Return this change with a comment',
      run: onCurrent(({ proposal: { recordId } }) =>
        setWriting((before) => ({
          ...before,
          [recordId]: before[recordId]?.length ? before[recordId] : [{ field: '', text: '' }],
        })),
      ),
    },
    {
      key: 'x',
      does: 'Select this change, or leave it out again',
      run: onCurrent(({ proposal: { recordId } }) => select(recordId, !selected.has(recordId))),
    },
    {
      key: 'A',
      does: 'Approve what is selected',
      run: () => {
        if (chosen.length > 0) approveMany(chosen)
      },
    },
    {
      key: 'o',
      does: 'Open or close the rest of the record',
      run: () => {
        const rest = cards.current
          .get(current.current ?? '')
          ?.querySelector<HTMLDetailsElement>('[data-rest]')
        if (rest) rest.open = !rest.open
      },
    },
    { key: 'u', does: 'Back to the queue', run: () => void navigate('/review') },
    { key: '?', does: 'Show or hide these keys', run: toggleKeys(keysHelp) },
  ]
  useShortcuts(shortcuts)

  const busy = decisions.deciding.size > 0
  return (
    <>
      <Breadcrumbs
        items={[{ text: 'Review', href: '/review' }, { text: submission.reference ?? 'Not sent' }]}
      />
      {decisions.wrong && (
        <ErrorSummary key={decisions.wrong} title="There is a problem" errors={[{ text: decisions.wrong }]} />
      )}
      <h1 className="govuk-heading-l" tabIndex={-1} ref={top}>
        {submission.authorityName}: {counted(proposals.length, 'change')}
      </h1>
      <p className="basis">
        {submission.reference}
        {submission.sentAt && `, sent ${instantWords(submission.sentAt)}`}
        {submission.sentByName && ` by ${submission.sentByName}`}.
      </p>
      {submission.message && <p className="govuk-inset-text">{submission.message}</p>}
      {own.length > 0 && (
        <p className="govuk-inset-text">
          Your own work: you typed in {counted(own.length, 'of these changes', 'of these changes')} or sent
          the submission, so someone else must decide on {own.length === 1 ? 'it' : 'them'}. Approving many
          leaves {own.length === 1 ? 'it' : 'them'} out.
        </p>
      )}
      <div className="decide-bar">
        <p className="decide-bar__count" role="status">
          {busy
            ? `Deciding on ${counted(decisions.deciding.size, 'change')}…`
            : open.length === 0
              ? 'Nothing left for you to decide here.'
              : `${counted(open.length, 'change')} for you to decide.`}
        </p>
        {chosen.length > 0 ? (
          <Button type="button" onClick={() => approveMany(chosen)}>
            Approve {chosen.length} selected
          </Button>
        ) : (
          open.length > 1 && (
            <Button type="button" onClick={() => approveMany(idsOf(open))}>
              Approve {counted(open.length, 'change')}
            </Button>
          )
        )}
        {chosen.length === 0 && ordinary.length > 1 && ordinary.length < open.length && (
          <Button type="button" className="govuk-button--secondary" onClick={() => approveMany(ordinary)}>
            Approve the {ordinary.length} with nothing to look at twice
          </Button>
        )}
      </div>
      <Results proposals={proposals} decisions={decisions} goTo={goTo} />
      {open.length === 0 && !busy && submission.state !== 'open' && <NextInQueue than={submission.id} />}
      <KeysHelp shortcuts={shortcuts} details={keysHelp} />
      <div className="deciding">
        {names &&
          proposals.slice(0, shown).map((one) => {
            const { recordId } = one.proposal
            return (
              <Decision
                key={recordId}
                reviewed={one}
                submission={submission.id}
                authorityName={submission.authorityName}
                names={names}
                decisions={decisions}
                alike={alike.find(({ records }) => records[0] === recordId)}
                selected={selected.has(recordId)}
                onSelect={(on) => select(recordId, on)}
                onApprove={() => approveOne(recordId)}
                comments={writing[recordId] ?? noComments}
                onComments={(comments) => setWriting((before) => ({ ...before, [recordId]: comments }))}
                onFocus={() => {
                  current.current = recordId
                }}
                ref={(card) => {
                  if (card) cards.current.set(recordId, card)
                  else cards.current.delete(recordId)
                }}
              />
            )
          })}
      </div>
      {proposals.length > shown && (
        <Button type="button" className="govuk-button--secondary" onClick={() => setShown(proposals.length)}>
          Show all {proposals.length} changes
        </Button>
      )}
    </>
  )
}

/** Decided on by this page, as far as it was told. */
const isTold = ({ results }: Decisions, recordId: string) => {
  const outcome = results.get(recordId)?.outcome
  return outcome === 'approved' || outcome === 'conflict'
}

/** What ids are called. Contracts name the systems they cover by id. */
function useNames(authority: string, proposals: Reviewed[]) {
  const lists = useLists()
  const systems = useLoaded(
    async () => systemsIn((await our.brief(authority)).records),
    `systems ${authority}`,
  )
  return useMemo(
    () =>
      lists.value &&
      namesFrom(lists.value, {
        newVendors: proposals.flatMap(({ proposal }) => proposal.newVendors),
        newProducts: proposals.flatMap(({ proposal }) => proposal.newProducts ?? []),
        systems: [
          ...(systems.value ?? []),
          ...proposals.flatMap(({ proposal: { kind, recordId, values } }) =>
            kind === 'system' ? [{ id: recordId, name: titleOf(kind, values) }] : [],
          ),
        ],
      }),
    [lists.value, systems.value, proposals],
  )
}

/** What came of the decisions made here: how many, which did not go through and why. */
function Results({
  proposals,
  decisions: { results, elsewhere, deciding },
  goTo,
}: {
  proposals: Reviewed[]
  decisions: Decisions
  goTo: (recordId: string) => void
}) {
  const all = useMemo(
    () => [...results.values(), ...[...elsewhere.values()].filter((one) => !results.has(one.recordId))],
    [results, elsewhere],
  )
  const isSettled = deciding.size === 0
  // Asked once all is told, and not anew at each press.
  const [published, setPublished] = useState<{ recordId: string; version: number }[]>([])
  useEffect(() => {
    if (!isSettled) return
    setPublished(
      all.flatMap(({ outcome, recordId, version }) =>
        outcome === 'approved' && version ? [{ recordId, version }] : [],
      ),
    )
  }, [all, isSettled])
  if (all.length === 0) return null
  const failed = [...results.values()].filter(({ outcome }) => outcome !== 'approved')
  const nameOf = (id: string) => {
    const found = proposals.find(({ proposal }) => proposal.recordId === id)
    return found ? titleOf(found.proposal.kind, { ...found.record, ...found.proposal.values }) : 'A change'
  }
  return (
    <div className="state-line">
      <p className="govuk-body">
        {counted(all.length - failed.length, 'change')} approved
        {failed.length > 0 && `, ${counted(failed.length, 'change')} not`}.
      </p>
      {failed.length > 0 && (
        <ul className="govuk-list outcomes">
          {failed.map(({ recordId, outcome, problem }) => (
            <li key={recordId}>
              <button type="button" className="link-button" onClick={() => goTo(recordId)}>
                {nameOf(recordId)}
              </button>
              : {outcome === 'conflict' ? 'clashed. ' : 'not approved. '}
              {problem}
            </li>
          ))}
        </ul>
      )}
      {published.length > 0 && <CaughtUp records={published} />}
    </div>
  )
}

/** The way on when everything here is decided. */
function NextInQueue({ than }: { than: string }) {
  const queue = useLoaded(() => service.queue(''), `next after ${than}`)
  const next = queue.value?.submissions.find(({ id }) => id !== than)
  if (!queue.value) return null
  return (
    <p className="govuk-body">
      {next ? (
        <>
          Next:{' '}
          <Anchor className="govuk-link" href={`/review/${next.id}`}>
            {next.authorityName}, {counted(next.proposals, 'change')}
          </Anchor>
        </>
      ) : (
        <>
          Nothing else waits.{' '}
          <Anchor className="govuk-link" href="/review">
            Back to the queue
          </Anchor>
        </>
      )}
    </p>
  )
}

/** Comments by record, as text to be kept: nothing where there are none. */
const writtenAs = (writing: Record<string, Said[]>): string => {
  const some = Object.entries(writing).filter(([, comments]) => comments.length > 0)
  return some.length === 0 ? '' : JSON.stringify(Object.fromEntries(some))
}
const commentsIn = (text: string): Record<string, Said[]> => (text === '' ? {} : JSON.parse(text))
