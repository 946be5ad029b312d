import { HexMap } from '../../charts/hexMap.tsx'
import { TileMap } from '../../charts/tileMap.tsx'
import { useStaying } from '../../layout/asAt.ts'

export type Mapped = {
  id: string
  name: string
  slug: string
  code?: string | undefined
  tile?: { x: number; y: number } | undefined
  hex?: { q: number; r: number } | undefined
}

/** Fewer hexagons than these are no map of anything. */
const fewest = 3

/**
 * Authorities on a map: London's squares where all have one, otherwise hexagons for those that lie beside each other.
 * Nothing where there is no map of them.
 */
export function AuthorityMap<A extends Mapped>({
  authorities,
  label,
  what,
  amountOf,
  inWords,
}: {
  authorities: A[]
  label: string
  /** What the numbers are, in a sentence. */
  what: string
  amountOf: (one: A) => number
  inWords: (one: A) => string
}) {
  const staying = useStaying()
  const told = (one: A) => ({
    id: one.id,
    name: one.name,
    value: amountOf(one),
    text: inWords(one),
    href: staying(`/boroughs/${one.slug}`),
  })
  const squares = authorities.flatMap((one) =>
    one.tile ? [{ ...told(one), ...one.tile, code: (one.code ?? one.name.slice(0, 3)).toUpperCase() }] : [],
  )
  if (squares.length > 0 && squares.length === authorities.length) {
    return <TileMap label={label} what={what} tiles={squares} />
  }
  const hexagons = authorities.flatMap((one) => (one.hex ? [{ ...told(one), hex: one.hex }] : []))
  if (hexagons.length < fewest) return null
  const over =
    hexagons.length < authorities.length
      ? ' Counties and combined authorities lie over others, and are in the table.'
      : ''
  return <HexMap label={label} hexagons={hexagons} what={`Darker is more; an empty one has none.${over}`} />
}
