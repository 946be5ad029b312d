import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { problem } from '../domain/problem.ts'

// A form with a file in it (multipart/form-data), read as it arrives: a part's bytes are handed on and not gathered,
// so that no upload takes more room than what is made of it. It may come compressed: what counts is what it unpacks to.

const mostParts = 20
const mostHeaderBytes = 8 * 1024
const mostFieldBytes = 8 * 1024
/** Room for what stands around the file. */
const formBytes = 64 * 1024
/** How much of an upload that is refused is let run off, so that whoever sends it reads why. */
const mostLetRunOff = 256 * 1024 * 1024
/** How long a sender may say nothing: others may be waiting their turn. */
const mostSilentMilliseconds = 20_000

export type Upload<T> = {
  fields: Record<string, string>
  /** The file named `file`, and what was made of it; absent when there is none. */
  file?: { name: string; made: T }
}

/**
 * Reads a form, as it is or compressed with gzip. `make` is given the bytes of the part named `file` while they
 * arrive, and the fields that came before it.
 * Throws a problem when there are more than `mostBytes`, before they are read where their number is told.
 */
export async function readUpload<T>(
  request: Request,
  {
    mostBytes,
    tooLarge,
    make,
  }: {
    mostBytes: number
    /** What is said of a larger file. */
    tooLarge: string
    make: (bytes: AsyncIterable<Uint8Array>, fields: Record<string, string>) => Promise<T>
  },
): Promise<Upload<T>> {
  const boundary = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(
    request.headers.get('Content-Type') ?? '',
  )
  const mark = boundary?.[1] ?? boundary?.[2]
  if (!mark || !request.body) {
    throw problem.malformed('Send the file as a form (multipart/form-data) with a field named file.')
  }
  const encoding = (request.headers.get('Content-Encoding') ?? 'identity').trim().toLowerCase()
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw problem.malformed('Send the form as it is, or compressed with gzip.')
  }
  const body = request.body[Symbol.asyncIterator]()
  const gzip = encoding === 'gzip' ? unpacking(body) : undefined
  const most = mostBytes + formBytes
  try {
    if (Number(request.headers.get('Content-Length') ?? 0) > most) throw problem.tooLarge(tooLarge)
    const source = createSource(gzip?.bytes ?? body, most, tooLarge)
    const upload: Upload<T> = { fields: {} }
    await source.past(`--${mark}`)
    for (let parts = 0; !(await source.isLast()); parts += 1) {
      if (parts === mostParts) throw problem.malformed('The form has too many parts.')
      const { name, fileName } = described(await source.text('\r\n\r\n', mostHeaderBytes))
      if (name === 'file' && fileName !== undefined && !upload.file) {
        upload.file = { name: fileName, made: await make(source.until(`\r\n--${mark}`), upload.fields) }
        // What was made may not have needed all of it.
        if (source.isWithin()) await source.past(`\r\n--${mark}`)
      } else if (fileName !== undefined) await source.past(`\r\n--${mark}`)
      else upload.fields[name] = await source.text(`\r\n--${mark}`, mostFieldBytes)
    }
    return upload
  } catch (failure) {
    gzip?.close()
    await letRunOff(body)
    throw failure
  } finally {
    gzip?.close()
  }
}

/** What a part says of itself. Names come as UTF-8, with quotation marks and line breaks escaped as browsers do. */
function described(header: string): { name: string; fileName: string | undefined } {
  const disposition = /^content-disposition:\s*form-data\b(.*)$/im.exec(header)?.[1] ?? ''
  const value = (key: string) => {
    const found = new RegExp(`;\\s*${key}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(disposition)
    return (found?.[1] ?? found?.[2])
      ?.replaceAll('%22', '"')
      .replaceAll(/%0[ad]/gi, ' ')
      .replaceAll(/\\(["\\])/g, '$1')
  }
  return { name: value('name') ?? '', fileName: value('filename') }
}

/**
 * Bytes unpacked a little at a time, as they are asked for: a small upload that unpacks to a great deal is unpacked no
 * further than it is read. The upload itself stays open, to be read on.
 */
function unpacking(packed: AsyncIterator<Uint8Array>) {
  const gunzip = createGunzip()
  const source = Readable.from({ [Symbol.asyncIterator]: () => ({ next: () => packed.next() }) })
  // Whoever reads is told of it.
  gunzip.on('error', () => undefined)
  source.on('error', (failure) => gunzip.destroy(failure))
  source.pipe(gunzip)
  return {
    bytes: gunzip[Symbol.asyncIterator](),
    close() {
      source.destroy()
      gunzip.destroy()
    },
  }
}

/** Rejects when nothing arrives for too long. */
async function soon<T>(arriving: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Nothing arrived')), mostSilentMilliseconds)
  })
  try {
    return await Promise.race([arriving, late])
  } finally {
    clearTimeout(timer)
  }
}

function createSource(body: AsyncIterator<Uint8Array>, most: number, tooLarge: string) {
  let held: Buffer = Buffer.alloc(0)
  let read = 0
  let within = false
  const cutShort = () => problem.malformed('The upload was cut short. Send the file again.')
  const more = async () => {
    const { value, done } = await soon(body.next()).catch((failure: NodeJS.ErrnoException) => {
      throw failure.code === 'Z_DATA_ERROR'
        ? problem.malformed('The upload is not gzip, or was damaged.')
        : cutShort()
    })
    if (done) throw cutShort()
    read += value.length
    if (read > most) throw problem.tooLarge(tooLarge)
    held =
      held.length === 0
        ? Buffer.from(value.buffer, value.byteOffset, value.length)
        : Buffer.concat([held, value])
  }
  return {
    /** Whether the last reading stopped before its mark. */
    isWithin: () => within,
    /** Everything before a mark, which is passed over, as it arrives. */
    until(mark: string): AsyncGenerator<Uint8Array> {
      return (async function* () {
        within = true
        for (;;) {
          const at = held.indexOf(mark)
          if (at >= 0) {
            const last = held.subarray(0, at)
            held = held.subarray(at + mark.length)
            within = false
            if (last.length > 0) yield last
            return
          }
          // The mark may have begun in what is held and end in what is still to come.
          const sure = held.length - mark.length + 1
          if (sure > 0) {
            const some = held.subarray(0, sure)
            held = held.subarray(sure)
            yield some
          }
          await more()
        }
      })()
    },
    async past(mark: string) {
      for await (const _ of this.until(mark));
    },
    async text(mark: string, mostBytes: number): Promise<string> {
      const parts: Uint8Array[] = []
      let length = 0
      for await (const part of this.until(mark)) {
        length += part.length
        if (length > mostBytes) throw problem.malformed('A field of the form is too long.')
        parts.push(part)
      }
      return Buffer.concat(parts).toString('utf8')
    },
    /** After a boundary: whether it was the last. Passes over what ends its line. */
    async isLast(): Promise<boolean> {
      while (held.length < 2) await more()
      const ends = held.subarray(0, 2).toString('latin1')
      held = held.subarray(2)
      if (ends !== '--' && ends !== '\r\n') throw problem.malformed('The form could not be read.')
      return ends === '--'
    },
  }
}

/** Reads on without keeping anything: a sender that is cut off mid-way seldom reads the answer. */
async function letRunOff(body: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    for (let bytes = 0; bytes < mostLetRunOff; ) {
      const { value, done } = await soon(body.next())
      if (done) return
      bytes += value.length
    }
    await body.return?.()
  } catch {
    // Whoever was sending is gone.
  }
}
