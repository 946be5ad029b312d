import { type Context, Hono } from 'hono'
import type * as z from 'zod'
import { renamed } from '../domain/entry.ts'
import { problem } from '../domain/problem.ts'
import {
  type Entry,
  type ProductEntryFields,
  productEntryFields,
  type VendorEntryFields,
  vendorEntryFields,
} from '../schema/entry.ts'
import { entryId } from '../schema/merge.ts'
import type { EntryView } from '../schema/tidyView.ts'
import { again } from '../store/again.ts'
import type { Lists } from '../views/parts.ts'
import type { Added } from './added.ts'
import { allowed, bodyOf, revisionAsked } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import { kindOfEntry, writeSaid } from './merging.ts'

// One vendor or product as LOTI has it: its names, and a vendor's successor and groups.

export function entryRoutes({ store, now = () => new Date() }: Deps, added: Added) {
  const fresh = async () => {
    added.forget()
    return lists(await added.lists())
  }
  const shown = async (c: Context<Env>, id: string) => {
    const [known, entry, merges] = await Promise.all([fresh(), store.merges.entry(id), store.merges.all()])
    c.header('ETag', `"${entry?.revision ?? 0}"`)
    const people = await store.people.many(merges.map(({ proposedBy }) => proposedBy))
    return {
      ...viewOf(id, known),
      revision: entry?.revision ?? 0,
      merges: merges
        .filter(({ into, state }) => into.id === id && ['moving', 'done'].includes(state))
        .map(({ lookingSince: _, ...one }) => ({
          ...one,
          proposedByName: people.get(one.proposedBy)?.name ?? '',
        })),
    } satisfies EntryView
  }

  return new Hono<Env>()
    .get('/entries/:id', async (c) => {
      allowed(c, 'merge', 'change vendors and products')
      return c.json(await shown(c, c.req.param('id')))
    })
    .put('/entries/:id', async (c) => {
      const actor = allowed(c, 'merge', 'change vendors and products')
      const { id } = c.req.param()
      const seen = revisionAsked(c)
      const known = await fresh()
      const before = viewOf(id, known)
      const fields =
        before.kind === 'vendor'
          ? { vendor: checkedVendor(id, await bodyOf(c, vendorEntryFields), known) }
          : { product: checkedProduct(await bodyOf(c, productEntryFields), known) }
      const at = now().toISOString()
      await again(async () => {
        const entry = await store.merges.entry(id)
        if (entry?.mergedInto) throw merged(id, known)
        const next: Omit<Entry, 'revision'> = {
          ...entry,
          id,
          ...(fields.vendor && { vendor: renamed(fields.vendor, before.name) }),
          ...(fields.product && { product: renamed(fields.product, before.name) }),
        }
        // The same saved again, because its answer was lost.
        if (JSON.stringify(saidIn(next)) === JSON.stringify(saidIn(entry))) return
        if (seen !== undefined && seen !== (entry?.revision ?? 0)) {
          throw problem.changedSince(before.kind, { entry: viewOf(id, await fresh()) })
        }
        await writeSaid(
          store,
          [
            store.merges.writes.entry({
              ...next,
              editedAt: at,
              editedBy: actor.id,
              revision: (entry?.revision ?? 0) + 1,
            }),
          ],
          { at, by: actor.id, action: 'edited', recordId: id },
        )
      })
      return c.json(await shown(c, id))
    })
}

const saidIn = (entry: Partial<Entry> | undefined) => entry?.vendor ?? entry?.product

const merged = (id: string, known: Lists) => {
  const kept = known.kept(id)
  const name = kindOfEntry(id) === 'product' ? known.productName : known.vendorName
  return problem.alreadyThere(`${name(id)} was merged into ${name(kept)}. Change that one.`, { kept })
}

/** What it says now, as it can be changed. */
function viewOf(id: string, known: Lists): Omit<EntryView, 'revision' | 'merges'> {
  if (!entryId.safeParse(id).success) throw problem.missing('vendor or product')
  if (known.kept(id) !== id) throw merged(id, known)
  const kind = kindOfEntry(id)
  if (kind === 'product') {
    const product = known.ownProduct(id)
    if (!product) throw problem.missing('product')
    const { name, aliases, maker } = product
    return { kind, id, name, product: { name, aliases, ...(maker && { maker }) } as ProductEntryFields }
  }
  const vendor = known.ownVendor(id)
  if (!vendor) throw problem.missing('vendor')
  const { name, aliases, predecessors, successor, parents } = vendor
  return {
    kind,
    id,
    name,
    vendor: { name, aliases, predecessors, successor, parents } as VendorEntryFields,
  }
}

type Messages = Record<string, string>
const refuse = (problems: Messages) => {
  if (Object.keys(problems).length > 0) throw problem.invalid(problems)
}

function checkedVendor(id: string, fields: z.output<typeof vendorEntryFields>, known: Lists) {
  const problems: Messages = {}
  const point = (field: string, other: string, self: string) => {
    if (other === id) problems[field] = self
    else if (!known.vendor(other)) problems[field] = 'Choose a vendor from the list'
  }
  if (fields.successor) point('successor.id', fields.successor.id, 'A vendor cannot succeed itself')
  for (const [index, { id: parent, from, to }] of fields.parents.entries()) {
    point(`parents.${index}.id`, parent, 'A vendor cannot be the group it belongs to')
    if (from && to && to < from)
      problems[`parents.${index}.to`] = 'The last day in the group must be after the first'
  }
  const open = fields.parents.filter(({ to }) => to === undefined)
  if (open.length > 1) {
    const index = fields.parents.indexOf(open[1] as (typeof open)[number])
    problems[`parents.${index}.to`] = 'A vendor belongs to one group at a time: say when it left the other'
  }
  refuse(problems)
  return fields
}

function checkedProduct(fields: z.output<typeof productEntryFields>, known: Lists) {
  refuse(fields.maker && !known.vendor(fields.maker) ? { maker: 'Choose a vendor from the list' } : {})
  return fields
}
