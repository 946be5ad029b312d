import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUpload } from '../../functions/api/upload.ts'

const boundary = 'B0undary'
const mostBytes = 1000

const part = (disposition: string, content: string | Uint8Array) =>
  Buffer.concat([
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
const end = Buffer.from(`--${boundary}--\r\n`)

/** A request whose body arrives in pieces of so many bytes; counts those that were asked for. */
function requestOf(body: Buffer, pieces: number, headers: Record<string, string> = {}) {
  const told = { bytes: 0 }
  let at = 0
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at >= body.length) return controller.close()
        const piece = body.subarray(at, at + pieces)
        at += piece.length
        told.bytes += piece.length
        controller.enqueue(piece)
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request('http://localhost/', {
    method: 'POST',
    body: stream,
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, ...headers },
    duplex: 'half',
  } as RequestInit)
  return { request, told }
}

async function gathered(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const some of bytes) parts.push(some)
  return Buffer.concat(parts).toString('latin1')
}

const read = (request: Request, make = gathered) =>
  readUpload(request, { mostBytes, tooLarge: 'The file is larger than is taken.', make })

describe('a form is read as it arrives', () => {
  test('whatever it holds and however it is cut up, the file and the fields come out whole', async () => {
    const content = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
    const tricky = fc.constantFrom(
      '\r\n--B0undar',
      '--B0undary',
      '\r\n--',
      '\r\n\r\n',
      '\r\r\n--B0undarz\r\n-',
      `\r\n-\r\n--B0und${'\r\n'}`,
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          content,
          tricky.map((text) => Buffer.from(text)),
        ),
        fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\r\n]/.test(text)),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (file, value, fieldFirst, pieces) => {
          fc.pre(!file.includes(`\r\n--${boundary}`))
          const field = part('name="authority"', value)
          const sent = part('name="file"; filename="x.csv"', file)
          const body = Buffer.concat([...(fieldFirst ? [field, sent] : [sent, field]), end])
          const upload = await read(requestOf(body, pieces).request)
          expect(upload.file?.made).toBe(file.toString('latin1'))
          expect(upload.fields).toEqual({ authority: value })
        },
      ),
      { numRuns: 300 },
    )
  })

  test('compressed with gzip, it comes out the same, however it is cut up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 900 }),
        fc.integer({ min: 1, max: 50 }),
        async (bytes, pieces) => {
          const file = Buffer.from(bytes)
          fc.pre(!file.includes(`\r\n--${boundary}`))
          const body = Buffer.concat([
            part('name="authority"', 'E09000007'),
            part('name="file"; filename="x.csv"', file),
            end,
          ])
          const headers = { 'Content-Encoding': fc.sample(fc.constantFrom('gzip', 'GZIP'), 1)[0] ?? 'gzip' }
          const upload = await read(requestOf(gzipSync(body), pieces, headers).request)
          expect(upload).toEqual({
            fields: { authority: 'E09000007' },
            file: { name: 'x.csv', made: file.toString('latin1') },
          })
        },
      ),
      { numRuns: 100 },
    )
  })

  test('a file’s name is what the sender called it', async () => {
    for (const [given, name] of [
      ['filename="register.csv"', 'register.csv'],
      ['filename=register.csv', 'register.csv'],
      ['filename="caf\u00e9 %22quoted%22.csv"', 'café "quoted".csv'],
      ['filename="a\\"b.csv"', 'a"b.csv'],
      ['filename=""', ''],
    ]) {
      const body = Buffer.concat([part(`name="file"; ${given}`, 'x'), end])
      expect((await read(requestOf(body, 7).request)).file?.name).toBe(name)
    }
  })

  test('other files in the form are passed over, however long, and so is a file that is not read to its end', async () => {
    const body = Buffer.concat([
      part('name="else"; filename="y"', 'y'.repeat(300)),
      part('name="file"; filename="x"', 'x'.repeat(500)),
      part('name="authority"', 'E09000007'),
      end,
    ])
    const upload = await read(requestOf(body, 64).request, async (bytes) => {
      for await (const some of bytes) return String(some.length > 0)
      return 'nothing'
    })
    expect(upload).toEqual({ fields: { authority: 'E09000007' }, file: { name: 'x', made: 'true' } })
  })
})

