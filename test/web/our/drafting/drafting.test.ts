import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../../../web/src/api.ts'
import { begunBefore } from '../../../../web/src/pages/our/begun.ts'
import { type DraftService, judged } from '../../../../web/src/pages/our/drafting/draft.ts'
import {
  createDrafting,
  type Drafting,
  type DraftParts,
} from '../../../../web/src/pages/our/drafting/drafting.ts'
import type { Kept } from '../../../../web/src/pages/our/drafting/keep.ts'
import { sendKept } from '../../../../web/src/pages/our/drafting/unsent.ts'
import { type Asking, createAsking } from '../../../support/asking.ts'

// Forms that save as they are typed, against the real service on the real engine: two people, lost connections and
// crashed browsers.

const camden = 'E09000007'
let world: Asking
beforeAll(async () => {
  world = await createAsking()
})
afterAll(() => world.close())

/** A person's browser: a connection that can be cut and what it keeps. */
function browserOf(person: string) {
  const kept = new Map<string, Kept>()
  const state = { offline: false }
  const ask = async (method: string, path: string, body?: unknown, headers = {}) => {
    if (state.offline) throw new Problem(0, 'No connection', 'City Tools cannot be reached.')
    const answer = await world.ask(person, method, `/authorities/${camden}${path}`, body, headers)
    if (answer.status >= 400) throw new Problem(answer.status, '', answer.body.detail, answer.body)
    return answer.body
  }
  const service: DraftService = {
    begin: (_, kind, draft, key) =>
      ask('POST', '/proposals', { kind, ...draft }, { 'Idempotency-Key': key }).catch(begunBefore),
    save: (_, id, typing) => ask('PATCH', `/proposals/${id}`, typing),
  }
  let sittings = 0
  const open = async (
    id?: string,
    beginKey = `${person}-${Math.random()}`,
    more: Partial<DraftParts> = {},
  ): Promise<Drafting> => {
    sittings += 1
    const entry = id ? await ask('GET', `/systems/${id}`) : { record: null, proposal: null }
    const drafting = createDrafting({
      service,
      keep: {
        set: async (one) => {
          kept.set(one.sitting, structuredClone(one))
          return one.sitting
        },
        remove: async (sitting) => void kept.delete(sitting),
      },
      person,
      authority: camden,
      kind: 'system',
      id,
      entry,
      kept: [...kept.values()].filter((one) => (id ? one.id === id : !one.id)),
      beginKey: [...kept.values()].find((one) => !one.id)?.beginKey ?? beginKey,
      sitting: `${person} ${sittings}`,
      onSave: () => undefined,
      onBegun: () => undefined,
      onTaken: () => undefined,
      onClashing: () => undefined,
      onProposal: () => undefined,
      ...more,
    })
    drafting.begin()
    return drafting
  }
  return { open, kept, state }
}

const type = (drafting: Drafting, field: string, value: string) =>
  drafting.typed({ values: { ...drafting.draft().values, [field]: value } })
const says = async (id: string) =>
  (await world.ask('camden', 'GET', `/authorities/${camden}/systems/${id}`)).body.proposal.values

test('typing that never reached the service is there when the form is opened again, and then sent', async () => {
  const browser = browserOf('camden')
  const first = await browser.open()
  browser.state.offline = true
  type(first, 'name', 'Typed in a tunnel')
  expect(await first.flush()).toBe(false)
  first.stop()
  browser.state.offline = false
  const again = await browser.open()
  expect(again.draft().values.name).toBe('Typed in a tunnel')
  expect(again.recovered).toBe(true)
  expect(await again.flush()).toBe(true)
  expect(await says(again.recordId() ?? '')).toEqual({ name: 'Typed in a tunnel' })
  expect([...browser.kept.values()]).toEqual([])
  again.stop()
})

test('a draft that could not be discarded goes on as it was: saved, and kept where it cannot be', async () => {
  const browser = browserOf('camden')
  const form = await browser.open()
  type(form, 'name', 'Not gone yet')
  await form.flush()
  await form.hush()
  // What is typed while it is being discarded is not saved.
  type(form, 'name', 'Still typing')
  expect(await form.flush()).toBe(false)
  form.goOn()
  expect(await form.flush()).toBe(true)
  expect(await says(form.recordId() ?? '')).toEqual({ name: 'Still typing' })
  form.stop()
})

