import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import { problem } from '../domain/problem.ts'
import { messages } from '../domain/proposal.ts'
import { waitingIn } from '../domain/suggestion.ts'
import { openFile } from '../imports/file.ts'
import { nameOf } from '../imports/preview.ts'
import { publishedIn } from '../imports/published.ts'
import { authority } from '../reference/index.ts'
import { mostFileBytes, tooLargeWords } from '../schema/import.ts'
import { type OpenDataFile, openDataFields, type Placing, placings } from '../schema/suggestion.ts'
import { MovedOn } from '../store/dynamo.ts'
import type { Piece } from '../store/suggestions.ts'
import type { Added } from './added.ts'
import { allowed } from './answers.ts'
import { arriving } from './arriving.ts'
import type { Deps, Env } from './deps.ts'
import { suggest } from './found.ts'
import { turns } from './turns.ts'
import { readUpload } from './upload.ts'

// LOTI loads what is published of its members. A file is read whole; then its facts are held against the registers some
// at a time, so that however many authorities it tells of, each request is short and can be repeated.

const atOnce = 1
/** An item's facts come to at most this many bytes, well under DynamoDB's 400 kB. */
const pieceBytes = 150_000
/** How long one request goes on holding facts against registers, in milliseconds. */
const mostMilliseconds = 3000

export function openDataRoutes({ store, dataSet, now = () => new Date() }: Deps, added: Added) {
  const inTurn = turns(atOnce)
  const loti = (c: Context<Env>) => allowed(c, 'import for many', 'load open data')
  const fileIn = async (c: Context<Env>): Promise<OpenDataFile> => {
    const file = await store.suggestions.files.get(c.req.param('id') ?? '')
    if (!file) throw problem.missing('file')
    return file
  }

  return new Hono<Env>()
    .get('/', async (c) => {
      loti(c)
      const [files, counts] = await Promise.all([
        store.suggestions.files.all(),
        store.suggestions.allCounts(),
      ])
      return c.json({
        files,
        authorities: counts
          .map(({ revision: _, ...one }) => ({
            ...one,
            name: authority(one.authority)?.name ?? one.authority,
            waiting: waitingIn({ ...one, revision: 0 }),
          }))
          .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
      })
    })
    .post('/', async (c) => {
      const actor = loti(c)
      const lists = { ...(await added.lists()), withInvented: (await dataSet()) === 'demonstration' }
      return inTurn(async () => {
        const { file } = await arriving(c.req.raw, (request) =>
          readUpload(request, {
            mostBytes: mostFileBytes,
            tooLarge: tooLargeWords,
            make: async (bytes, fields) => {
              const said = openDataFields.safeParse(fields)
              if (!said.success) throw problem.invalid(messages(said.error))
              if (said.data.takenOn > londonToday(now())) {
                throw problem.invalid({ takenOn: 'The date must be today or earlier' })
              }
              const digest = createHash('sha256')
              const opened = await openFile(digested(bytes, digest), { lists })
              return { opened, said: said.data, digest }
            },
          }),
        )
        if (!file) throw problem.invalid({ file: 'Choose a file to load' })
        const { opened, said, digest } = file.made
        if (!opened.read || opened.read.name === 'City Tools workbook') throw unknownFile()
        const fileName = nameOf(file.name)
        const at = now().toISOString()
        const { publisher, licence, takenOn } = said
        const { facts, ...read } = publishedIn(opened.read, { publisher, fileName, licence, on: takenOn })
        const id = `opn_${digest.update(JSON.stringify(said)).digest('hex').slice(0, 24)}`
        const before = await store.suggestions.files.get(id)
        const pieces = piecesOf(facts)
        for (const [n, piece] of pieces.entries()) await store.suggestions.files.keepPiece(id, n, piece, at)
        const kept: OpenDataFile = {
          ...said,
          ...read,
          id,
          fileName,
          shape: opened.read.name,
          // The same file again: it was loaded when it was loaded first.
          at: before?.at ?? at,
          by: before?.by ?? actor.id,
          byName: before?.byName ?? actor.name,
          pieces: pieces.length,
          done: 0,
          revision: (before?.revision ?? 0) + 1,
        }
        await store.suggestions.files.put(kept)
        return c.json(kept, 201)
      })
    })
    .get('/:id', async (c) => {
      loti(c)
      return c.json(await fileIn(c))
    })
    .post('/:id/suggestions', async (c) => {
      loti(c)
      const began = performance.now()
      let file = await fileIn(c)
      while (file.done < file.pieces) {
        const piece = await store.suggestions.files.piece(file.id, file.done)
        if (!piece) throw problem.missing('file any more: load it again')
        const placed = await suggest(
          store,
          piece.authority,
          piece.facts.map((fact) => JSON.parse(fact)),
          { withEnded: file.withEnded, at: now().toISOString() },
        )
        const next = { ...withPlaced(file, piece.authority, placed), done: file.done + 1 }
        try {
          file = { ...next, revision: file.revision + 1 }
          await store.suggestions.files.put(file)
        } catch (failure) {
          if (!(failure instanceof MovedOn)) throw failure
          // A colleague, or this same request sent again, has gone on with it: what they did need not be done here.
          file = await fileIn(c)
        }
        if (performance.now() - began > mostMilliseconds) break
      }
      return c.json(file)
    })
}

async function* digested(bytes: AsyncIterable<Uint8Array>, digest: ReturnType<typeof createHash>) {
  for await (const some of bytes) {
    digest.update(some)
    yield some
  }
}

const unknownFile = () =>
  problem.unreadable(
    'It cannot be told whose contracts or systems these are: the columns are none that City Tools knows as open data. Load what Contracts Finder exports, an OCDS package, a Transparency Code list that names the authority, or a list of systems with the columns borough, function_id, product and source.',
  )

/** Each authority’s facts, cut to what an item holds. */
function piecesOf(facts: ReadonlyMap<string, string[]>): Piece[] {
  const pieces: Piece[] = []
  for (const [authority, theirs] of facts) {
    let bytes = Number.POSITIVE_INFINITY
    for (const fact of theirs) {
      const length = Buffer.byteLength(fact)
      if (bytes + length > pieceBytes) {
        pieces.push({ authority, facts: [] })
        bytes = 0
      }
      pieces.at(-1)?.facts.push(fact)
      bytes += length
    }
  }
  return pieces
}

function withPlaced(
  file: OpenDataFile,
  authority: string,
  placed: Partial<Record<Placing, number>>,
): OpenDataFile {
  const sum = (before: Partial<Record<Placing, number>>) =>
    Object.fromEntries(
      placings.flatMap((one) => {
        const rows = (before[one] ?? 0) + (placed[one] ?? 0)
        return rows > 0 ? [[one, rows]] : []
      }),
    )
  return {
    ...file,
    about: file.about.map((one) => (one.authority === authority ? { ...one, placed: sum(one.placed) } : one)),
  }
}
