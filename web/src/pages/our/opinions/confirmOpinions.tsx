import { useState } from 'react'
import { londonToday } from '../../../../../functions/domain/calendar.ts'
import { isStale } from '../../../../../functions/domain/due.ts'
import type { MembersRecord } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Problem } from '../../../api.ts'
import { Button, ErrorMessage } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import { asksIn, useRounds } from '../asks.ts'
import { useLists } from '../lists.ts'
import type { Place } from '../page.tsx'
import { service } from '../service.ts'

type Parts = {
  place: Place
  records: MembersRecord[]
  /** What is confirmed, in words, and how one of them and several are said. */
  words: { one: string; many: string }
  onConfirmed?: (versions: [id: string, version: number][]) => void
  /** What each says, where the page does not show it anyway. */
  glance?: (record: MembersRecord) => string
}

/** What was said long ago, and one press to say that it still holds. */
export function ConfirmOpinions(parts: Parts) {
  const lists = useLists()
  return lists.value ? <Due {...parts} settings={lists.value.settings} /> : null
}

function Due({
  place,
  records,
  words,
  onConfirmed,
  glance,
  settings: { freshMonths },
}: Parts & { settings: ReferenceLists['settings'] }) {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const today = londonToday()
  const rounds = useRounds(place.authority.id).value ?? []
  const asks = asksIn(rounds)
  const due = records.filter(
    (record) => isStale(record, today, (kind) => freshMonths[kind], asks) && !done.has(record.id),
  )
  const say = (count: number) => counted(count, words.one, words.many)
  const confirm = async () => {
    setBusy(true)
    try {
      const { results } = await service.confirm(
        place.authority.id,
        due.map(({ id, version }) => ({ id, version })),
      )
      const held = results.flatMap(({ recordId, outcome, version }): [string, number][] =>
        outcome === 'confirmed' && version !== undefined ? [[recordId, version]] : [],
      )
      onConfirmed?.(held)
      setDone(new Set([...done, ...held.map(([id]) => id)]))
      setWrong(
        held.length < results.length
          ? `${say(results.length - held.length)} changed while this page was open. Load it again and look before you confirm.`
          : undefined,
      )
    } catch (problem) {
      setWrong(problem instanceof Problem ? problem.message : 'It could not be confirmed. Try again.')
    }
    setBusy(false)
  }
  if (due.length === 0) {
    return done.size > 0 ? (
      <p className="govuk-inset-text" role="status">
        {say(done.size)} confirmed.
      </p>
    ) : null
  }
  const [first] = due
  const asking = rounds.find(({ sections }) => sections.some(({ kind }) => kind === first?.kind))
  return (
    <div className="opinions__due">
      <p className="govuk-body">
        {say(due.length)} {due.length === 1 ? 'was' : 'were'} last confirmed {asking ? 'before' : 'over'}{' '}
        {asking ? `${asking.name} began` : `${first && freshMonths[first.kind]} months ago`}. Change what has
        changed, then confirm the rest in one press.
      </p>
      {glance && (
        <ul className="govuk-list govuk-list--bullet">
          {due.map((record) => (
            <li key={record.id}>{glance(record)}</li>
          ))}
        </ul>
      )}
      {wrong && <ErrorMessage role="alert">{wrong}</ErrorMessage>}
      <Button
        type="button"
        className="govuk-button--secondary"
        disabled={busy}
        onClick={() => void confirm()}
      >
        {busy ? 'Confirming…' : due.length === 1 ? 'Confirm it' : `Confirm all ${due.length}`}
      </Button>
    </div>
  )
}
