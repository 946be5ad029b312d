import { useEffect, useRef, useSyncExternalStore } from 'react'

// Single keys that do what the page's buttons do, for those who decide on a great deal. They can be turned off (WCAG
// 2.1.4), and never act while someone is typing.

export type Shortcut = { key: string; does: string; run: () => void }

const place = 'city-tools single keys'
const listeners = new Set<() => void>()

const areOn = () => {
  // A browser that keeps nothing has the keys on, as everyone begins.
  try {
    return localStorage.getItem(place) !== 'off'
  } catch {
    return true
  }
}

/** Whether this browser's person uses single keys, and how to say otherwise. */
export function useKeysSetting(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    areOn,
    () => true,
  )
  const set = (next: boolean) => {
    try {
      localStorage.setItem(place, next ? 'on' : 'off')
    } catch {}
    for (const changed of listeners) changed()
  }
  return [on, set]
}

/** Whether a key pressed here is typing, or is a control's own. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('textarea, select, input:not([type=checkbox]):not([type=radio])') !== null)

/** Which shortcut a key stroke means, where it means one. */
export function shortcutFor<T extends { key: string }>(
  shortcuts: readonly T[],
  event: Pick<
    KeyboardEvent,
    'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'defaultPrevented' | 'repeat' | 'target'
  >,
): T | undefined {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey)
    return undefined
  if (isTyping(event.target)) return undefined
  const found = shortcuts.find(({ key }) => key === event.key)
  // A key held down moves on and on, and decides nothing twice.
  return event.repeat && found && !['j', 'k'].includes(found.key) ? undefined : found
}

/** Listens while the page is shown and single keys are on. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const [on] = useKeysSetting()
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    if (!on) return
    const pressed = (event: KeyboardEvent) => {
      const found = shortcutFor(latest.current, event)
      if (!found) return
      event.preventDefault()
      found.run()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [on])
}
