import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { isDirection, neighbour } from './neighbours.ts'
import { stepOf } from './scale.ts'

export type Hexagon = {
  id: string
  name: string
  /** Column and row: odd rows stand half a column to the right, and north is up. */
  hex: { q: number; r: number }
  value: number
  /** What the number says of this authority, in words. */
  text: string
  href: string
}

const width = 60
const height = (2 * width) / Math.sqrt(3)
const between = 3
/** More columns than these are too small to be hit, and for words in each. */
const mostLarge = 14

/** The corners of a hexagon with its point up, in a box as wide as a column. */
const corners = (x: number, y: number) => {
  const [w, h] = [(width - between) / 2, (height - between) / 2]
  return [
    [0, -h],
    [w, -h / 2],
    [w, h / 2],
    [0, h],
    [-w, h / 2],
    [-w, -h / 2],
  ]
    .map(([dx = 0, dy = 0]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`)
    .join(' ')
}

/**
 * A hexagon for each authority, about where it lies. Where they are large enough to be hit, each is a link: Tab comes to
 * one of them and arrow keys move between neighbours. A whole country is a picture; its names are beside it and in the
 * table.
 */
export function HexMap({ hexagons, label, what }: { hexagons: Hexagon[]; label: string; what: string }) {
  const [told, setTold] = useState<Hexagon>()
  const [at, setAt] = useState(hexagons[0]?.id)
  const links = useRef(new Map<string, Element>())
  const navigate = useNavigate()
  const top = Math.max(...hexagons.map(({ hex }) => hex.r))
  const left = Math.min(...hexagons.map(({ hex }) => hex.q))
  const placed = hexagons.map((one) => ({
    ...one,
    x: one.hex.q - left + (Math.abs(one.hex.r) % 2 === 1 ? 0.5 : 0),
    y: top - one.hex.r,
  }))
  const columns = Math.max(...placed.map(({ x }) => x)) + 1
  const rows = Math.max(...placed.map(({ y }) => y)) + 1
  const most = Math.max(1, ...hexagons.map(({ value }) => value))
  const large = columns <= mostLarge

  const drawn = (one: (typeof placed)[number]) => {
    const step = stepOf(one.value, most)
    const [x, y] = [(one.x + 0.5) * width, one.y * 0.75 * height + height / 2]
    return (
      <>
        <polygon className={one.value === 0 ? 'none step-0' : `step-${step}`} points={corners(x, y)} />
        {large && (
          <text textAnchor="middle" className={`step-${step}-ink`}>
            <tspan x={x} y={y - 2} fontSize="11">
              {short(one.name)}
            </tspan>{' '}
            <tspan x={x} y={y + 14} fontSize="14">
              {one.value === 0 ? '–' : one.value}
            </tspan>
          </text>
        )}
      </>
    )
  }
  const drawing = {
    className: 'tiles tiles--hex',
    viewBox: `0 0 ${columns * width} ${(rows - 1) * 0.75 * height + height}`,
  }
  return (
    <div className="map">
      {large ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
        <svg {...drawing} role="group" aria-label={label}>
          {placed.map((one) => (
            <a
              key={one.id}
              href={one.href}
              ref={(link) => {
                if (link) links.current.set(one.id, link)
              }}
              tabIndex={one.id === at ? 0 : -1}
              aria-label={`${short(one.name)} ${one.value === 0 ? '–' : one.value}: ${one.name}, ${one.text}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                void navigate(one.href)
              }}
              onKeyDown={(event) => {
                if (!isDirection(event.key)) return
                event.preventDefault()
                const next = links.current.get(neighbour(placed, one, event.key)?.id ?? '')
                if (next instanceof SVGElement) next.focus()
              }}
              onFocus={() => {
                setTold(one)
                setAt(one.id)
              }}
              onMouseEnter={() => setTold(one)}
              onMouseLeave={() => setTold(undefined)}
            >
              {drawn(one)}
            </a>
          ))}
        </svg>
      ) : (
        <svg {...drawing} role="img" aria-label={label}>
          {placed.map((one) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: pointing tells what the table says too
            <g key={one.id} onMouseEnter={() => setTold(one)} onMouseLeave={() => setTold(undefined)}>
              {drawn(one)}
            </g>
          ))}
        </svg>
      )}
      <p className="map__told" aria-hidden="true">
        {told ? (
          <>
            <strong>{told.name}</strong>: {told.text}
          </>
        ) : (
          `${large ? 'Choose a hexagon to open its council’s page. ' : ''}${what}`
        )}
      </p>
    </div>
  )
}

const longest = 8
const short = (name: string) =>
  name.length <= longest + 1 ? name : `${name.slice(0, longest - 1).trimEnd()}.`
