import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ChainCheck } from '../../../../functions/schema/history.ts'
import { Problem } from '../../api.ts'
import { Breadcrumbs, ErrorMessage, Pagination, Select, WarningText } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { HappeningsTable } from '../our/history/happenings.tsx'
import { useLists } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import { service } from './service.ts'
import '../our/our.css'
import './review.css'

/** The region LOTI serves. */
const london = 'E12000007'

/** Who did what to an authority's records, and whether the trail of it is whole. */
export default function Audit() {
  useTitle('Audit trail')
  const { person } = useSession()
  const lists = useLists()
  const [search, setSearch] = useSearchParams()
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver && !person.admin) return <NotAllowed because="Only LOTI reads the audit trail." />
  return (
    <>
      <Breadcrumbs items={[{ text: 'Review', href: '/review' }, { text: 'Audit trail' }]} />
      <h1 className="govuk-heading-l">Audit trail</h1>
      <p className="govuk-body">
        Each event is sealed with the one before it, so that none can be changed, dropped or slipped in
        unnoticed.
      </p>
      <Show of={lists}>
        {({ authorities }) => {
          const byName = authorities.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
          const inLondon = ({ region }: (typeof byName)[number]) => region === london
          const inOrder = [...byName.filter(inLondon), ...byName.filter((one) => !inLondon(one))]
          const authority = inOrder.find(({ id }) => id === search.get('authority'))
          return (
            <>
              <Select
                name="authority"
                label="Authority"
                value={authority?.id ?? ''}
                onChange={({ target }) => setSearch(target.value ? { authority: target.value } : {})}
                items={[
                  { value: '', text: 'Choose an authority' },
                  ...inOrder.map((one) => ({
                    value: one.id,
                    text: one.name,
                    group: inLondon(one) ? 'London' : 'Elsewhere in the United Kingdom',
                  })),
                ]}
              />
              {authority && <Trail authority={authority} before={search.get('before')} key={authority.id} />}
            </>
          )
        }}
      </Show>
    </>
  )
}

function Trail({ authority, before }: { authority: { id: string; name: string }; before: string | null }) {
  const loaded = useLoaded(
    () => service.audit(authority.id, before ?? undefined),
    `audit ${authority.id} ${before}`,
  )
  const at = (place?: number) => `?authority=${authority.id}${place ? `&before=${place}` : ''}`
  return (
    <>
      <Chain authority={authority.id} />
      <Show of={loaded}>
        {({ events, before: older }) =>
          events.length === 0 ? (
            <p className="govuk-inset-text">
              Nothing has happened to {authority.name}’s records yet. What is sent, approved, returned and
              confirmed is written down here.
            </p>
          ) : (
            <>
              <HappeningsTable
                numbered
                events={events}
                caption={`Events of ${authority.name}, latest first`}
                historyOf={(path) => `${path}?authority=${authority.id}`}
              />
              <Pagination
                landmarkLabel="Events"
                {...(before && { previous: { href: at(), text: 'The latest' } })}
                {...(older && { next: { href: at(older), text: 'Earlier' } })}
              />
            </>
          )
        }
      </Show>
    </>
  )
}

/** Checks the chain from its first event, a stretch at a time, and says how far it is whole. */
function Chain({ authority }: { authority: string }) {
  const [check, setCheck] = useState<ChainCheck>()
  const [wrong, setWrong] = useState<string>()
  useEffect(() => {
    let wanted = true
    const from = async () => {
      let last: Pick<ChainCheck, 'checkedTo' | 'hash'> = { checkedTo: 0, hash: '' }
      for (;;) {
        const next = await service.checkChain(authority, last)
        if (!wanted) return
        setCheck(next)
        if (next.done) return
        last = next
      }
    }
    from().catch((failure: unknown) => {
      if (wanted) setWrong(failure instanceof Problem ? failure.message : 'The chain could not be read.')
    })
    return () => {
      wanted = false
    }
  }, [authority])
  if (wrong) return <ErrorMessage role="alert">{wrong}</ErrorMessage>
  if (check?.fault) {
    return (
      <WarningText>
        The trail is not whole: {check.fault}. It is whole up to event {check.checkedTo}. Run the verify task,
        which names everything that differs, before anything else is done.
      </WarningText>
    )
  }
  return (
    <p className="state-line" role="status">
      {!check
        ? 'Checking the chain…'
        : check.done
          ? check.length === 0
            ? 'No events yet.'
            : `Checked to event ${check.checkedTo.toLocaleString('en-GB')}, whole.`
          : `Checked ${check.checkedTo.toLocaleString('en-GB')} of ${check.length.toLocaleString('en-GB')} events…`}
    </p>
  )
}
