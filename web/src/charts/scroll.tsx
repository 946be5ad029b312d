import { type ReactNode, useEffect, useRef } from 'react'

/** Something wider than a phone: it scrolls by itself, by keyboard too. */
export function Scroll({
  label,
  fromEnd = false,
  children,
}: {
  label: string
  /** What matters most stands at its end, which is in sight first. */
  fromEnd?: boolean
  children: ReactNode
}) {
  const region = useRef<HTMLElement>(null)
  useEffect(() => {
    if (fromEnd && region.current) region.current.scrollLeft = region.current.scrollWidth
  }, [fromEnd])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="scroll" tabIndex={0} aria-label={label} ref={region}>
      {children}
    </section>
  )
}
