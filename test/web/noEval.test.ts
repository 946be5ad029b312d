import { expect, test } from 'vitest'
import '../../web/src/noEval.ts'
import * as z from 'zod'

test('schemas make no code at run time, which the site’s policy would report', () => {
  expect(z.config().jitless).toBe(true)
  const made: unknown[] = []
  const { Function: real } = globalThis
  globalThis.Function = new Proxy(real, {
    construct: (target, given) => {
      made.push(given)
      return Reflect.construct(target, given)
    },
  })
  try {
    expect(z.object({ name: z.string() }).parse({ name: 'Parking' })).toEqual({ name: 'Parking' })
  } finally {
    globalThis.Function = real
  }
  expect(made).toEqual([])
})
