import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Child, killAll, peakMegabytes, startChild } from '../support/child.ts'
import { csv, header, rowOf } from '../support/contractsFinder.ts'
import { spreadsheet } from '../support/spreadsheet.ts'

// Files that mean harm, or are only far too large, sent to the real service as a process of its own. Each gets a clear
// answer, and the most memory the process ever had stays under what is promised.

const mostMegabytes = 300
vi.setConfig({ testTimeout: 180_000 })
let directory = ''
let service: Child

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'city-tools-hostile-'))
  service = await startChild({ directory })
})
afterEach(async () => {
  killAll()
  await rm(directory, { recursive: true, force: true })
})

type Answer = {
  status: number
  body: { detail?: string; counts?: unknown; rows?: unknown[]; look?: { columns: unknown[] } }
}

/** Sends a file piece by piece, its length told or not. */
async function send(
  pieces: Iterable<string>,
  { length, fields = {} }: { length?: number; fields?: Record<string, string> } = {},
): Promise<Answer> {
  const said = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const before = `${said.join('')}--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n`
  const after = '\r\n--b--\r\n'
  const token = await service.tokenFor('loti')
  return new Promise((answered, failed) => {
    const sending = request(
      `${service.origin}/api/v1/imports`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'multipart/form-data; boundary=b',
          ...(length !== undefined && { 'Content-Length': before.length + length + after.length }),
        },
      },
      (answer) => {
        let text = ''
        answer.on('data', (some) => {
          text += some
        })
        answer.on('end', () => answered({ status: answer.statusCode ?? 0, body: JSON.parse(text) }))
      },
    )
    sending.on('error', failed)
    const write = async () => {
      for (const piece of [before, ...pieces, after]) {
        if (!sending.write(piece)) await new Promise((drained) => sending.once('drain', drained))
      }
      sending.end()
    }
    write().catch(failed)
  })
}

function expectBounded(what: string) {
  const peak = peakMegabytes(service.child.pid)
  if (peak === undefined) {
    console.log(`This system does not say how much memory a process had, so it was not measured for ${what}.`)
    return
  }
  console.log(`${what}: ${Math.round(peak)} MB at most`)
  // Less than Node itself takes would be some other process.
  expect(peak).toBeGreaterThan(100)
  expect(peak).toBeLessThan(mostMegabytes)
}

function* times(count: number, piece: string) {
  for (let n = 0; n < count; n += 1) yield piece
}

const tooLarge =
  'The file is larger than 20 MB. Split it into smaller files, or leave out columns and try again.'
const wide = csv([rowOf({ title: 'x'.repeat(9000) })])

test('a file of 50 MB that says so is refused by its size', async () => {
  const piece = `${wide}\r\n`.repeat(100)
  const count = Math.ceil(50_000_000 / piece.length)
  const { status, body } = await send(times(count, piece), { length: count * piece.length })
  expect([status, body.detail]).toEqual([413, tooLarge])
  expectBounded('50 MB, its length told')
})

test('a file of 500 MB in a small upload is refused when it has become too large', async () => {
  const token = await service.tokenFor('loti')
  const gzip = createGzip({ level: 1 })
  const packed = Readable.from(
    (function* () {
      yield `--b\r\nContent-Disposition: form-data; name="file"; filename="big.csv"\r\n\r\n${csv([header])}\r\n`
      yield* times(500, `${wide}\r\n`.repeat(111))
      yield '\r\n--b--\r\n'
    })(),
  ).pipe(gzip)
  const body = Buffer.concat(await packed.toArray())
  expect(body.length).toBeLessThan(5_000_000)
  const answer = await fetch(`${service.origin}/api/v1/imports`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Encoding': 'gzip',
    },
    body,
  })
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([413, tooLarge])
  expectBounded('500 MB compressed')
})

