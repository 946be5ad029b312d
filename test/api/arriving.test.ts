import { expect, test } from 'vitest'
import { arriving } from '../../functions/api/arriving.ts'
import { turns } from '../../functions/api/turns.ts'
import { readUpload } from '../../functions/api/upload.ts'

// Files are read two at a time: whoever sends one as slowly as can be must not stop the others.

/** An upload whose pieces come so many seconds apart, by a clock of its own. */
function upload(pieces: string[], secondsApart: number) {
  let seconds = 0
  let next = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[next]
        next += 1
        if (piece === undefined) return controller.close()
        seconds += secondsApart
        controller.enqueue(new TextEncoder().encode(piece))
      },
    },
    { highWaterMark: 0 },
  )
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=xx' },
    body,
    duplex: 'half',
  }
  const sending = { request: new Request('http://localhost/', init), sent: () => next }
  const read = () =>
    arriving(
      sending.request,
      (request) =>
        readUpload(request, {
          mostBytes: 20_000_000,
          tooLarge: 'Too large',
          make: async (bytes) => {
            let length = 0
            for await (const some of bytes) length += some.length
            return length
          },
        }),
      () => seconds * 1000,
    )
  return { read, sent: sending.sent }
}

const head = '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
const tail = '\r\n--xx--\r\n'

test('a file that trickles in is refused in words, and the next gets its turn', async () => {
  const inTurn = turns(1)
  const slow = upload([head, ...Array.from({ length: 10_000 }, () => 'x'), tail], 5)
  const quick = upload([head, 'abc', tail], 0.1)
  const [refused, read] = await Promise.allSettled([inTurn(slow.read), inTurn(quick.read)])
  expect(refused).toMatchObject({
    reason: { kind: 'tooSlow', message: expect.stringContaining('not waited for') },
  })
  expect(slow.sent()).toBeLessThan(10)
  expect(read).toMatchObject({ value: { file: { name: 'a.csv', made: 3 } } })
})

test('a large file over an ordinary line is read to its end; one that takes for ever is not', async () => {
  const piece = 'x'.repeat(100_000)
  const pieces = [head, ...Array.from({ length: 150 }, () => piece), tail]
  expect(await upload(pieces, 1).read()).toMatchObject({ file: { made: 15_000_000 } })
  await expect(upload(pieces, 3).read()).rejects.toMatchObject({ kind: 'tooSlow' })
})
