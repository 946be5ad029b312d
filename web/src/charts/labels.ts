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
