import { useState } from 'react'
import type { ImportHead, ImportTaken, ImportUndone } from '../../../../../functions/schema/import.ts'
import { Problem } from '../../../api.ts'
import { Anchor, Button, Details, ErrorSummary } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import { useLists } from '../lists.ts'
import type { Place } from '../page.tsx'
import { service } from '../service.ts'
import { Progress } from './progress.tsx'
import { Undo } from './undo.tsx'
import { WhatNext } from './whatNext.tsx'

/** What came of taking an import's rows, and the way on. */
export function Taken({
  place,
  head,
  taken,
  justNow,
  onUndone,
  onAgain,
}: {
  place: Place
  head: ImportHead
  taken: ImportTaken
  justNow: boolean
  onUndone: (undone: ImportUndone) => void
  onAgain: () => void
}) {
  const { submissions, rows } = taken
  const lists = useLists()
  const nameOf = (id: string) => lists.value?.authorities.find((one) => one.id === id)?.name ?? id
  const own = submissions.length === 1 && submissions[0]?.authority === place.authority.id
  return (
    <>
      <h1 className="govuk-heading-l wrap-anywhere">
        {justNow ? `${counted(rows, 'row')} taken` : `This import of ${head.fileName} has been taken`}
      </h1>
      {!justNow && (
        <p className="lede">
          {counted(rows, 'row')} {rows === 1 ? 'was' : 'were'} taken. Importing the same file again changes
          nothing.
        </p>
      )}
      {own || !place.person.approver ? (
        <>
          <p className="govuk-body">
            {justNow
              ? 'They wait in your open submission until you send them.'
              : 'They are in your open submission, unless they have been sent already.'}
          </p>
          <WhatNext place={place} head={head} />
          <Anchor className="govuk-button" href={place.to('/our/submission')} role="button">
            Check and send
          </Anchor>
        </>
      ) : (
        <>
          <SendAll id={head.id} taken={taken} justNow={justNow} />
          <Details summary="How many for each authority">
            <ul className="govuk-list">
              {submissions.map(({ authority, proposals }) => (
                <li key={authority}>
                  {nameOf(authority)}: {proposals.toLocaleString('en-GB')}
                </li>
              ))}
            </ul>
          </Details>
        </>
      )}
      <p className="govuk-body">
        <button type="button" className="link-button" onClick={onAgain}>
          Import another file
        </button>
      </p>
      <Undo id={head.id} onUndone={onUndone} />
    </>
  )
}

type Sending = { sent: number; wrong: string[]; state: 'still' | 'sending' | 'done' }

/** Sends what was taken for each authority; one that cannot be sent holds up no other. */
function SendAll({
  id,
  taken: { submissions },
  justNow,
}: {
  id: string
  taken: ImportTaken
  justNow: boolean
}) {
  const lists = useLists()
  const [{ sent, wrong, state }, setSending] = useState<Sending>({ sent: 0, wrong: [], state: 'still' })
  const nameOf = (id: string) => lists.value?.authorities.find((one) => one.id === id)?.name ?? id
  const sendAll = async () => {
    const told: string[] = []
    let done = 0
    setSending({ sent: 0, wrong: [], state: 'sending' })
    for (const { authority, submission } of submissions) {
      try {
        const open = await service.open(authority)
        // Sent already, by whoever keeps it: nothing is left to do.
        if (open.submission?.id === submission) await service.sendImported(authority, id, submission)
        done += 1
      } catch (failure) {
        told.push(
          `${nameOf(authority)}: ${failure instanceof Problem ? failure.message : 'it could not be sent'}`,
        )
      }
      setSending({ sent: done, wrong: told, state: 'sending' })
    }
    setSending({ sent: done, wrong: told, state: 'done' })
  }
  const many = counted(submissions.length, 'authority', 'authorities')
  if (state === 'done' && wrong.length === 0) {
    return (
      <>
        <p className="govuk-body">
          {counted(sent, 'submission')} sent. Someone else at LOTI decides on them.
        </p>
        <Anchor className="govuk-button" href="/review" role="button">
          Go to the queue
        </Anchor>
      </>
    )
  }
  return (
    <>
      {wrong.length > 0 && state === 'done' && (
        <ErrorSummary
          title={`${counted(wrong.length, 'submission')} could not be sent`}
          errors={wrong.map((text) => ({ text }))}
        />
      )}
      <p className="govuk-body">
        {justNow
          ? `They wait in the open submissions of ${many}. Send them now, or leave them for each authority to check.`
          : `They are in submissions of ${many}. Send those that have not been sent, or leave them for each authority to check.`}
      </p>
      {state === 'sending' ? (
        <Progress
          label="Sending"
          share={submissions.length > 0 ? (sent + wrong.length) / submissions.length : 1}
          detail={`${sent + wrong.length} of ${submissions.length}`}
        />
      ) : (
        <Button type="button" onClick={sendAll}>
          {wrong.length > 0 ? 'Try again' : `Send ${counted(submissions.length, 'submission')}`}
        </Button>
      )}
    </>
  )
}
