import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { kindWords } from '../fields.ts'
import { useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { RecordForm } from './recordForm.tsx'
import { type Entry, service } from './service.ts'

const nothing: Entry = { record: null, proposal: null }

/** One system or contract, new or known, to be filled in or changed. */
export function EntryPage({ kind }: { kind: RecordKind }) {
  const words = kindWords[kind]
  const { id = 'new' } = useParams()
  // A draft that has just been begun gets an address; the form goes on as it was.
  const [begun, setBegun] = useState<string>()
  const key = id === begun ? 'new' : id
  return (
    <OurPage
      title={words.one === 'system' ? 'System' : 'Contract'}
      crumbs={[{ text: `Our ${words.many}`, href: `/our/${words.path}` }]}
    >
      {(place) => (
        <Told place={place} kind={kind} id={key} key={`${place.authority.id} ${key}`} onBegun={setBegun} />
      )}
    </OurPage>
  )
}

function Told({
  place,
  kind,
  id,
  onBegun,
}: {
  place: Place
  kind: RecordKind
  id: string
  onBegun: (id: string) => void
}) {
  const navigate = useNavigate()
  const words = kindWords[kind]
  const lists = useLists()
  const entry = useLoaded(
    () => (id === 'new' ? Promise.resolve(nothing) : service.entry(place.authority.id, kind, id)),
    `${place.authority.id} ${kind} ${id}`,
  )
  const systems = useLoaded(
    () => service.register(place.authority.id, 'system'),
    `systems ${place.authority.id}`,
  )
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={entry}>
          {(found) => (
            <Show of={systems}>
              {({ records }) => (
                <RecordForm
                  kind={kind}
                  place={place}
                  id={id === 'new' ? undefined : id}
                  entry={found}
                  lists={known}
                  systems={records.flatMap((one) =>
                    one.kind === 'system' ? [{ id: one.id, name: one.name }] : [],
                  )}
                  onBegun={(fresh) => {
                    onBegun(fresh)
                    void navigate(place.to(`/our/${words.path}/${fresh}`), {
                      replace: true,
                      preventScrollReset: true,
                    })
                  }}
                />
              )}
            </Show>
          )}
        </Show>
      )}
    </Show>
  )
}
