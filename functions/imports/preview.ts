import { namedAs, nameKey, type SaidOfNames } from '../domain/name.ts'
import { fieldChanges, messages, statedIn } from '../domain/proposal.ts'
import { filterOf, type ImportHead, type ImportRow, type Reason, type ShapeName } from '../schema/import.ts'
import { type RecordKind, schemas } from '../schema/record.ts'
import { isBlank } from '../schema/typed.ts'
import type { Cells, Entry, Shape, Written } from './entry.ts'
import { type Known, unknownSupplier } from './known.ts'
import { createLikeHeld, type Holdings } from './likeHeld.ts'

type Values = Record<string, unknown>

/** What authorities have, or are about to have, of these records. */
export type Existing = (
  wanted: { authority: string; recordId: string; kind: RecordKind }[],
) => Promise<Map<string, { version: number; values: Values }>>

/** What records said in these versions, by `id@version`. */
export type Versions = (refs: { id: string; version: number }[]) => Promise<Map<string, Values>>

/** A row with the cells it was read from, where it was not taken: they can be mended and imported again. */
export type PreviewRow = ImportRow & { cells?: string[] }

/** Rows that are worked out, and handed on, together. */
const together = 200

export type Latest = Map<string, { row: number; publishedAt: string }>

/** A file that was read: its rows as text, which takes a fraction of the room, and what they are about. */
export type ReadFile = {
  name: ShapeName
  shape: Shape
  rows: string[]
  known: Known
  /** Of rows about one record, the one that is taken. */
  latest: Latest
}

type Facts = {
  /** Authorities whose rows are taken. */
  takes: readonly string[] | 'all'
  existing: Existing
  holdings?: Holdings
  versions?: Versions
  /** What an authority said of names. */
  names?: (authority: string) => Promise<SaidOfNames>
}

/**
 * Says row by row what a file would do: create, update, leave the same, or refuse and why. Nothing is written. `keep`
 * is given the rows in order, some at a time; only what they come to is held here.
 */
export async function previewImport({
  read,
  fileName,
  by,
  id,
  at,
  keep,
  ...facts
}: Facts & {
  read: ReadFile
  fileName: string
  by: string
  id: string
  at: string
  keep: (rows: PreviewRow[]) => Promise<void>
}): Promise<ImportHead> {
  const counts = { create: 0, update: 0, same: 0, refuse: 0 }
  let setAside = 0
  let elsewhere = 0
  const names = createNamesAsked()
  const { judge } = createJudge(read, facts)
  for (let from = 0; from < read.rows.length; from += together) {
    const some = read.rows.slice(from, from + together).map((text) => JSON.parse(text) as Cells)
    const rows = await judge(some, from)
    for (const row of rows) {
      counts[row.result] += 1
      if (row.setAside) setAside += 1
      if (row.elsewhere) elsewhere += 1
      names.note(row)
    }
    await keep(rows)
  }
  const { name, shape } = read
  return {
    id,
    fileName: nameOf(fileName),
    shape: name,
    columns: [...shape.columns],
    unread: shape.unread.slice(0, 200).map((column) => column.slice(0, 200)),
    by,
    createdAt: at,
    state: 'previewed',
    read: read.rows.length,
    counts,
    setAside,
    elsewhere,
    ...names.all(),
  }
}

/** Names that are asked about at once. */
const mostNames = 50

/** What is to be asked about the names in some rows: each question once, those in most rows first. */
export function createNamesAsked() {
  const asked = new Map<string, NonNullable<ImportHead['names']>[number]>()
  return {
    note({ asks, elsewhere }: Pick<ImportRow, 'asks' | 'elsewhere'>) {
      if (!asks || elsewhere) return
      const key = `${nameKey(asks.name)}\n${asks.vendor}`
      const before = asked.get(key)
      if (before) before.rows += 1
      else asked.set(key, { ...asks, rows: 1 })
    },
    all(): Pick<ImportHead, 'names'> {
      const names = [...asked.values()].sort((a, b) => b.rows - a.rows).slice(0, mostNames)
      return names.length > 0 ? { names } : {}
    },
  }
}

