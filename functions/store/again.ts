import { problem } from '../domain/problem.ts'
import { MovedOn } from './dynamo.ts'
import { pause } from './pause.ts'

// What to do when someone else wrote in between.

/** How often something is tried in all before the service says it is busy. */
const usualTries = 20

type Again = {
  tries?: number
  /** Whether it is worth another try; otherwise the failure is the caller's. */
  when?: (failure: MovedOn) => boolean
}

/**
 * Does work anew, from what is there then, as long as it finds that something had moved on. Work reads before it writes,
 * and each try is told how many there were before it.
 */
export async function again<T>(
  work: (attempt: number) => Promise<T>,
  { tries = usualTries, when = () => true }: Again = {},
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work(attempt)
    } catch (failure) {
      if (!(failure instanceof MovedOn) || !when(failure)) throw failure
      if (attempt + 1 >= tries) throw problem.busy()
    }
    await pause(attempt)
  }
}

/** Does work once; where something had moved on, nothing is left to be done. */
export async function unlessMovedOn(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (failure) {
    if (!(failure instanceof MovedOn)) throw failure
  }
}
