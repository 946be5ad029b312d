import { describe, expect, test, vi } from 'vitest'
import { Problem } from '../../../../web/src/api.ts'
import {
  type Answered,
  createOpinions,
  join,
  type Kept,
} from '../../../../web/src/pages/our/opinions/opinions.ts'

// Many small answers on one page: each is kept, in one save with the others, and no colleague's is written over.

type Fields = { overall?: number; support?: number; comment?: string }

/** The service, as one page meets it: answers by key, each with a version. */
function serving(start: Record<string, Kept<Fields>> = {}) {
  const held = new Map(Object.entries(start))
  const saves: string[][] = []
  let failure: Error | undefined
  const send = async (rows: { key: string; version: number; fields: Fields }[]): Promise<Answered[]> => {
    if (failure) throw failure
    saves.push(rows.map(({ key }) => key))
    return rows.map(({ key, version, fields }) => {
      const now = held.get(key)
      if (fields.overall === 9) return { outcome: 'refused', problems: { overall: 'Choose 1 to 5' } }
      if (JSON.stringify(now?.fields) === JSON.stringify(fields)) {
        return { outcome: 'same', version: now?.version ?? 0 }
      }
      if ((now?.version ?? 0) !== version) {
        return { outcome: 'conflict', version: now?.version ?? 0, record: { id: 'rat_x', ...now?.fields } }
      }
      held.set(key, { version: version + 1, fields })
      return { outcome: 'saved', version: version + 1 }
    })
  }
  return {
    held,
    saves,
    send,
    fails: (with_: Error | undefined) => {
      failure = with_
    },
  }
}

function storing() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

const open = (service: ReturnType<typeof serving>, storage = storing(), known = new Map(service.held)) =>
  createOpinions<Fields>({
    known,
    send: service.send,
    fieldsOf: (record) => {
      const { id: _, ...fields } = record as Fields & { id: string }
      return fields
    },
    place: 'here',
    storage,
    waitMilliseconds: 0,
  })

describe('answers on a page', () => {
  test('given quickly one after another are one save, and each is kept', async () => {
    const service = serving()
    const page = open(service)
    page.say([['a', { overall: 4 }]])
    page.say([['b', { overall: 2 }]])
    page.say([['a', { support: 5 }]])
    expect(await page.flush()).toBe(true)
    expect(service.saves).toEqual([['a', 'b']])
    expect(service.held.get('a')).toEqual({ version: 1, fields: { overall: 4, support: 5 } })
    expect(page.state().save.state).toBe('saved')
    page.say([['a', { overall: 1 }]])
    await page.flush()
    expect(service.held.get('a')?.version).toBe(2)
  })

  test('outlive a closed browser', async () => {
    const service = serving()
    const storage = storing()
    service.fails(new Problem(0, 'No connection', 'City Tools cannot be reached.'))
    const page = open(service, storage)
    page.say([['a', { overall: 4 }]])
    expect(await page.flush()).toBe(false)
    expect(page.state().save).toMatchObject({ state: 'kept', because: 'City Tools cannot be reached.' })
    page.stop()
    service.fails(undefined)
    const again = open(service, storage)
    expect(again.state().fields.get('a')).toEqual({ overall: 4 })
    expect(await again.flush()).toBe(true)
    expect(service.held.get('a')?.fields).toEqual({ overall: 4 })
    expect(storage.items.size).toBe(0)
  })

  test('are joined to a colleague’s where they touch others', async () => {
    const service = serving({ a: { version: 1, fields: { overall: 3 } } })
    const page = open(service)
    service.held.set('a', { version: 2, fields: { overall: 3, support: 1 } })
    page.say([['a', { comment: 'Slow' }]])
    expect(await page.flush()).toBe(true)
    expect(service.held.get('a')).toEqual({
      version: 3,
      fields: { overall: 3, support: 1, comment: 'Slow' },
    })
    expect(page.state().differences.size).toBe(0)
  })

  test('that meet a colleague’s are asked about, and the others go on being saved', async () => {
    const service = serving({ a: { version: 1, fields: { overall: 3 } } })
    const page = open(service)
    service.held.set('a', { version: 2, fields: { overall: 1 } })
    page.say([['a', { overall: 5 }]])
    await page.flush()
    expect(page.state().differences.get('a')).toEqual([{ field: 'overall', theirs: 1, yours: 5 }])
    page.say([['b', { overall: 2 }]])
    await page.flush()
    expect([service.held.get('a')?.fields, service.held.get('b')?.fields]).toEqual([
      { overall: 1 },
      { overall: 2 },
    ])
    page.settle('a', 'overall', 'yours')
    expect(await page.flush()).toBe(true)
    expect(service.held.get('a')).toEqual({ version: 3, fields: { overall: 5 } })
  })

  test('taken from a colleague leave nothing to save', async () => {
    const service = serving({ a: { version: 1, fields: { overall: 3 } } })
    const page = open(service)
    service.held.set('a', { version: 2, fields: { overall: 1 } })
    page.say([['a', { overall: 5 }]])
    await page.flush()
    page.settle('a', 'overall', 'theirs')
    expect(await page.flush()).toBe(true)
    expect(service.held.get('a')?.version).toBe(2)
    expect(page.state().fields.get('a')).toEqual({ overall: 1 })
    expect(page.hasUnsaved()).toBe(false)
  })

  test('kept from before meet what was saved since', async () => {
    const service = serving({ a: { version: 1, fields: { overall: 3 } } })
    const storage = storing()
    service.fails(new Problem(0, 'No connection', 'City Tools cannot be reached.'))
    const page = open(service, storage)
    page.say([['a', { overall: 5 }]])
    await page.flush()
    page.stop()
    service.fails(undefined)
    service.held.set('a', { version: 2, fields: { overall: 4, support: 2 } })
    const again = open(service, storage)
    expect(again.state().differences.get('a')).toEqual([{ field: 'overall', theirs: 4, yours: 5 }])
    expect(again.state().fields.get('a')).toEqual({ overall: 5, support: 2 })
  })

  test('that are refused say why, and are tried again once they are changed', async () => {
    const service = serving()
    const page = open(service)
    page.say([
      ['a', { overall: 9 }],
      ['b', { overall: 2 }],
    ])
    await page.flush()
    expect(page.state().problems.get('a')).toEqual({ overall: 'Choose 1 to 5' })
    expect(service.held.get('b')?.version).toBe(1)
    page.say([['a', { overall: 3 }]])
    expect(await page.flush()).toBe(true)
    expect(page.state().problems.size).toBe(0)
  })

  test('wait for the person to sign in again, and are tried no more until they change', async () => {
    const service = serving()
    const page = open(service)
    service.fails(new Problem(401, 'You are not signed in', 'Sign in to go on.'))
    page.say([['a', { overall: 3 }]])
    await page.flush()
    expect(page.state().save).toEqual({
      state: 'kept',
      because: 'You have been signed out.',
      again: false,
    })
  })

  test('tell whoever draws them', () => {
    const page = open(serving())
    const drawn = vi.fn()
    const stop = page.subscribe(drawn)
    page.say([['a', { overall: 3 }]])
    expect(drawn).toHaveBeenCalled()
    stop()
  })
})

test('joining takes each person’s own changes', () => {
  expect(join({ overall: 1, support: 1 }, { overall: 2, support: 1 }, { overall: 1, support: 3 })).toEqual({
    fields: { overall: 2, support: 3 },
    differences: [],
  })
  expect(join(undefined, { overall: 2 }, { overall: 2 }).differences).toEqual([])
})