/** Rows of a preview judged again by what was said of the names in them; those nothing was said of stay as they are. */
export async function judgeAgain(rows: readonly PreviewRow[], facts: Facts): Promise<PreviewRow[]> {
  const { judgeEntries } = createJudge(undefined, facts)
  const answered: PreviewRow[] = []
  for (const row of rows) {
    const { authority, asks } = row
    if (!authority || !asks || !facts.names) continue
    const said = await facts.names(authority)
    if (said.means(asks.name) || said.isAnswered(asks.name, asks.vendor)) answered.push(row)
  }
  const judged = await judgeEntries(answered.map(entryOf))
  const byRow = new Map(judged.map((row) => [row.row, row]))
  return rows.map((row) => byRow.get(row.row) ?? row)
}

/** A file's name without what could be run. */
export const nameOf = (fileName: string) => fileName.replaceAll(/[\p{Cc}<>]/gu, '').slice(0, 200) || 'file'

/** Says what some rows would do, given how many came before them. */
/** A row as it was read, but for what was made of it. */
function entryOf({
  authority,
  authorityName,
  cells = [],
  recordId,
  setAside,
  reasons,
  ...row
}: PreviewRow): Entry & { row: number; cells: Cells } {
  const [why] = reasons
  return {
    kind: row.kind,
    row: row.row,
    cells: { cells, tooMany: 0, ...(row.place !== undefined && { place: row.place }) },
    title: row.title,
    buyer: authorityName,
    ...(authority && { authority: { id: authority, name: authorityName } }),
    ...(recordId !== undefined && { recordId }),
    values: row.values,
    reasons: setAside ? [] : reasons,
    notes: row.notes,
    ...(row.newVendor && { newVendor: row.newVendor }),
    ...(row.newProduct && { newProduct: row.newProduct }),
    ...(row.asks && { asks: row.asks }),
    ...(setAside && why && { setAside: why }),
  }
}

/** An entry with what was said of the name in it. */
function renamed<T extends Entry>(entry: T, said: SaidOfNames): T {
  const { asks } = entry
  const next = namedAs(entry, said)
  if (!asks || next === entry) return entry
  const notes = entry.notes.map((note) =>
    note.problem.startsWith(unknownSupplier)
      ? {
          ...note,
          problem: next.newAlias
            ? `Taken to be ${asks.vendorName}, as you said`
            : `${unknownSupplier}: it joins the list when the ${entry.kind} is approved`,
        }
      : note,
  )
  return { ...next, notes }
}

function createJudge(read: ReadFile | undefined, { takes, existing, holdings, versions, names }: Facts) {
  const likeHeld = holdings && createLikeHeld(holdings)
  /** Records that rows were found to be about, and the row that has each. */
  const claimed = new Map<string, number>()
  const isTaken = (authority: string) => takes === 'all' || takes.includes(authority)

  const judgeEntries = async (all: (Entry & { row: number; cells: Cells })[]): Promise<PreviewRow[]> => {
    const rows = await Promise.all(
      all.map(async (one) =>
        one.asks && one.authority && names ? renamed(one, await names(one.authority.id)) : one,
      ),
    )
    const wanted = (all: Entry[]) =>
      all.flatMap(({ authority, recordId, kind }) =>
        authority && recordId !== undefined && isTaken(authority.id)
          ? [{ authority: authority.id, recordId, kind }]
          : [],
      )
    const held = await existing(wanted(rows))
    const found: (Entry & { row: number; cells: Cells })[] = []
    for (const one of rows) {
      const { authority, recordId, reasons } = one
      const isNew =
        likeHeld && authority && isTaken(authority.id) && reasons.length === 0 && one.from === undefined
      if (!isNew || (recordId !== undefined && held.has(recordId))) {
        found.push(one)
        continue
      }
      found.push(claim(one, await likeHeld(one), claimed))
    }
    const others = found.filter(({ recordId }, index) => recordId !== rows[index]?.recordId)
    if (others.length > 0) for (const [id, one] of await existing(wanted(others))) held.set(id, one)
    const refs = found.flatMap(({ recordId, from }) =>
      recordId !== undefined && from?.version !== undefined ? [{ id: recordId, version: from.version }] : [],
    )
    const bases = versions && refs.length > 0 ? await versions(refs) : new Map<string, Values>()
    return found.map((entry) => rowFor(entry, { isTaken, read, held, bases }))
  }
  const judge = (some: Cells[], from: number) =>
    judgeEntries(
      read
        ? some.map((cells, index) => ({
            cells,
            row: from + index + 1,
            ...read.shape.entry(cells, read.known),
          }))
        : [],
    )
  return { judge, judgeEntries }
}

