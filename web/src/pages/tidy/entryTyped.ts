import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { EntryView } from '../../../../functions/schema/tidyView.ts'

// What is typed of a vendor or product: dates in three boxes, other names one on each line.

export type TypedDate = { day: string; month: string; year: string }
export const emptyDate: TypedDate = { day: '', month: '', year: '' }
export type TypedFormer = { name: string; on: TypedDate }
export type TypedGroup = { id: string; from: TypedDate; to: TypedDate }
export type TypedEntry = {
  name: string
  aliases: string
  maker: string
  predecessors: TypedFormer[]
  successor: string
  succeededOn: TypedDate
  parents: TypedGroup[]
}

const boxes = (iso: string | undefined): TypedDate => {
  if (!iso) return emptyDate
  const [year = '', month = '', day = ''] = iso.split('-')
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

export const typedFrom = ({ name, vendor, product }: EntryView): TypedEntry => ({
  name,
  aliases: (vendor ?? product)?.aliases.join('\n') ?? '',
  maker: product?.maker ?? '',
  predecessors: (vendor?.predecessors ?? []).map((one) => ({ name: one.name, on: boxes(one.on) })),
  successor: vendor?.successor?.id ?? '',
  succeededOn: boxes(vendor?.successor?.on),
  parents: (vendor?.parents ?? []).map(({ id, from, to }) => ({ id, from: boxes(from), to: boxes(to) })),
})

/** As it is sent: the service reads dates as they are typed. */
export function withoutEmpty(kind: EntryKind, typed: TypedEntry): object {
  const { name, aliases, maker, predecessors, successor, succeededOn, parents } = typed
  const names = { name, aliases: aliases.split('\n').filter((line) => line.trim() !== '') }
  if (kind === 'product') return { ...names, maker }
  return {
    ...names,
    predecessors,
    ...(successor.trim() !== '' && { successor: { id: successor, on: succeededOn } }),
    parents,
  }
}
