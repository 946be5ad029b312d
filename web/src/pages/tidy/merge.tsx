import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { MergeTold } from '../../../../functions/schema/tidyView.ts'
import { count, counted, date } from '../../format.ts'
import { Anchor, Button, ErrorSummary, SummaryList } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { Show, useLoaded } from '../our/loading.tsx'
import { StateTag, TidyPage, wordsOf } from './page.tsx'
import { at, tidy } from './service.ts'

/** One merge: how far it has come, what it moved, and the way back. */
export default function Merge({ kind }: { kind: EntryKind }) {
  const { id = '' } = useParams()
  const loaded = useLoaded(() => tidy.merge(id), id)
  const title = loaded.value ? `${loaded.value.from.name} into ${loaded.value.into.name}` : 'Merge'
  return (
    <TidyPage
      title={title}
      kind={kind}
      crumbs={[{ text: 'History of merges', href: at.merges(kind) }, { text: title }]}
    >
      <Show of={loaded}>{(merge) => <Told merge={merge} onChange={loaded.set} />}</Show>
    </TidyPage>
  )
}

const isUnderWay = ({ state }: MergeTold) => state === 'moving' || state === 'undoing'

function Told({ merge, onChange }: { merge: MergeTold; onChange: (merge: MergeTold) => void }) {
  const { person } = useSession()
  const { kind, from, into, state, moved, returned, left } = merge
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const mayDecide = person?.approver === true
  const does = async (act: () => Promise<MergeTold>) => {
    setBusy(true)
    setWrong(undefined)
    try {
      onChange(await act())
    } catch (failure) {
      setWrong(wordsOf(failure))
    }
    setBusy(false)
  }
  // Whoever looks at one that is not finished has it go on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is a reason to go on
  useEffect(() => {
    if (isUnderWay(merge) && mayDecide && !wrong) void does(() => tidy.goOn(merge.id))
  }, [merge, wrong])

  return (
    <>
      <h1 className="govuk-heading-l">
        {from.name} into {into.name} <StateTag state={state} />
      </h1>
      {wrong && (
        <>
          <ErrorSummary errors={[{ text: wrong }]} key={wrong} />
          {isUnderWay(merge) && (
            <Button type="button" onClick={() => setWrong(undefined)}>
              Go on
            </Button>
          )}
        </>
      )}
      <p className="lede" role="status">
        {inWords(merge)}
      </p>
      {isUnderWay(merge) && (
        <p className="govuk-body">
          You can leave this page. Whatever is left is done by itself, in a few minutes.
        </p>
      )}
      <SummaryList
        rows={[
          {
            key: 'Kept',
            value: (
              <Anchor className="govuk-link" href={at.page(kind, into.id)}>
                {into.name}
              </Anchor>
            ),
          },
          { key: 'Proposed', value: whoAndWhen(merge.proposedByName, merge.proposedAt) },
          ...(merge.decidedAt
            ? [
                {
                  key: state === 'declined' ? 'Declined' : 'Merged',
                  value: whoAndWhen(merge.decidedByName, merge.decidedAt),
                },
              ]
            : []),
          { key: 'Records moved', value: count(moved) },
          ...(merge.undoneAt
            ? [
                { key: 'Undone', value: whoAndWhen(merge.undoneByName, merge.undoneAt) },
                { key: 'Records moved back', value: count(returned) },
                {
                  key: 'Left as they are',
                  value:
                    left === 0
                      ? count(0)
                      : `${count(left)}, changed by someone since, or moved by another merge`,
                },
              ]
            : []),
        ]}
      />
      {mayDecide && (state === 'done' || state === 'moving') && (
        <div className="actions-row">
          <Button
            type="button"
            className="govuk-button--secondary"
            disabled={busy && state === 'done'}
            onClick={() => does(() => tidy.undo(merge.id))}
          >
            Undo this merge
          </Button>
          {state === 'done' && (
            <Button
              type="button"
              className="govuk-button--secondary"
              disabled={busy}
              onClick={() => does(() => tidy.lookAgain(merge.id))}
            >
              Look again for records
            </Button>
          )}
        </div>
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href={at.list(kind)}>
          Back to likely duplicates
        </Anchor>
      </p>
    </>
  )
}

const whoAndWhen = (name: string | undefined, at: string) => `${name ?? ''}, on ${date(at.slice(0, 10))}`

function inWords({ state, from, into, moved, returned, left, expected }: MergeTold): string {
  switch (state) {
    case 'proposed':
      return `Nothing is moved before one of LOTI’s approvers merges them.`
    case 'declined':
      return 'Nothing was moved.'
    case 'moving':
      return expected !== undefined && moved < expected
        ? `${count(moved)} of about ${counted(expected, 'record')} name ${into.name} so far.`
        : `${counted(moved, 'record')} moved. Looking for what was approved in the last few seconds.`
    case 'done':
      return moved === 0
        ? `${from.name} leads to ${into.name}. No record named it.`
        : `${from.name} leads to ${into.name}. ${counted(moved, 'record')} moved with it.`
    case 'undoing':
      return `${count(returned + left)} of ${counted(moved, 'record')} looked at so far.`
    case 'undone':
      return `${from.name} stands by itself again. ${counted(returned, 'record')} moved back.`
  }
}
