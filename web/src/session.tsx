import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import type { Person } from '../../functions/schema/person.ts'
import type { DataSet, Progress } from '../../functions/schema/view.ts'
import { get } from './api.ts'

export type Session = {
  /** Who is signed in: nobody is null, not known yet is undefined. */
  person: Person | null | undefined
  /** For whom they are here, in names. */
  actsFor: string[]
  dataSet: DataSet | undefined
  /** May take the demonstration estate away. */
  mayRemove: boolean
  /** From how many authorities it is gone, while it is being taken away. */
  removal?: Progress | null
}

const unknown: Session = { person: undefined, actsFor: [], dataSet: undefined, mayRemove: false }
const Context = createContext<Session>(unknown)

/** How long pages wait to hear who is here, in milliseconds: what they say of it stands at their top. */
const patience = 500

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>(unknown)
  const [waiting, setWaiting] = useState(true)
  useEffect(() => {
    const enough = setTimeout(() => setWaiting(false), patience)
    get<Session>('/session')
      .then(setSession, () => setSession({ ...unknown, person: null }))
      .finally(() => setWaiting(false))
    return () => clearTimeout(enough)
  }, [])
  return <Context value={session}>{waiting ? null : children}</Context>
}

export const useSession = () => use(Context)

/** Reads what members read of each other. */
export const isMember = (person: Session['person']): person is Person =>
  !!person &&
  !person.suspended &&
  (person.memberOf.length > 0 || person.editorOf.length > 0 || person.approver || person.admin)
