import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { Problem } from '../../../api.ts'
import { signedOut } from '../drafting/draft.ts'
import { createSaver, type Save } from '../drafting/saver.ts'

// Many small things said on one page, each kept by itself as it is chosen: ratings of vendors, levels of skills. All
// that has changed goes in one save. What a colleague has saved in between is joined where it touches other answers,
// and asked about where it touches the same one.

/** What is kept of one thing: what it says, and its version. */
export type Kept<F> = { version: number; fields: F }

export type Answered =
  | { outcome: 'saved' | 'same'; version: number }
  | { outcome: 'conflict'; version: number; record?: object }
  | { outcome: 'refused'; problems: Record<string, string> }

export type Difference = { field: string; theirs: unknown; yours: unknown }

type Unsaved<F> = { fields: F; base: Kept<F> | null }

export type OpinionsParts<F> = {
  /** What the service has. */
  known: Map<string, Kept<F>>
  /** Saves some, and answers for each in the same order. */
  send: (rows: { key: string; version: number; fields: F }[]) => Promise<Answered[]>
  /** The fields of a record the service shows. */
  fieldsOf: (record: object) => F
  /** Where this browser keeps what the service has not received. */
  place: string
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
  waitMilliseconds?: number
}

export type State<F> = {
  save: Save
  fields: ReadonlyMap<string, F>
  problems: ReadonlyMap<string, Record<string, string>>
  differences: ReadonlyMap<string, Difference[]>
}

const envelope = new Set(['kind', 'id', 'authority', 'version', 'provenance', 'createdAt', 'updatedAt'])
/** What a record says: all but its envelope, which leaves exactly its kind's fields. */
export const stated = <F extends object>(record: object): F =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !envelope.has(name))) as F

const plain = (value: unknown) => (value === undefined || value === '' ? null : value)
const agree = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b))
const read = (fields: object | undefined, field: string) =>
  (fields as Record<string, unknown> | undefined)?.[field]
const fieldsIn = (...several: (object | undefined)[]) => [
  ...new Set(several.flatMap((fields) => Object.keys(fields ?? {}))),
]
const sameFields = (a: object | undefined, b: object | undefined) =>
  fieldsIn(a, b).every((field) => agree(read(a, field), read(b, field)))

/** What this person and a colleague have both made of one thing. Where they differ, it is this person's until settled. */
export function join<F extends object>(
  base: F | undefined,
  mine: F,
  theirs: F | undefined,
): { fields: F; differences: Difference[] } {
  const differences: Difference[] = []
  const joined: Record<string, unknown> = {}
  for (const field of fieldsIn(base, mine, theirs)) {
    const [was, yours, other] = [read(base, field), read(mine, field), read(theirs, field)]
    const isMine = !agree(was, yours)
    if (isMine && !agree(was, other) && !agree(yours, other)) {
      differences.push({ field, theirs: other, yours })
    }
    joined[field] = isMine ? yours : other
  }
  return { fields: joined as F, differences }
}

export type Opinions<F extends object> = ReturnType<typeof createOpinions<F>>

