import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mostRows, readCsv, startOf } from '../../functions/imports/read.ts'
import { mended, textOf } from '../../functions/imports/text.ts'

/** A file as it arrives: in pieces of so many bytes. */
async function* arriving(file: string | Uint8Array, bytes = 7): AsyncGenerator<Uint8Array> {
  const all = typeof file === 'string' ? Buffer.from(file) : file
  for (let from = 0; from < all.length; from += bytes) yield all.subarray(from, from + bytes)
}

async function sheetOf(file: string | Uint8Array, bytes?: number) {
  const { header, rows } = await readCsv(await startOf(arriving(file, bytes)))
  const read: string[][] = []
  for await (const row of rows)
    read.push(Array.from({ length: row.cells }, (_, index) => row.text(index, 5000)))
  return { header, rows: read }
}

const utf16 = (text: string, order: 'le' | 'be', mark: boolean) => {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}
const windows1252 = (text: string) =>
  Uint8Array.from(text, (one) => ({ '£': 0xa3, '’': 0x92, '–': 0x96, é: 0xe9 })[one] ?? one.charCodeAt(0))

describe('whatever wrote a file, its text is read', () => {
  const said = 'Title,Note\r\nCafé – £5,“Kept”\r\n'
  const wanted = { header: ['Title', 'Note'], rows: [['Café – £5', '“Kept”']] }

  test.each([
    ['UTF-8', Buffer.from(said)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${said}`)],
    ['UTF-16 with a byte order mark', utf16(said, 'le', true)],
    ['UTF-16 without one', utf16(said, 'le', false)],
    ['UTF-16, the other way round, with one', utf16(said, 'be', true)],
    ['UTF-16, the other way round, without one', utf16(said, 'be', false)],
  ])('%s', async (_, file) => {
    for (const bytes of [1, 3, 64, 100_000]) expect(await sheetOf(file, bytes)).toEqual(wanted)
  })

  test('Windows-1252, even beside rows of UTF-8', async () => {
    const mixed = Buffer.concat([
      windows1252('Title\r\nCouncil’s café – £5\r\n'),
      Buffer.from('Council’s café – £5\r\n'),
    ])
    const { rows } = await sheetOf(mixed)
    expect(rows).toEqual([['Council’s café – £5'], ['Council’s café – £5']])
  })

  test('emoji and letters of every script, cut anywhere', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((typed) => typed.replaceAll(/[\p{Cc}\s",;|]/gu, ''))
      .filter((typed) => mended(typed) === typed)
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (typed, bytes) => {
        expect((await sheetOf(`Title\nx${typed}\n`, bytes)).rows).toEqual([[`x${typed}`]])
      }),
    )
  })
})

describe('double-encoded text is mended', () => {
  test.each([
    ['The councilâ€™s system', 'The council’s system'],
    ['â€œQuotedâ€\u009d and â€“ dashed', '“Quoted” and – dashed'],
    ['Â£182,000', '£182,000'],
    ['CafÃ©', 'Café'],
    ['Twice: CafÃƒÂ© Ã‚Â£5 Ã¢â‚¬â„¢', 'Twice: Café £5 ’'],
    ['Half mended: “fine” and â€œnotâ€\u009d, ő too', 'Half mended: “fine” and “not”, ő too'],
  ])('%s', (broken, whole) => {
    expect(mended(broken)).toBe(whole)
  })
  test.each(['São Paulo', 'JOÃO', 'Ångström', 'naïve café', 'â', '£5 – “quoted”', 'ÉCLAIR»'])(
    '%s is left as it is',
    (text) => {
      expect(mended(text)).toBe(text)
    },
  )
  test('any Latin text that was broken once comes out whole', () => {
    const asWindows = (text: string) =>
      [...Buffer.from(text)].map((byte) => textOf(String.fromCharCode(byte))).join('')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc £éüñçß‘’“”–—…€™ÖÀ') }), (text) => {
        expect(mended(asWindows(text))).toBe(text)
      }),
    )
  })
})

describe('rows are kept as they come', () => {
  test('ragged, with line breaks in cells, quotation marks inside and empty lines between', async () => {
    const file = 'A,B,C\n1,"two\r\nlines",3\n\n4\n,,\n5,6,7,8\n9,say "hi" now,10\n'
    expect(await sheetOf(file)).toEqual({
      header: ['A', 'B', 'C'],
      rows: [['1', 'two\r\nlines', '3'], ['4'], ['5', '6', '7', '8'], ['9', 'say "hi" now', '10']],
    })
  })

  test.each([',', ';', '\t', '|'])('parted by %j', async (sign) => {
    expect(await sheetOf(['A', 'B'].join(sign).concat('\n1', sign, '2'))).toEqual({
      header: ['A', 'B'],
      rows: [['1', '2']],
    })
  })

  test('cells are cut at what is asked for, whole characters only', async () => {
    const { rows } = await readCsv(await startOf(arriving(`A\n${'é'.repeat(2000)}\n`, 999)))
    for await (const row of rows) expect(row.text(0, 100)).toBe('é'.repeat(100))
  })
})

describe('what cannot be read is refused with what it is', () => {
  const refused = (file: string | Uint8Array, bytes = 4096) =>
    sheetOf(file, bytes).then(
      () => 'was read',
      (failure: Error) => failure.message,
    )
  const noise = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7919) % 251)

  test.each([
    ['an empty file', new Uint8Array(), 'The file is empty.'],
    ['nothing but line breaks', '\r\n\r\n  \n', 'The file is empty.'],
    ['a byte order mark alone', '\ufeff', 'The file is empty.'],
    ['a header only', 'A,B,C\r\n', 'The file holds a header and no rows.'],
    ['a PDF', '%PDF-1.7\n', 'not CSV but a PDF'],
    ['a compressed file', Uint8Array.of(0x1f, 0x8b, 8, 0), 'compressed'],
    ['a binary', noise(20_000), 'The file is not text'],
    ['zeros', new Uint8Array(10_000), 'The file is not text'],
    [
      'a binary that begins as text',
      Buffer.concat([Buffer.from(`A,B\n${'long,enough\n'.repeat(9000)}`), noise(9000)]),
      'not text',
    ],
    ['1,000 columns', `${Array.from({ length: 1000 }, (_, n) => `C${n}`).join(',')}\n1,2\n`, '1,000 columns'],
    [
      'a quotation mark left open',
      `A,B\n1,2\n3,"${'4,5\n'.repeat(300_000)}`,
      'Row 2 is longer than a million characters',
    ],
    ['a header without an end', 'x'.repeat(2_000_000), 'The header is longer than a million characters'],
  ])('%s', async (_, file, message) => {
    expect(await refused(file)).toContain(message)
  })

  test('too many rows, without reading on to the end', async () => {
    let sent = 0
    async function* endless() {
      yield Buffer.from('A,B\n')
      for (; sent < 2_000_000; sent += 1000) yield Buffer.from('1,2\n'.repeat(1000))
    }
    const { rows } = await readCsv(await startOf(endless()))
    const read = async () => {
      for await (const _ of rows);
    }
    await expect(read()).rejects.toThrow('more than 20,000 rows')
    expect(sent).toBeGreaterThanOrEqual(mostRows)
    expect(sent).toBeLessThan(mostRows * 5)
  })
})