/** A file that is not at hand any more: its rows were read before. */
const unread: { shape: Pick<Shape, 'columnOf' | 'columnFor' | 'twice'>; latest: Latest } = {
  shape: {
    columnOf: () => undefined,
    columnFor: { authority: undefined, identity: undefined },
    twice: () => '',
  },
  latest: new Map(),
}

/** The row, as one about the record it was found to be like. */
function claim<T extends Entry & { row: number }>(
  one: T,
  likely: Awaited<ReturnType<ReturnType<typeof createLikeHeld>>>,
  claimed: Map<string, number>,
): T {
  if (!likely) return one
  if (likely.id === undefined) {
    const problem = `${likely.several} ${one.kind}s on the register are like it by ${likely.why}, so it cannot be told which is meant`
    const fix = one.kind === 'contract' ? 'Give the reference of the one that is meant' : 'Name its product'
    return { ...one, reasons: [...one.reasons, { problem, fix }] }
  }
  const before = claimed.get(likely.id)
  if (before !== undefined) {
    const problem = `By ${likely.why} it is about the same ${one.kind} as row ${before}`
    return { ...one, reasons: [...one.reasons, { problem, fix: 'Give each a reference of its own' }] }
  }
  claimed.set(likely.id, one.row)
  const note = `Taken to be the ${one.kind} that is there already, by ${likely.why}`
  return { ...one, recordId: likely.id, notes: [...one.notes, { problem: note }] }
}

