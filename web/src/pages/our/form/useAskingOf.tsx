import { useCallback, useMemo, useState } from 'react'
import type { Comment } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { saysTheSame } from '../../../../../functions/schema/typed.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import type { Values } from '../../fields.ts'
import { typed } from '../drafting/typed.ts'
import { useOptions } from '../lists.ts'
import type { Brief } from '../service.ts'
import type { Asking } from './asking.tsx'
import { Filled } from './filled.tsx'
import { type Fill, knownFrom, missingFrom } from './filling.ts'
import type { RecordFormState } from './useRecordForm.ts'

const slug = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

/** An id of its own for something new to a list. */
function idFor(prefix: string, name: string, taken: readonly { id: string }[]): string {
  const wanted = `${prefix}_${slug(name) || 'new'}`
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? wanted : `${wanted}-${n}`
    if (!taken.some((one) => one.id === id)) return id
  }
}

/** What the questions of a form know, and what their answers fill in of one another. */
export function useAskingOf({
  kind,
  record,
  lists,
  briefs,
  comments,
  today,
}: {
  kind: RecordKind
  record: RecordFormState
  lists: ReferenceLists
  briefs: readonly Brief[]
  comments: readonly Comment[]
  today: string
}): { asking: Asking; fill: (anchor: string, known: Fill) => void } {
  const options = useOptions(lists)
  /** What was filled in, by the field whose answer it followed from. */
  const [filled, setFilled] = useState<Readonly<Record<string, Fill>>>({})
  const { form, newVendors, newProducts, addVendor, addProduct } = record

  const fill = useCallback(
    (anchor: string, { from, values }: Fill) => {
      // What an earlier answer filled in and nobody has touched gives way to what this one brings.
      const blank = typed(kind, {})
      for (const [field, value] of Object.entries(filled[anchor]?.values ?? {})) {
        if (saysTheSame(kind, field, form.getValues(field), value)) form.setValue(field, blank[field])
      }
      const missing = missingFrom(kind, form.getValues(), typed(kind, values))
      setFilled(({ [anchor]: _, ...rest }) => rest)
      if (Object.keys(missing).length === 0) return
      for (const [field, value] of Object.entries(missing)) form.setValue(field, value)
      setFilled((before) => ({ ...before, [anchor]: { from, values: missing } }))
    },
    [filled, form, kind],
  )
  const undo = useCallback(
    (anchor: string) => {
      const values: Values = filled[anchor]?.values ?? {}
      const blank = typed(kind, {})
      for (const [field, value] of Object.entries(values)) {
        // What has been changed since is the person's own.
        if (saysTheSame(kind, field, form.getValues(field), value)) form.setValue(field, blank[field])
      }
      setFilled(({ [anchor]: _, ...rest }) => rest)
    },
    [filled, form, kind],
  )

  const asking = useMemo<Asking>(
    () => ({
      kind,
      today,
      options,
      systems: briefs.flatMap((one) =>
        one.kind === 'system'
          ? [
              {
                value: one.id,
                text: one.title || 'New system',
                ...(one.state !== 'published' && { aside: one.state === 'draft' ? 'Draft' : 'With LOTI' }),
              },
            ]
          : [],
      ),
      comments,
      newVendors,
      newProducts,
      proposeVendor: (name) => {
        const vendor = { id: idFor('ven', name, [...lists.vendors, ...newVendors]), name: name.trim() }
        addVendor(vendor)
        return vendor.id
      },
      proposeProduct: (name) => {
        const id = idFor('prd', name, [...lists.products, ...newProducts])
        addProduct({ id, name: name.trim(), serviceAreas: [] })
        fill('product', { from: name.trim(), values: { name: name.trim() } })
        return id
      },
      onChosen: (field, value) => {
        const known = knownFrom(kind, field, value, { lists, briefs })
        if (known) fill(field, known)
      },
      beneath: (field) => {
        const one = filled[field]
        return one && <Filled kind={kind} fill={one} onUndo={() => undo(field)} />
      },
    }),
    [
      kind,
      today,
      options,
      briefs,
      comments,
      newVendors,
      newProducts,
      lists,
      addVendor,
      addProduct,
      filled,
      fill,
      undo,
    ],
  )
  return { asking, fill }
}
