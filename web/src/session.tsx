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

const asked = () => get<Session>('/session').catch((): Session => ({ ...unknown, person: null }))

/** Who is here, or that it is not known yet. */
export const firstSession = (): Promise<Session> =>
  Promise.race([asked(), new Promise<Session>((done) => setTimeout(() => done(unknown), patience))])

export function SessionProvider({ first, children }: { first: Session; children: ReactNode }) {
  const [session, setSession] = useState(first)
  useEffect(() => {
    if (first.person === undefined) void asked().then(setSession)
  }, [first])
  return <Context value={session}>{children}</Context>
}

export const useSession = () => use(Context)

/** Reads what members read of each other. */
export const isMember = (person: Session['person']): person is Person =>
  !!person &&
  !person.suspended &&
  (person.memberOf.length > 0 || person.editorOf.length > 0 || person.approver || person.admin)
