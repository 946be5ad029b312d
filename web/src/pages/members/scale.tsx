import type { RatingFigure } from '../../../../functions/schema/membersView.ts'
import { counted } from '../../format.ts'

const at = (score: number) => `${((score - 1) / 4) * 100}%`

/** What the scale below it means. */
export const ScaleHead = () => (
  <p className="scales__head" aria-hidden="true">
    <span />
    <span className="scale">
      <span className="scale__ends">
        <span>1 very poor</span>
        <span>5 very good</span>
      </span>
      <span className="scale__key">
        <span className="scale__mean" /> mean
      </span>
    </span>
  </p>
)

/** A figure on its scale of 1 to 5: how many say each, and where the mean lies, all of it in words too. */
export function Scale({ figure: { n, mean, spread, counts } }: { figure: RatingFigure }) {
  const most = Math.max(...counts)
  return (
    <span className="scale">
      <span className="scale__line" aria-hidden="true">
        {counts.map((say, index) => (
          <span
            key={[1, 2, 3, 4, 5][index]}
            className="scale__dot"
            style={{ left: at(index + 1), ['--size' as string]: say === 0 ? 0 : 0.35 + (0.65 * say) / most }}
          >
            {say > 0 && say}
          </span>
        ))}
        <span className="scale__mean" style={{ left: at(mean) }} />
      </span>
      <span className="scale__words">
        <strong>{mean.toFixed(1)}</strong> from {counted(n, 'council')}, spread {spread.toFixed(1)}
      </span>
    </span>
  )
}
