import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'

export type Tile = {
  id: string
  name: string
  code: string
  x: number
  y: number
  value: number
  /** What the number says of this authority, in words. */
  text: string
  href: string
}

const size = 76
const gap = 4
/** Turquoise towards river green, in five steps; none is paper white with an edge. */
const steps = [
  { fill: '#ffffff', ink: '#505a5f' },
  { fill: '#cfe9e6', ink: '#0b0c0c' },
  { fill: '#8fcfc8', ink: '#0b0c0c' },
  { fill: '#3f9f98', ink: '#0b0c0c' },
  { fill: '#21716f', ink: '#ffffff' },
  { fill: '#0f3d3e', ink: '#ffffff' },
]

/** One square for each authority on the London Squared grid. Arrow keys move between neighbours; each is a link. */
export function TileMap({ tiles, label }: { tiles: Tile[]; label: string }) {
  const [told, setTold] = useState<Tile>()
  const links = useRef(new Map<string, Element>())
  const navigate = useNavigate()
  const most = Math.max(1, ...tiles.map(({ value }) => value))
  const columns = Math.max(0, ...tiles.map(({ x }) => x)) + 1
  const rows = Math.max(0, ...tiles.map(({ y }) => y)) + 1
  const stepOf = (value: number) =>
    steps[value === 0 ? 0 : Math.min(5, Math.ceil((value / most) * 5))] ?? steps[0]

  const move = (from: Tile, key: string): boolean => {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
    if (!direction) return false
    const [dx = 0, dy = 0] = direction
    const ahead = tiles
      .filter(({ x, y }) => (dx !== 0 ? (x - from.x) * dx > 0 : (y - from.y) * dy > 0))
      .sort((a, b) => distance(a) - distance(b))
    function distance({ x, y }: Tile) {
      return dx !== 0
        ? Math.abs(x - from.x) + 3 * Math.abs(y - from.y)
        : Math.abs(y - from.y) + 3 * Math.abs(x - from.x)
    }
    const next = links.current.get(ahead[0]?.id ?? '')
    if (next instanceof SVGElement) next.focus()
    return true
  }

  return (
    <div className="map">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing */}
      <svg className="tiles" viewBox={`0 0 ${columns * size} ${rows * size}`} role="group" aria-label={label}>
        {tiles.map((tile) => {
          const step = stepOf(tile.value)
          return (
            <a
              key={tile.id}
              href={tile.href}
              ref={(link) => {
                if (link) links.current.set(tile.id, link)
              }}
              aria-label={`${tile.code} ${tile.value === 0 ? '–' : tile.value}: ${tile.name}, ${tile.text}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                void navigate(tile.href)
              }}
              onKeyDown={(event) => {
                if (move(tile, event.key)) event.preventDefault()
              }}
              onFocus={() => setTold(tile)}
              onMouseEnter={() => setTold(tile)}
            >
              <rect
                x={tile.x * size + gap / 2}
                y={tile.y * size + gap / 2}
                width={size - gap}
                height={size - gap}
                fill={step?.fill}
                stroke={tile.value === 0 ? '#8a9499' : 'none'}
                strokeDasharray={tile.value === 0 ? '4 3' : undefined}
              />
              <text textAnchor="middle" fill={step?.ink}>
                <tspan x={tile.x * size + size / 2} y={tile.y * size + 32} fontSize="16" fontWeight="600">
                  {tile.code}
                </tspan>{' '}
                <tspan x={tile.x * size + size / 2} y={tile.y * size + 54} fontSize="15" fontWeight="400">
                  {tile.value === 0 ? '–' : tile.value}
                </tspan>
              </text>
            </a>
          )
        })}
      </svg>
      <p className="map__told" aria-hidden="true">
        {told ? (
          <>
            <strong>{told.name}</strong>
            <br />
            {told.text}
          </>
        ) : (
          'Point at a square, or move to it with the keyboard, to read what its council has on the register. Choose it to open its page.'
        )}
      </p>
    </div>
  )
}
