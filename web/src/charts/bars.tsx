import type { ReactNode } from 'react'
import { linear } from './scale.ts'

export type Bar = { id: string; name: ReactNode; value: number; text: string; quiet?: boolean }

/** Longer than this, what a bar says stands under it on a phone. */
const wordy = 16

/** Sorted bars, each with its name and number in words beside it, so that colour says nothing alone. */
export function Bars({ bars }: { bars: Bar[] }) {
  const width = linear([0, Math.max(1, ...bars.map(({ value }) => value))], [0, 100])
  return (
    <ol className={bars.some(({ text }) => text.length > wordy) ? 'bars bars--wordy' : 'bars'}>
      {bars.map(({ id, name, value, text, quiet }) => (
        <li key={id}>
          <span className="bars__name">{name}</span>
          <span className="bars__track">
            <span
              className={`bars__bar${quiet ? ' bars__bar--quiet' : ''}`}
              style={{ width: `calc(${width(value)}% * 0.72)` }}
              aria-hidden="true"
            />
            <span className="bars__value">{text}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
