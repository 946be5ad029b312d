import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSaver, type Save } from '../../../../web/src/pages/our/drafting/saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const busy = new Error('busy')
const refused = new Error('refused')

function saving({ answers = [] as (Error | undefined)[] } = {}) {
  let typing = ''
  const saved: string[] = []
  const states: Save['state'][] = []
  const saver = createSaver({
    async put() {
      const sent = typing
      await Promise.resolve()
      const answer = answers.shift()
      if (answer) throw answer
      saved.push(sent)
    },
    judge: (problem) => ({ because: `${problem}`, again: problem === busy }),
    onState: ({ state }) => states.push(state),
  })
  const type = (text: string) => {
    typing = text
    saver.typed()
  }
  return { saver, saved, states, type }
}

test('a burst of typing is saved once, a moment after it stops', async () => {
  const { saved, states, type } = saving()
  for (const title of ['H', 'Ho', 'Hou']) {
    type(title)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(saved).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved).toEqual(['Hou'])
  expect(states.at(-1)).toBe('saved')
})

test('however long someone types without a pause, no more than a second is unsaved', async () => {
  const { saved, type } = saving()
  let text = ''
  for (let key = 0; key < 50; key += 1) {
    text += 'x'
    type(text)
    await vi.advanceTimersByTimeAsync(100)
    expect(text.length - (saved.at(-1) ?? '').length).toBeLessThanOrEqual(10)
  }
})

test('a service that cannot be reached is tried again until it answers, and the words stay meanwhile', async () => {
  const { saved, states, type } = saving({ answers: [busy, busy] })
  type('Housing')
  await vi.advanceTimersByTimeAsync(500)
  expect(states.at(-1)).toBe('kept')
  type('Housing r')
  await vi.advanceTimersByTimeAsync(600)
  expect(states.at(-1)).toBe('kept')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(saved).toEqual(['Housing r'])
  expect(states).toEqual(['waiting', 'saving', 'kept', 'kept', 'saved'])
})

test('a refusal is tried again only when something more is typed', async () => {
  const { saved, states, type } = saving({ answers: [refused] })
  type('Housing')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(states.at(-1)).toBe('kept')
  expect(saved).toEqual([])
  type('Housing repairs')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved).toEqual(['Housing repairs'])
})

test('saves never overlap, and the newest typing is the one that stays', async () => {
  let release: () => void = () => undefined
  let typing = ''
  const saved: string[] = []
  let running = 0
  let most = 0
  const saver = createSaver({
    async put() {
      const sent = typing
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      running -= 1
      saved.push(sent)
    },
    judge: () => ({ because: '', again: false }),
    onState: () => undefined,
  })
  typing = 'a'
  saver.typed()
  await vi.advanceTimersByTimeAsync(800)
  typing = 'ab'
  saver.typed()
  const done = saver.flush()
  release()
  await vi.advanceTimersByTimeAsync(1)
  release()
  await vi.advanceTimersByTimeAsync(800)
  release()
  expect(await done).toBe(true)
  expect(saved.at(-1)).toBe('ab')
  expect(most).toBe(1)
})

test('looking at what the service says is not told as a save, and its failure troubles nobody', async () => {
  const { saver, saved, states, type } = saving({ answers: [busy, undefined, undefined] })
  await saver.look()
  await saver.look()
  expect(states).toEqual([])
  expect(saved).toEqual([''])
  type('one')
  await saver.look()
  expect(saved.at(-1)).toBe('one')
  expect(states.at(-1)).toBe('saved')
})

test('pressing continue saves at once, and says when it could not', async () => {
  const { saver, saved, type } = saving({ answers: [undefined, busy] })
  type('one')
  expect(await saver.flush()).toBe(true)
  expect(saved).toEqual(['one'])
  type('two')
  expect(await saver.flush()).toBe(false)
  expect(saver.hasUnsaved()).toBe(true)
})
