import type { AnyKind } from '../schema/record.ts'

// Every question we ask the table, and the keys that answer it. Only an authority's approved records have, in a partition
// AUTHORITY#…, sort keys that begin with SYSTEM#, CONTRACT#, RATING# or SKILLLEVEL#: the stream's filter lets those through
// and nothing else.

export type Key = { pk: string; sk: string }
/** All items of a partition whose sort key begins with `sk`. */
export type Range = { pk: string; sk: string }

export const keys = {
  // what an authority holds
  record: (authority: string, kind: AnyKind, id: string): Key => ({
    pk: `AUTHORITY#${authority}`,
    sk: `${kind.toUpperCase()}#${id}`,
  }),
  recordsOf: (authority: string, kind: AnyKind): Range => ({
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
  /** The open one and those that wait for LOTI: few, whatever an authority has sent over the years. */
  submissionsOf: (authority: string): Range => ({ pk: `AUTHORITY#${authority}`, sk: 'SUBMISSION#' }),
  /** Where a submission goes when the last of it is decided on. */
  decided: (id: string): Key => ({ pk: `AUTHORITY#${authorityOfSubmission(id)}`, sk: `DECIDED#${id}` }),
  decidedOf: (authority: string): Range => ({ pk: `AUTHORITY#${authority}`, sk: 'DECIDED#' }),
  proposal: (submission: string, recordId: string): Key => ({
    pk: `SUBMISSION#${submission}`,
    sk: `PROPOSAL#${recordId}`,
  }),
  proposalsOf: (submission: string): Range => ({ pk: `SUBMISSION#${submission}`, sk: 'PROPOSAL#' }),
  /** On the queue index, oldest first. */
  queue: 'WAITING',
  /** On the queue index too: proposals sent that ask for the same as others. */
  alike: (likeness: string) => `ALIKE#${likeness}`,

  // what was asked for under a key of its own, so that asking again is asking once
  asked: (digest: string): Key => ({ pk: `ASKED#${digest}`, sk: 'ANSWER' }),

  // who did what, one chain per authority and one about people
  event: (authority: string, n: number): Key => ({
    pk: `AUDIT#${authority}`,
    sk: `EVENT#${String(n).padStart(9, '0')}`,
  }),
  eventsOf: (authority: string): Range => ({ pk: `AUDIT#${authority}`, sk: 'EVENT#' }),
  auditHead: (authority: string): Key => ({ pk: `AUDIT#${authority}`, sk: 'HEAD' }),

  // who may sign in
  person: (id: string): Key => ({ pk: 'PEOPLE', sk: `PERSON#${id}` }),
  people: (): Range => ({ pk: 'PEOPLE', sk: 'PERSON#' }),
  // whose name at the identity provider this is, and whose e-mail address
  subject: (subject: string): Key => ({ pk: `SUBJECT#${subject}`, sk: 'PERSON' }),
  address: (email: string): Key => ({ pk: `ADDRESS#${email}`, sk: 'PERSON' }),

  // who would buy together, by service area
  interest: (area: string, authority: string): Key => ({ pk: 'INTEREST', sk: `${area}#${authority}` }),
  interestsIn: (area: string): Range => ({ pk: 'INTEREST', sk: `${area}#` }),
  interests: (): Range => ({ pk: 'INTEREST', sk: '' }),

  // collection rounds, and who was reminded in them: somebody, or all who had to be
  round: (id: string): Key => ({ pk: 'ROUNDS', sk: `ROUND#${id}` }),
  rounds: (): Range => ({ pk: 'ROUNDS', sk: 'ROUND#' }),
  reminder: (round: string, days: number, person = ''): Key => ({
    pk: `ROUND#${round}`,
    sk: `REMINDER#${String(days).padStart(3, '0')}#${person}`,
  }),
  remindersOf: (round: string): Range => ({ pk: `ROUND#${round}`, sk: 'REMINDER#' }),

  // that somebody was told of a day to decide by
  alert: (person: string, contract: string, decideBy: string, months: number): Key => ({
    pk: `ALERT#${person}`,
    sk: `${contract}#${decideBy}#${months}`,
  }),

  // what an authority asks of people without an account
  question: (id: string): Key => ({ pk: `AUTHORITY#${authorityOfQuestion(id)}`, sk: `QUESTION#${id}` }),
  questionsOf: (authority: string): Range => ({ pk: `AUTHORITY#${authority}`, sk: 'QUESTION#' }),

  // what people do not want to be sent, and whose a link is that stops it
  subscription: (person: string): Key => ({ pk: 'SUBSCRIPTIONS', sk: `PERSON#${person}` }),
  subscriptions: (): Range => ({ pk: 'SUBSCRIPTIONS', sk: 'PERSON#' }),
  unsubscribing: (digest: string): Key => ({ pk: `UNSUBSCRIBING#${digest}`, sk: 'PERSON' }),

  // what we said to people, oldest first
  message: (id: string): Key => ({ pk: 'MESSAGES', sk: `MESSAGE#${id}` }),
  messages: (): Range => ({ pk: 'MESSAGES', sk: 'MESSAGE#' }),

  // a file on its way in, its rows in pieces, each named by its last row
  import: (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'IMPORT' }),
  /** Somebody wants no more of it while it is being taken. */
  importStop: (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'STOP' }),
  importRows: (id: string, last: number): Key => ({
    pk: `IMPORT#${id}`,
    sk: `ROWS#${String(last).padStart(6, '0')}`,
  }),

  // what an authority said that the columns of a file are, by its header
  mapping: (authority: string, header: string): Key => ({
    pk: `AUTHORITY#${authority}`,
    sk: `MAPPING#${header}`,
  }),

  // what open data says of an authority: asked it, or answered by it
  finding: (authority: string, id: string, state: 'asked' | 'answered'): Key => ({
    pk: `FOUND#${authority}`,
    sk: `${state.toUpperCase()}#${id}`,
  }),
  askedOf: (authority: string): Range => ({ pk: `FOUND#${authority}`, sk: 'ASKED#' }),
  foundOf: (authority: string): Range => ({ pk: `FOUND#${authority}`, sk: '' }),
  // how many suggestions were made to each authority and answered, and the files they came from
  suggestionCounts: (authority: string): Key => ({ pk: 'FOUND', sk: `AUTHORITY#${authority}` }),
  allSuggestionCounts: (): Range => ({ pk: 'FOUND', sk: 'AUTHORITY#' }),
  /** A file in brief, for the list of them; and all of it. */
  openDataBrief: (id: string): Key => ({ pk: 'FOUND', sk: `FILE#${id}` }),
  openData: (id: string): Key => ({ pk: `FOUND#FILE#${id}`, sk: 'FILE' }),
  allOpenData: (): Range => ({ pk: 'FOUND', sk: 'FILE#' }),
  openDataPiece: (id: string, n: number): Key => ({
    pk: `FOUND#FILE#${id}`,
    sk: `PIECE#${String(n).padStart(6, '0')}`,
  }),

  // what an authority said of a company's name; and names that stand for a vendor whoever writes them, beside the vendors
  name: (authority: string, name: string): Key => ({ pk: `AUTHORITY#${authority}`, sk: `NAME#${name}` }),
  namesOf: (authority: string): Range => ({ pk: `AUTHORITY#${authority}`, sk: 'NAME#' }),
  alias: (name: string): Key => ({ pk: 'REFERENCE', sk: `ALIAS#${name}` }),

  // vendors and products added to the shipped lists
  vendor: (id: string): Key => ({ pk: 'REFERENCE', sk: `VENDOR#${id}` }),
  product: (id: string): Key => ({ pk: 'REFERENCE', sk: `PRODUCT#${id}` }),
  added: (): Range => ({ pk: 'REFERENCE', sk: '' }),
  // what LOTI says of one, in place of its list, and two that look alike and are not the same
  entry: (id: string): Key => ({ pk: 'REFERENCE', sk: `ENTRY#${id}` }),
  entries: (): Range => ({ pk: 'REFERENCE', sk: 'ENTRY#' }),
  apart: (ids: readonly [string, string]): Key => ({
    pk: 'REFERENCE',
    sk: `APART#${[...ids].sort().join('#')}`,
  }),

  // vendors and products merged, and the records each merge has moved
  merge: (id: string): Key => ({ pk: 'MERGES', sk: `MERGE#${id}` }),
  merges: (): Range => ({ pk: 'MERGES', sk: 'MERGE#' }),
  moved: (merge: string, recordId: string): Key => ({ pk: `MERGE#${merge}`, sk: `MOVED#${recordId}` }),
  movedBy: (merge: string): Range => ({ pk: `MERGE#${merge}`, sk: 'MOVED#' }),

  // the summaries: what each record adds, the documents and rows it adds to, and when its share next changes
  applied: (recordId: string): Key => ({ pk: `APPLIED#${recordId}`, sk: 'APPLIED' }),
  /** A document or row by its name, `scope/document`. */
  view: (name: string): Key => {
    const at = name.indexOf('/')
    return { pk: `VIEW#${name.slice(0, at)}`, sk: name.slice(at + 1) }
  },
  viewsOf: (scope: string, prefix: string): Range => ({ pk: `VIEW#${scope}`, sk: prefix }),
  /** What is for members stands in a partition of its own, so that no public question reaches it. */
  membersView: (scope: string, name: string): Key => ({ pk: `MEMBERS#${scope}`, sk: name }),
  membersViewsOf: (scope: string, prefix: string): Range => ({ pk: `MEMBERS#${scope}`, sk: prefix }),
  /** Any of them by its full name: for those who keep them, and nobody who answers a reader. */
  summary: (name: string): Key => {
    const at = name.indexOf('/')
    const [place, sk] = [name.slice(0, at), name.slice(at + 1)]
    return place.startsWith('MEMBERS#') ? { pk: place, sk } : { pk: `VIEW#${place}`, sk }
  },
  // a vendor's ratings as they were read last: those of a region that show their name, or an authority's own
  rated: (place: string, vendor: string): Key => ({ pk: `RATED#${place}`, sk: vendor }),
  // who could buy together in a service area of a scope, as it was worked out last
  together: (scope: string, area: string): Key => ({ pk: `TOGETHER#${scope}`, sk: area }),
  due: (until: string, recordId: string): Key => ({
    pk: `CALENDAR#${until.slice(0, 7)}`,
    sk: `${until}#${recordId}`,
  }),
  /** Sort keys begin with a date, so with a digit. */
  dueIn: (month: string): Range => ({ pk: `CALENDAR#${month}`, sk: '0' }),
  page: (): Key => ({ pk: 'CALENDAR', sk: 'PAGE' }),

  // the past of the summaries, and how far each record's has come to
  past: (name: string): Key => {
    const at = name.indexOf('/')
    return { pk: `PAST#${name.slice(0, at)}`, sk: name.slice(at + 1) }
  },
  pastOf: (place: string, prefix: string): Range => ({ pk: `PAST#${place}`, sk: prefix }),
  pastReach: (recordId: string): Key => ({ pk: `PAST#${recordId}`, sk: 'REACH' }),

  // the explorer: what files each authority's rows are in, listed under its scopes from the largest, and the files
  explorer: (scopes: string[], authority: string): Key => ({
    pk: 'EXPLORER',
    sk: `${explorerPath(scopes)}${authority}`,
  }),
  /** All authorities of the last of these scopes. */
  explorerOf: (scopes: string[]): Range => ({ pk: 'EXPLORER', sk: explorerPath(scopes) }),
  explorerFile: (authority: string, part: string): Key => ({
    pk: `EXPLORER#${authority}`,
    sk: `FILE#${part}`,
  }),

  // how the service last was
  health: (what: 'VIEWS' | 'RECOUNT'): Key => ({ pk: 'HEALTH', sk: what }),

  // which data set was loaded, and how far
  dataSet: (): Key => ({ pk: 'SETTINGS', sk: 'DATA SET' }),
}

const explorerPath = (scopes: string[]) => scopes.map((scope) => `${scope}#`).join('')

/** A submission's id ends with its authority, so that it can be found by id alone. */
export const submissionId = (unique: string, authority: string) => `sub_${unique}_${authority}`
const authorityOfSubmission = (id: string) => id.slice(id.lastIndexOf('_') + 1)

/** A question's id ends with its authority in the same way. */
export const questionId = (unique: string, authority: string) => `que_${unique}_${authority}`
export const authorityOfQuestion = (id: string) => /^que_\w+_([ENSW]\d{8})$/.exec(id)?.[1]
