import type { Values } from '../fields.ts'

// Saves what is typed, a moment after the typing stops, one save at a time. Nothing typed is ever lost: it is kept in
// this browser until the service has it.

export type Save =
  | { state: 'nothing to save' }
  | { state: 'waiting' }
  | { state: 'saving' }
  | { state: 'saved'; at: Date }
  /** The service cannot be reached, or refuses: kept here and tried again. */
  | { state: 'kept'; because: string }
  /** Someone else saved first; a person must choose. */
  | { state: 'clash' }

export type SaverParts = {
  put: (values: Values) => Promise<void>
  keep: { set: (values: Values) => void; clear: () => void }
  /** What to make of a refusal: it clashed with another's save, is worth trying again, or never will be. */
  judge: (problem: unknown) => { clash: true } | { because: string; again: boolean }
  onState: (save: Save) => void
  now?: () => Date
  waitMilliseconds?: number
  retryMilliseconds?: number[]
}

export type Saver = ReturnType<typeof createSaver>

export function createSaver({
  put,
  keep,
  judge,
  onState,
  now = () => new Date(),
  waitMilliseconds = 700,
  retryMilliseconds = [1_000, 3_000, 10_000, 30_000],
}: SaverParts) {
  let unsaved: Values | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let failures = 0
  let stopped = false
  let clashed = false

  const later = (milliseconds: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void attempt(), milliseconds)
  }

  async function run() {
    const values = unsaved
    if (!values) return
    onState({ state: 'saving' })
    try {
      await put(values)
      failures = 0
      if (unsaved === values) {
        unsaved = undefined
        keep.clear()
        onState({ state: 'saved', at: now() })
      } else later(waitMilliseconds)
    } catch (problem) {
      const verdict = judge(problem)
      if ('clash' in verdict) {
        clashed = true
        onState({ state: 'clash' })
        return
      }
      onState({ state: 'kept', because: verdict.because })
      if (verdict.again)
        later(retryMilliseconds[Math.min(failures++, retryMilliseconds.length - 1)] ?? 30_000)
    }
  }

  /** One save at a time: a second waits for the first, then sends whatever is newest. */
  async function attempt() {
    clearTimeout(timer)
    if (clashed) return
    await running
    if (!unsaved || clashed) return
    running = run().finally(() => {
      running = undefined
    })
    await running
  }

  return {
    typed(values: Values) {
      unsaved = values
      keep.set(values)
      if (clashed) return
      if (!running) onState({ state: 'waiting' })
      later(waitMilliseconds)
    },
    /** Saves at once; true when the service has everything typed. */
    async flush(): Promise<boolean> {
      while (unsaved && !clashed) {
        const before = unsaved
        await attempt()
        if (unsaved === before) return false
      }
      return !unsaved
    },
    /** The person has chosen between two versions: save what they chose. */
    async settle(values: Values): Promise<boolean> {
      clashed = false
      unsaved = values
      keep.set(values)
      return this.flush()
    },
    hasUnsaved: () => unsaved !== undefined,
    /** Forgets what is unsaved: the draft is being discarded. */
    forget() {
      stopped = true
      clearTimeout(timer)
      unsaved = undefined
      keep.clear()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
    start() {
      stopped = false
    },
  }
}
