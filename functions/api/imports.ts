import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { ulid } from 'ulid'
import * as z from 'zod'
import { nameKey } from '../domain/name.ts'
import { may } from '../domain/permission.ts'
import { problem } from '../domain/problem.ts'
import { messages } from '../domain/proposal.ts'
import { refusedCsv } from '../imports/csv.ts'
import { openFile, type SaidOf } from '../imports/file.ts'
import { createNamesAsked, judgeAgain, nameOf, previewImport } from '../imports/preview.ts'
import { mostRows } from '../imports/read.ts'
import { headerKey } from '../imports/shapes.ts'
import { authority } from '../reference/index.ts'
import { optional, wholeNumber } from '../schema/fields.ts'
import {
  type ImportHead,
  type ImportLook,
  type ImportPreview,
  type ImportRows,
  type ImportTaken,
  type ImportUndone,
  type Mapping,
  mapping,
  mostFileBytes,
  mostHeaderRow,
  rowFilters,
  tooLargeWords,
} from '../schema/import.ts'
import { type NameAnswer, type NamesSaid, namesSaid } from '../schema/name.ts'
import type { Person } from '../schema/person.ts'
import type { Store } from '../store/index.ts'
import { acceptRows } from './accepting.ts'
import type { Added } from './added.ts'
import { bodyOf, signedIn } from './answers.ts'
import { arriving } from './arriving.ts'
import type { Deps, Env } from './deps.ts'
import { existingIn, holdingsIn, versionsIn } from './held.ts'
import { mustBeListed, saidIn, unlisted } from './names.ts'
import { turns } from './turns.ts'
import { undoImport } from './undoing.ts'
import { readUpload } from './upload.ts'

// A file becomes a preview, and the rows accepted become proposals in each authority's open submission.

/** Rows in the first answer: all of an ordinary file's. */
const firstRows = 1000
/** Rows asked for later, at most. */
const laterRows = 500
/** Files read at once. Others wait their turn, so that however many arrive together memory stays bounded. */
const atOnce = 2

const rowNumbers = z.array(z.number().int().positive()).max(mostRows)
export const accepting = z.object({
  /** Rows that were set aside and are wanted after all: by number, or all of them but some. */
  include: z.union([z.literal('all'), rowNumbers]).default([]),
  except: rowNumbers.default([]),
})

export const lookedAt = z.object({
  /** Rows to answer with, at most. */
  limit: optional(wholeNumber('the number of rows', 0, firstRows)).default(firstRows),
})
export const asked = z.object({
  show: z.enum(rowFilters, { error: `Show ${rowFilters.join(', ')}` }).default('all'),
  after: optional(wholeNumber('the row to go on after', 0)).default(0),
  limit: optional(wholeNumber('the number of rows', 1, laterRows)).default(100),
})

