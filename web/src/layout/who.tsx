import { useState } from 'react'
import { useLocation } from 'react-router'
import { send } from '../api.ts'
import { useSession } from '../session.tsx'

/** Who is signed in, and the way in or out. */
export function Who() {
  const { person, actsFor } = useSession()
  const { pathname, search } = useLocation()
  const [leaving, setLeaving] = useState(false)
  if (person === undefined) return <div className="masthead__who" />
  if (person === null) {
    return (
      <div className="masthead__who">
        <a href={`/api/v1/sign-in?to=${encodeURIComponent(`${pathname}${search}`)}`}>Sign in</a>
      </div>
    )
  }
  const leave = async () => {
    setLeaving(true)
    try {
      await send('POST', '/sign-out')
      window.location.assign('/')
    } catch {
      setLeaving(false)
    }
  }
  return (
    <div className="masthead__who">
      <span>
        {person.name}
        <span className="masthead__for">{person.suspended ? 'suspended' : `for ${listed(actsFor)}`}</span>
      </span>
      <button type="button" onClick={leave} disabled={leaving}>
        Sign out
      </button>
    </div>
  )
}

const mostNamed = 2

/** `Camden`, `Camden and Hackney`, `LOTI and 4 authorities`. */
export function listed(names: string[]): string {
  if (names.length <= mostNamed) return names.join(' and ')
  return `${names[0]} and ${names.length - 1} ${names[0] === 'LOTI' ? 'authorities' : 'others'}`
}
