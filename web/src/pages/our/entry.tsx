import { useRef, useState } from 'react'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { Button, InsetText, NotificationBanner } from '../../govuk/index.ts'
import { differences, fieldWords, kindWords, type Names, titleOf, type Values } from '../fields.ts'
import { DifferencesTable } from './differencesTable.tsx'
import { type Kept, keep } from './drafting/keep.ts'
import { proposed, statedBy } from './drafting/typed.ts'
import { copyOf, knownFromSystems } from './form/filling.ts'
import { namesFrom, systemsIn, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place, useTitle } from './page.tsx'
import { RecordForm } from './recordForm.tsx'
import { type Brief, type Entry, type PutForward, service } from './service.ts'

/** One system or contract, new or known, to be filled in or changed. */
export function EntryPage({ kind }: { kind: RecordKind }) {
  const words = kindWords[kind]
  const { id = 'new' } = useParams()
  // A draft that has just been begun gets an address; the form goes on as it was. Another form is another sitting.
  const [begun, setBegun] = useState<string>()
  const afresh: string | undefined = useLocation().state?.afresh
  const [sitting, setSitting] = useState({ id, afresh, n: 0 })
  if (sitting.id !== id || (afresh && sitting.afresh !== afresh)) {
    const goesOn = id === begun && (!afresh || afresh === sitting.afresh)
    setSitting({ id, afresh: afresh ?? sitting.afresh, n: goesOn ? sitting.n : sitting.n + 1 })
  }
  return (
    <OurPage
      title={words.one === 'system' ? 'System' : 'Contract'}
      crumbs={[{ text: `Our ${words.many}`, href: `/our/${words.path}` }]}
    >
      {(place) => (
        <Told
          place={place}
          kind={kind}
          given={id}
          key={`${place.authority.id} ${sitting.n}`}
          onBegun={setBegun}
        />
      )}
    </OurPage>
  )
}

type Start = {
  entry: Entry
  briefs: Brief[]
  putForward: PutForward
  kept: Kept[]
  prefilled: Values | undefined
  beginKey: string
}

/** Everything a form starts from. */
async function startOf(
  { authority, person }: Place,
  kind: RecordKind,
  id: string | undefined,
  search: URLSearchParams,
): Promise<Start> {
  const copied = search.get('copy')
  const [entry, { records: briefs, ...putForward }, unsent, copy] = await Promise.all([
    id === undefined ? { record: null, proposal: null } : service.entry(authority.id, kind, id),
    service.brief(authority.id),
    keep.of(person.id),
    id === undefined && copied ? service.entry(authority.id, kind, copied).catch(() => undefined) : undefined,
  ])
  const begun = search.get('draft')
  const mine = unsent.filter((one) => one.authority === authority.id && one.kind === kind)
  const kept =
    id !== undefined
      ? mine.filter((one) => one.id === id)
      : mine.filter((one) => one.id === undefined && one.beginKey === begun)
  const systems = search.get('systems')?.split(',').filter(Boolean) ?? []
  const fromSystems = kind === 'contract' && id === undefined ? knownFromSystems(systems, briefs) : undefined
  const known: Values = {
    ...(copy?.record && copyOf(copy.record).values),
    ...(fromSystems && { ...fromSystems.values, systems }),
  }
  return {
    entry,
    briefs,
    putForward,
    kept,
    prefilled: id === undefined && kept.length === 0 && Object.keys(known).length > 0 ? known : undefined,
    beginKey: begun ?? crypto.randomUUID(),
  }
}

function Told({
  place,
  kind,
  given,
  onBegun,
}: {
  place: Place
  kind: RecordKind
  given: string
  onBegun: (id: string) => void
}) {
  const navigate = useNavigate()
  const { state } = useLocation() as { state: { added?: string; carried?: string[] } | null }
  const [search, setSearch] = useSearchParams()
  const [id] = useState(given === 'new' ? undefined : given)
  const hasAddress = useRef(id !== undefined)
  const words = kindWords[kind]
  const lists = useLists()
  const start = useLoaded(
    () => startOf(place, kind, id, search),
    `${place.authority.id} ${kind} ${id ?? 'new'}`,
  )
  const [again, setAgain] = useState(false)
  const off = search.get('off')?.split(',').filter(Boolean) ?? []
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={start}>
          {({ entry, briefs, putForward, kept, prefilled, beginKey }) =>
            entry.proposal?.outcome === 'sent' && !again ? (
              <WithLoti
                kind={kind}
                place={place}
                entry={entry}
                names={namesFrom(known, {
                  ...putForward,
                  systems: systemsIn(briefs),
                })}
                onAgain={() => setAgain(true)}
              />
            ) : (
              <>
                {state?.added && (
                  <NotificationBanner title="Saved">
                    <p className="govuk-notification-banner__heading">
                      {state.added} is saved as a draft. Send it with the rest when you are done.
                    </p>
                  </NotificationBanner>
                )}
                {state?.carried && (
                  <InsetText>
                    {state.carried.length === 0
                      ? `This is the ${words.one} you have already. Nothing you typed was missing from it.`
                      : `This is the ${words.one} you have already, with what you typed where it said nothing: ${state.carried
                          .map((field) => fieldWords(kind, field))
                          .join(', ')}.`}
                  </InsetText>
                )}
                <RecordForm
                  kind={kind}
                  place={place}
                  id={id}
                  entry={again ? { ...entry, proposal: null } : entry}
                  lists={known}
                  briefs={briefs}
                  off={off}
                  putForward={putForward}
                  prefilled={prefilled}
                  kept={kept}
                  beginKey={beginKey}
                  onTyped={() => {
                    // The address of a draft that has not reached the service yet leads back to it.
                    if (hasAddress.current) return
                    hasAddress.current = true
                    const next = new URLSearchParams(search)
                    next.set('draft', beginKey)
                    setSearch(next, { replace: true, preventScrollReset: true })
                  }}
                  onBegun={(fresh) => {
                    hasAddress.current = true
                    onBegun(fresh)
                    const still = off.length > 0 ? `?off=${off.join(',')}` : ''
                    void navigate(place.to(`/our/${words.path}/${fresh}${still}`), {
                      replace: true,
                      preventScrollReset: true,
                      state: { stays: true },
                    })
                  }}
                  onConfirmed={start.reload}
                />
              </>
            )
          }
        </Show>
      )}
    </Show>
  )
}

/** What was sent and is not decided yet: to be read, not changed. */
function WithLoti({
  kind,
  place,
  entry: { record, proposal },
  names,
  onAgain,
}: {
  kind: RecordKind
  place: Place
  entry: Entry
  names: Names
  onAgain: () => void
}) {
  const words = kindWords[kind]
  const values = proposed(record, proposal?.values ?? {})
  const changed = differences(kind, record ? statedBy(record) : {}, values)
  const title = titleOf(kind, values)
  useTitle(title)
  return (
    <>
      <span className="govuk-caption-l">{place.authority.name}</span>
      <h1 className="govuk-heading-l wrap-anywhere">{title}</h1>
      <InsetText>
        {record
          ? `A change to this ${words.one} is with LOTI for approval. What the public sees stays as it is until they decide.`
          : `This ${words.one} is with LOTI for approval, so it cannot be changed here until they decide. Nothing of it is public until then.`}
      </InsetText>
      <DifferencesTable
        kind={kind}
        before={record ? statedBy(record) : {}}
        after={values}
        changed={changed}
        names={names}
        caption={`What was sent for ${title}`}
        isNew={!record}
      />
      {record && (
        <Button type="button" className="govuk-button--secondary" onClick={onAgain}>
          Make another change
        </Button>
      )}
    </>
  )
}