describe('a form that asks too much is refused', () => {
  test('by its told length, before anything is made of it', async () => {
    const body = Buffer.concat([part('name="file"; filename="x"', 'x'.repeat(200_000)), end])
    let made = false
    const { request } = requestOf(body, 4096, { 'Content-Length': String(body.length) })
    await expect(
      read(request, async () => {
        made = true
        return ''
      }),
    ).rejects.toThrow('larger than is taken')
    expect(made).toBe(false)
  })

  test('by its bytes as they come, where the length is not told or is a lie', async () => {
    const body = Buffer.concat([part('name="file"; filename="x"', 'x'.repeat(200_000)), end])
    for (const headers of [{}, { 'Content-Length': '10' }] as Record<string, string>[]) {
      let seen = 0
      const { request } = requestOf(body, 4096, headers)
      await expect(
        read(request, async (bytes) => {
          for await (const some of bytes) seen += some.length
          return ''
        }),
      ).rejects.toThrow('larger than is taken')
      expect(seen).toBeLessThan(mostBytes + 70_000)
    }
  })

  test('by what it unpacks to, where it is compressed, of which no more is unpacked', async () => {
    // 300 MB of nothing, in a thousandth of that.
    const zeros = Buffer.alloc(300_000_000)
    const packed = gzipSync(Buffer.concat([part('name="file"; filename="x"', zeros), end]), { level: 1 })
    expect(packed.length).toBeLessThan(2_000_000)
    const { request, told } = requestOf(packed, 64 * 1024, { 'Content-Encoding': 'gzip' })
    let seen = 0
    const before = process.memoryUsage().rss
    await expect(
      read(request, async (bytes) => {
        for await (const some of bytes) seen += some.length
        return ''
      }),
    ).rejects.toThrow('larger than is taken')
    expect(seen).toBeLessThan(mostBytes + 70_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
    // And who sent it reads why.
    expect(told.bytes).toBe(packed.length)
  })

  test('where it is compressed and damaged, cut short, or in a way we do not read', async () => {
    const gzip = { 'Content-Encoding': 'gzip' }
    const body = Buffer.concat([part('name="file"; filename="x"', 'x,y\n'.repeat(200)), end])
    const packed = gzipSync(body)
    await expect(read(requestOf(body, 99, gzip).request)).rejects.toThrow('not gzip, or was damaged')
    const damaged = Buffer.from(packed)
    damaged.fill(0xff, 12, 30)
    await expect(read(requestOf(damaged, 99, gzip).request)).rejects.toThrow('not gzip, or was damaged')
    await expect(read(requestOf(packed.subarray(0, 40), 9, gzip).request)).rejects.toThrow('cut short')
    await expect(read(requestOf(body, 99, { 'Content-Encoding': 'br' }).request)).rejects.toThrow(
      'as it is, or compressed with gzip',
    )
  })

  test('what is still on its way is let run off, so that the answer is read', async () => {
    const body = Buffer.concat([part('name="file"; filename="x"', 'x'.repeat(200_000)), end])
    const { request, told } = requestOf(body, 4096)
    await expect(read(request)).rejects.toThrow()
    expect(told.bytes).toBe(body.length)
  })

  test.each([
    ['a field without end', [part('name="authority"', 'x'.repeat(20_000))], 'too long'],
    ['a header without end', [Buffer.from(`--${boundary}\r\nX: ${'x'.repeat(20_000)}`)], 'too long'],
    ['too many parts', Array.from({ length: 30 }, () => part('name="a"', 'b')), 'too many parts'],
    ['a boundary that goes on', [Buffer.from(`--${boundary}zzz\r\n\r\n`)], 'could not be read'],
    ['nothing', [], 'cut short'],
  ])('%s', async (_, parts, message) => {
    const body = Buffer.concat([...parts, ...(parts.length > 0 ? [end] : [Buffer.from(' ')])])
    await expect(read(requestOf(body, 999).request)).rejects.toThrow(message)
  })
})