function rowFor(
  entry: Entry & { row: number; cells: Cells },
  {
    isTaken,
    read: { shape, latest } = unread,
    held,
    bases,
  }: {
    isTaken: (authority: string) => boolean
    read: (Pick<ReadFile, 'latest'> & { shape: Pick<Shape, 'columnOf' | 'columnFor' | 'twice'> }) | undefined
    held: Awaited<ReturnType<Existing>>
    bases: Map<string, Values>
  },
): PreviewRow {
  const { kind, authority, recordId, title, buyer, row } = entry
  let reasons: Reason[] = [...entry.reasons]
  let notes: Reason[] = [...entry.notes]
  const elsewhere = authority !== undefined && !isTaken(authority.id)
  if (elsewhere) {
    const column = shape.columnFor.authority
    reasons.push({
      ...(column && { column, value: buyer.slice(0, 200) }),
      problem: `This is ${authority.name}’s, and you keep another authority’s register`,
    })
  }
  const last = recordId === undefined ? undefined : latest.get(recordId)
  if (last && last.row !== row) {
    const column = shape.columnFor.identity
    reasons.push({ ...(column && { column }), problem: shape.twice(last.row) })
  }

  const before = recordId === undefined ? undefined : held.get(recordId)
  if (before?.values.retiredOn) {
    notes.push({
      problem: 'It has left the register: if it is in use after all, bring it back on its own page',
    })
  }
  const { from } = entry
  let { values } = entry
  if (from && !elsewhere) {
    const base = bases.get(`${recordId}@${from.version}`)
    if (before && base) {
      const own = ownOf(from, base, values)
      const isOwn = ({ column }: Reason) =>
        column === undefined || Object.keys(own).some((field) => shape.columnOf(field) === column)
      reasons = reasons.filter(isOwn)
      notes = notes.filter(isOwn)
      for (const field of Object.keys(own)) {
        const [was, is, becomes] = [base[field], before.values[field], own[field]]
        if (agree(field, was, is) || agree(field, is, becomes)) continue
        const column = shape.columnOf(field)
        const problem = 'This was changed on the register too, since the workbook was downloaded'
        notes.push({ ...(column && { column }), problem })
      }
      values = own
    } else {
      const problem = `No ${kind} of yours has this record id and version`
      const fix = 'Download the workbook again, or empty the id and the version to add it as a new one'
      reasons = [{ problem, fix }]
    }
  }
  const { newVendor, newProduct, asks, newAlias } = entry
  const named = new Set<unknown>([...Object.values(values), newProduct?.maker])
  const judged = judgedAs(kind, { ...before?.values, ...values })
  if (judged.problems && reasons.length === 0) {
    reasons.push(
      ...Object.entries(judged.problems).map(([field, text]) => {
        const column = shape.columnOf(field.split('.')[0] ?? '')
        return { ...(column && { column }), problem: text }
      }),
    )
  }
  const changes = before && judged.fields ? fieldChanges(asKept(kind, before.values), judged.fields) : []
  const refused = reasons.length > 0
  const setAside = !refused && entry.setAside !== undefined && before === undefined
  if (setAside && entry.setAside) reasons.push(entry.setAside)
  const result = refused || setAside ? 'refuse' : !before ? 'create' : changes.length > 0 ? 'update' : 'same'
  const isMendable = filterOf({ result, setAside, elsewhere }) === 'refuse' && !entry.hopeless
  return {
    row,
    ...(entry.cells.place !== undefined && { place: entry.cells.place }),
    result,
    setAside,
    ...(elsewhere && { elsewhere }),
    title: title || 'No title',
    ...(authority && { authority: authority.id }),
    authorityName: authority?.name ?? buyer,
    kind,
    ...(recordId !== undefined && { recordId }),
    baseVersion: before?.version ?? 0,
    values,
    changes: changes.map(({ field, from, to }) => ({ field, from: from ?? null, to: to ?? null })),
    reasons,
    ...(newVendor && named.has(newVendor.id) && { newVendor, ...(asks && { asks }) }),
    ...(newAlias && named.has(newAlias.vendor) && { newAlias }),
    ...(newProduct && named.has(newProduct.id) && { newProduct }),
    notes,
    ...(isMendable && { cells: entry.cells.cells }),
  }
}

const agree = (field: string, a: unknown, b: unknown) =>
  fieldChanges({ [field]: a }, { [field]: b }).length === 0

/** As a cell may come back: without characters that a spreadsheet cannot hold. */
const folded = (text = '') =>
  text
    .replaceAll(/\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()

/** What a row says otherwise than the record it was written from: an emptied cell takes an answer away. */
function ownOf({ typed, were }: Written, base: Values, values: Values): Values {
  const before = were(base)
  return Object.fromEntries(
    Object.entries(typed).flatMap(([field, cell]) =>
      folded(cell) === folded(before[field]) ? [] : [[field, folded(cell) === '' ? null : values[field]]],
    ),
  )
}

/** A service area that stands for one not yet said: a row is taken without, and asked for it before it is sent. */
const notYetSaid = 'not-yet-said'

type Judged = { fields: Values; problems?: never } | { problems: Record<string, string>; fields?: never }

function judgedAs(kind: RecordKind, values: Values): Judged {
  const lacks = kind === 'system' && isBlank(values.serviceAreas)
  const judged = schemas[kind].fields.safeParse(lacks ? { ...values, serviceAreas: [notYetSaid] } : values)
  if (!judged.success) return { problems: messages(judged.error) }
  return { fields: lacks ? { ...judged.data, serviceAreas: [] } : judged.data }
}

/** What is held as it would be kept, so that both sides of a change are written alike. */
const asKept = (kind: RecordKind, values: Values): Values =>
  judgedAs(kind, statedIn(values as never)).fields ?? values
