import { gunzipSync, gzipSync } from 'node:zlib'
import type { Table } from './dynamo.ts'
import type { Key } from './keys.ts'

// Large bodies kept compressed, and answers kept as they were worked out.

export type Packed = { packed: string }
const isPacked = (body: unknown): body is Packed =>
  typeof body === 'object' && body !== null && typeof (body as Packed).packed === 'string'

/** Totals that name vendors and authorities shrink to a tenth, and an item takes 400 kB at most. What is small is left as it is. */
const packedFrom = 8_000

export function pack<T>(body: T): T | Packed {
  const text = JSON.stringify(body)
  // Level 5 makes it a hundredth larger than the usual 6, a seventh sooner.
  return text.length < packedFrom ? body : { packed: gzipSync(text, { level: 5 }).toString('base64') }
}
export const unpack = <T>(body: T | Packed): T =>
  isPacked(body) ? JSON.parse(gunzipSync(Buffer.from(body.packed, 'base64')).toString()) : body

/** Bytes of a body as it is kept. */
export const bytesOf = (body: unknown): number =>
  isPacked(body) ? body.packed.length : JSON.stringify(body).length

/** Bytes of an answer that is kept: an item takes 400 kB, its name included. */
export const mostKept = 350_000
/** Ten of the largest are in what one transaction takes. */
export const mostTogether = 10

/** Keeps what need not be believed, over what was kept before; what is too large for an item is not kept. */
export async function keepPacked(table: Table, all: readonly { key: Key; body: object }[]): Promise<void> {
  const puts = all.flatMap(({ key, body }) => {
    const packed = pack(body)
    return JSON.stringify(packed).length > mostKept ? [] : [{ put: { ...key, revision: 1, body: packed } }]
  })
  for (let from = 0; from < puts.length; from += mostTogether) {
    await table.write(puts.slice(from, from + mostTogether))
  }
}
