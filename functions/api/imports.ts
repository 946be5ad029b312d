import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ulid } from 'ulid'
import { z } from 'zod'
import { may } from '../domain/permission.ts'
import { problem } from '../domain/problem.ts'
import { statedIn } from '../domain/proposal.ts'
import { refusedCsv } from '../imports/csv.ts'
import { previewImport } from '../imports/preview.ts'
import type { ImportPreview, ImportRow } from '../schema/import.ts'
import type { Person } from '../schema/person.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Store } from '../store/index.ts'
import { answerProblem, bodyOf, signedIn } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { draft, underway } from './drafts.ts'

// A file becomes a preview, and the rows accepted become proposals in each authority's open submission.

/** The largest file taken, in bytes. */
export const mostBytes = 20 * 1024 * 1024
/** Room for the form around the file. */
const formBytes = 64 * 1024
/** Proposals written in one transaction. */
const together = 80

const accepting = z.object({
  /** Rows that were set aside and are wanted after all, by number. */
  include: z.array(z.number().int().positive()).max(50_000).default([]),
})

export function importRoutes({ store, now = () => new Date() }: Deps) {
  return new Hono<Env>()
    .post(
      '/',
      bodyLimit({
        maxSize: mostBytes + formBytes,
        onError: (c) =>
          answerProblem(
            c,
            problem.tooLarge(
              'The file is larger than 20 MB. Split it into smaller files, or leave out columns and try again.',
            ),
          ),
      }),
      async (c) => {
        const actor = signedIn(c)
        const form = await c.req.parseBody().catch(() => {
          throw problem.malformed('Send the file as a form (multipart/form-data) with a field named file.')
        })
        const { file } = form
        if (!(file instanceof File)) throw problem.invalid({ file: 'Choose a file to import' })
        const named =
          typeof form.authority === 'string' && form.authority !== '' ? [form.authority] : undefined
        const takes = named ?? (may(actor, 'import for many') ? ('all' as const) : actor.editorOf)
        if (takes !== 'all') {
          if (takes.length === 0) throw problem.notYours('import records')
          for (const authority of takes) {
            if (!may(actor, 'import', authority)) throw problem.notYours('import records of this authority')
          }
        }
        const preview = await previewImport({
          bytes: new Uint8Array(await file.arrayBuffer()),
          fileName: file.name,
          by: actor.id,
          takes,
          existing: existingIn(store),
          id: `imp_${ulid().toLowerCase()}`,
          at: now().toISOString(),
        })
        await store.imports.put(preview)
        return c.json(preview, 201)
      },
    )
    .get('/:id', async (c) => c.json(await previewFor(store, signedIn(c), c.req.param('id'))))
    .get('/:id/refused.csv', async (c) => {
      const preview = await previewFor(store, signedIn(c), c.req.param('id'))
      return c.body(refusedCsv(preview), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="rows-not-imported.csv"',
      })
    })
    .post('/:id/accept', async (c) => {
      const actor = signedIn(c)
      const preview = await previewFor(store, actor, c.req.param('id'))
      const include = new Set((await bodyOf(c, accepting)).include)
      const rows = preview.rows.filter(
        (row) =>
          row.recordId !== undefined &&
          row.authority !== undefined &&
          may(actor, 'import', row.authority) &&
          (row.result === 'create' || row.result === 'update' || (row.setAside && include.has(row.row))),
      )
      const byAuthority = Map.groupBy(rows, (row) => row.authority ?? '')
      const at = now().toISOString()
      const submissions: { authority: string; submission: string; proposals: number }[] = []
      for (const [authority, chosen] of byAuthority) {
        let submission = ''
        for (let from = 0; from < chosen.length; from += together) {
          submission = await accept(store, actor, authority, chosen.slice(from, from + together), preview, at)
        }
        submissions.push({ authority, submission, proposals: chosen.length })
      }
      await store.imports.accepted(preview)
      return c.json({ submissions, proposals: rows.length })
    })
}

async function previewFor(store: Store, actor: Person, id: string): Promise<ImportPreview> {
  const preview = await store.imports.get(id)
  if (!preview || (preview.by !== actor.id && !actor.approver)) throw problem.missing('import')
  return preview
}

/** Writes rows into an authority's open submission; a row that is there already, unchanged, is left alone. */
async function accept(
  store: Store,
  actor: Person,
  authority: string,
  rows: ImportRow[],
  preview: ImportPreview,
  at: string,
): Promise<string> {
  const submission = await draft(
    store,
    { authority, actor, at },
    rows.map(({ recordId = '' }) => recordId),
    (open, existing) =>
      rows.flatMap((row) => {
        const { recordId = '' } = row
        const before = existing.get(recordId)
        if (before && JSON.stringify(before.values) === JSON.stringify(row.values)) return []
        const proposal: Proposal = {
          submission: open.id,
          authority,
          kind: row.kind,
          recordId,
          action: row.baseVersion > 0 ? 'update' : 'create',
          baseVersion: row.baseVersion,
          values: row.values,
          outcome: 'draft',
          provenance: {
            ...before?.provenance,
            source: 'import',
            sourceName: `${preview.shape}: ${preview.fileName}`.slice(0, 300),
            sourceOn: at.slice(0, 10),
            confidence: 'reported',
          },
          newVendors: row.newVendor ? [row.newVendor] : (before?.newVendors ?? []),
          importId: preview.id,
          editors: [...new Set([...(before?.editors ?? []), actor.id])],
          comments: before?.comments ?? [],
          revision: (before?.revision ?? 0) + 1,
          createdAt: before?.createdAt ?? at,
          updatedAt: at,
        }
        return [store.writes.proposal(proposal)]
      }),
  )
  return submission.id
}

/** What an authority has or is about to have, by record id: read once for each authority a file names. */
function existingIn(store: Store) {
  const known = new Map<string, Promise<Map<string, { version: number; values: Record<string, unknown> }>>>()
  const read = async (authority: string) => {
    const [records, waiting] = await Promise.all([
      store.records.of(authority, 'contract'),
      underway(store, authority),
    ])
    const held = new Map(
      records.map((record) => [record.id, { version: record.version, values: statedIn(record) }]),
    )
    // What waits for LOTI first, so that a newer draft counts over it.
    const inOrder = waiting.sort((a) => (a.submission.state === 'sent' ? -1 : 1))
    for (const { recordId, baseVersion, values } of inOrder.flatMap(({ proposals }) => proposals)) {
      const before = held.get(recordId)
      held.set(recordId, {
        version: before?.version ?? baseVersion,
        values: { ...before?.values, ...values },
      })
    }
    return held
  }
  return async (authority: string, recordIds: string[]) => {
    const reading = known.get(authority) ?? read(authority)
    known.set(authority, reading)
    const held = await reading
    return new Map(
      recordIds.flatMap((id) =>
        held.has(id) ? [[id, held.get(id) ?? { version: 0, values: {} }] as const] : [],
      ),
    )
  }
}
