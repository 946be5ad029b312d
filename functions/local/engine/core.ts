import { createRequire } from 'node:module'
import conditionParser from 'dynalite/db/conditionParser.js'
import db from 'dynalite/db/index.js'
import validations from 'dynalite/validations/index.js'
import { type Level, type Operation, withoutPast } from './level.ts'

// dynalite's tables, validation and expressions, with its writes caught on the way to disk: an action runs as it
// always does, but what it would write is handed back, so that several can be committed in one LevelDB batch
// together with their stream records.

export type Item = Record<string, Record<string, unknown>>
export type Table = {
  TableName: string
  KeySchema: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[]
  TableArn?: string
}
type Callback<T = unknown> = (failure: unknown, value?: T) => void

type ItemDb = {
  lock(key: string, run: (release: (done: Callback) => Callback) => void): void
  get(key: string, done: Callback<Item>): void
  put(key: string, value: unknown, done: Callback): void
  del(key: string, done: Callback): void
}
export type Store = {
  db: Level
  getTable(name: string, checkStatus: boolean | Callback<Table>, done: Callback<Table>): void
  getItemDb(name: string): ItemDb
  getIndexDb(kind: string, table: string, index: string): ItemDb
}

/** A refusal in DynamoDB's own words. */
export class Refusal extends Error {
  readonly statusCode: number
  readonly body: Record<string, unknown>
  constructor(type: string, message: string, more: Record<string, unknown> = {}, statusCode = 400) {
    super(message)
    this.statusCode = statusCode
    this.body = { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message, ...more }
  }
}

export const invalid = (message: string) => new Refusal('ValidationException', message)

const load = createRequire(import.meta.url)

parseOnce()

type Action = (store: Store, data: object, done: Callback) => void
type Validation = { types: object; custom?: unknown }

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const actions = new Map<string, { run: Action; validation: Validation }>()

function actionNamed(operation: string) {
  const known = actions.get(operation)
  if (known) return known
  const name = lowerFirst(operation)
  const found = {
    run: load(`dynalite/actions/${name}.js`) as Action,
    validation: load(`dynalite/validations/${name}.js`) as Validation,
  }
  actions.set(operation, found)
  return found
}

/** The request as dynalite reads it, expressions parsed; throws its refusal. */
export function validated<T extends object>(store: Store, operation: string, data: object): T {
  const { validation } = actionNamed(operation)
  const read = validations.checkTypes<T>(data, validation.types)
  validations.checkValidations(read, validation.types, validation.custom, store)
  return read
}

const promised = <T>(run: (done: Callback<T>) => void) =>
  new Promise<T>((resolve, reject) => {
    run((failure, value) => (failure ? reject(failure) : resolve(value as T)))
  })

/** Carries out a validated request as dynalite does. */
export const act = (store: Store, operation: string, data: object) =>
  promised((done) => actionNamed(operation).run(store, data, done))

export const tableNamed = (store: Store, name: string) =>
  promised<Table>((done) => store.getTable(name, true, done))

export type Caught = {
  table: Table
  operations: Operation[]
  before: Item | undefined
  after: Item | undefined
  answer: unknown
}

/** Runs a put, update or delete and hands back what it would write. Nothing else may write meanwhile. */
export async function caught(
  store: Store,
  operation: 'PutItem' | 'UpdateItem' | 'DeleteItem',
  data: { TableName: string },
): Promise<Caught> {
  const operations: Operation[] = []
  let before: Item | undefined
  let after: Item | undefined
  const into = (prefix: string, seen?: (value: Item | undefined) => void): ItemDb => ({
    lock: (_, run) => run((done) => done),
    get: (key, done) =>
      store.getItemDb(data.TableName).get(key, (failure, value) => {
        before = value
        done(failure, value)
      }),
    put: (key, value, done) => {
      operations.push({ type: 'put', key: prefix + key, value })
      seen?.(value as Item)
      done(null)
    },
    del: (key, done) => {
      operations.push({ type: 'del', key: prefix + key })
      seen?.(undefined)
      done(null)
    },
  })
  const catching: Store = Object.create(store, {
    getItemDb: {
      value: (name: string) =>
        into(`item-${name}~`, (value) => {
          after = value
        }),
    },
    getIndexDb: {
      value: (kind: string, table: string, index: string) =>
        into(`index-${kind.toLowerCase()}~${table}~${index}~`),
    },
  })
  const answer = await act(catching, operation, data)
  return { table: await tableNamed(store, data.TableName), operations, before, after, answer }
}

/** The item there is now, and whether the request's condition holds of it. */
export async function checked(
  store: Store,
  data: { TableName: string; Key: Item },
): Promise<{ before: Item | undefined; failed: boolean }> {
  const table = await tableNamed(store, data.TableName)
  const wrong = db.validateKey(data.Key, table)
  if (wrong) throw wrong
  const before = await itemAt(store, table, data.Key)
  return { before, failed: Boolean(db.checkConditional(data, before)) }
}

