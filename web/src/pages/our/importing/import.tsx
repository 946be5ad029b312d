import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { ImportHead, ImportUndone } from '../../../../../functions/schema/import.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { service } from '../service.ts'
import { Columns } from './columns.tsx'
import { Preview } from './preview.tsx'
import type { Looked } from './sending.tsx'
import { Taken } from './taken.tsx'
import { Undone } from './undone.tsx'
import { Upload } from './upload.tsx'
import './importing.css'

export default function Import() {
  return (
    <OurPage title="Import a register" crumbs={[{ text: 'Import' }]} many>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

/** An import has an address, so that it survives a reload and can be come back to. */
function Told({ place }: { place: Place }) {
  const [search, setSearch] = useSearchParams()
  const id = search.get('id') ?? undefined
  // A file whose columns somebody must name is held by the page alone: nothing of it is kept before.
  const [looked, setLooked] = useState<Looked>()
  const go = (next: string | undefined) => {
    const address = new URLSearchParams(search)
    address.delete('show')
    if (next) address.set('id', next)
    else address.delete('id')
    setLooked(undefined)
    setSearch(address)
  }
  const then = { onPreview: go, onLook: setLooked }
  if (!id && looked) {
    const { headerRow, sheet } = looked.look
    return (
      <Columns
        key={`${looked.file.name} ${sheet} ${headerRow}`}
        place={place}
        looked={looked}
        then={then}
        onAgain={() => setLooked(undefined)}
      />
    )
  }
  if (!id) return <Upload place={place} then={then} />
  return <Known key={id} id={id} place={place} onAgain={() => go(undefined)} />
}

function Known({ id, place, onAgain }: { id: string; place: Place; onAgain: () => void }) {
  const loaded = useLoaded(() => service.import(id), id)
  // What was taken just now is told as such; when it is come back to, as something past.
  const [justNow, setJustNow] = useState(false)
  const onUndone = (head: ImportHead) => (undone: ImportUndone) =>
    loaded.set({ ...head, state: 'undone', undone })
  return (
    <Show of={loaded}>
      {(head) =>
        head.state === 'undone' && head.undone ? (
          <Undone
            place={place}
            head={head}
            undone={head.undone}
            onUndone={onUndone(head)}
            onAgain={onAgain}
          />
        ) : head.state === 'accepted' && head.taken ? (
          <Taken
            place={place}
            head={head}
            taken={head.taken}
            justNow={justNow}
            onUndone={onUndone(head)}
            onAgain={onAgain}
          />
        ) : (
          <Preview
            place={place}
            head={head}
            onTaken={(taken) => {
              setJustNow(true)
              loaded.set({ ...head, state: 'accepted', taken })
            }}
            onStopped={(taken) => loaded.set({ ...head, state: 'accepting', taken })}
            onUndone={onUndone(head)}
            onNamed={loaded.set}
            onAgain={onAgain}
          />
        )
      }
    </Show>
  )
}
