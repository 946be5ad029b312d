import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import type { Person } from '../../functions/schema/person.ts'
import type { DataSet } from '../../functions/schema/view.ts'
import { get } from './api.ts'

export type Session = {
  /** Who is signed in: nobody is null, not known yet is undefined. */
  person: Person | null | undefined
  /** For whom they are here, in names. */
  actsFor: string[]
  dataSet: DataSet | undefined
  /** May take the demonstration estate away. */
  mayRemove: boolean
}

const unknown: Session = { person: undefined, actsFor: [], dataSet: undefined, mayRemove: false }
const Context = createContext<Session>(unknown)

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>(unknown)
  useEffect(() => {
    get<Session>('/session').then(setSession, () => setSession({ ...unknown, person: null }))
  }, [])
  return <Context value={session}>{children}</Context>
}

export const useSession = () => use(Context)
