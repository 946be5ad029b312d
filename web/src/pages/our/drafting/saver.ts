// Saves what is typed, a moment after the typing stops and at the latest a moment after it began, one save at a time.
// It knows nothing of what is saved: only when, and what to make of a refusal.

export type Save =
  | { state: 'nothing to save' }
  | { state: 'waiting' }
  | { state: 'saving' }
  | { state: 'saved'; at: Date }
  /** The service cannot be reached, or refuses: kept in this browser, and tried again where that may help. */
  | { state: 'kept'; because: string; again: boolean }

export type SaverParts = {
  /** Sends everything that is unsaved. */
  put: () => Promise<void>
  /** What to make of a refusal: whether it is worth trying again without anything having changed. */
  judge: (problem: unknown) => { because: string; again: boolean }
  onState: (save: Save) => void
  now?: () => Date
  waitMilliseconds?: number
  /** However fast someone types, no more than this is ever unsaved. */
  mostMilliseconds?: number
  retryMilliseconds?: number[]
}

export function createSaver({
  put,
  judge,
  onState,
  now = () => new Date(),
  waitMilliseconds = 400,
  mostMilliseconds = 800,
  retryMilliseconds = [1_000, 3_000, 10_000, 30_000],
}: SaverParts) {
  let unsaved = false
  let unsavedSince = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let failures = 0
  let stopped = false
  /** While the service cannot be reached the words stay: they do not flicker with every key. */
  let keeping = false

  const say = (save: Save) => {
    if (keeping && (save.state === 'waiting' || save.state === 'saving')) return
    keeping = save.state === 'kept'
    onState(save)
  }
  const later = (milliseconds: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void attempt(), milliseconds)
  }

  async function run() {
    if (!unsaved) return
    say({ state: 'saving' })
    unsaved = false
    try {
      await put()
      failures = 0
      if (!unsaved) say({ state: 'saved', at: now() })
      else {
        // Typing went on while this was being saved.
        keeping = false
        later(waitMilliseconds)
      }
    } catch (problem) {
      unsaved = true
      const verdict = judge(problem)
      say({ state: 'kept', ...verdict })
      if (verdict.again)
        later(retryMilliseconds[Math.min(failures++, retryMilliseconds.length - 1)] ?? 30_000)
    }
  }

  /** One save at a time: a second waits for the first, then sends whatever is newest. */
  async function attempt() {
    clearTimeout(timer)
    await running
    if (!unsaved || stopped) return
    running ??= run().finally(() => {
      running = undefined
    })
    await running
  }

  return {
    typed() {
      const at = now().getTime()
      if (!unsaved) unsavedSince = at
      unsaved = true
      if (!running) say({ state: 'waiting' })
      if (keeping) {
        // A retry is due anyway; a key pressed is no reason to hurry it.
        if (failures === 0) later(waitMilliseconds)
        return
      }
      later(Math.max(0, Math.min(waitMilliseconds, unsavedSince + mostMilliseconds - at)))
    },
    /** Saves at once; true when the service has everything typed. */
    async flush(): Promise<boolean> {
      for (let tries = 0; unsaved && tries < 5; tries += 1) {
        await attempt()
        if (keeping) return false
      }
      await running
      return !unsaved
    },
    /** Asks what the service says, without a word of it unless there is something to save. */
    async look(): Promise<void> {
      if (unsaved || running || stopped) {
        await this.flush()
        return
      }
      running = put()
        .catch(() => undefined)
        .finally(() => {
          running = undefined
        })
      await running
    },
    hasUnsaved: () => unsaved || running !== undefined,
    /** Forgets what is unsaved: the draft is being discarded. */
    async forget() {
      stopped = true
      clearTimeout(timer)
      await running
      unsaved = false
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
    start() {
      stopped = false
      if (unsaved) later(waitMilliseconds)
    },
  }
}