export function createOpinions<F extends object>({
  known: given,
  send,
  fieldsOf,
  place,
  storage,
  waitMilliseconds,
}: OpinionsParts<F>) {
  const known = new Map(given)
  const mine = new Map<string, F>()
  const problems = new Map<string, Record<string, string>>()
  const differences = new Map<string, Difference[]>()
  let save: Save = { state: 'nothing to save' }
  const listeners = new Set<() => void>()
  let state: State<F>

  const tell = () => {
    state = {
      save,
      fields: new Map([...[...known].map(([key, { fields }]) => [key, fields] as const), ...mine]),
      problems: new Map(problems),
      differences: new Map(differences),
    }
    for (const listener of listeners) listener()
  }

  const isUnsaved = (key: string) => !sameFields(mine.get(key), known.get(key)?.fields)
  /** What can be saved now: not what waits for a person to choose or to mend it. */
  const pending = () =>
    [...mine].filter(([key]) => isUnsaved(key) && !differences.has(key) && !problems.has(key))

  /** What the service has not received is kept in this browser. */
  const keep = () => {
    const unsaved = [...mine].filter(([key]) => isUnsaved(key))
    try {
      if (unsaved.length === 0) return storage?.removeItem(place)
      const kept = unsaved.map(([key, fields]): [string, Unsaved<F>] => [
        key,
        { fields, base: known.get(key) ?? null },
      ])
      storage?.setItem(place, JSON.stringify(kept))
    } catch {
      // A full or forbidden storage loses only the second copy: the page itself still holds it.
    }
  }

  /** The service has something else than was thought: joins the two, and says where they differ. */
  const met = (key: string, base: F | undefined, theirs: Kept<F> | undefined) => {
    const found = join(base, mine.get(key) ?? ({} as F), theirs?.fields)
    if (theirs) known.set(key, theirs)
    else known.delete(key)
    mine.set(key, found.fields)
    if (found.differences.length > 0) differences.set(key, found.differences)
  }

  const saver = createSaver({
    async put() {
      const rows = pending().map(([key, fields]) => ({ key, fields, version: known.get(key)?.version ?? 0 }))
      if (rows.length === 0) return
      const answers = await send(rows)
      for (const [index, { key, fields }] of rows.entries()) {
        const answer = answers[index]
        if (!answer) continue
        if (answer.outcome === 'refused') {
          if (mine.get(key) === fields) problems.set(key, answer.problems)
        } else if (answer.outcome === 'conflict') {
          const theirs = answer.record && { version: answer.version, fields: fieldsOf(answer.record) }
          met(key, known.get(key)?.fields, theirs)
        } else known.set(key, { version: answer.version, fields })
      }
      // Answers that were joined to a colleague's go in a save of their own.
      if (pending().length > 0) saver.typed()
      keep()
      tell()
    },
    judge: (problem) => {
      if (!(problem instanceof Problem)) return { because: 'The service cannot be reached.', again: true }
      if (problem.status === 401) return { because: signedOut, again: false }
      return {
        because: problem.message,
        again: problem.status >= 500 || problem.status === 429 || problem.status === 0,
      }
    },
    onState: (next) => {
      save = next
      tell()
    },
    ...(waitMilliseconds !== undefined && { waitMilliseconds }),
  })

  const changed = () => {
    keep()
    if (pending().length > 0) saver.typed()
    tell()
  }

  const restore = () => {
    let kept: [string, Unsaved<F>][] = []
    try {
      kept = JSON.parse(storage?.getItem(place) ?? '[]')
    } catch {
      return
    }
    for (const [key, { fields, base }] of kept) {
      mine.set(key, fields)
      const now = known.get(key)
      if ((now?.version ?? 0) !== (base?.version ?? 0)) met(key, base?.fields, now)
    }
    if (kept.length > 0) changed()
  }

  tell()
  restore()

  return {
    state: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Answers given now, of one thing or of many. */
    say(changes: Iterable<readonly [string, Partial<F>]>) {
      for (const [key, change] of changes) {
        mine.set(key, { ...(mine.get(key) ?? known.get(key)?.fields ?? ({} as F)), ...change })
        problems.delete(key)
      }
      changed()
    },
    /** Chooses between a colleague's answer and this person's own. */
    settle(key: string, field: string, choice: 'theirs' | 'yours') {
      const left = (differences.get(key) ?? []).filter((one) => one.field !== field)
      const chosen = differences.get(key)?.find((one) => one.field === field)
      if (choice === 'theirs' && chosen) {
        mine.set(key, { ...(mine.get(key) ?? ({} as F)), [field]: chosen.theirs })
      }
      if (left.length > 0) differences.set(key, left)
      else differences.delete(key)
      changed()
    },
    /** The service was told by another way: a confirmation raises versions without changing what is said. */
    moved(versions: Iterable<readonly [string, number]>) {
      for (const [key, version] of versions) {
        const before = known.get(key)
        if (before) known.set(key, { ...before, version })
      }
      tell()
    },
    hasUnsaved: () => [...mine.keys()].some(isUnsaved),
    flush: () => saver.flush(),
    start: () => saver.start(),
    stop: () => saver.stop(),
  }
}

/** What is said on a page, kept as it is chosen and through a closed browser. */
export function useOpinions<F extends object>(
  parts: () => OpinionsParts<F>,
): {
  opinions: Opinions<F>
  state: State<F>
} {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the page starts from is settled once
  const opinions = useMemo(() => createOpinions({ storage: localStorage, ...parts() }), [])
  useEffect(() => {
    opinions.start()
    const leaving = (event: BeforeUnloadEvent) => {
      if (opinions.hasUnsaved()) event.preventDefault()
    }
    const online = () => void opinions.flush()
    window.addEventListener('beforeunload', leaving)
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('beforeunload', leaving)
      window.removeEventListener('online', online)
      void opinions.flush().finally(() => opinions.stop())
    }
  }, [opinions])
  return { opinions, state: useSyncExternalStore(opinions.subscribe, opinions.state) }
}
