import { useEffect, useRef, useState } from 'react'
import type { ImportLook } from '../../../../../functions/schema/import.ts'
import { Problem } from '../../../api.ts'
import type { Place } from '../page.tsx'
import { service, type Told } from '../service.ts'
import { Progress } from './progress.tsx'

/** A file of which somebody must say what its columns are, and what is to be seen of it. */
export type Looked = { file: File; look: ImportLook }

/** Where a file leads that was sent: to its preview, or to the question what its columns are. */
export type Then = { onPreview: (id: string) => void; onLook: (looked: Looked) => void }

type State = {
  /** The file that is on its way, and which share of it has been sent. */
  file?: string
  sent?: number
  wrong?: string
  /** What is wrong with one thing that was said, by its field. */
  fields?: Record<string, string>
}

/** Sends a file to be read, and says how far that has come. It can be cancelled: nothing is kept of it then. */
export function useSending(place: Place, { onPreview, onLook }: Then) {
  const [state, setState] = useState<State>({})
  const leaving = useRef<AbortController>(undefined)
  useEffect(() => () => leaving.current?.abort(), [])
  const send = (file: File, told: Omit<Told, 'authority' | 'register'> = {}) => {
    const cancelling = new AbortController()
    leaving.current = cancelling
    const { signal } = cancelling
    setState({ file: file.name, sent: 0 })
    const whose = {
      register: place.authority.id,
      ...(!place.person.approver && { authority: place.authority.id }),
    }
    service
      .preview(
        file,
        { ...whose, ...told },
        {
          signal,
          onSent: (sent) => !signal.aborted && setState({ file: file.name, sent }),
        },
      )
      .then(
        ({ id, look }) => {
          if (signal.aborted) return
          setState({})
          if (look) onLook({ file, look })
          else onPreview(id)
        },
        (failure: unknown) => {
          if (signal.aborted) return
          setState(
            failure instanceof Problem
              ? { wrong: failure.message, ...(failure.fields && { fields: failure.fields }) }
              : { wrong: 'The file could not be sent. Try again.' },
          )
        },
      )
  }
  const cancel = () => {
    leaving.current?.abort()
    setState({})
  }
  return {
    state,
    send,
    cancel,
    refuse: (wrong: string, fields?: State['fields']) => setState({ wrong, ...(fields && { fields }) }),
  }
}

export function Sending({ state: { file, sent }, onCancel }: { state: State; onCancel: () => void }) {
  const isOnItsWay = sent !== undefined && sent < 1
  return (
    <>
      <Progress
        label={isOnItsWay ? `Sending ${file}` : `Reading ${file}`}
        {...(isOnItsWay && { share: sent })}
      />
      <p className="govuk-body">
        <button type="button" className="link-button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </>
  )
}
