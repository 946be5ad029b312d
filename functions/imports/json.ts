import { problem } from '../domain/problem.ts'
import { type Start, textStart } from './read.ts'
import { textOf } from './text.ts'

// A JSON file whose lists may be large, read an entry at a time: a file of a few bytes each can become a great deal in
// memory, so that no more than one entry of it is ever held as objects.

/** One entry: far above the longest honest one. */
const mostEntryCharacters = 1_000_000
/** No honest file is nested deeper. */
const mostDepth = 60
const mostKeyCharacters = 40

export type Entry = { list: string; value: unknown }

const notJson = (where: string) =>
  problem.unreadable(`${where} could not be read as JSON. Download the file again, as it was published.`)

/** The entries of the lists with these names, of the file's objects. Several objects may follow one another. */
export async function* entriesIn(start: Start, lists: readonly string[]): AsyncGenerator<Entry> {
  let depth = 0
  let isText = false
  let isEscaped = false
  let key = ''
  let list: string | undefined
  let held = ''
  let count = 0
  for await (const bytes of textStart(start)) {
    const some = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    // Where in these bytes the entry goes on; none while there is no entry.
    let from = held === '' ? -1 : 0
    for (let at = 0; at < some.length; at += 1) {
      const sign = some[at]
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (sign === '\\') isEscaped = true
        else if (sign === '"') isText = false
        else if (depth === 1 && key.length < mostKeyCharacters) key += sign
        continue
      }
      if (sign === '"') {
        isText = true
        if (depth === 1) key = ''
      } else if (sign === '{' || sign === '[') {
        depth += 1
        if (depth > mostDepth) {
          throw problem.unreadable('The file is nested deeper than any release package. Choose another file.')
        }
        if (depth === 2 && sign === '[') list = lists.find((one) => one === key)
        if (depth === 3 && list !== undefined) from = at
      } else if (sign === '}' || sign === ']') {
        depth -= 1
        if (depth < 0) throw notJson('The file')
        if (depth === 2 && list !== undefined && from >= 0) {
          count += 1
          yield { list, value: parsed(held + some.slice(from, at + 1), count) }
          held = ''
          from = -1
        }
        if (depth < 2) list = undefined
      }
    }
    if (from >= 0) held += some.slice(from)
    if (held.length > mostEntryCharacters) {
      throw problem.unreadable(
        `Release ${count + 1} is longer than a million characters, which none is that was published. Choose another file.`,
      )
    }
  }
  if (depth !== 0 || isText) {
    throw problem.unreadable('The file ends in the middle: it was cut short. Download it again.')
  }
}

function parsed(bytes: string, count: number): unknown {
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    throw notJson(`Release ${count}`)
  }
}
