import { useCallback, useState } from 'react'
import { useSession } from '../session.tsx'

// A few lines that belong to no draft (a comment, a message) outlive a reload and a session that ended, in this browser,
// for the person who typed them.

const daysKept = 30
const prefix = 'city-tools text '

type Kept = { text: string; at: number }

function read(key: string): string {
  try {
    const { text, at } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>
    const isOld = (at ?? 0) < Date.now() - daysKept * 86_400_000
    return typeof text === 'string' && !isOld ? text : ''
  } catch {
    return ''
  }
}

function write(key: string, text: string): void {
  try {
    if (text.trim() === '') localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify({ text, at: Date.now() } satisfies Kept))
  } catch {
    // A browser that keeps nothing: the page still holds it.
  }
}

type Set = (next: string | ((before: string) => string)) => void

/** Text typed at `place`, kept until it is set to nothing. */
export function useKeptText(place: string): [text: string, set: Set] {
  const { person } = useSession()
  const key = `${prefix}${person?.id ?? ''} ${place}`
  const [state, setState] = useState({ key, text: read(key) })
  if (state.key !== key) setState({ key, text: read(key) })
  const set = useCallback<Set>(
    (next) =>
      setState((before) => {
        const text = typeof next === 'string' ? next : next(before.key === key ? before.text : read(key))
        write(key, text)
        return { key, text }
      }),
    [key],
  )
  return [state.text, set]
}
