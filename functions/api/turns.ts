/** Lets so many pieces of work run at once; the others wait their turn, first come first served. */
export function turns(atOnce: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever is next takes over this turn.
      if (next) next()
      else running -= 1
    }
  }
}
