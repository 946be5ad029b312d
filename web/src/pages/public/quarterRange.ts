import type { QuarterCount } from '../../../../functions/schema/view.ts'
import { counted, quarter as quarterInWords } from '../../format.ts'

const yearsAhead = 6
const quartersBack = 6

/** Quarters from the first to the last, none left out: a gap in time is a gap in the drawing. */
export function everyQuarter(quarters: QuarterCount[], now: string): QuarterCount[] {
  const number = (id: string) => Number(id.slice(0, 4)) * 4 + Number(id.slice(6)) - 1
  const named = (place: number) => `${Math.floor(place / 4)}-Q${(place % 4) + 1}`
  const known = new Map(quarters.map((one) => [one.quarter, one]))
  const from = Math.max(number(quarters[0]?.quarter ?? now), number(now) - quartersBack)
  const to = Math.min(number(quarters.at(-1)?.quarter ?? now), number(now) + yearsAhead * 4)
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => {
    const id = named(from + index)
    return known.get(id) ?? { quarter: id, contracts: 0, annualPounds: 0, contractsStatingValue: 0 }
  })
}

/** What is not drawn, in a sentence; nothing where everything is. */
export function leftOutWords(quarters: QuarterCount[], drawn: QuarterCount[]): string {
  const [first, last] = [drawn[0]?.quarter ?? '', drawn.at(-1)?.quarter ?? '']
  const sum = (of: QuarterCount[]) => of.reduce((total, { contracts }) => total + contracts, 0)
  const before = sum(quarters.filter(({ quarter }) => quarter < first))
  const after = sum(quarters.filter(({ quarter }) => quarter > last))
  const told = [
    ...(before > 0 ? [`${counted(before, 'contract')} from before ${quarterInWords(first)}`] : []),
    ...(after > 0 ? [`${counted(after, 'contract')} from after ${quarterInWords(last)}`] : []),
  ]
  return told.length === 0 ? '' : ` In the table only: ${told.join(', and ')}.`
}
