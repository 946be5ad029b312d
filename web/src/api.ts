export const base = '/api/v1'

/** A refusal the service explained, or the want of any answer (status 0). */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  /** Messages by the field they are about. */
  readonly fields: Record<string, string>
  /** Everything else the service said, such as the other version in a conflict. */
  readonly more: Record<string, unknown>

  constructor(status: number, title: string, detail: string, more: Record<string, unknown> = {}) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.title = title
    this.fields = (more.fields as Record<string, string> | undefined) ?? {}
    this.more = more
  }
}

export const unreachable = () =>
  new Problem(0, 'No connection', 'City Tools cannot be reached. Check your connection and try again.')

async function answer<T>(asking: Promise<Response>): Promise<T> {
  let response: Response
  try {
    response = await asking
  } catch {
    throw unreachable()
  }
  return understood(response.status, await response.text())
}

/** What an answer says, or the problem it tells of. */
export function understood<T>(status: number, text: string): T {
  if (status === 204) return undefined as T
  let body: unknown
  try {
    body = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Problem(
      status,
      'Unexpected answer',
      'City Tools answered with something it should not have. Try again.',
    )
  }
  if (status >= 200 && status < 300) return body as T
  const { title, detail, ...more } = (body ?? {}) as { title?: string; detail?: string }
  throw new Problem(
    status,
    title ?? 'Something went wrong',
    detail ?? 'Something went wrong on our side. Try again.',
    more,
  )
}

/** Firewalls turn a longer query away: 2,048 bytes are usual, AWS's own rules among them. */
const mostAddressBytes = 2_000
/** Things named in one address, where their ids are short; the service itself takes 100. */
const mostNamed = 50

/** The addresses that ask about all of these, `path?name=…&name=…`, each no longer than firewalls let through. */
export function addressesOf(path: string, name: string, values: readonly string[]): string[] {
  const made: string[][] = []
  let room = 0
  for (const value of values) {
    const asked = `${name}=${encodeURIComponent(value)}`
    const last = made.at(-1)
    room -= asked.length + 1
    if (last && room >= 0 && last.length < mostNamed) last.push(asked)
    else {
      made.push([asked])
      room = mostAddressBytes - `${base}${path}?${asked}`.length
    }
  }
  return made.map((asked) => `${path}?${asked.join('&')}`)
}

/** Browsers keep requests alive over a closed page up to 64 KiB in all. */
const mostKeptAlive = 15_000

const underWay = new Map<string, Promise<unknown>>()

/** Reads from the service. The same question asked twice at once is asked once. */
export function get<T>(path: string): Promise<T> {
  const asked = underWay.get(path)
  if (asked) return asked as Promise<T>
  const asking = answer<T>(fetch(`${base}${path}`, { headers: { Accept: 'application/json' } }))
  underWay.set(path, asking)
  const forget = () => underWay.delete(path)
  asking.then(forget, forget)
  return asking
}

/** Writes to the service: JSON, or a form with a file in it. */
export function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const isForm = body instanceof FormData
  const text = isForm || body === undefined ? undefined : JSON.stringify(body)
  return answer<T>(
    fetch(`${base}${path}`, {
      method,
      headers: {
        Accept: 'application/json',
        ...(!isForm && body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : text }),
      // What is being saved when the page is closed is still sent, as far as browsers allow.
      ...(text !== undefined && text.length < mostKeptAlive && { keepalive: true }),
    }),
  )
}
