import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readUpload } from '../../functions/api/upload.ts'
import { mostFileBytes, tooLargeToSendWords, tooLargeWords } from '../../functions/schema/import.ts'
import { upload } from '../../web/src/upload.ts'
import { fileOf } from '../support/contractsFinder.ts'

// What the page sends is what the service reads. A browser's way of sending stands in here; a journey takes the real one.

let answer: { status: number; text: string }
const sent: FakeRequest[] = []

class FakeRequest extends EventTarget {
  upload = new EventTarget()
  headers = new Headers()
  body: Blob | FormData | undefined
  aborted = false
  status = 0
  responseText = ''
  open(_method: string, _path: string) {}
  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value)
  }
  abort() {
    this.aborted = true
    this.dispatchEvent(new Event('abort'))
  }
  send(body: Blob | FormData) {
    this.body = body
    sent.push(this)
    for (const loaded of [1, 2]) {
      this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded, total: 4 }))
    }
    if (answer.status === 0) return
    this.upload.dispatchEvent(new Event('load'))
    this.status = answer.status
    this.responseText = answer.text
    this.dispatchEvent(new Event('load'))
  }
}

beforeEach(() => {
  sent.length = 0
  answer = { status: 201, text: '{"id":"imp_1"}' }
  vi.stubGlobal('XMLHttpRequest', FakeRequest)
})
afterEach(() => vi.unstubAllGlobals())

const shares: number[] = []
const send = (form: FormData, signal = new AbortController().signal) => {
  shares.length = 0
  return upload<{ id: string }>('/imports', form, { onSent: (share) => shares.push(share), signal })
}
const formWith = (text: string) => {
  const form = new FormData()
  form.set('authority', 'E09000007')
  form.set('file', new File([text], 'register “2026”.csv'))
  return form
}
/** What the service makes of what was sent. */
async function arrived() {
  const [{ body, headers } = { body: undefined, headers: new Headers() }] = sent
  const decoder = new TextDecoder()
  return readUpload(new Request('http://localhost/', { method: 'POST', headers, body: body ?? '' }), {
    mostBytes: mostFileBytes,
    tooLarge: tooLargeWords,
    make: async (bytes) => {
      let text = ''
      for await (const some of bytes) text += decoder.decode(some, { stream: true })
      return text
    },
  })
}

const rows = fileOf(
  ...Array.from({ length: 10_000 }, (_, n) => ({
    id: `N-${n}`,
    title: `System ${n}`,
    value: String(37 * n),
  })),
)

describe('a form is sent compressed', () => {
  test('and arrives whole, a tenth of its size, saying how far it has come', async () => {
    expect(await send(formWith(rows))).toEqual({ id: 'imp_1' })
    const [request] = sent
    expect(request?.headers.get('Content-Encoding')).toBe('gzip')
    const size = request?.body instanceof Blob ? request.body.size : Number.POSITIVE_INFINITY
    expect(size).toBeLessThan(rows.length / 10)
    expect(await arrived()).toEqual({
      fields: { authority: 'E09000007' },
      file: { name: 'register “2026”.csv', made: rows },
    })
    expect(shares).toEqual([0.25, 0.5, 1])
  })

  test('or as it is, by a browser that cannot compress', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    await send(formWith('a,b\n'))
    expect(sent[0]?.headers.get('Content-Encoding')).toBeNull()
    expect(sent[0]?.body).toBeInstanceOf(FormData)
  })

  test('and is given up when the page is left, before or while it is sent', async () => {
    const before = new AbortController()
    before.abort()
    await expect(send(formWith('a,b\n'), before.signal)).rejects.toThrow()
    expect(sent).toEqual([])
    answer = { status: 0, text: '' }
    const meanwhile = new AbortController()
    const sending = send(formWith('a,b\n'), meanwhile.signal)
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    meanwhile.abort()
    await expect(sending).rejects.toThrow()
    expect(sent[0]?.aborted).toBe(true)
  })
})

describe('what is too large', () => {
  test.each([
    ['for the function', '{"message":"Request Too Long"}'],
    ['for the way to it', 'HTTP content length exceeded 10485760 bytes.'],
    ['for something else on the way', '<html><body>413 Request Entity Too Large</body></html>'],
  ])('%s is said in a sentence', async (_, text) => {
    answer = { status: 413, text }
    await expect(send(formWith('a,b\n'))).rejects.toThrow(tooLargeToSendWords)
  })

  test('for the service is said in its own words, as is every other refusal', async () => {
    for (const [status, detail] of [
      [413, tooLargeWords],
      [415, 'The file is not a Contracts Finder export'],
    ] as const) {
      answer = { status, text: JSON.stringify({ type: '/problems/tooLarge', title: 'No', status, detail }) }
      await expect(send(formWith('a,b\n'))).rejects.toThrow(detail)
    }
  })
})
