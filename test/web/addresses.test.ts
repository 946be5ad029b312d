import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { addressesOf } from '../../web/src/api.ts'
import { service } from '../../web/src/pages/our/service.ts'
import { namedSystems } from '../../web/src/pages/public/contract.tsx'

// AWS's common rules stop a query of more than 2,048 bytes before the service sees it.

const most = 2048
const asked: string[] = []

/** Answers every question, and keeps what was asked. */
function answering(answer: (address: URL) => unknown) {
  asked.length = 0
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return Response.json(answer(new URL(path, 'http://localhost')))
  })
}
afterEach(() => vi.unstubAllGlobals())

/** The longest id the service takes. */
const idOf = (kind: string, n: number) => `${kind}_${String(n).padStart(76, '0')}`

test('whatever is asked about, every address is short enough and together they name all of it, once, in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80, size: 'max' }), {
        maxLength: 300,
        size: 'max',
      }),
      (values) => {
        const made = addressesOf('/views/named-systems', 'id', values)
        const named = made.flatMap((address) =>
          new URL(address, 'http://localhost').searchParams.getAll('id'),
        )
        expect(named).toEqual(values)
        for (const address of made) {
          // One by itself goes as it is.
          if (address.includes('&')) expect(`/api/v1${address}`.length).toBeLessThan(most)
          // The service takes 100 names at once.
          expect(address.split('&').length).toBeLessThanOrEqual(100)
        }
      },
    ),
  )
})

test('a thousand changes are asked about in short addresses, the last first, until one is not there yet', async () => {
  const records = Array.from({ length: 1000 }, (_, n) => ({ recordId: idOf('con', n), version: 123_456 }))
  answering(() => ({ caughtUp: true, waitingFor: [] }))
  expect(await service.caughtUp(records)).toEqual({ caughtUp: true, waitingFor: [] })
  const named = asked.flatMap((path) => new URL(path, 'http://localhost').searchParams.getAll('record'))
  expect(new Set(named)).toEqual(new Set(records.map(({ recordId, version }) => `${recordId}@${version}`)))
  expect(named).toHaveLength(1000)
  expect(Math.max(...asked.map((path) => path.length))).toBeLessThan(most)

  answering(({ searchParams }) => {
    const waitingFor = searchParams.getAll('record').filter((one) => one.startsWith(idOf('con', 999)))
    return { caughtUp: waitingFor.length === 0, waitingFor }
  })
  expect((await service.caughtUp(records)).caughtUp).toBe(false)
  expect(asked).toHaveLength(1)
})

test('a contract for 200 systems shows them all', async () => {
  const ids = Array.from({ length: 200 }, (_, n) => idOf('sys', n))
  answering(({ searchParams }) => ({ systems: searchParams.getAll('id').map((id) => ({ id })) }))
  expect((await namedSystems(ids)).systems.map(({ id }) => id)).toEqual(ids)
  expect(Math.max(...asked.map((path) => path.length))).toBeLessThan(most)
})
