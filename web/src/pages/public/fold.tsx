import { type ReactNode, useState } from 'react'

/** A long list shows its beginning until the rest is asked for. All of it is printed. */
export function Fold({
  total,
  first,
  what,
  children,
}: {
  total: number
  /** How many are in sight at first. The styles know 6, 10 and 15. */
  first: 6 | 10 | 15
  /** What there are so many of: `contracts`. */
  what: string
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  if (total <= first + 2) return children
  return (
    <div className={open ? undefined : `fold fold--${first}`}>
      {children}
      <button
        type="button"
        className="linklike fold__turn"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? `Show the first ${first} only` : `Show all ${total} ${what}`}
      </button>
    </div>
  )
}
