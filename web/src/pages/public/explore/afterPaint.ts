import { type RefObject, useEffect, useRef, useState } from 'react'

// A press is answered with what is in sight; what is not follows once that is painted.

/** Acts once what was asked for is in sight; also where nothing is painted, in a window that is not. Answers with how to call it off. */
export function afterPaint(act: () => void): () => void {
  let done = false
  const once = () => {
    if (!done) act()
    done = true
  }
  requestAnimationFrame(() => setTimeout(once))
  setTimeout(once, 250)
  return () => {
    done = true
  }
}

/** What lies this near the window counts as in sight: a press may bring it there. */
const near = '200px'
const told = new WeakMap<Element, (inSight: boolean) => void>()
let observer: IntersectionObserver | undefined

/** Tells whether an element is in sight, now and whenever that changes; answers with how to stop it. */
function watch(element: Element, tell: (inSight: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) told.get(target)?.(isIntersecting)
    },
    { rootMargin: near },
  )
  told.set(element, tell)
  observer.observe(element)
  return () => observer?.unobserve(element)
}

/** A value for an element to show: the latest where it is in sight, and where it is not, the latest that was painted. */
export function useOnceSeen<Value, E extends Element>(
  value: Value,
): { value: Value; ref: RefObject<E | null> } {
  const ref = useRef<E>(null)
  const latest = useRef(value)
  const [inSight, setInSight] = useState(true)
  const [painted, setPainted] = useState<{ value: Value }>({ value })
  useEffect(() => {
    if (!ref.current) return undefined
    return watch(ref.current, (now) => {
      if (!now) setPainted({ value: latest.current })
      setInSight(now)
    })
  }, [])
  useEffect(() => {
    latest.current = value
    return inSight ? undefined : afterPaint(() => setPainted({ value }))
  }, [value, inSight])
  return { value: inSight ? value : painted.value, ref }
}
