import { Readable } from 'node:stream'

// Storage that never shows the past. LevelDB before 1.23 may bring an older value back: where a key's versions are kept
// apart for a snapshot, a compaction can move the newest below an older one (fixed there by AddBoundaryInputs, "Fix
// issue #178", which the prebuilt storage does not have yet). Every read holds a snapshot while it lasts, and dynalite
// leaves iterators open when it has read enough. So here reads are short, none outlasts its answer, and no write happens
// while one is under way: a compaction then finds one version of a key worth keeping.

export type Operation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string }
export type Bounds = {
  gt?: string
  gte?: string
  lt?: string
  lte?: string
  /** All there are when left out or below 0. */
  limit?: number
  reverse?: boolean
}
type Done<T = unknown> = (failure: unknown, value?: T) => void

export type Level = {
  get(key: string, done?: Done): Promise<unknown>
  getSync(key: string): unknown
  put(key: string, value: unknown, done?: Done): Promise<void>
  del(key: string, done?: Done): Promise<void>
  batch(operations: Operation[], done?: Done): Promise<void>
  iterator(bounds: Bounds): { all(): Promise<[string, unknown][]> }
  createKeyStream(bounds?: Bounds): Readable
  createValueStream(bounds?: Bounds): Readable
  open(how?: { writeBufferSize?: number }): Promise<void>
  close(): Promise<void>
}

/** How many entries are read at once: few at first, as most readers want few. */
const fewest = 16
const most = 512

/** Entries in order, read a piece at a time. Nothing stays open in between, so later pieces may be newer. */
export async function* entries(level: Level, bounds: Bounds): AsyncGenerator<[string, unknown]> {
  for await (const piece of pieces(level, bounds)) yield* piece
}

async function* pieces(level: Level, { limit = -1, ...bounds }: Bounds): AsyncGenerator<[string, unknown][]> {
  let rest: Bounds = bounds
  let left = limit < 0 ? Number.POSITIVE_INFINITY : limit
  for (let size = fewest; left > 0; size = Math.min(most, size * 2)) {
    const wanted = Math.min(size, left)
    const piece = await level.iterator({ ...rest, limit: wanted }).all()
    const last = piece.at(-1)?.[0]
    if (last === undefined) return
    yield piece
    if (piece.length < wanted) return
    left -= piece.length
    const { gt, gte, lt, lte, reverse } = rest
    rest = reverse
      ? { reverse, ...(gt !== undefined && { gt }), ...(gte !== undefined && { gte }), lt: last }
      : { gt: last, ...(lt !== undefined && { lt }), ...(lte !== undefined && { lte }) }
  }
}

/** Makes a store's reads short and its writes wait for them. Changes the store, which dynalite reads through too. */
export function withoutPast(level: Level): void {
  let reads = 0
  let writing: Promise<void> | undefined
  let quiet: (() => void) | undefined

  async function read<T>(run: () => Promise<T>): Promise<T> {
    while (writing) await writing
    reads += 1
    try {
      return await run()
    } finally {
      reads -= 1
      if (reads === 0) quiet?.()
    }
  }

  async function write(run: () => Promise<void>): Promise<void> {
    const { promise: mine, resolve: finished } = Promise.withResolvers<void>()
    const before = writing
    writing = mine
    try {
      await before
      while (reads > 0) {
        await new Promise<void>((done) => {
          quiet = done
        })
      }
      await run()
    } finally {
      if (writing === mine) writing = undefined
      finished()
    }
  }

  /** Answers by callback where one is given, as dynalite asks, and by promise otherwise. */
  const answered = <T>(answer: Promise<T>, done: Done<T> | undefined): Promise<T> => {
    if (done) {
      answer.then(
        (value) => setImmediate(done, null, value),
        (failure: unknown) => setImmediate(done, failure),
      )
    }
    return answer
  }

  const { put, del, batch, iterator } = level
  level.get = (key, done) =>
    answered(
      read(async () => level.getSync(key)),
      done,
    )
  level.put = (key, value, done) =>
    answered(
      write(() => put.call(level, key, value)),
      done,
    )
  level.del = (key, done) =>
    answered(
      write(() => del.call(level, key)),
      done,
    )
  level.batch = (operations, done) =>
    answered(
      write(() => batch.call(level, operations)),
      done,
    )
  level.iterator = (bounds) => ({ all: () => read(() => iterator.call(level, bounds).all()) })
  level.createKeyStream = (bounds = {}) => streamed(level, bounds, ([key]) => key)
  level.createValueStream = (bounds = {}) => streamed(level, bounds, ([, value]) => value)
}

/** Handed on a piece at a time: to wait for each entry by itself took longer than to read it. */
function streamed(level: Level, bounds: Bounds, of: (entry: [string, unknown]) => unknown): Readable {
  const found = pieces(level, bounds)
  return new Readable({
    objectMode: true,
    read() {
      found.next().then(
        ({ done, value }) => {
          if (done) this.push(null)
          else for (const entry of value) this.push(of(entry))
        },
        (failure: Error) => this.destroy(failure),
      )
    },
  })
}
