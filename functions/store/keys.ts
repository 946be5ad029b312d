import type { RecordKind } from '../schema/record.ts'

// Every question we ask the table, and the keys that answer it. Only an authority's approved records have sort keys
// that begin with SYSTEM# or CONTRACT#: the stream's filter lets those through and nothing else.

export type Key = { pk: string; sk: string }
/** All items of a partition whose sort key begins with `sk`. */
export type Range = { pk: string; sk: string }

export const keys = {
  // what an authority holds
  record: (authority: string, kind: RecordKind, id: string): Key => ({
    pk: `AUTHORITY#${authority}`,
    sk: `${kind.toUpperCase()}#${id}`,
  }),
  recordsOf: (authority: string, kind: RecordKind): Range => ({
    pk: `AUTHORITY#${authority}`,
    sk: `${kind.toUpperCase()}#`,
  }),
  // a record as it was
  version: (id: string, version: number): Key => ({
    pk: `RECORD#${id}`,
    sk: `VERSION#${String(version).padStart(6, '0')}`,
  }),
  versionsOf: (id: string): Range => ({ pk: `RECORD#${id}`, sk: 'VERSION#' }),

  // what an authority is about to send, has sent, and the proposals in it
  openSubmission: (authority: string): Key => ({ pk: `AUTHORITY#${authority}`, sk: 'OPEN' }),
  submission: (id: string): Key => ({ pk: `AUTHORITY#${authorityOfSubmission(id)}`, sk: `SUBMISSION#${id}` }),
  submissionsOf: (authority: string): Range => ({ pk: `AUTHORITY#${authority}`, sk: 'SUBMISSION#' }),
  proposal: (submission: string, recordId: string): Key => ({
    pk: `SUBMISSION#${submission}`,
    sk: `PROPOSAL#${recordId}`,
  }),
  proposalsOf: (submission: string): Range => ({ pk: `SUBMISSION#${submission}`, sk: 'PROPOSAL#' }),
  /** On the queue index, oldest first. */
  queue: 'WAITING',

  // who did what, one chain per authority
  event: (authority: string, n: number): Key => ({
    pk: `AUDIT#${authority}`,
    sk: `EVENT#${String(n).padStart(9, '0')}`,
  }),
  eventsOf: (authority: string): Range => ({ pk: `AUDIT#${authority}`, sk: 'EVENT#' }),
  auditHead: (authority: string): Key => ({ pk: `AUDIT#${authority}`, sk: 'HEAD' }),

  // who may sign in
  person: (id: string): Key => ({ pk: 'PEOPLE', sk: `PERSON#${id}` }),
  people: (): Range => ({ pk: 'PEOPLE', sk: 'PERSON#' }),

  // a file on its way in, its rows in pieces, each named by its last row
  import: (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'IMPORT' }),
  importRows: (id: string, last: number): Key => ({
    pk: `IMPORT#${id}`,
    sk: `ROWS#${String(last).padStart(6, '0')}`,
  }),

  // vendors added to the shipped list
  vendor: (id: string): Key => ({ pk: 'REFERENCE', sk: `VENDOR#${id}` }),
  vendors: (): Range => ({ pk: 'REFERENCE', sk: 'VENDOR#' }),

  // the summaries: what each record adds, the documents and rows it adds to, and when its share next changes
  applied: (recordId: string): Key => ({ pk: `APPLIED#${recordId}`, sk: 'APPLIED' }),
  /** A document or row by its name, `scope/document`. */
  view: (name: string): Key => {
    const at = name.indexOf('/')
    return { pk: `VIEW#${name.slice(0, at)}`, sk: name.slice(at + 1) }
  },
  viewsOf: (scope: string, prefix: string): Range => ({ pk: `VIEW#${scope}`, sk: prefix }),
  due: (until: string, recordId: string): Key => ({
    pk: `CALENDAR#${until.slice(0, 7)}`,
    sk: `${until}#${recordId}`,
  }),
  /** Sort keys begin with a date, so with a digit. */
  dueIn: (month: string): Range => ({ pk: `CALENDAR#${month}`, sk: '0' }),
  page: (): Key => ({ pk: 'CALENDAR', sk: 'PAGE' }),

  // which data set was loaded, and how far
  dataSet: (): Key => ({ pk: 'SETTINGS', sk: 'DATA SET' }),
}

/** A submission's id ends with its authority, so that it can be found by id alone. */
export const submissionId = (unique: string, authority: string) => `sub_${unique}_${authority}`
const authorityOfSubmission = (id: string) => id.slice(id.lastIndexOf('_') + 1)
