import { placeBeside } from './labels.ts'
import { linear } from './scale.ts'
import './scatter.css'

export type Dot = { id: string; name: string; x: number; y: number; isOwn?: boolean }
/** A mean of several, over the stretch they lie in. */
export type Level = { from: number; to: number; y: number; text: string }

/** The drawing on a wide screen and on a phone, in pixels, with room for what stands beside its axes. */
const sizes = { wide: [640, 380], narrow: [330, 380] } as const
const [left, right, top, foot] = [28, 12, 26, 48]

/**
 * Dots by two numbers, named where there is room, and levels behind them. Whoever draws one puts a table beside it that
 * says the same.
 */
export function Scatter(of: {
  dots: Dot[]
  levels: Level[]
  across: { most: number; step: number; words: string }
  up: { least: number; most: number; words: string }
  /** What it shows, for who cannot see it. */
  label: string
}) {
  return (
    <>
      {(['wide', 'narrow'] as const).map((size) => (
        <Drawn key={size} size={size} {...of} />
      ))}
    </>
  )
}

function Drawn({
  dots,
  levels,
  across,
  up,
  label,
  size,
}: Parameters<typeof Scatter>[0] & { size: keyof typeof sizes }) {
  const [width, height] = sizes[size]
  const bottom = height - foot
  const x = linear([0, across.most], [left, width - right])
  const y = linear([up.least, up.most], [bottom, top])
  const places = dots.map(({ name, ...dot }) => ({ text: name, x: x(dot.x), y: y(dot.y) }))
  const names = placeBeside(places, [width, bottom - (levels.length > 0 ? 26 : 0)])
  const marks = (from: number, to: number, step: number) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step)
  return (
    <svg
      className={`scatter scatter--${size}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label} The table beside says the same.`}
    >
      <text className="quiet" x={0} y={12}>
        {up.words}
      </text>
      {marks(up.least, up.most, 1).map((mark) => (
        <g key={mark}>
          <line className="scatter__rule" x1={left} x2={width - right} y1={y(mark)} y2={y(mark)} />
          <text className="quiet" x={left - 8} y={y(mark) + 4} textAnchor="end">
            {mark}
          </text>
        </g>
      ))}
      {marks(0, across.most, across.step).map((mark) => (
        <text className="quiet" key={mark} x={x(mark)} y={bottom + 18} textAnchor="middle">
          {mark}
        </text>
      ))}
      <text className="quiet" x={width - right} y={bottom + 40} textAnchor="end">
        {across.words}
      </text>
      {levels.map(({ from, to, text, ...level }) => (
        <g key={`${from} ${text}`} className="scatter__level">
          <line x1={x(from)} x2={x(to)} y1={y(level.y)} y2={y(level.y)} />
          <text className="quiet" x={(x(from) + x(to)) / 2} y={bottom - 8} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {dots.map(({ id, isOwn, ...dot }, index) => {
        const [middle, high, name] = [x(dot.x), y(dot.y), names[index]]
        return (
          <g key={id}>
            {isOwn ? (
              <path className="scatter__dot scatter__dot--own" d={`M${middle} ${high - 9}l9 9-9 9-9-9z`} />
            ) : (
              <circle className="scatter__dot" cx={middle} cy={high} r={6} />
            )}
            {name && (
              <text x={name.x} y={name.y} textAnchor={name.anchor}>
                {dot.name}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