export function importRoutes({ store, dataSet, now = () => new Date() }: Deps, added: Added) {
  const inTurn = turns(atOnce)
  return new Hono<Env>()
    .post('/', async (c) => {
      const actor = signedIn(c)
      if (!may(actor, 'import for many') && actor.editorOf.length === 0)
        throw problem.notYours('import records')
      const lists = { ...(await added.lists()), withInvented: (await dataSet()) === 'demonstration' }
      const answer = await inTurn(async () => {
        const { file, fields } = await arriving(c.req.raw, (request) =>
          readUpload(request, {
            mostBytes: mostFileBytes,
            tooLarge: tooLargeWords,
            make: async (bytes, fields) => {
              const told = toldOf(actor, fields)
              return { ...(await openFile(bytes, { lists, ...told })), ...told }
            },
          }),
        )
        if (!file) throw problem.invalid({ file: 'Choose a file to import' })
        const { name, made } = file
        if (made.told !== saidFirst(fields)) {
          throw problem.malformed('Send what is said of a file before the file itself.')
        }
        const { register } = made.whose
        if (made.look) {
          const remembered = register && (await store.imports.mapping(register, headerKey(made.header)))
          const look: ImportLook = { fileName: nameOf(name), ...made.look, ...(remembered && { remembered }) }
          return { look }
        }
        const at = now().toISOString()
        if (made.said.mapping && register) {
          const said = { ...made.said.mapping, at, byName: actor.name }
          await store.imports.remember(register, headersOf(made.header, made.read.shape.columns, said))
        }
        const id = `imp_${ulid().toLowerCase()}`
        const writer = store.imports.writer(id, at)
        const head = await previewImport({
          read: made.read,
          fileName: name,
          by: actor.id,
          takes: takenFor(actor, fields.authority),
          existing: existingIn(store),
          holdings: holdingsIn(store),
          versions: versionsIn(store),
          names: saidIn(store),
          id,
          at,
          keep: writer.rows,
        })
        await writer.head(head)
        return { head }
      })
      if (answer.look) return c.json({ look: answer.look })
      return c.json(await withRows(store, answer.head, firstRows), 201)
    })
    .get('/:id', async (c) => {
      const head = await headFor(store, signedIn(c), c.req.param('id'))
      const { limit } = readAs(lookedAt, c.req.query())
      return c.json(await withRows(store, head, limit))
    })
    .get('/:id/rows', async (c) => {
      const { id } = await headFor(store, signedIn(c), c.req.param('id'))
      const { show, after, limit } = readAs(asked, c.req.query())
      return c.json(await rowsFrom(store, id, { filter: show, after, limit }))
    })
    .get('/:id/refused.csv', async (c) => {
      const { id, columns } = await headFor(store, signedIn(c), c.req.param('id'))
      c.header('Content-Type', 'text/csv; charset=utf-8')
      c.header('Content-Disposition', 'attachment; filename="rows-not-imported.csv"')
      return stream(c, async (answer) => {
        const pieces = store.imports.pieces(id, ['refuse'])
        for await (const lines of refusedCsv(columns, pieces)) await answer.write(lines)
      })
    })
    .post('/:id/names', async (c) => {
      const actor = signedIn(c)
      const head = await headFor(store, actor, c.req.param('id'))
      const { answers } = await bodyOf(c, namesSaid)
      if (head.state !== 'previewed') {
        throw problem.alreadyThere('These rows were taken already. Change the records themselves.')
      }
      const at = now().toISOString()
      const named = await renamedIn(store, head, { answers, actor, at })
      return c.json(await withRows(store, named, firstRows))
    })
    .post('/:id/accept', async (c) => {
      const actor = signedIn(c)
      const head = await headFor(store, actor, c.req.param('id'))
      const { include, except } = await bodyOf(c, accepting)
      const left = new Set(except)
      if (include !== 'all') mustBeRows(include, head)
      const aside = include.length > 0 ? await allSetAside(store, head) : []
      const asked = new Set(include === 'all' ? aside : include)
      const included = aside.filter((row) => asked.has(row) && !left.has(row))
      // What was wanted before it was cut short is wanted still.
      const { taken: before } = head
      const wanted = new Set([...(before?.included ?? []), ...included])
      // Doing it twice is doing it once, unless more rows are wanted now.
      if (before && head.state === 'accepted' && wanted.size === before.included.length) {
        return c.json(outcomeOf(before))
      }
      const taken = await acceptRows(
        store,
        { actor, now, head },
        {
          rows: chosenFrom(store, head, actor, wanted),
          of: head.counts.create + head.counts.update + wanted.size,
          included: [...wanted],
        },
      )
      return c.json(outcomeOf(taken))
    })
    .post('/:id/stop', async (c) => {
      const { id } = await headFor(store, signedIn(c), c.req.param('id'))
      await store.imports.stop(id, now().toISOString())
      return c.body(null, 204)
    })
    .post('/:id/undo', async (c) => {
      const actor = signedIn(c)
      const head = await headFor(store, actor, c.req.param('id'))
      if (!head.taken) {
        return c.json({
          withdrawn: 0,
          reversed: 0,
          waiting: 0,
          left: 0,
          submissions: [],
        } satisfies ImportUndone)
      }
      const rows = store.imports.pieces(head.id, ['create', 'update', 'set aside'])
      return c.json(await undoImport(store, { actor, now, head }, rows))
    })
}

const saidOf = z.object({
  sheet: optional(z.string().max(200)),
  headerRow: optional(wholeNumber('the row that names the columns', 1, mostHeaderRow)),
  mapping: z.preprocess((text) => (text === undefined ? undefined : parsed(`${text}`)), mapping.optional()),
})

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw problem.malformed('The mapping could not be read as JSON.')
  }
}

/** What a form says of the file in it: whose register it is, and what its columns are. */
function toldOf(actor: Person, fields: Record<string, string>) {
  const read = saidOf.safeParse(fields)
  if (!read.success) throw problem.invalid(messages(read.error))
  const { sheet, headerRow, mapping } = read.data
  const said: SaidOf = {
    ...(sheet !== undefined && { sheet }),
    ...(headerRow !== undefined && { headerRow }),
    ...(mapping && { mapping }),
  }
  const named = fields.register ?? fields.authority
  if (named && !authority(named)) {
    const field = fields.register === undefined ? 'authority' : 'register'
    throw problem.invalid({ [field]: 'Choose an authority from the list' })
  }
  if (named && !may(actor, 'import', named)) throw problem.notYours('import records of this authority')
  const register = named ?? (actor.editorOf.length === 1 ? actor.editorOf[0] : undefined)
  return { said, whose: { register }, told: saidFirst(fields) }
}

/** What must be known of a file before it is read. */
const saidFirst = ({ register, sheet, headerRow, mapping }: Record<string, string>) =>
  JSON.stringify({ register, sheet, headerRow, mapping })

