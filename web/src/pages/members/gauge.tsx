import { percent } from '../../format.ts'

/** A share as a bar with its number beside it, and a mark where the council in the middle stands. */
export function Gauge({
  share,
  median,
  text,
}: {
  share: number
  median?: number | undefined
  text?: string
}) {
  return (
    <span className="gauge">
      <span className="gauge__track" aria-hidden="true">
        <span className="gauge__share" style={{ width: `${share * 100}%` }} />
        {median !== undefined && <span className="gauge__median" style={{ left: `${median * 100}%` }} />}
      </span>
      <span className="gauge__text">{text ?? percent(share)}</span>
    </span>
  )
}