test('a tick that was kept is sent, though nothing else was typed', async () => {
  const browser = browserOf('camden')
  const first = await browser.open()
  type(first, 'name', 'To be confirmed')
  await first.flush()
  first.stop()
  const [id = ''] = [first.recordId()]
  const kept = {
    ...([...browser.kept.values()][0] as Kept),
    sitting: 'a',
    person: 'camden',
    authority: camden,
    kind: 'system' as const,
    id,
    beginKey: 'a',
    known: { name: 'To be confirmed' },
    values: { name: 'To be confirmed' },
    newVendors: [],
    newProducts: [],
    confirms: true,
    baseVersion: 0,
    typedAt: new Date().toISOString(),
  }
  const saved: unknown[] = []
  const sent = await sendKept(kept, {
    service: {
      begin: () => Promise.reject(new Error('It was begun before')),
      save: async (_, __, typing) => {
        saved.push(typing.confirms)
        return { proposal: null, record: null, clashes: [] }
      },
    },
    keep: { remove: async () => undefined },
  })
  expect([sent.outcome, saved]).toEqual(['saved', [true]])
})

test('a refusal about one answer is told in its own words', () => {
  const refused = new Problem(422, 'Some answers need attention', 'Mend the answers named and try again.', {
    fields: { supplier: 'Another vendor has this name' },
  })
  expect(judged(refused).because).toBe('Another vendor has this name')
})

test('a contract brings along the company its system put forward, and no other', async () => {
  const kingfisher = { id: 'ven_kingfisher', name: 'Kingfisher Softwares Ltd' }
  const putForward = { newVendors: [kingfisher, { id: 'ven_heron', name: 'Heron' }], newProducts: [] }
  const form = await browserOf('camden').open(undefined, 'a-contract', {
    kind: 'contract',
    prefilled: { title: 'Kingfisher', supplier: kingfisher.id },
    putForward,
  })
  expect(form.start.newVendors).toEqual(putForward.newVendors)
  await form.flush()
  const { body } = await world.ask('camden', 'GET', `/authorities/${camden}/contracts/${form.recordId()}`)
  expect(body.proposal).toMatchObject({ values: { supplier: kingfisher.id }, newVendors: [kingfisher] })
  form.stop()
})

test('an answer that was lost does not undo what was typed since', async () => {
  const browser = browserOf('camden')
  const form = await browser.open(undefined, 'the-same-key')
  type(form, 'name', 'One')
  await form.flush()
  const id = form.recordId() ?? ''
  form.stop()
  // As if the page had never heard: it begins again, with more typed.
  const again = await browser.open(undefined, 'the-same-key')
  type(again, 'name', 'One and two')
  await again.flush()
  await again.flush()
  expect(again.recordId()).toBe(id)
  expect(await says(id)).toEqual({ name: 'One and two' })
  again.stop()
})

test('a colleague’s work appears, and a field both changed is shown to whoever saved second', async () => {
  const one = browserOf('camden')
  const other = browserOf('loti-camden')
  const mine = await one.open()
  type(mine, 'name', 'Repairs')
  await mine.flush()
  const id = mine.recordId() ?? ''
  const theirs = await other.open(id)
  other.state.offline = true
  type(theirs, 'name', 'Housing repairs')
  type(theirs, 'users', '40')
  await theirs.flush()
  type(mine, 'name', 'Repairs and voids')
  type(mine, 'notes', 'Ours')
  await mine.flush()
  other.state.offline = false
  await theirs.flush()
  expect(theirs.draft().values).toMatchObject({ notes: 'Ours', users: '40', name: 'Housing repairs' })
  expect(theirs.clashing()).toMatchObject({
    name: { value: 'Repairs and voids', by: { byName: 'Camden IT lead' } },
  })
  expect(await says(id)).toMatchObject({ name: 'Repairs and voids', users: '40' })
  theirs.settle({ name: 'mine' })
  await theirs.flush()
  expect(await says(id)).toMatchObject({ name: 'Housing repairs' })
  expect(theirs.clashing()).toEqual({})
  for (const form of [mine, theirs]) form.stop()
})

