import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Values } from '../../../web/src/pages/fields.ts'
import { createSaver, type Save } from '../../../web/src/pages/our/saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const busy = new Error('busy')
const clash = new Error('clash')

function saving({ answers = [] as (Error | undefined)[] } = {}) {
  const saved: Values[] = []
  const states: Save['state'][] = []
  let kept: Values | undefined
  const saver = createSaver({
    async put(values) {
      await Promise.resolve()
      const answer = answers.shift()
      if (answer) throw answer
      saved.push(values)
    },
    keep: {
      set: (values) => {
        kept = values
      },
      clear: () => {
        kept = undefined
      },
    },
    judge: (problem) =>
      problem === clash ? { clash: true } : { because: `${problem}`, again: problem === busy },
    onState: ({ state }) => states.push(state),
  })
  return { saver, saved, states, kept: () => kept }
}

test('a burst of typing is saved once, a moment after it stops', async () => {
  const { saver, saved, states } = saving()
  for (const title of ['H', 'Ho', 'Hou']) {
    saver.typed({ title })
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(saved).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved).toEqual([{ title: 'Hou' }])
  expect(states.at(-1)).toBe('saved')
})

test('typing is kept in the browser until the service has it', async () => {
  const { saver, kept } = saving()
  saver.typed({ title: 'Housing' })
  expect(kept()).toEqual({ title: 'Housing' })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(kept()).toBeUndefined()
})

test('a service that cannot be reached is tried again until it answers', async () => {
  const { saver, saved, states, kept } = saving({ answers: [busy, busy] })
  saver.typed({ title: 'Housing' })
  await vi.advanceTimersByTimeAsync(800)
  expect(states.at(-1)).toBe('kept')
  expect(kept()).toEqual({ title: 'Housing' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(saved).toEqual([{ title: 'Housing' }])
  expect(states.at(-1)).toBe('saved')
})

test('saves never overlap, and the newest typing is the one that stays', async () => {
  let release: () => void = () => undefined
  const saved: Values[] = []
  let running = 0
  let most = 0
  const saver = createSaver({
    async put(values) {
      running += 1
      most = Math.max(most, running)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      running -= 1
      saved.push(values)
    },
    keep: { set: () => undefined, clear: () => undefined },
    judge: () => ({ because: '', again: false }),
    onState: () => undefined,
  })
  saver.typed({ title: 'a' })
  await vi.advanceTimersByTimeAsync(800)
  saver.typed({ title: 'ab' })
  const done = saver.flush()
  release()
  await vi.advanceTimersByTimeAsync(1)
  release()
  await vi.advanceTimersByTimeAsync(800)
  release()
  expect(await done).toBe(true)
  expect(saved.at(-1)).toEqual({ title: 'ab' })
  expect(most).toBe(1)
})

test('a clash stops saving and keeps the typing until a person has chosen', async () => {
  const { saver, saved, states, kept } = saving({ answers: [clash] })
  saver.typed({ title: 'mine' })
  await vi.advanceTimersByTimeAsync(800)
  expect(states.at(-1)).toBe('clash')
  saver.typed({ title: 'mine, longer' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saved).toEqual([])
  expect(kept()).toEqual({ title: 'mine, longer' })
  expect(await saver.settle({ title: 'both' })).toBe(true)
  expect(saved).toEqual([{ title: 'both' }])
  expect(kept()).toBeUndefined()
})

test('pressing continue saves at once, and says when it could not', async () => {
  const { saver, saved } = saving({ answers: [undefined, busy] })
  saver.typed({ title: 'one' })
  expect(await saver.flush()).toBe(true)
  expect(saved).toEqual([{ title: 'one' }])
  saver.typed({ title: 'two' })
  expect(await saver.flush()).toBe(false)
})
