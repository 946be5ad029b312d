import type { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { authorities, serviceAreas, unitedKingdom } from '../../functions/reference/index.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { marketView, overviewView } from '../../functions/schema/view.ts'
import { keys } from '../../functions/store/keys.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { contribution } from '../../functions/tallies/contribution.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { countsOf, namesOf, rowsOf, sharesOf } from '../../functions/tallies/spread.ts'
import { documentsOf } from '../../functions/tallies/tally.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { anyRecord, today } from '../support/records.ts'

// The summaries of a whole country: five thousand vendors, and something in every authority there is.

const vendors = 5000
const everywhere = authorities().filter(({ id }) => terms.scopesOf(id).length > 0)
const areas = serviceAreas()
const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

const [system, contract] = (['system', 'contract'] as const).map((kind) =>
  fc
    .sample(anyRecord, { numRuns: 400, seed: 7 })
    .find((one) => one.kind === kind && !one.retiredOn && one.sharedWith.length === 0),
) as [RegisterRecord, RegisterRecord]

/** One vendor's system and contract: each in another area of another authority. */
const pair = (n: number): RegisterRecord[] => {
  const place = { authority: of(everywhere, n).id, serviceAreas: [of(areas, n).id] }
  const vendor = `ven_of-a-middling-length-${n}`
  return [
    { ...system, ...place, id: `sys_${n}`, maker: vendor, product: `prd_${n}`, goesLiveOn: undefined },
    {
      ...contract,
      ...place,
      id: `con_${n}`,
      supplier: vendor,
      startsOn: '2024-01-01',
      endsOn: `20${26 + (n % 9)}-12-31`,
      annualPounds: 1000 + n,
      heldBack: [],
    },
  ] as RegisterRecord[]
}

let world: Asking
beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
})
afterAll(() => world.close())

describe('with 5,000 vendors in 397 authorities', () => {
  const records = Array.from({ length: vendors }, (_, n) => pair(n)).flat()
  const places = recount(records.map(publicRecord), today, terms)

  test('no item is large: no document, no row and no note of what was applied', () => {
    const largest = { document: 0, row: 0, applied: 0 }
    const note = (kind: keyof typeof largest, body: unknown) => {
      largest[kind] = Math.max(largest[kind], JSON.stringify(body).length)
    }
    for (const place of places.values())
      for (const totals of documentsOf(place).values()) note('document', totals)
    for (const record of records.slice(0, 500)) {
      const { counts, rows } = contribution(publicRecord(record), today, terms)
      for (const row of rowsOf(rows).values()) note('row', row)
      note('applied', { counts: countsOf(sharesOf(counts)), rows: namesOf(rowsOf(rows).keys()) })
    }
    expect(largest.document).toBeLessThan(8_000)
    expect(largest.row).toBeLessThan(20_000)
    expect(largest.applied).toBeLessThan(20_000)
  })

  test('the market and the overview of the whole country are one request each', async () => {
    const place = places.get(unitedKingdom)
    if (!place) throw new Error('Nothing was counted')
    const documents = [...documentsOf(place)].map(([name, body]) => ({
      put: { ...keys.view(`${unitedKingdom}/${name}`), revision: 1, body },
    }))
    for (let from = 0; from < documents.length; from += 100) {
      await world.store.write(documents.slice(from, from + 100))
    }
    const read = async (path: string, one: 'Query' | 'BatchGetItem' = 'Query') => {
      // Names of vendors that joined the lists are read now and then, and remembered.
      await world.app.request('/api/v1/views/figures/K02000001')
      world.engine.resetRequests()
      const answer = await world.app.request(`/api/v1${path}`)
      expect(world.engine.requests(), path).toEqual({ [one]: 1 })
      return answer.json()
    }
    const market = marketView.parse(await read(`/views/market/${unitedKingdom}`))
    expect(market.vendors).toHaveLength(vendors)
    expect(market.totals.contracts).toBe(market.vendors.reduce((sum, { contracts }) => sum + contracts, 0))
    const overview = overviewView.parse(await read(`/views/overview/${unitedKingdom}`))
    expect(overview.figures.vendors).toBe(vendors)
    expect(overview.coverage.either).toEqual({ reporting: 397, authorities: 397 })
    // Kept as one item by whoever asks first.
    await world.app.request(`/api/v1/views/who-runs-what/${unitedKingdom}`)
    await read(`/views/who-runs-what/${unitedKingdom}`, 'BatchGetItem')
  })
})

/** What one change writes to the summaries, in bytes, among so many others. */
async function bytesOfOneChange(others: number): Promise<number> {
  const { store, client, close } = await createAsking()
  try {
    const publish = async (records: RegisterRecord[]) => {
      for (const [authority, held] of Map.groupBy(records, (record) => record.authority)) {
        await store.publish(
          authority,
          held.map((record) => ({
            record,
            facts: { at: record.updatedAt, by: 'someone', action: 'approved' as const },
          })),
        )
      }
      await applyRecords(store, records, { terms, day: today })
    }
    for (let from = 0; from < others; from += 20) {
      await publish(Array.from({ length: Math.min(20, others - from) }, (_, n) => pair(from + n)).flat())
    }
    const [, changed] = pair(0)
    if (!changed) throw new Error('No contract')
    const next = { ...changed, version: 2, annualPounds: 9_000 } as RegisterRecord
    const written = countingBytes(client)
    await publish([next])
    return written()
  } finally {
    await close()
  }
}

function countingBytes(client: DynamoDBClient): () => number {
  let bytes = 0
  client.middlewareStack.add(
    (next) => (args) => {
      const { TransactItems } = args.input as TransactWriteItemsCommand['input']
      for (const { Put: { Item } = {} } of TransactItems ?? []) {
        if (/^(VIEW|MEMBERS)#/.test(Item?.pk?.S ?? '')) bytes += JSON.stringify(Item).length
      }
      return next(args)
    },
    { step: 'initialize' },
  )
  return () => bytes
}

test('what one change writes does not grow with the vendors, authorities and records there are', {
  timeout: 120_000,
}, async () => {
  // Among the few there is a contract for every quarter already: totals by quarter grow with time alone. Sums of more
  // records have more digits.
  const few = await bytesOfOneChange(20)
  const many = await bytesOfOneChange(200)
  expect(many / few).toBeLessThan(1.1)
})