test('a dispute survives a crash', async () => {
  const one = browserOf('camden')
  const other = browserOf('loti-camden')
  const mine = await one.open()
  type(mine, 'name', 'A')
  await mine.flush()
  const id = mine.recordId() ?? ''
  const theirs = await other.open(id)
  type(mine, 'name', 'B')
  await mine.flush()
  type(theirs, 'name', 'C')
  await theirs.flush()
  expect(Object.keys(theirs.clashing())).toEqual(['name'])
  theirs.stop()
  const again = await other.open(id)
  expect(again.clashing()).toMatchObject({ name: { value: 'B' } })
  expect(again.draft().values.name).toBe('C')
  await again.flush()
  expect(await says(id)).toEqual({ name: 'B' })
  for (const form of [mine, again]) form.stop()
})

test('a draft a colleague discarded goes on as a new one when its typist says so', async () => {
  const browser = browserOf('camden')
  const form = await browser.open()
  type(form, 'name', 'Kept')
  await form.flush()
  const id = form.recordId() ?? ''
  await world.ask('loti-camden', 'DELETE', `/authorities/${camden}/proposals/${id}`)
  type(form, 'users', '7')
  expect(await form.flush()).toBe(false)
  expect(form.isGone()).toBe(true)
  form.beginAnew()
  expect(await form.flush()).toBe(true)
  expect(form.recordId()).not.toBe(id)
  expect(await says(form.recordId() ?? '')).toEqual({ name: 'Kept', users: '7' })
  form.stop()
})

test('whoever is offline or crashes when, nothing typed is lost unseen', async () => {
  const fields = ['name', 'users', 'notes']
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('type' as const), field: fc.constantFrom(...fields) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom('save' as const, 'cut' as const, 'join' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('keep mine' as const, 'take theirs' as const) }),
    },
  )
  const steps = fc.array(fc.record({ who: fc.constantFrom(0, 1), step }), { minLength: 5, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const browsers = [browserOf('camden'), browserOf('loti-camden')] as const
      const first = await browsers[0].open()
      type(first, 'name', 'v0')
      await first.flush()
      const id = first.recordId() ?? ''
      first.stop()
      const forms = [await browsers[0].open(id), await browsers[1].open(id)]
      let n = 0
      const typedIn = new Map(fields.map((field) => [field, new Set<string>()]))
      // What had been seen by whoever put a value in place.
      const saw = new Map<string, Set<string>>()
      const see = (value: unknown, seen: unknown) => {
        if (typeof value !== 'string' || typeof seen !== 'string') return
        saw.set(value, (saw.get(value) ?? new Set()).add(seen))
      }
      const settle = (form: Drafting, choice: 'mine' | 'theirs') => {
        for (const [field, { value }] of Object.entries(form.clashing())) {
          const own = form.draft().values[field]
          if (choice === 'mine') see(own, value)
          else see(value, own)
          form.settle({ [field]: choice })
        }
      }
      for (const { who, step: told } of story) {
        const browser = browsers[who as 0 | 1]
        let form = forms[who] as Drafting
        if (told.do === 'type') {
          n += 1
          const value = `v${n}`
          see(value, form.draft().values[told.field])
          see(value, form.clashing()[told.field]?.value)
          typedIn.get(told.field)?.add(value)
          type(form, told.field, value)
        } else if (told.do === 'save') await form.flush()
        else if (told.do === 'cut') browser.state.offline = true
        else if (told.do === 'join') browser.state.offline = false
        else if (told.do === 'crash') {
          // A save on its way when the page dies still arrives.
          form.stop()
          await form.flush()
          browser.state.offline = false
          form = await browser.open(id)
          forms[who] = form
        } else settle(form, told.do === 'keep mine' ? 'mine' : 'theirs')
      }
      for (const browser of browsers) browser.state.offline = false
      for (let round = 0; round < 6; round += 1) {
        for (const form of forms) {
          await form.refresh()
          settle(form, 'mine')
          await form.flush()
        }
      }
      const final = await says(id)
      for (const field of fields) {
        const accounted = new Set<string>()
        const visit = (value: string) => {
          if (accounted.has(value)) return
          accounted.add(value)
          for (const seen of saw.get(value) ?? []) visit(seen)
        }
        if (typeof final[field] === 'string') visit(final[field])
        expect([...(typedIn.get(field) ?? [])].filter((value) => !accounted.has(value))).toEqual([])
        for (const form of forms) expect(form.draft().values[field] || '').toBe(final[field] ?? '')
      }
      for (const form of forms) form.stop()
      for (const browser of browsers) expect([...browser.kept.values()]).toEqual([])
    }),
    { numRuns: 25 },
  )
})