export async function itemAt(store: Store, table: Table, key: Item): Promise<Item | undefined> {
  return promised<Item | undefined>((done) =>
    store.getItemDb(table.TableName).get(db.createKey(key, table), (failure, value) => {
      const missing = failure instanceof Error && failure.name === 'NotFoundError'
      done(missing ? null : failure, value)
    }),
  )
}

/** The key of an item, by the table's schema. */
export const keyIn = (item: Item, table: Table): Item =>
  Object.fromEntries(table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName] ?? {}]))

/** Where an item is kept: two writes of one transaction may not share it. */
export const placeOf = (item: Item, table: Table) => `${table.TableName}~${db.createKey(item, table)}`

export function openStore(directory: string | undefined): Store {
  const store = db.create({
    ...(directory !== undefined && { path: directory }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  })
  withoutPast(store.db)
  rememberTables(store)
  return store
}

/** Keeps what tables are like at hand for whoever reads or writes items: it is asked for with every one of them. */
function rememberTables(store: Store): void {
  const known = new Map<string, Table>()
  const { getTable } = store
  const { put, del } = store.db
  const forgetting = <T>(key: string, change: Promise<T>): Promise<T> => {
    if (!key.startsWith('table~')) return change
    const forget = () => known.clear()
    forget()
    change.then(forget, forget)
    return change
  }
  store.db.put = (key, value, done) => forgetting(key, put(key, value, done))
  store.db.del = (key, done) => forgetting(key, del(key, done))
  store.getTable = (name, checkStatus, last) => {
    // Only what changes a table asks for it whatever its state, and may change what it is given.
    if (checkStatus === false) return getTable(name, false, last)
    const done = typeof checkStatus === 'function' ? checkStatus : last
    const table = known.get(name)
    if (table) return done(null, table)
    getTable(name, true, (failure, found) => {
      if (found) known.set(name, found)
      done(failure, found)
    })
  }
}

type Values = Record<string, Record<string, unknown>>
type Context = {
  attrNames?: Record<string, string>
  attrVals?: Values
  unusedAttrNames: Record<string, boolean>
  unusedAttrVals: Record<string, boolean>
  isKeyCondition?: boolean
}

/**
 * Has each condition parsed once: there are a few dozen, asked again and again with other values. What is kept has the
 * values' names in their places. Which names an expression means and of which types its values are belongs to it;
 * where values are held against each other as well (BETWEEN) it is parsed every time, but for a query's: there dynalite
 * holds them against each other once more.
 */
function parseOnce(): void {
  const known = new Map<string, { tree: unknown; names: string[]; values: string[] }>()
  const { parse } = conditionParser
  conditionParser.parse = (text, options) => {
    const { attrNames = {}, attrVals = {}, isKeyCondition, ...unused } = options.context as Context
    const types = Object.entries(attrVals).map(([name, value]) => [name, Object.keys(value)])
    const asked = JSON.stringify([text, attrNames, types, isKeyCondition])
    const kept = known.get(asked)
    if (kept) {
      for (const name of kept.names) delete unused.unusedAttrNames[name]
      for (const name of kept.values) delete unused.unusedAttrVals[name]
      return replaced(kept.tree, (one) => (one instanceof Named ? attrVals[one.name] : undefined))
    }
    const [unusedNames, unusedValues] = [{ ...unused.unusedAttrNames }, { ...unused.unusedAttrVals }]
    const tree = parse(text, options)
    if (known.size < mostParsed && (isKeyCondition || !/between/i.test(text))) {
      const names = new Map<unknown, string>(Object.entries(attrVals).map(([name, value]) => [value, name]))
      known.set(asked, {
        tree: replaced(tree, (one) => {
          const name = names.get(one)
          return name === undefined ? undefined : new Named(name)
        }),
        names: Object.keys(unusedNames).filter((name) => !unused.unusedAttrNames[name]),
        values: Object.keys(unusedValues).filter((name) => !unused.unusedAttrVals[name]),
      })
    }
    return tree
  }
}

const mostParsed = 1000

/** Where a value stands in a parsed expression. */
class Named {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A copy of a tree with some of its parts replaced: those that `by` has something for. */
function replaced(tree: unknown, by: (part: unknown) => unknown): unknown {
  if (typeof tree !== 'object' || tree === null) return tree
  const other = by(tree)
  if (other !== undefined) return other
  if (Array.isArray(tree)) return tree.map((part) => replaced(part, by))
  const copy = Object.create(Object.getPrototypeOf(tree))
  for (const [name, part] of Object.entries(tree)) copy[name] = replaced(part, by)
  return copy
}
