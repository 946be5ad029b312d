import { hash } from 'node:crypto'
import {
  caught,
  checked,
  type Item,
  invalid,
  itemAt,
  keyIn,
  placeOf,
  Refusal,
  type Store,
  tableNamed,
  validated,
} from './core.ts'
import type { Operation } from './level.ts'
import type { Streams } from './streams.ts'

// Transactions as DynamoDB keeps them: all or nothing, refused with a reason for each item, and answered the same
// when asked again with the same token.

const mostItems = 100
const mostBytes = 4 * 1024 * 1024
const tokenMilliseconds = 10 * 60_000

type Write = {
  TableName: string
  Key?: Item
  Item?: Item
  ReturnValuesOnConditionCheckFailure?: string
  [other: string]: unknown
}
type TransactItem = Partial<Record<'Put' | 'Update' | 'Delete' | 'ConditionCheck', Write>>
export type TransactWrite = { TransactItems?: TransactItem[]; ClientRequestToken?: string }
export type TransactGet = { TransactItems?: { Get?: { TableName: string; Key: Item } }[] }

type Reason = { Code: string; Message?: string; Item?: Item }

const kinds = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem' } as const

/** The one thing an entry asks for. */
function asked(entry: TransactItem) {
  const [found, ...others] = Object.entries(entry) as [keyof TransactItem, Write][]
  if (!found || others.length > 0) {
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  }
  return { kind: found[0], write: found[1] }
}

const isConditional = (failure: unknown) =>
  String((failure as { body?: { __type?: string } }).body?.__type ?? '').endsWith(
    'ConditionalCheckFailedException',
  )

export function cancelled(reasons: Reason[]) {
  const codes = reasons.map(({ Code }) => Code).join(', ')
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`
  return new Refusal('TransactionCanceledException', message, {
    Message: message,
    CancellationReasons: reasons,
  })
}

const tokenKey = (token: string) => `token~${token}`

/** What a transaction would commit, or the refusal it is cancelled with. Nothing else may write meanwhile. */
export async function transactWrite(
  store: Store,
  streams: Streams,
  request: TransactWrite,
): Promise<Operation[]> {
  const { TransactItems: entries = [], ClientRequestToken: token } = request
  if (entries.length === 0 || entries.length > mostItems) {
    throw invalid(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to ${mostItems}, and greater than or equal to 1`,
    )
  }
  const text = JSON.stringify(entries)
  if (text.length > mostBytes * 1.5) throw invalid('Transaction request cannot exceed 4 MB')
  const operations: Operation[] = []
  if (token !== undefined) {
    const digest = hash('sha256', text)
    const before = (await store.db.get(tokenKey(token)).catch(() => undefined)) as
      | { digest: string; at: number }
      | undefined
    if (before && before.at > Date.now() - tokenMilliseconds) {
      if (before.digest === digest) return []
      throw new Refusal(
        'IdempotentParameterMismatchException',
        'The request token is used with other parameters',
      )
    }
    operations.push({ type: 'put', key: tokenKey(token), value: { digest, at: Date.now() } })
  }

  const places = new Set<string>()
  const reasons: Reason[] = []
  for (const entry of entries) {
    const { kind, write } = asked(entry)
    const { ReturnValuesOnConditionCheckFailure: wantsOld, ...given } = write
    const table = await tableNamed(store, given.TableName)
    const place = placeOf((kind === 'Put' ? given.Item : given.Key) ?? {}, table)
    if (places.has(place)) throw invalid('Transaction request cannot include multiple operations on one item')
    places.add(place)

    const key = keyIn((kind === 'Put' ? given.Item : given.Key) ?? {}, table)
    const failed = async (): Promise<Reason> => {
      const there = wantsOld === 'ALL_OLD' ? await itemAt(store, table, key) : undefined
      return {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(there && { Item: there }),
      }
    }
    if (kind === 'ConditionCheck') {
      const check = await checked(store, validated(store, 'DeleteItem', given))
      reasons.push(check.failed ? await failed() : { Code: 'None' })
      continue
    }
    try {
      const change = await caught(store, kinds[kind], validated(store, kinds[kind], given))
      operations.push(...change.operations, ...(await streams.recordsOf(change)))
      reasons.push({ Code: 'None' })
    } catch (failure) {
      if (!isConditional(failure)) throw failure
      reasons.push(await failed())
    }
  }
  if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons)
  return operations
}

/** Several items as they are at one moment. Nothing may write meanwhile. */
export async function transactGet(store: Store, { TransactItems: entries = [] }: TransactGet) {
  if (entries.length === 0 || entries.length > mostItems)
    throw invalid('TransactItems must have 1 to 100 members')
  const Responses: { Item?: Item }[] = []
  for (const { Get } of entries) {
    if (!Get) throw invalid('TransactItems can only contain Get')
    const read = validated<{ TableName: string; Key: Item }>(store, 'GetItem', Get)
    const item = await itemAt(store, await tableNamed(store, read.TableName), read.Key)
    Responses.push(item ? { Item: item } : {})
  }
  return { Responses }
}
