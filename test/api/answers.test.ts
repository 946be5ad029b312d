import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { problem } from '../../functions/domain/problem.ts'
import { MovedOn } from '../../functions/store/dynamo.ts'
import { type Asking, createAsking } from '../support/asking.ts'

// What someone is told when it goes wrong on our side.

const camden = 'E09000007'
let asking: Asking
beforeEach(async () => {
  asking = await createAsking()
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await asking.close()
})

/** 188 levels are saved in several transactions; the table is away from one of them on. */
const assess = (asking: Asking, who = 'camden') =>
  asking.told(who, 'GET', `/authorities/${camden}/skills`).then(({ skills }) =>
    asking.ask(who, 'PUT', `/authorities/${camden}/skills`, {
      levels: skills.map(({ id }: { id: string }) => ({ skill: id, level: 'working', version: 0 })),
    }),
  )
const failing = (after: number, failure: Error) => {
  const { publish } = asking.store
  let calls = 0
  vi.spyOn(asking.store, 'publish').mockImplementation((...given) => {
    calls += 1
    return calls > after ? Promise.reject(failure) : publish(...given)
  })
}

test.each([
  ['a fault', new Error('The table is away'), 500],
  ['a busy table', problem.busy(), 503],
])(
  '%s between two transactions is not told as if nothing were done, and trying again ends it',
  async (_, failure, status) => {
    failing(1, failure)
    const cut = await assess(asking)
    expect(cut.status).toBe(status)
    const kept = await asking.store.records.of(camden, 'skillLevel')
    expect(kept.length).toBeGreaterThan(0)
    expect(cut.body.detail).not.toMatch(/nothing was changed/i)
    expect(cut.body.detail).toMatch(/what was done already is not done twice/i)
    vi.mocked(asking.store.publish).mockRestore()
    const again = await assess(asking)
    const outcomes = again.body.results.map(({ outcome }: { outcome: string }) => outcome)
    expect(outcomes.filter((one: string) => one === 'same')).toHaveLength(kept.length)
    expect(await asking.store.records.of(camden, 'skillLevel')).toHaveLength(outcomes.length)
  },
)

test('where somebody only read, nothing is said of what may have been done', async () => {
  vi.spyOn(asking.store.records, 'of').mockRejectedValue(new MovedOn([]))
  const { status, body } = await asking.ask('camden', 'GET', `/authorities/${camden}/skills`)
  expect([status, body.detail]).toEqual([
    500,
    'Please try again; if it goes wrong again, quote the number below.',
  ])
})
