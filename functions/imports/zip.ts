import { crc32, deflateRawSync } from 'node:zlib'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { problem } from '../domain/problem.ts'

// Archives as spreadsheets are kept in: read a part at a time, unpacked no further than is asked for, and written.

const mostParts = 2000

export const damaged = () =>
  problem.unreadable(
    'The spreadsheet is damaged or was cut short. Open it in a spreadsheet program, save it again and try that file.',
  )

/** The parts of an archive by name. Throws a problem for what is no whole archive. */
export async function openZip(bytes: Buffer): Promise<{ file: ZipFile; parts: Map<string, Entry> }> {
  try {
    const file = await new Promise<ZipFile>((done, failed) =>
      fromBuffer(bytes, { lazyEntries: true }, (failure, opened) =>
        failure ? failed(failure) : done(opened),
      ),
    )
    const parts = await new Promise<Map<string, Entry>>((done, failed) => {
      const found = new Map<string, Entry>()
      file.on('entry', (entry: Entry) => {
        if (found.size === mostParts) failed(damaged())
        else {
          found.set(entry.fileName, entry)
          file.readEntry()
        }
      })
      file.once('end', () => done(found))
      file.once('error', failed)
      file.readEntry()
    })
    return { file, parts }
  } catch {
    throw damaged()
  }
}

/** A part's bytes as they are unpacked. Throws a problem when there are more than `most`, whatever the archive says. */
export async function* unpacked(file: ZipFile, part: Entry, most: number): AsyncGenerator<Buffer> {
  if (part.isEncrypted()) throw passwordProtected()
  if (part.uncompressedSize > most) throw tooMuch(most)
  const stream = await new Promise<NodeJS.ReadableStream & { destroy(): void }>((done, failed) =>
    file.openReadStream(part, (failure, opened) => (failure ? failed(failure) : done(opened))),
  ).catch(() => {
    throw damaged()
  })
  let length = 0
  try {
    for await (const some of stream) {
      const bytes = Buffer.isBuffer(some) ? some : Buffer.from(some)
      length += bytes.length
      if (length > most) throw tooMuch(most)
      yield bytes
    }
  } catch (failure) {
    throw isOurs(failure) ? failure : damaged()
  } finally {
    stream.destroy()
  }
}

const isOurs = (failure: unknown) => failure instanceof Error && failure.name === 'Problem'

export const passwordProtected = () =>
  problem.unreadable(
    'The spreadsheet is protected with a password, so it cannot be read. Save a copy without one and try that.',
  )

const tooMuch = (most: number) =>
  problem.tooLarge(
    `The spreadsheet unpacks to more than ${Math.round(most / 1_000_000)} MB, which no register needs. Save the sheet with the register alone as CSV and try that.`,
  )

/** An archive of these parts. */
export function zipped(parts: readonly (readonly [name: string, content: string | Uint8Array])[]): Buffer {
  const written: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of parts) {
    const label = Buffer.from(name)
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    // What both the part's own header and the directory say of it.
    const said = Buffer.alloc(26)
    said.writeUInt16LE(20, 0)
    said.writeUInt16LE(0x0800, 2)
    said.writeUInt16LE(8, 4)
    // The first day that can be told: a file is then the same whenever it is made.
    said.writeUInt16LE(0x21, 8)
    said.writeUInt32LE(crc32(bytes), 10)
    said.writeUInt32LE(packed.length, 14)
    said.writeUInt32LE(bytes.length, 18)
    said.writeUInt16LE(label.length, 22)
    written.push(Buffer.from([0x50, 0x4b, 3, 4]), said, label, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), said, place, label)
    at += 30 + label.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...written, listed, end])
}