test('a file of 50 MB that does not say so is refused when it has become too large', async () => {
  const { status, body } = await send(
    (function* () {
      yield `${csv([header])}\r\n`
      yield* times(5600, `${wide}\r\n`)
    })(),
  )
  expect([status, body.detail]).toEqual([413, tooLarge])
  expectBounded('50 MB, its length not told')
})

const mapping = JSON.stringify({ kind: 'contract', headerRow: 1, fields: ['title', 'supplier', ''] })

test.each([
  ['of the right shape', `${csv([header])}\n`, {}],
  ['of a shape somebody said', 'a,b,c\n', { mapping }],
])('two million short rows %s', async (what, first, fields) => {
  const answer = await send(
    (function* () {
      yield first
      yield* times(2000, 'a,b,c\n'.repeat(1000))
    })(),
    { fields },
  )
  expect(answer.status).toBe(413)
  expect(answer.body.detail).toContain('The file holds more than 20,000 rows.')
  expectBounded(`two million short rows ${what}`)
})

test('of two million rows of no known shape no more is looked at than it takes to ask about them', async () => {
  const answer = await send(
    (function* () {
      yield 'a,b,c\n'
      yield* times(2000, 'a,b,c\n'.repeat(1000))
    })(),
  )
  expect([answer.status, answer.body.look?.columns.length]).toEqual([200, 3])
  expectBounded('two million rows of no known shape')
})

test('spreadsheets and packages that unpack to a great deal', async () => {
  const cells = '<c t="str"><v>aaaaaaaaaaaaaaaaaaaaaaaaaaaa</v></c>'.repeat(3)
  const bomb = spreadsheet({
    One: { xml: `<worksheet><sheetData>${`<row>${cells}</row>`.repeat(1_000_000)}</sheetData></worksheet>` },
  })
  const texts = spreadsheet(
    { One: [['a', 'b', 'c']] },
    { shared: `<sst>${'<si><t>aaaaaaaaaaaaaaaa</t></si>'.repeat(1_100_000)}</sst>` },
  )
  const entries = `{"releases":[${'{"a":[{},{},{},[]]},'.repeat(900_000)}{}]}`
  for (const [file, detail] of [
    [bomb, 'unpacks to more than 128 MB'],
    [texts, 'The spreadsheet is empty'],
    [Buffer.from(entries), 'more than 20,000 releases'],
  ] as const) {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(file)]), 'x')
    const answer = await fetch(`${service.origin}/api/v1/imports`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await service.tokenFor('loti')}` },
      body: form,
    })
    const body = (await answer.json()) as { detail?: string }
    expect(body.detail).toContain(detail)
  }
  expectBounded('spreadsheets and packages')
})

test('as many rows as are taken, each as bad as can be, at the largest size', async () => {
  const bad = csv([rowOf({ buyer: 'Nobody’s Council', title: '<b>"É"</b>'.repeat(60), endsOn: 'soon' })])
  const { status, body } = await send(
    (function* () {
      yield `${csv([header])}\n`
      yield* times(20_000, `${bad}\n`)
    })(),
  )
  expect(status).toBe(201)
  expect(body.counts).toEqual({ create: 0, update: 0, same: 0, refuse: 20_000 })
  expect(body.rows).toHaveLength(1000)
  expectBounded('20,000 bad rows in 18 MB')
})

test('many at once', async () => {
  const piece = `${csv([rowOf({ title: 'x'.repeat(800) })])}\n`
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      send(
        (function* () {
          yield `${csv([header])}\n`
          yield* times(3000, piece)
        })(),
      ),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
  expectBounded('five files of 3 MB at once')
})

test('after any of them the service answers as before', async () => {
  await send(times(300, 'a'.repeat(100_000)))
  const token = await service.tokenFor('camden')
  const answer = await fetch(`${service.origin}/api/v1/authorities/E09000007/contracts`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  expect([answer.status, await answer.json()]).toEqual([200, { records: [], proposals: [] }])
  expect(service.errors()).toBe('')
})
