import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { stepOf } from './scale.ts'

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
  chosen?: boolean
}

const size = 76
const gap = 4

/** One square for each authority on the London Squared grid. Arrow keys move between neighbours; each is a link. */
export function TileMap({
  tiles,
  label,
  what = 'The number is systems and contracts; a dash is nothing yet.',
  hint = `Choose a square to open its council’s page. ${what}`,
  onChoose,
}: {
  tiles: Tile[]
  label: string
  /** What the numbers are. */
  what?: string
  /** What choosing a square does. */
  hint?: string
  /** Instead of going to the square's address. */
  onChoose?: (id: string) => void
}) {
  const [told, setTold] = useState<Tile>()
  const links = useRef(new Map<string, Element>())
  const navigate = useNavigate()
  const most = Math.max(1, ...tiles.map(({ value }) => value))
  const columns = Math.max(0, ...tiles.map(({ x }) => x)) + 1
  const rows = Math.max(0, ...tiles.map(({ y }) => y)) + 1

  const move = (from: Tile, key: string): boolean => {
    const next = links.current.get(neighbour(tiles, from, key)?.id ?? '')
    if (next instanceof SVGElement) next.focus()
    return key in directions
  }

  return (
    <div className="map">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing */}
      <svg className="tiles" viewBox={`0 0 ${columns * size} ${rows * size}`} role="group" aria-label={label}>
        {tiles.map((tile) => {
          const step = stepOf(tile.value, most)
          return (
            <a
              key={tile.id}
              className={tile.chosen ? 'chosen' : undefined}
              href={tile.href}
              ref={(link) => {
                if (link) links.current.set(tile.id, link)
              }}
              aria-label={`${tile.code} ${tile.value === 0 ? '–' : tile.value}: ${tile.name}, ${tile.text}`}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                if (onChoose) onChoose(tile.id)
                else void navigate(tile.href)
              }}
              onKeyDown={(event) => {
                if (move(tile, event.key)) event.preventDefault()
              }}
              onFocus={() => setTold(tile)}
              onMouseEnter={() => setTold(tile)}
              onMouseLeave={() => setTold(undefined)}
            >
              <rect
                className={tile.value === 0 ? 'none step-0' : `step-${step}`}
                x={tile.x * size + gap / 2}
                y={tile.y * size + gap / 2}
                width={size - gap}
                height={size - gap}
              />
              <text textAnchor="middle" className={`step-${step}-ink`}>
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
            <strong>{told.name}</strong>: {told.text}
          </>
        ) : (
          hint
        )}
      </p>
    </div>
  )
}

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The nearest tile in the direction of an arrow key; those straight ahead before those to the side. */
function neighbour(tiles: Tile[], from: Tile, key: string): Tile | undefined {
  const [dx = 0, dy = 0] = directions[key] ?? []
  if (dx === 0 && dy === 0) return undefined
  const away = ({ x, y }: Tile) =>
    dx !== 0
      ? Math.abs(x - from.x) + 3 * Math.abs(y - from.y)
      : Math.abs(y - from.y) + 3 * Math.abs(x - from.x)
  return tiles
    .filter(({ x, y }) => (dx !== 0 ? (x - from.x) * dx > 0 : (y - from.y) * dy > 0))
    .sort((a, b) => away(a) - away(b))[0]
}
