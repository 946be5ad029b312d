import { inWords, joined, stateOf } from '../domain/person.ts'
import type { Store } from '../store/index.ts'

/** Someone the identity provider has just vouched for. */
export type SignedIn = { subject: string; email?: string | undefined; emailVerified: boolean }

/**
 * Whether someone may come in: they are known, or they were invited at an address that is theirs. The first time, the
 * identity provider's name for them is kept with the invitation, and counts from then on.
 */
export const createAdmission =
  ({ store, now = () => new Date() }: { store: Store; now?: () => Date }) =>
  async ({ subject, email, emailVerified }: SignedIn): Promise<boolean> => {
    if (await store.people.bySubject(subject)) return true
    if (!email || !emailVerified) return false
    const at = now().toISOString()
    const invited = await store.people.byAddress(email)
    if (!invited) return false
    await store.people.change((everyone) => {
      const before = everyone.find(({ id }) => id === invited.id)
      // Someone else joined by this invitation, or it was withdrawn.
      if (!before || before.subject || stateOf(before) === 'removed') return undefined
      const after = joined(before, subject, at)
      return {
        before,
        after,
        facts: { at, by: after.id, action: 'joined', person: { id: after.id, may: inWords(after) } },
      }
    })
    return (await store.people.bySubject(subject)) !== undefined
  }
