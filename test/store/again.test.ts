import { expect, test } from 'vitest'
import { Problem } from '../../functions/domain/problem.ts'
import { again, unlessMovedOn } from '../../functions/store/again.ts'
import { MovedOn } from '../../functions/store/dynamo.ts'

// Trying again, when someone else wrote in between.

const moved = () => new MovedOn([{ pk: 'A', sk: 'B' }])

test('work is done anew until nothing has moved on, and told how often it was tried before', async () => {
  const told: number[] = []
  const answer = await again(async (attempt) => {
    told.push(attempt)
    if (attempt < 3) throw moved()
    return 'done'
  })
  expect([answer, told]).toEqual(['done', [0, 1, 2, 3]])
})

test('work that never gets through is given up as busy, after as many tries as were asked for', async () => {
  let tries = 0
  const working = again(
    async () => {
      tries += 1
      throw moved()
    },
    { tries: 4 },
  )
  await expect(working).rejects.toSatisfy((failure) => failure instanceof Problem && failure.kind === 'busy')
  expect(tries).toBe(4)
})

test('any other failure, and what is not worth another try, is the caller’s at once', async () => {
  let tries = 0
  const failing = (failure: Error) => async () => {
    tries += 1
    throw failure
  }
  await expect(again(failing(new Error('The table is away')))).rejects.toThrow('away')
  await expect(again(failing(moved()), { when: () => false })).rejects.toBeInstanceOf(MovedOn)
  expect(tries).toBe(2)
})

test('those who meet do not all come back at the same moment', async () => {
  const pauses = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const began = performance.now()
      await again(async (attempt) => {
        if (attempt < 5) throw moved()
      })
      return performance.now() - began
    }),
  )
  expect(new Set(pauses.map(Math.round)).size).toBeGreaterThan(3)
})

test('what somebody else has done meanwhile is left, and nothing else is passed over', async () => {
  await unlessMovedOn(() => Promise.reject(moved()))
  await expect(unlessMovedOn(() => Promise.reject(new Error('The table is away')))).rejects.toThrow('away')
})
