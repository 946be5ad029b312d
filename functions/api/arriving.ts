import { type Problem, problem } from '../domain/problem.ts'

// Others wait while a file is read, so it must keep coming: a sender who trickles it would stop them all.

/** 20 MB over an ordinary line take a minute or two. */
const mostMilliseconds = 5 * 60_000
/** How long a sender may take to get going before the rate is looked at. */
const startMilliseconds = 10_000
const fewestBytesASecond = 20_000

/** Reads an upload as long as it keeps coming; one that is too slow is refused with words that say so. */
export async function arriving<T>(
  request: Request,
  read: (request: Request) => Promise<T>,
  now: () => number = Date.now,
): Promise<T> {
  if (!request.body) return read(request)
  const began = now()
  let bytes = 0
  let late: Problem | undefined
  const watched = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length
        const taken = now() - began
        const isSlow = taken > startMilliseconds && bytes < (fewestBytesASecond * taken) / 1000
        if (taken > mostMilliseconds || isSlow) {
          late = problem.tooSlow(
            'The file came so slowly that it was not waited for. Nothing was kept: send it again over a quicker connection, or in smaller files.',
          )
          controller.error(late)
        } else controller.enqueue(chunk)
      },
    }),
  )
  const { method, headers, url } = request
  const init: RequestInit & { duplex: 'half' } = { method, headers, body: watched, duplex: 'half' }
  try {
    return await read(new Request(url, init))
  } catch (failure) {
    throw late ?? failure
  }
}
