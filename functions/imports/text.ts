// Bytes to text, whatever wrote them. Cells come as one character a byte, so that each is read as what it is: files
// are put together from several sources, and one encoding does not fit them all.

/** What Windows-1252 says of bytes 0x80 to 0x9f; those it leaves open stand for themselves, as the web reads them. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const byteOf = new Map([...windows].map((character, index) => [character, 0x80 + index]))

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** One character a byte, as text: UTF-8 where it is that, Windows-1252 otherwise; double encoding mended. */
export function textOf(bytes: string): string {
  if (!/[\u0080-\u00ff]/.test(bytes)) return bytes
  try {
    return mended(utf8.decode(Buffer.from(bytes, 'latin1')))
  } catch {
    return mended(bytes.replaceAll(/[\u0080-\u009f]/g, (byte) => windows[byte.charCodeAt(0) - 0x80] ?? byte))
  }
}

// A UTF-8 character as Windows-1252 shows it. Only starts that come up: Latin letters, punctuation, emoji.
const later = `[\u0080-\u00bf${windows.replaceAll(/[\u0080-\u009f]/g, '')}]`
const doubled = new RegExp(`[ÂÃÄÅ]${later}|[âï]${later}{2}|ð${later}{3}`, 'g')

/** Text that was UTF-8, read as Windows-1252 and written as UTF-8 again: `Â£` for `£`, `â€™` for `’`; twice over if need be. */
export function mended(text: string): string {
  let said = text
  for (let times = 0; times < 2; times += 1) {
    const again = said.replaceAll(doubled, (sequence) => {
      const bytes = Uint8Array.from(sequence, (one) => byteOf.get(one) ?? one.charCodeAt(0))
      try {
        return utf8.decode(bytes)
      } catch {
        return sequence
      }
    })
    if (again === said) break
    said = again
  }
  return said
}

export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be'

const formats: [start: number[], what: string][] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF. Ask for the data as CSV'],
  [[0x1f, 0x8b], 'compressed. Unpack it and choose the CSV file inside'],
]
const beginsWith = (start: Uint8Array, bytes: number[]) => bytes.every((byte, index) => start[index] === byte)
/** An archive, as spreadsheets are; an empty one as well. */
export const isZip = (start: Uint8Array) =>
  beginsWith(start, [0x50, 0x4b, 3, 4]) || beginsWith(start, [0x50, 0x4b, 5, 6])
/** What Office wrote before 2007, and writes still around a spreadsheet with a password. */
export const isOldOffice = (start: Uint8Array) => beginsWith(start, [0xd0, 0xcf, 0x11, 0xe0])

/** How a file's start is to be read, or the reason why it is no text: `The file is not CSV but …`. */
export function encodingOf(start: Uint8Array): { encoding: Encoding; skip: number } | { refused: string } {
  const begins = (bytes: number[]) => beginsWith(start, bytes)
  const other = formats.find(([bytes]) => begins(bytes))
  if (other) return { refused: `The file is not CSV but ${other[1]}.` }
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(Buffer.from(start.subarray(0, 100)).toString('latin1'))) {
    return {
      refused:
        'The file is a web page or XML, whatever its name says. Open it in a spreadsheet program, save it as CSV and try that.',
    }
  }
  if (begins([0xff, 0xfe])) return { encoding: 'utf-16le', skip: 2 }
  if (begins([0xfe, 0xff])) return { encoding: 'utf-16be', skip: 2 }
  if (begins([0xef, 0xbb, 0xbf])) return { encoding: 'bytes', skip: 3 }
  const nulls = [0, 0]
  let control = 0
  for (const [index, byte] of start.entries()) {
    if (byte === 0) nulls[index % 2] = (nulls[index % 2] ?? 0) + 1
    else if (byte < 9 || (byte > 13 && byte < 32)) control += 1
  }
  const [even = 0, odd = 0] = nulls
  const many = start.length * 0.3
  if (odd > many && even < odd / 20) return { encoding: 'utf-16le', skip: 0 }
  if (even > many && odd < even / 20) return { encoding: 'utf-16be', skip: 0 }
  if (even + odd > 0 || control > start.length / 50) return { refused: notText }
  return { encoding: 'bytes', skip: 0 }
}

export const notText = 'The file is not text, whatever its name says. Choose a CSV file.'
