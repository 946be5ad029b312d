import { terms } from '../../functions/config.ts'
import { cast } from '../../functions/local/cast.ts'
import { authorities } from '../../functions/reference/index.ts'
import { kindOfId } from '../../functions/schema/record.ts'
import { keys } from '../../functions/store/keys.ts'
import { createHandler } from '../../functions/stream/apply.ts'
import type { Asking } from '../support/asking.ts'
import { requestsOf } from '../support/world.ts'
import { constant, first, today } from './estate.ts'
import { type Figure, figure, grouped, say } from './figure.ts'
import { register, sizes } from './worlds.ts'

// What an approved change costs: every request to the table from the approver's press of the button until the
// summaries have it, the asking who presses included.

type Change = { authority: string; id: string; values: Record<string, unknown> }

/** Sends changes from their authorities, approves them all, and applies them as the stream would, in one batch. */
async function costOf(world: Asking, changes: Change[]): Promise<number> {
  const handler = createHandler({ store: world.store, terms, today: () => today })
  const waiting: string[] = []
  for (const [authority, own] of Map.groupBy(changes, (change) => change.authority)) {
    const editor = cast(authorities()).find(({ editorOf }) => editorOf.includes(authority))
    if (!editor) throw new Error(`Nobody of the cast edits for ${authority}`)
    for (const { id, values } of own) {
      await world.told(editor.id, 'PUT', `/authorities/${authority}/proposals/${id}`, {
        values,
        revision: 0,
      })
    }
    waiting.push((await world.told(editor.id, 'POST', `/authorities/${authority}/submission/send`, {})).id)
  }
  world.engine.resetRequests()
  for (const submission of waiting) {
    const { results } = await world.told('loti', 'POST', `/review/${submission}/approve`, {})
    const refused = results.find(({ outcome }: { outcome: string }) => outcome !== 'approved')
    if (refused) throw new Error(`Not approved: ${JSON.stringify(refused)}`)
  }
  const { batchItemFailures } = await handler({
    Records: changes.map(({ authority, id }, index) => {
      const { pk, sk } = keys.record(authority, kindOfId(id), id)
      return { dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: String(index) } }
    }),
  })
  if (batchItemFailures.length > 0) throw new Error('The changes could not be applied')
  return requestsOf(world)
}

/**
 * Changes that move what they touch: contracts to another supplier and end, systems out of use. Of records that are in
 * an estate of any size, so that each costs what it costs there.
 */
function changesIn(places: readonly string[], each: number): Change[] {
  return places.flatMap((authority) => {
    const own = first.filter((record) => record.authority === authority)
    const contracts = own.filter(({ kind }) => kind === 'contract').slice(0, Math.ceil(each / 2))
    const systems = own.filter(({ kind }) => kind === 'system').slice(0, Math.floor(each / 2))
    return [
      ...contracts.map(({ id }) => ({
        authority,
        id,
        values: { supplier: otherSupplier, startsOn: '2024-04-01', endsOn: '2031-03-31', heldBack: [] },
      })),
      ...systems.map(({ id }) => ({
        authority,
        id,
        values: { goesLiveOn: '2019-01-01', retiredOn: today },
      })),
    ]
  })
}
const otherSupplier = first.flatMap((record) => (record.kind === 'contract' ? [record.supplier] : []))[0]

export async function cost(): Promise<Figure[]> {
  const found: Figure[] = []
  const costs: Record<'alone' | 'each', number>[] = []
  for (const size of Object.values(sizes)) {
    const world = await register(size)
    const [contract, system] = changesIn([constant], 2)
    if (!contract || !system) throw new Error('There is nothing to change')
    const alone = Math.max(await costOf(world, [contract]), await costOf(world, [system]))
    const batch = changesIn(boroughs, 10)
    if (batch.length !== 100) throw new Error(`Only ${batch.length} changes were found`)
    const each = (await costOf(world, batch)) / batch.length
    const at = `at ${grouped(size)} systems`
    found.push(
      figure(`requests for one approved change ${at}`, alone, 'requests', '≤ 40', alone <= 40),
      figure(`requests for each change in a batch of 100 ${at}`, each, 'requests', '≤ 8', each <= 8),
    )
    costs.push({ alone, each })
    say(`  measured ${at}`)
  }
  const [few, ...larger] = costs
  for (const [name, of] of [
    ['one approved change', 'alone'],
    ['a change in a batch', 'each'],
  ] as const) {
    const growths = larger.map((one) => one[of] / (few?.[of] ?? Number.NaN))
    const furthest = growths.toSorted((a, b) => Math.abs(b - 1) - Math.abs(a - 1))[0] ?? Number.NaN
    const holds = furthest >= 0.9 && furthest <= 1.1
    found.push(figure(`growth of requests for ${name}, at most`, furthest, '×', '0.9 to 1.1', holds))
  }
  return found
}

/** Ten others that hold enough. */
const boroughs = [...Map.groupBy(first, ({ authority }) => authority)]
  .filter(([id, held]) => id !== constant && held.filter(({ kind }) => kind === 'contract').length >= 5)
  .map(([id]) => id)
  .slice(0, 10)
