import * as z from 'zod'
import { authorityId, instant } from './fields.ts'
import { nameAsked, newAlias } from './name.ts'
import { newProduct, newVendor } from './proposal.ts'
import { recordKinds } from './record.ts'

/** The largest file taken, in bytes. */
export const mostFileBytes = 20 * 1024 * 1024
export const tooLargeWords =
  'The file is larger than 20 MB. Split it into smaller files, or leave out columns and try again.'

/** Said where the way to the service takes less than the service itself would. */
export const tooLargeToSendWords =
  'The file is larger than can be sent, even compressed. Split it into smaller files, or leave out columns such as descriptions, and try again.'

/** Columns that are looked at. */
export const mostColumns = 200
/** How far down the row that names the columns is looked for. */
export const mostHeaderRow = 15

export const rowResults = ['create', 'update', 'same', 'refuse'] as const

/** Why a row, or one cell of it, is not taken, or what was read into it. */
export const reason = z.object({
  /** The file's own column name. */
  column: z.string().optional(),
  /** What the cell held, cut to 200 characters. */
  value: z.string().optional(),
  /** What is wrong, in plain words. */
  problem: z.string(),
  /** What would mend it. */
  fix: z.string().optional(),
})
export type Reason = z.infer<typeof reason>

export const importRow = z.object({
  /** The row's number among the file's data rows, from 1; line breaks inside cells do not count. */
  row: z.number().int().positive(),
  /** Where it stands, in files whose rows are told apart by more than a number: `Contracts, row 12`. */
  place: z.string().optional(),
  result: z.enum(rowResults),
  /** Set aside rather than wrong: it can be ticked in. */
  setAside: z.boolean().default(false),
  /** Not taken because it is an authority’s whose register this import is not for. */
  elsewhere: z.boolean().optional(),
  title: z.string(),
  authority: authorityId.optional(),
  authorityName: z.string(),
  kind: z.enum(recordKinds),
  /** The record it would create or update. */
  recordId: z.string().optional(),
  baseVersion: z.number().int().min(0).default(0),
  /** What the file states, field by field. On an update it is laid over what the record says. */
  values: z.record(z.string(), z.unknown()),
  /** For an update: what each field that differs holds now. */
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  reasons: z.array(reason),
  /** A supplier that is on no list yet: it would join with the contract. */
  newVendor: newVendor.optional(),
  /** A product that is on no list yet: it would join with the system. */
  newProduct: newProduct.optional(),
  /** That supplier’s name may be another’s: whether it is, is asked. */
  asks: nameAsked.optional(),
  /** The name stands for its supplier because somebody of this authority said so. */
  newAlias: newAlias.optional(),
  /** What was taken on trust and may need a second look: a name matched by likeness, a sum that was packed. */
  notes: z.array(reason),
})
export type ImportRow = z.infer<typeof importRow>

/**
 * What a list of rows can be narrowed to. `own`: all but other authorities’ rows. Rows set aside and those of other
 * authorities are not among the refused ones here.
 */
export const rowFilters = [
  'all',
  'own',
  'create',
  'update',
  'same',
  'refuse',
  'set aside',
  'elsewhere',
] as const
export type RowFilter = (typeof rowFilters)[number]

type Kept = Pick<ImportRow, 'result' | 'setAside' | 'elsewhere'>
export const filterOf = ({ result, setAside, elsewhere }: Kept) =>
  elsewhere ? 'elsewhere' : setAside ? 'set aside' : result
/** Whether a kind of row is among those asked for. */
export const isAmong = (filter: RowFilter, kind: ReturnType<typeof filterOf>) =>
  filter === 'all' || (filter === 'own' ? kind !== 'elsewhere' : filter === kind)

export const importCounts = z.object({
  create: z.number().int(),
  update: z.number().int(),
  same: z.number().int(),
  refuse: z.number().int(),
})

/** What came of accepting an import, or has so far. */
export const importTaken = z.object({
  /** Rows that are now in open submissions, or were found to be there or on the register already. */
  rows: z.number().int(),
  /** Rows that are to be taken in all. */
  of: z.number().int(),
  submissions: z.array(
    z.object({ authority: authorityId, submission: z.string(), proposals: z.number().int() }),
  ),
  /** Rows that were set aside and were wanted after all. */
  included: z.array(z.number().int()),
  /** Somebody wanted no more of it before it was done. */
  stopped: z.boolean().optional(),
})
export type ImportTaken = z.infer<typeof importTaken>

/** What came of undoing an import. */
export const importUndone = z.object({
  /** Proposals that had not been sent, and are gone. */
  withdrawn: z.number().int(),
  /** Approved changes whose reverse is now proposed. */
  reversed: z.number().int(),
  /** Proposals that wait for LOTI: they can be undone once they are decided on. */
  waiting: z.number().int(),
  /** Approved changes that are left as they are: somebody touched them since, or they are undone already. */
  left: z.number().int(),
  /** The open submissions in which the reverse is proposed. */
  submissions: z.array(z.object({ authority: authorityId, submission: z.string() })),
})
export type ImportUndone = z.infer<typeof importUndone>

