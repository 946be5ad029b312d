import { hkdfSync } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { addDays } from '../domain/calendar.ts'
import type { Question } from '../schema/question.ts'

// Links that let someone without an account do one thing: signed, so that nobody can make one up or stretch one, and
// good for one question until its last day. The key is derived from the one that seals sessions, for this use alone.

const purpose = 'question'

export type Links = ReturnType<typeof createLinks>

export function createLinks(secret: Uint8Array) {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'City Tools: links that ask', 32))
  return {
    /** The signed name of a question. The same each time, so that it can be shown again. */
    sign: ({ id, expiresOn }: Pick<Question, 'id' | 'expiresOn'>): Promise<string> =>
      new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(id)
        .setAudience(purpose)
        // The day it ends is London's, and the question says so too: here it only must not end too early.
        .setExpirationTime(new Date(`${addDays(expiresOn, 1)}T00:00:00Z`))
        .sign(key),
    /** The id of the question that a link is about; `over` once its time is past; nothing where we never made it. */
    async read(link: string, now: Date): Promise<{ id: string } | 'over' | undefined> {
      try {
        const { payload } = await jwtVerify(link, key, {
          audience: purpose,
          algorithms: ['HS256'],
          requiredClaims: ['exp', 'sub'],
          currentDate: now,
        })
        return payload.sub === undefined ? undefined : { id: payload.sub }
      } catch (failure) {
        if (failure instanceof errors.JWTExpired) return 'over'
        if (failure instanceof errors.JOSEError) return undefined
        throw failure
      }
    },
  }
}
