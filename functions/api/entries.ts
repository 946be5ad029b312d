import { type Context, Hono } from 'hono'
import type * as z from 'zod'
import {
  nameTaken,
  type Ring,
  renamed,
  ringInWords,
  ringOfGroups,
  ringOfSuccessors,
} from '../domain/entry.ts'
import { plain } from '../domain/plain.ts'
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
import { keys } from '../store/keys.ts'
import type { Lists } from '../views/parts.ts'
import type { Added } from './added.ts'
import { allowed, bodyOf, revisionAsked } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { lists } from './lists.ts'
import { kindOfEntry, writeSaid } from './merging.ts'

// One vendor or product as LOTI has it: its names, and a vendor's successor and groups.

export function entryRoutes({ store, dataSet, now = () => new Date() }: Deps, added: Added) {
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
        .map(({ lookingSince: _, shared: __, ...one }) => ({
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
      const { kind } = viewOf(id, await fresh())
      const typed =
        kind === 'vendor'
          ? { vendor: await bodyOf(c, vendorEntryFields) }
          : { product: await bodyOf(c, productEntryFields) }
      const at = now().toISOString()
      await again(async () => {
        added.forget()
        const joined = await added.lists()
        const known = lists(joined)
        const before = viewOf(id, known)
        const entry = await store.merges.entry(id)
        if (entry?.mergedInto) throw merged(id, known)
        if (typed.product) checkProduct(typed.product, known)
        const restsOn = typed.vendor ? checkVendor(id, typed.vendor, known) : []
        const next: Omit<Entry, 'revision'> = {
          ...entry,
          id,
          ...(typed.vendor && { vendor: renamed(typed.vendor, before.name) }),
          ...(typed.product && { product: renamed(typed.product, before.name) }),
        }
        // The same saved again, because its answer was lost.
        if (JSON.stringify(saidIn(next)) === JSON.stringify(saidIn(entry))) return
        mustBeFree(id, typed.vendor ?? typed.product, known, (await dataSet()) === 'demonstration')
        if (seen !== undefined && seen !== (entry?.revision ?? 0)) {
          throw problem.changedSince(before.kind, { entry: viewOf(id, await fresh()) })
        }
        const revisions = new Map(joined.entries.map((one) => [one.id, one.revision]))
        await writeSaid(
          store,
          [
            store.merges.writes.entry({
              ...next,
              editedAt: at,
              editedBy: actor.id,
              revision: (entry?.revision ?? 0) + 1,
            }),
            // Two that are saved at once do not make a ring between them.
            ...restsOn.map((one) => ({ check: keys.entry(one), ifRevision: revisions.get(one) ?? 0 })),
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

/** Refuses groups and successors that cannot be. Answers the vendors whose own groups and successors that rests on. */
function checkVendor(id: string, fields: z.output<typeof vendorEntryFields>, known: Lists): string[] {
  const problems: Messages = {}
  const point = (field: string, other: string, self: string) => {
    if (other === id) problems[field] = self
    else if (!known.vendor(other)) problems[field] = 'Choose a vendor from the list'
  }
  const restsOn = new Set<string>()
  const one = (of: string) => {
    const vendor = known.vendor(of)
    if (vendor) restsOn.add(vendor.id)
    return vendor
  }
  const inWords = (way: string[], joins: Ring['joins']) => ringInWords({ way, joins }, known.vendorName)
  const { successor } = fields
  if (successor) {
    point('successor.id', successor.id, 'A vendor cannot succeed itself')
    const ring = ringOfSuccessors(id, known.kept(successor.id), (of) => one(of)?.successor?.id)
    if (ring && !problems['successor.id']) {
      problems['successor.id'] =
        `That would be a ring: ${inWords(ring, 'is followed by')}. Choose another, or change one of these first`
    }
  }
  for (const [index, { id: parent, from, to }] of fields.parents.entries()) {
    const field = `parents.${index}.id`
    point(field, parent, 'A vendor cannot be the group it belongs to')
    if (from && to && to < from)
      problems[`parents.${index}.to`] = 'The last day in the group must be after the first'
    const group = { id: known.kept(parent), ...(from && { from }), ...(to && { to }) }
    const ring = ringOfGroups(id, [group], (of) => one(of)?.parents ?? [])
    if (ring && !problems[field]) {
      problems[field] =
        `That would be a ring: ${inWords(ring, 'belongs to')}. Choose another, or say when one of these left the other`
    }
  }
  const open = fields.parents.filter(({ to }) => to === undefined)
  if (open.length > 1) {
    const index = fields.parents.indexOf(open[1] as (typeof open)[number])
    problems[`parents.${index}.to`] = 'A vendor belongs to one group at a time: say when it left the other'
  }
  refuse(problems)
  return [...restsOn]
}

/** Refuses a name that is new to one and somebody else's by now, with the two that may be one. */
function mustBeFree(
  id: string,
  typed: { name: string; aliases: string[] } | undefined,
  known: Lists,
  withInvented: boolean,
) {
  const kind = kindOfEntry(id)
  const own = kind === 'product' ? known.ownProduct(id) : known.ownVendor(id)
  const before = new Set([own?.name ?? '', ...(own?.aliases ?? [])].map(plain))
  const others: readonly NamedOne[] = kind === 'product' ? known.products() : known.vendors()
  for (const field of ['name', 'aliases'] as const) {
    const taken = nameTaken(
      [typed?.[field] ?? []].flat().filter((name) => !before.has(plain(name))),
      others.filter((one) => one.id !== id && (withInvented || !one.invented)),
    )
    if (!taken) continue
    const { name, other, isOwn } = taken
    const by = 'maker' in other && other.maker ? `, by ${known.vendorName(other.maker)}` : ''
    const whose = !isOwn
      ? `another name of ${other.name}${by}`
      : name === other.name
        ? `the name of another ${kind}${by}`
        : `the name of ${other.name}${by}`
    const instead = field === 'name' ? 'choose another' : 'leave it out'
    throw problem.invalid(
      { [field]: `“${name}” is ${whose} already. If the two are one, merge them: otherwise ${instead}` },
      undefined,
      { same: { id: other.id, name: other.name } },
    )
  }
}

type NamedOne = {
  id: string
  name: string
  aliases: string[]
  invented?: boolean | undefined
  maker?: string | undefined
}

function checkProduct(fields: z.output<typeof productEntryFields>, known: Lists) {
  refuse(fields.maker && !known.vendor(fields.maker) ? { maker: 'Choose a vendor from the list' } : {})
}
