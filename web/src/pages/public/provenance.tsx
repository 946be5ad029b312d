import { useState } from 'react'
import type { ContractRow, HistoryView, SystemRow } from '../../../../functions/schema/view.ts'
import { get } from '../../api.ts'
import { date } from '../../format.ts'
import { Button, ErrorMessage } from '../../govuk/index.ts'
import { useAsAt } from '../../layout/asAt.ts'
import { View } from './loading.tsx'

const sources: Record<string, string> = {
  form: 'Entered by the authority',
  import: 'From a file the authority imported',
  'open data': 'From open data',
  demonstration: 'Made up for the demonstration',
}
const confidences: Record<string, string> = {
  verified: 'verified by the authority',
  reported: 'as reported, not verified',
  estimated: 'estimated',
}

/** Where a record comes from, how sure it is and when someone last said it is so. */
export function Provenance({ row }: { row: SystemRow | ContractRow }) {
  const { source, sourceName, sourceUrl, sourceOn, confidence, confirmedOn, version } = row.provenance
  const named = sourceName ?? sources[source] ?? source
  const asAt = useAsAt()
  const late = `, which ${asAt ? 'was' : 'is'} longer ago than it should be`
  return (
    <section aria-labelledby="source">
      <h2 className="govuk-heading-m" id="source">
        Where this comes from
      </h2>
      <p className="govuk-body prose">
        {sourceUrl ? (
          <a className="govuk-link" href={sourceUrl}>
            {named}
          </a>
        ) : (
          named
        )}
        {sourceOn ? `, ${date(sourceOn)}` : ''}; {confidences[confidence] ?? confidence}.{' '}
        {confirmedOn
          ? `Last confirmed by the authority on ${date(confirmedOn)}${row.fresh ? '' : late}.`
          : asAt
            ? 'No authority had confirmed it by that day.'
            : 'No authority has confirmed it yet, so it may have changed since.'}
        {row.heldBack.length > 0 &&
          ` The authority holds back ${row.heldBack.length === 1 ? 'one value' : `${row.heldBack.length} values`}.`}
      </p>
      <History id={row.id} version={version} isLatest={!asAt} />
    </section>
  )
}

/** What changed from version to version up to this one, fetched when it is asked for. */
function History({ id, version, isLatest }: { id: string; version: number; isLatest: boolean }) {
  const [open, setOpen] = useState(false)
  const path = `/views/history/${encodeURIComponent(id)}`
  const from = isLatest ? path : `${path}?before=${version + 1}`
  if (version < 2) return <p className="govuk-body">This is its first version.</p>
  return (
    <>
      <button
        type="button"
        className="linklike screen-only"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide what changed' : `Show what changed over ${version} versions`}
      </button>
      {open && <View<HistoryView> path={from}>{(first) => <Versions path={path} first={first} />}</View>}
    </>
  )
}

/** The latest versions, and earlier ones as they are asked for. */
function Versions({ path, first }: { path: string; first: HistoryView }) {
  const [{ versions, before }, setShown] = useState(first)
  const [state, setState] = useState<'busy' | 'failed'>()
  const more = async () => {
    setState('busy')
    try {
      const earlier = await get<HistoryView>(`${path}?before=${before}`)
      setShown({ ...earlier, versions: [...versions, ...earlier.versions] })
      setState(undefined)
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      <ol className="versions">
        {versions.map((one) => (
          <li key={one.version}>
            <strong>Version {one.version}</strong>, {date(one.on)}
            {one.changes.length === 0 ? (
              <span className="aside">
                {one.version === 1 ? 'First approved.' : 'Confirmed, or changed in nothing that is public.'}
              </span>
            ) : (
              <ul className="govuk-list govuk-list--bullet">
                {one.changes.map((change) => (
                  <li key={change.field}>
                    {change.field}: {change.before} → {change.after}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {state === 'failed' && (
        <ErrorMessage role="alert">Earlier versions could not be loaded. Try again.</ErrorMessage>
      )}
      {before !== undefined && (
        <Button
          type="button"
          className="govuk-button--secondary screen-only"
          onClick={more}
          disabled={state === 'busy'}
        >
          {state === 'busy' ? 'Loading…' : 'Show earlier versions'}
        </Button>
      )}
    </>
  )
}