/** What was said of the columns, by the file's own header and by that of the file in which its refused rows come back. */
function headersOf(
  header: string[],
  columns: readonly string[],
  said: Mapping & { at: string; byName: string },
) {
  const { sheet: _, ...back } = { ...said, headerRow: 1, fields: said.fields.filter((field) => field !== '') }
  return new Map([
    [headerKey(columns), back],
    [headerKey(header), said],
  ])
}

/** Whose rows an import takes: the named authority's, those of the editor, or for an approver everybody's. */
function takenFor(actor: Person, named: string | undefined): readonly string[] | 'all' {
  if (!named && may(actor, 'import for many')) return 'all'
  if (named && !authority(named)) throw problem.invalid({ authority: 'Choose an authority from the list' })
  const takes = named ? [named] : actor.editorOf
  for (const authority of takes) {
    if (!may(actor, 'import', authority)) throw problem.notYours('import records of this authority')
  }
  return takes
}

async function headFor(store: Store, actor: Person, id: string): Promise<ImportHead> {
  const head = await store.imports.head(id)
  if (!head || (head.by !== actor.id && !may(actor, 'import for many'))) throw problem.missing('import')
  return head
}

const withRows = async (store: Store, head: ImportHead, limit: number): Promise<ImportPreview> => ({
  ...head,
  ...(await rowsFrom(store, head.id, { limit })),
})

async function rowsFrom(
  store: Store,
  id: string,
  reading: Parameters<Store['imports']['rows']>[1],
): Promise<ImportRows> {
  const { rows, more } = await store.imports.rows(id, reading)
  const last = rows.at(-1)?.row
  return { rows, ...(more && last !== undefined && { next: last }) }
}

/**
 * Keeps what was said of names for each authority whose rows have them, and judges those rows again. Safe to repeat:
 * what was judged by an answer asks no more.
 */
async function renamedIn(
  store: Store,
  head: ImportHead,
  { answers, actor, at }: { answers: NamesSaid['answers']; actor: Person; at: string },
): Promise<ImportHead> {
  mustBeListed(await unlisted(store, answers))
  const about = new Map(answers.map((one) => [`${nameKey(one.name)}\n${one.vendor}`, one]))
  const said = new Map<string, NameAnswer[]>()
  for await (const rows of store.imports.pieces(head.id, ['create', 'update', 'set aside', 'refuse'])) {
    for (const { authority, asks } of rows) {
      const answer = asks && about.get(`${nameKey(asks.name)}\n${asks.vendor}`)
      if (!answer || !authority || !may(actor, 'import', authority)) continue
      const theirs = said.get(authority) ?? []
      said.set(authority, theirs)
      if (theirs.some((one) => one.name === asks.name && one.vendor === asks.vendor)) continue
      theirs.push({ ...answer, name: asks.name, authority, at, by: actor.id, byName: actor.name })
    }
  }
  for (const theirs of said.values()) await store.names.say(theirs)
  const asked = createNamesAsked()
  const facts = {
    takes: 'all' as const,
    existing: existingIn(store),
    holdings: holdingsIn(store),
    versions: versionsIn(store),
    names: saidIn(store),
  }
  return store.imports.rewrite(
    head.id,
    async (rows) => {
      const judged = await judgeAgain(rows, facts)
      for (const row of judged) asked.note(row)
      return judged
    },
    asked.all,
  )
}

const mostTold = 5

/** Refuses row numbers that a file does not reach to, and says which. */
function mustBeRows(rows: readonly number[], { read }: ImportHead) {
  const beyond = [...new Set(rows.filter((row) => row > read))].sort((a, b) => a - b)
  if (beyond.length === 0) return
  const more = beyond.length - mostTold
  const which = `${beyond.slice(0, mostTold).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  throw problem.invalid({
    include: `The file has ${read} ${read === 1 ? 'row' : 'rows'}, so there is no row ${which}`,
  })
}

async function allSetAside(store: Store, { id }: ImportHead): Promise<number[]> {
  const found: number[] = []
  for await (const rows of store.imports.pieces(id, ['set aside'])) {
    for (const { row, setAside } of rows) if (setAside) found.push(row)
  }
  return found
}

/** The rows to be taken: new ones, changed ones, and of those set aside the ones wanted after all. */
async function* chosenFrom(store: Store, { id }: ImportHead, actor: Person, wanted: ReadonlySet<number>) {
  for await (const rows of store.imports.pieces(id, ['create', 'update', 'set aside'])) {
    yield rows.filter(
      ({ recordId, authority, result, setAside, row }) =>
        recordId !== undefined &&
        authority !== undefined &&
        may(actor, 'import', authority) &&
        (result === 'create' || result === 'update' || (setAside && wanted.has(row))),
    )
  }
}

const outcomeOf = (taken: ImportTaken) => ({ ...taken, proposals: taken.rows })

/** What an address asks for, as its schema reads it. */
function readAs<T extends z.ZodType>(schema: T, query: Record<string, string>): z.output<T> {
  const read = schema.safeParse(query)
  if (!read.success) throw problem.malformed(Object.values(messages(read.error)).join('. '))
  return read.data
}
