import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { Problem } from '../../../api.ts'
import { type DraftService, judged } from './draft.ts'
import type { Keep, Kept } from './keep.ts'
import { editsBetween, typed } from './typed.ts'

// Typing this browser kept and no form has open: sent when its typist comes back, from whatever page they come to.

type Open = { authority: string; kind: RecordKind; id: () => string | undefined; beginKey: string }

/** Forms open in this window: they send their own. */
export const formsOpen = (() => {
  const open = new Set<Open>()
  return {
    open(form: Open) {
      open.add(form)
      return { close: () => void open.delete(form) }
    },
    holds: ({ authority, kind, id, beginKey }: Kept) =>
      [...open].some(
        (form) =>
          form.authority === authority &&
          form.kind === kind &&
          (id === undefined ? form.beginKey === beginKey : form.id() === id),
      ),
  }
})()

/** What became of one: it is saved; both changed a field and a person must choose; or it stays, and why. */
export type Sent =
  | { kept: Kept; outcome: 'saved' | 'clash'; id: string }
  | { kept: Kept; outcome: 'stays'; because: string; again: boolean; status: number }

/** Sends one form's kept typing. Sending it twice is sending it once. */
export async function sendKept(
  kept: Kept,
  { service, keep }: { service: DraftService; keep: Pick<Keep, 'remove'> },
): Promise<Sent> {
  const { authority, kind, newVendors, newProducts } = kept
  try {
    let { id, known } = kept
    if (id === undefined) {
      const begun = await service.begin(
        authority,
        kind,
        { values: kept.values, newVendors, newProducts },
        kept.beginKey,
      )
      id = begun.recordId
      // Begun before, its answer lost: what was typed after that is laid upon what was begun.
      known = typed(kind, begun.values)
    }
    const edits = editsBetween(kind, known, kept.values)
    const { clashes } =
      Object.keys(edits).length === 0 && !kept.action && !kept.confirms
        ? { clashes: [] }
        : await service.save(authority, id, {
            edits,
            newVendors,
            newProducts,
            baseVersion: kept.baseVersion,
            ...(kept.confirms && { confirms: true }),
            ...(kept.action && { action: kept.action }),
          })
    if (clashes.length > 0) return { kept, outcome: 'clash', id }
    await keep.remove(kept.sitting)
    return { kept, outcome: 'saved', id }
  } catch (problem) {
    return {
      kept,
      outcome: 'stays',
      ...judged(problem),
      status: problem instanceof Problem ? problem.status : 0,
    }
  }
}
