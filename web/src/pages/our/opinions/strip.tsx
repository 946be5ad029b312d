import type { KeyboardEvent, ReactNode } from 'react'

export type StripOption = {
  value: string
  text: ReactNode
  /** The key that chooses it, and goes on. */
  key?: string
  /** Set apart from the others: not one of the scale. */
  apart?: true
}

const stripClass = 'strip'

/** The next strip of the page's own kind, where there is one. */
function goOn(from: Element) {
  const strips = [...document.querySelectorAll(`.${stripClass}[data-goes-on]`)]
  const next = strips[strips.indexOf(from) + 1]
  const radio = next?.querySelector<HTMLInputElement>('input:checked') ?? next?.querySelector('input')
  radio?.focus()
  next?.scrollIntoView?.({ block: 'nearest' })
}

/**
 * A few choices side by side: radios, so that arrow keys and Tab do what they do everywhere. A figure key chooses and
 * goes on to the next strip, where the page says so.
 */
export function Strip({
  name,
  legend,
  legendId,
  options,
  value,
  onChange,
  goesOn = false,
  describedBy,
}: {
  name: string
  /** What is asked; or `legendId`, where the page shows it already. */
  legend?: ReactNode
  legendId?: string
  options: readonly StripOption[]
  value: string | undefined
  onChange: (value: string) => void
  goesOn?: boolean
  describedBy?: string | undefined
}) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const chosen = options.find(({ key }) => key !== undefined && key === event.key)
    if (!chosen) return
    event.preventDefault()
    onChange(chosen.value)
    const strip = event.currentTarget
    if (goesOn) goOn(strip)
    else strip.querySelector<HTMLInputElement>(`input[value="${CSS.escape(chosen.value)}"]`)?.focus()
  }
  const legendOwn = `${name}-legend`
  return (
    <div
      className={stripClass}
      role="radiogroup"
      aria-labelledby={legendId ?? legendOwn}
      aria-describedby={describedBy}
      data-goes-on={goesOn || undefined}
      onKeyDown={onKeyDown}
    >
      {legend && (
        <span className="strip__legend" id={legendOwn}>
          {legend}
        </span>
      )}
      <span className="strip__options">
        {options.map(({ value: one, text, apart }) => (
          <label key={one} className={`strip__option${apart ? ' strip__option--apart' : ''}`}>
            <input
              type="radio"
              name={name}
              value={one}
              checked={one === value}
              onChange={() => onChange(one)}
            />
            <span>{text}</span>
          </label>
        ))}
      </span>
    </div>
  )
}
