import { tooLargeToSendWords } from '../../functions/schema/import.ts'
import { base, Problem, understood, unreachable } from './api.ts'

/** A form as it is sent. */
type Packed = { body: Blob | FormData; headers: Record<string, string> }

/**
 * A form with a file in it, compressed, since the deployed service is handed no more than some 4.4 MB at once. Browsers
 * that cannot compress send it as it is.
 */
async function packed(form: FormData): Promise<Packed> {
  const whole = new Response(form)
  const type = whole.headers.get('Content-Type')
  if (!whole.body || type === null || typeof CompressionStream === 'undefined')
    return { body: form, headers: {} }
  return {
    body: await new Response(whole.body.pipeThrough(new CompressionStream('gzip'))).blob(),
    headers: { 'Content-Type': type, 'Content-Encoding': 'gzip' },
  }
}

/** What came of it; whoever stands before the service and finds it too large says so in no words of ours. */
function received<T>(status: number, text: string): T {
  try {
    return understood<T>(status, text)
  } catch (failure) {
    const isOurs = failure instanceof Problem && failure.more.type !== undefined
    throw status === 413 && !isOurs ? new Problem(413, 'Too large', tooLargeToSendWords) : failure
  }
}

/** Sends a form with a file in it, and tells which share of it is on its way; 1 when all of it has been sent. */
export async function upload<T>(
  path: string,
  form: FormData,
  { onSent, signal }: { onSent: (share: number) => void; signal: AbortSignal },
): Promise<T> {
  const { body, headers } = await packed(form)
  if (signal.aborted) throw unreachable()
  return new Promise((done, failed) => {
    // fetch does not tell how far an upload has come.
    const request = new XMLHttpRequest()
    request.open('POST', `${base}${path}`)
    for (const [name, value] of Object.entries({ Accept: 'application/json', ...headers })) {
      request.setRequestHeader(name, value)
    }
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0))
    request.upload.addEventListener('load', () => onSent(1))
    request.addEventListener('load', () => {
      try {
        done(received<T>(request.status, request.responseText))
      } catch (failure) {
        failed(failure)
      }
    })
    request.addEventListener('error', () => failed(unreachable()))
    request.addEventListener('abort', () => failed(unreachable()))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}
