export const wait = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds))

/** Growth stops here: seven doublings. */
const mostDoublings = 7

/**
 * Waits before trying again, longer each time and by chance, so that those who got in one another's way do not meet
 * again. `first` is the longest the first wait can be, in milliseconds.
 */
export const pause = (attempt: number, first = 5) =>
  wait(Math.random() * first * 2 ** Math.min(attempt, mostDoublings))
