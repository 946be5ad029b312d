// Where the local provider keeps what it must remember between two requests: sign-ins under way. They are minutes
// old, so a restart may forget them; who is signed in is kept in the service's own sealed cookies.

type Payload = Record<string, unknown> & { uid?: string; grantId?: string }
type Kept = { payload: Payload; until: number }

/** Sign-ins under way at once, far more than one machine sees; the oldest are forgotten first. */
const mostKept = 1000

/** Makes the provider's adapters, one a model, upon one memory. */
export function createMemory(now: () => number = Date.now) {
  const kept = new Map<string, Kept>()
  const find = (key: string): Payload | undefined => {
    const found = kept.get(key)
    if (found && found.until <= now()) kept.delete(key)
    return found && found.until > now() ? found.payload : undefined
  }
  const search = (model: string, fits: (payload: Payload) => boolean) =>
    [...kept].filter(([key, { payload }]) => key.startsWith(`${model}:`) && fits(payload))

  return (model: string) => ({
    async upsert(id: string, payload: Payload, expiresIn?: number) {
      const key = `${model}:${id}`
      kept.delete(key)
      kept.set(key, {
        payload,
        until: expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1000,
      })
      for (const oldest of kept.keys()) {
        if (kept.size <= mostKept) break
        kept.delete(oldest)
      }
    },
    find: async (id: string) => find(`${model}:${id}`),
    findByUid: async (uid: string) => {
      const [first] = search(model, (payload) => payload.uid === uid)
      return first && find(first[0])
    },
    // Signing in on a second device is not offered.
    findByUserCode: async () => undefined,
    async consume(id: string) {
      const found = find(`${model}:${id}`)
      if (found) found.consumed = Math.floor(now() / 1000)
    },
    async destroy(id: string) {
      kept.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grantId: string) {
      for (const [key] of search(model, (payload) => payload.grantId === grantId)) kept.delete(key)
    },
  })
}
