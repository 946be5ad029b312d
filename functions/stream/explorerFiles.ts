import { explorerRow, holdersOf } from '../domain/explorerFile.ts'
import type { ExplorerRow } from '../schema/explorer.ts'
import type { RecordKind } from '../schema/record.ts'
import { again } from '../store/again.ts'
import { MovedOn, mostBytes, mostWrites, type Write } from '../store/dynamo.ts'
import type { RecordRef, Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import { openPart, type Terms } from '../tallies/parts.ts'
import { createDesk } from './explorerShelves.ts'

// Keeps the explorer's files up to date. A row says only what its record says, whatever the day, and stands in the
// files of every authority that holds the record.

const tries = 30

/**
 * Brings the files up to date with what these records say now. Safe to repeat, late or in any order; a record's rows
 * are moved in one transaction.
 */
export async function publishFiles(store: Store, refs: RecordRef[], terms: Terms): Promise<void> {
  let left = [...new Map(refs.filter(isRegistered).map((ref) => [ref.id, ref])).values()]
  if (left.length === 0) return
  await again(
    async () => {
      left = await publishOnce(store, left, terms)
      if (left.length > 0)
        throw new MovedOn(left.map(({ authority, kind, id }) => keys.record(authority, kind, id)))
    },
    { tries },
  )
}

type RegisterRef = RecordRef<RecordKind>
/** Systems and contracts alone are public: ratings and skill levels have no place here. */
const isRegistered = (ref: RecordRef): ref is RegisterRef => ref.kind === 'system' || ref.kind === 'contract'

type Move = { ref: RegisterRef; row: ExplorerRow | undefined; now: Set<string>; holders: string[] }

/** Publishes what it can and answers the records whose files were in someone else's hands. */
async function publishOnce(store: Store, refs: RegisterRef[], terms: Terms): Promise<RegisterRef[]> {
  const desk = createDesk(store.table, terms)
  // Shelves are read before the records: whoever writes a newer version in between moves the owner's shelf on, and
  // this is tried again with what that version says.
  await desk.open(refs.map(({ authority, id }) => ({ authority, id })))
  const records = await store.records.many(refs)
  const moves: Move[] = refs.map((ref) => {
    const record = records.get(ref.id)
    const row = record && explorerRow(openPart(record, terms))
    const was = desk.find(ref.authority, ref.id)
    const now = row ? holdersOf(row) : []
    const holders = [...new Set([ref.authority, ...now, ...(was ? holdersOf(was) : [])])]
    return { ref, row, now: new Set(now), holders }
  })
  await desk.open(
    moves.flatMap(({ ref: { id }, holders }) => holders.map((authority) => ({ authority, id }))),
  )
  for (const { ref, row, now, holders } of moves) {
    for (const holder of holders) desk.put(holder, ref.id, now.has(holder) ? row : undefined)
  }

  const unfinished: RegisterRef[] = []
  let batch: Move[] = []
  let writes: Write[] = []
  const flush = async () => {
    try {
      await inParts(store, writes)
    } catch (failure) {
      if (!(failure instanceof MovedOn)) throw failure
      unfinished.push(...batch.map(({ ref }) => ref))
    }
    batch = []
    writes = []
  }
  for (const group of bound(moves)) {
    const own = desk.writes(group)
    if (group.length > 1 && !fits(own)) {
      // More than one transaction takes: by halves, each from what is there then.
      const half = Math.ceil(group.length / 2)
      for (const part of [group.slice(0, half), group.slice(half)]) {
        await publishFiles(
          store,
          part.map(({ ref }) => ref),
          terms,
        )
      }
      continue
    }
    if (!fits([...writes, ...own])) await flush()
    batch.push(...group)
    writes.push(...own)
  }
  await flush()
  return unfinished
}

/** Groups of moves that share no shelf with any other group: each can be written by itself. */
function bound(moves: Move[]): Move[][] {
  const groupOf = new Map<string, Move[]>()
  for (const move of moves) {
    const met = new Set(move.holders.flatMap((holder) => (groupOf.has(holder) ? [groupOf.get(holder)] : [])))
    const group = [...[...met].flatMap((moved) => moved ?? []), move]
    for (const holder of group.flatMap(({ holders }) => holders)) groupOf.set(holder, group)
  }
  return [...new Set(groupOf.values())]
}

const sizeOf = (write: Write) => ('put' in write ? JSON.stringify(write.put.body).length + 200 : 200)
const fits = (writes: Write[]) =>
  writes.length <= mostWrites && writes.reduce((sum, write) => sum + sizeOf(write), 0) <= mostBytes

/**
 * One transaction; several only where one does not take it all: a record of very many authorities, whose owner's shelf
 * comes last, or a whole shelf written anew.
 */
export async function inParts(store: Store, writes: Write[]): Promise<void> {
  let part: Write[] = []
  for (const write of writes) {
    if (!fits([...part, write])) {
      await store.write(part)
      part = []
    }
    part.push(write)
  }
  await store.write(part)
}
