// Words beside points on a line, each by its own point and none over another.

export type Labelled = { text: string /** Where its point is, from 0 to 100. */; at: number }
export type PlacedLabel = Labelled & {
  /** Which of its ends stands at its point: near an edge of the drawing it would not fit around its middle. */
  anchor: 'start' | 'middle' | 'end'
  side: 'below' | 'above'
  /** How far from the line: 0 is nearest. */
  row: number
  /** From where to where it reaches, in pixels. */
  reach: readonly [number, number]
}

/** A little more than words of this size take, in pixels. */
const characterWidth = 8.4
const between = 14

/** Beneath the line where there is room, otherwise above it, otherwise a row further away. */
export function placeLabels(labels: readonly Labelled[], width: number): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  for (const label of labels) {
    const long = label.text.length * characterWidth
    const point = (label.at / 100) * width
    const anchor = point < long / 2 ? 'start' : point > width - long / 2 ? 'end' : 'middle'
    const from = { start: 0, middle: point - long / 2, end: width - long }[anchor]
    const reach = [from, from + long] as const
    const isFree = (side: PlacedLabel['side'], row: number) =>
      placed.every(
        (other) =>
          other.side !== side ||
          other.row !== row ||
          other.reach[1] + between <= reach[0] ||
          reach[1] + between <= other.reach[0],
      )
    let row = 0
    while (!isFree('below', row) && !isFree('above', row)) row += 1
    placed.push({ ...label, anchor, row, side: isFree('below', row) ? 'below' : 'above', reach })
  }
  return placed
}

export type Spot = { text: string; x: number; y: number }
/** Where the words of a spot stand, in pixels, and which of their ends is there. */
export type NamedSpot = { x: number; y: number; anchor: 'start' | 'middle' | 'end' }

/** In the smaller words of a scatter, and how far words stand from their spot. */
const [smallWidth, smallHeight, away] = [7.4, 15, 10]

/**
 * Words right of each spot, left of it, over it or under it, wherever they fit in the drawing and over no spot and no other
 * words; nothing for those that fit nowhere. Earlier spots choose first.
 */
export function placeBeside(
  spots: readonly Spot[],
  [width, height]: readonly [number, number],
): (NamedSpot | undefined)[] {
  type Box = readonly [left: number, top: number, right: number, bottom: number]
  const overlap = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
  const taken: Box[] = spots.map(({ x, y }) => [x - 8, y - 8, x + 8, y + 8])
  return spots.map(({ text, x, y }) => {
    const long = text.length * smallWidth
    const ways: { at: NamedSpot; left: number }[] = [
      { at: { x: x + away, y: y + 4, anchor: 'start' }, left: x + away },
      { at: { x: x - away, y: y + 4, anchor: 'end' }, left: x - away - long },
      { at: { x, y: y - away, anchor: 'middle' }, left: x - long / 2 },
      { at: { x, y: y + away + smallHeight - 4, anchor: 'middle' }, left: x - long / 2 },
    ]
    for (const { at, left } of ways) {
      const box: Box = [left, at.y - smallHeight + 4, left + long, at.y + 4]
      const isInside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height
      if (!isInside || taken.some((other) => overlap(box, other))) continue
      taken.push(box)
      return at
    }
    return undefined
  })
}