/** What a file can be. Those named by what is in them are known as they are; columns of the others are said by a person. */
export const shapeNames = [
  'Contracts Finder CSV',
  'Transparency Code CSV',
  'OCDS package',
  'Systems list',
  'City Tools workbook',
  'CSV',
  'spreadsheet',
] as const
export type ShapeName = (typeof shapeNames)[number]

/** Which of our fields each column of a file is read into; none where it is left out. */
export const mapping = z.object({
  kind: z.enum(recordKinds),
  /** The sheet of a spreadsheet. */
  sheet: z.string().max(200).optional(),
  /** The row that names the columns, from 1, among those that are not empty. */
  headerRow: z.number().int().min(1).max(mostHeaderRow),
  /** In the order of the columns. */
  fields: z.array(z.string().max(40)).max(mostColumns),
})
export type Mapping = z.infer<typeof mapping>

const guess = z.object({
  field: z.string(),
  /** Why it is thought so. */
  why: z.string(),
})

/** What is in a file of which nobody has said yet what its columns are. Nothing of it is kept. */
export const importLook = z.object({
  look: z.object({
    fileName: z.string(),
    /** The sheets of a spreadsheet, and the one that is looked at. */
    sheets: z.array(z.string()).optional(),
    sheet: z.string().optional(),
    headerRow: z.number().int(),
    /** How the file begins, to choose the row that names the columns. */
    starts: z.array(z.array(z.string())),
    columns: z.array(
      z.object({
        name: z.string(),
        /** Some of what its cells say. */
        samples: z.array(z.string()),
        /** What it may be, in a file of either kind of record. */
        guesses: z.partialRecord(z.enum(recordKinds), guess),
      }),
    ),
    /** What the file seems to be about. */
    kind: z.enum(recordKinds),
    /** What a column can be read into. */
    fields: z.record(
      z.enum(recordKinds),
      z.array(z.object({ field: z.string(), label: z.string(), needed: z.boolean() })),
    ),
    /** What was said of a file with this header before. */
    remembered: mapping.extend({ at: instant, byName: z.string() }).optional(),
  }),
})
export type ImportLook = z.infer<typeof importLook>['look']

type Choice = ImportLook['fields'][Mapping['kind']][number]

/** What is wrong with what was said of a file's columns: by `fields.3` for a column, or by the field that is wanting. */
export function mappingProblems(
  { kind, fields }: Pick<Mapping, 'kind' | 'fields'>,
  choices: readonly Choice[],
): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const [index, field] of fields.entries()) {
    if (field === '') continue
    const one = choices.find((choice) => choice.field === field)
    if (!one) wrong[`fields.${index}`] = 'Choose what the column is from the list'
    else if (fields.indexOf(field) !== index) {
      wrong[`fields.${index}`] = `Two columns cannot both be “${one.label}”: leave one of them out`
    }
  }
  for (const { field, label, needed } of choices) {
    // A system may go by the name of its product.
    const said = fields.includes(field) || (kind === 'system' && fields.includes('product'))
    if (needed && !said) wrong[field] = `Say which column is “${label}”`
  }
  return wrong
}

/** Everything about an import but its rows. */
export const importHead = z.object({
  id: z.string(),
  fileName: z.string(),
  shape: z.enum(shapeNames),
  /** The columns that were read: those of the file in which rows that are not taken come back. */
  columns: z.array(z.string()).default([]),
  /** The columns that were left out. */
  unread: z.array(z.string()).default([]),
  by: z.string(),
  createdAt: instant,
  state: z.enum(['previewed', 'accepting', 'accepted', 'undone']),
  /** Rows read: the four counts add up to it. Rows set aside and rows of other authorities are among `refuse`. */
  read: z.number().int(),
  counts: importCounts,
  setAside: z.number().int(),
  elsewhere: z.number().int().optional(),
  /** Names that may be a vendor’s, and in how many rows they stand. */
  names: z.array(nameAsked.extend({ rows: z.number().int() })).optional(),
  taken: importTaken.optional(),
  undone: importUndone.optional(),
})
export type ImportHead = z.infer<typeof importHead>

/** Some of an import's rows, in the file's order, and where the next ones begin. */
export const importRows = z.object({
  rows: z.array(importRow),
  /** Ask for the rows after this one; absent when there are no more. */
  next: z.number().int().optional(),
})
export type ImportRows = z.infer<typeof importRows>

/** An import with its first rows: all of them, unless the file is a large one. */
export const importPreview = importHead.extend(importRows.shape)
export type ImportPreview = z.infer<typeof importPreview>
