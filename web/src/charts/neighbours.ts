/** Where a tile or a hexagon stands, in columns and rows from the top left. */
type Placed = { x: number; y: number }

const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export const isDirection = (key: string): boolean => Object.hasOwn(directions, key)

/** The nearest tile in the direction of an arrow key; those straight ahead before those to the side. */
export function neighbour<T extends Placed>(tiles: T[], from: T, key: string): T | undefined {
  const [dx = 0, dy = 0] = directions[key] ?? []
  if (dx === 0 && dy === 0) return undefined
  const away = ({ x, y }: Placed) =>
    dx !== 0
      ? Math.abs(x - from.x) + 3 * Math.abs(y - from.y)
      : Math.abs(y - from.y) + 3 * Math.abs(x - from.x)
  return tiles
    .filter(({ x, y }) => (dx !== 0 ? (x - from.x) * dx > 0 : (y - from.y) * dy > 0))
    .sort((a, b) => away(a) - away(b))[0]
}
