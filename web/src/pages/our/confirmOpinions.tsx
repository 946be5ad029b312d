import { useState } from 'react'
import type { MembersRecord } from '../../../../functions/schema/record.ts'
import { Problem } from '../../api.ts'
import { Button } from '../../govuk/index.ts'
import { counted } from '../fields.ts'
import type { Place } from './page.tsx'
import { service } from './service.ts'

/** Months for which what an authority says of vendors and of itself counts as fresh. */
const freshMonths = 12

/** Not confirmed within its period, and not withdrawn. */
export function isStale(record: MembersRecord, now = new Date()): boolean {
  const then = new Date(now)
  then.setUTCMonth(then.getUTCMonth() - freshMonths)
  const { confirmedAt } = record.provenance
  const isGone = record.kind === 'rating' && record.retiredOn !== undefined
  return !isGone && (!confirmedAt || confirmedAt < then.toISOString())
}

/** What was said a year ago or more, and one press to say that it still holds. */
export function ConfirmOpinions({
  place,
  records,
  what,
  onConfirmed,
}: {
  place: Place
  records: MembersRecord[]
  what: 'rating' | 'skill level'
  onConfirmed: (versions: [string, number][]) => void
}) {
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const due = records.filter((record) => isStale(record) && !done.has(record.id))
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
      onConfirmed(held)
      setDone(new Set([...done, ...held.map(([id]) => id)]))
      setWrong(
        held.length < results.length
          ? `${counted(results.length - held.length, what)} changed while you were reading. Look again before you confirm.`
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
        {counted(done.size, what)} confirmed.
      </p>
    ) : null
  }
  return (
    <div className="opinions__due">
      <p className="govuk-body">
        {counted(due.length, `${what} was`, `${what}s were`)} last confirmed over {freshMonths} months ago.
        Change what has changed, then confirm the rest in one press.
      </p>
      {wrong && <p className="govuk-error-message">{wrong}</p>}
      <Button
        type="button"
        className="govuk-button--secondary"
        disabled={busy}
        onClick={() => void confirm()}
      >
        {busy ? 'Confirming…' : `Confirm ${due.length === 1 ? 'it' : `all ${due.length}`} as still right`}
      </Button>
    </div>
  )
}
