import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'

// What is ready is sent, and what is not stays where it is drafted.

const camden = 'E09000007'
const of = `/authorities/${camden}`
let world: Asking
let told: Asking['told']

beforeAll(async () => {
  world = await createAsking()
  told = world.told
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const { proposal } of await open()) {
    await told('camden', 'DELETE', `${of}/proposals/${proposal.recordId}`)
  }
})

type Waiting = {
  proposal: { recordId: string; revision: number }
  ready: boolean
  waitsFor: string[]
  problems: Record<string, string>
}
const open = async (): Promise<Waiting[]> => (await told('camden', 'GET', `${of}/submission`)).proposals
const begin = async (kind: 'system' | 'contract', values: object): Promise<string> =>
  (await told('camden', 'POST', `${of}/proposals`, { kind, values })).recordId
const contract = (title: string, more: object = {}) =>
  begin('contract', { title, supplier: 'ven_demo-quillmere', ...more })
const send = (records: string[], key?: string) =>
  world.ask('camden', 'POST', `${of}/submission/send`, { records }, key ? { 'Idempotency-Key': key } : {})
const readyOf = (waiting: Waiting[]) =>
  waiting.filter(({ ready }) => ready).map((one) => one.proposal.recordId)
const idsOf = (waiting: Waiting[]) => waiting.map(({ proposal }) => proposal.recordId)
const sentTo = async (submission: string): Promise<string[]> =>
  idsOf((await told('loti', 'GET', `/review/${submission}`)).proposals)

describe('what is ready', () => {
  test('is sent by itself, and an unfinished draft stays with all that was typed in it', async () => {
    const [one, two] = [await contract('One'), await contract('Two')]
    const unfinished = await begin('contract', { annualPounds: 'TBC' })
    const waiting = await open()
    expect(new Set(readyOf(waiting))).toEqual(new Set([one, two]))
    const { status, body } = await send(readyOf(waiting))
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'sent', sentCount: 2, undecidedCount: 2, sentBy: 'camden' })
    expect(body.reference).toMatch(/^CT-/)
    expect(new Set(await sentTo(body.id))).toEqual(new Set([one, two]))
    const left = await open()
    expect(left).toMatchObject([{ proposal: { recordId: unfinished, values: { annualPounds: 'TBC' } } }])
    // What is sent is in the queue, can be approved, and is told apart from what was left.
    const { results } = await told('loti', 'POST', `/review/${body.id}/approve`, {})
    expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['approved', 'approved'])
  })

  test('does not include a contract that covers a new system which is not', async () => {
    const system = await begin('system', { name: 'Zebra Libraries' })
    const covering = await contract('Zebra support', { systems: [system] })
    const other = await contract('Another')
    const waiting = await open()
    expect(readyOf(waiting)).toEqual([other])
    expect(waiting.find(({ proposal }) => proposal.recordId === covering)).toMatchObject({
      problems: {},
      ready: false,
      waitsFor: [system],
    })
    const { status, body } = await send([covering, other])
    expect(status).toBe(422)
    expect(body.fields).toEqual({
      [`${covering}.systems`]: 'It covers Zebra Libraries, which would not be sent with it',
    })
    expect(await open()).toHaveLength(3)
    await told('camden', 'PATCH', `${of}/proposals/${system}`, {
      edits: { serviceAreas: { from: [], to: ['library-management'] } },
    })
    expect(readyOf(await open())).toHaveLength(3)
    expect((await send([covering, system])).status).toBe(200)
    expect(idsOf(await open())).toEqual([other])
  })

  test('is refused with what must be mended where it is not ready, and nothing is sent', async () => {
    const one = await contract('One')
    const unfinished = await begin('contract', { title: 'No supplier' })
    const { status, body } = await send([one, unfinished])
    expect(status).toBe(422)
    expect(Object.keys(body.fields)).toEqual([`${unfinished}.supplier`])
    expect((await send([one, 'con_nobody'])).status).toBe(409)
    expect(await open()).toHaveLength(2)
  })
})

describe('sending again', () => {
  test('is sending once, and does not take along what was drafted since', async () => {
    const [one, two] = [await contract('One'), await contract('Two')]
    const first = await send([one, two], 'the-same-press')
    const later = await contract('Three')
    const second = await send([one, two], 'the-same-press')
    expect(second.status).toBe(200)
    expect(second.body.id).toBe(first.body.id)
    expect(second.body.revision).toBe(first.body.revision)
    expect(idsOf(await open())).toEqual([later])
    // Without the key it is another sending, of what is there no more.
    expect((await send([one, two])).status).toBe(409)
  })

  test('goes on where it was cut short, at whatever write', { timeout: 60_000 }, async () => {
    const many: string[] = []
    for (let n = 0; n < 70; n += 1) many.push(await contract(`Contract ${n}`))
    const left = await begin('contract', { title: 'Unfinished' })
    const write = world.store.write
    let writes = 0
    world.store.write = async (some) => {
      writes += 1
      if (writes === 2) throw new Error('the lights went out')
      return write(some)
    }
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    try {
      expect((await send(many, 'cut short')).status).toBe(500)
      expect(logged).toHaveBeenCalled()
    } finally {
      world.store.write = write
      logged.mockRestore()
    }
    // What went is whole: LOTI has it, and the rest is still drafted.
    const between = await open()
    expect(between.length).toBeGreaterThan(1)
    expect(between.length).toBeLessThan(71)
    const { status, body } = await send(many, 'cut short')
    expect(status).toBe(200)
    expect(body).toMatchObject({ sentCount: 70, undecidedCount: 70 })
    expect(new Set(await sentTo(body.id))).toEqual(new Set(many))
    expect(idsOf(await open())).toEqual([left])
    const events = (await told('loti', 'GET', `/audit/${camden}`)).events
    expect(events.filter((one: { submission?: string }) => one.submission === body.id)).toHaveLength(1)
  })

  test('two people sending the same at once send it once', async () => {
    const ids = [await contract('One'), await contract('Two')]
    const answers = await Promise.all([
      send(ids),
      world.ask('loti-camden', 'POST', `${of}/submission/send`, { records: ids }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await open()).toEqual([])
  })
})
