import { useMemo, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { RecordKind } from '../../../../functions/schema/record.ts'
import { Button, InsetText } from '../../govuk/index.ts'
import { differences, kindWords, type Names, titleOf } from '../fields.ts'
import { DifferencesTable } from './differencesTable.tsx'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place, useTitle } from './page.tsx'
import { RecordForm } from './recordForm.tsx'
import { type Entry, service } from './service.ts'
import { proposed, statedBy } from './typed.ts'

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
  const [again, setAgain] = useState(false)
  const namedSystems = useMemo(
    () =>
      (systems.value?.records ?? []).flatMap((one) =>
        one.kind === 'system' ? [{ id: one.id, name: one.name }] : [],
      ),
    [systems.value],
  )
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={entry}>
          {(found) => (
            <Show of={systems}>
              {() =>
                found.proposal?.outcome === 'sent' && !again ? (
                  <WithLoti
                    kind={kind}
                    place={place}
                    entry={found}
                    names={namesFrom(known, {
                      newVendors: found.proposal.newVendors,
                      systems: namedSystems,
                    })}
                    onAgain={() => setAgain(true)}
                  />
                ) : (
                  <RecordForm
                    kind={kind}
                    place={place}
                    id={id === 'new' ? undefined : id}
                    entry={again ? { ...found, proposal: null } : found}
                    lists={known}
                    systems={namedSystems}
                    onBegun={(fresh) => {
                      onBegun(fresh)
                      void navigate(place.to(`/our/${words.path}/${fresh}`), {
                        replace: true,
                        preventScrollReset: true,
                      })
                    }}
                    onConfirmed={entry.reload}
                  />
                )
              }
            </Show>
          )}
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
        {record ? 'A change to this' : 'This'} {words.one} is with LOTI for approval, so it cannot be changed
        here until they decide.{' '}
        {record ? 'What the public sees stays as it is until then.' : 'Nothing of it is public until then.'}
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
