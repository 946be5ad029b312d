import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { isDirection, neighbour } from './neighbours.ts'
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

/**
 * One square for each authority on the London Squared grid. Each is a link; Tab comes to one of them and arrow keys move
 * between neighbours.
 */
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
  const [at, setAt] = useState(tiles[0]?.id)
  const links = useRef(new Map<string, Element>())
  const navigate = useNavigate()
  const most = Math.max(1, ...tiles.map(({ value }) => value))
  const columns = Math.max(0, ...tiles.map(({ x }) => x)) + 1
  const rows = Math.max(0, ...tiles.map(({ y }) => y)) + 1

  const move = (from: Tile, key: string): boolean => {
    const next = links.current.get(neighbour(tiles, from, key)?.id ?? '')
    if (next instanceof SVGElement) next.focus()
    return isDirection(key)
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
              tabIndex={tile.id === at ? 0 : -1}
              onFocus={() => {
                setTold(tile)
                setAt(tile.id)
              }}
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
