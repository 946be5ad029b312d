import { useState } from 'react'
import type { ContractRow, HistoryView, SystemRow } from '../../../../functions/schema/view.ts'
import { date } from '../../format.ts'
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
          ? `Last confirmed by the authority on ${date(confirmedOn)}${row.fresh ? '' : ', which is longer ago than it should be'}.`
          : 'No authority has confirmed it yet, so it may have changed since.'}
        {row.heldBack.length > 0 &&
          ` The authority holds back ${row.heldBack.length === 1 ? 'one value' : `${row.heldBack.length} values`}.`}
      </p>
      <History id={row.id} version={version} />
    </section>
  )
}

/** What changed from version to version, fetched when it is asked for. */
function History({ id, version }: { id: string; version: number }) {
  const [open, setOpen] = useState(false)
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
      {open && (
        <View<HistoryView> path={`/views/history/${encodeURIComponent(id)}`}>
          {({ versions }) => (
            <ol className="versions">
              {versions.map((one) => (
                <li key={one.version}>
                  <strong>Version {one.version}</strong>, {date(one.on)}
                  {one.changes.length === 0 ? (
                    <span className="aside">
                      {one.version === 1
                        ? 'First approved.'
                        : 'Confirmed, or changed in nothing that is public.'}
                    </span>
                  ) : (
                    <ul className="govuk-list govuk-list--bullet">
                      {one.changes.map(({ field, before, after }) => (
                        <li key={field}>
                          {field}: {before} → {after}
                        </li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ol>
          )}
        </View>
      )}
    </>
  )
}
