import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'

// The local provider's secrets, made once and kept in the data folder, so that sessions and tokens outlive a restart.

export type Keys = {
  /** Signs id tokens and bearer tokens. */
  signing: JWK
  clientSecret: string
  /** Seals the service's cookies: 32 bytes in base64url. */
  session: string
  /** Signs the provider's own cookies. */
  providerCookies: string
}

export const clientId = 'city-tools'
/** Whom bearer tokens are meant for. */
export const audience = 'city-tools-api'
export const issuerAt = (origin: string) => `${origin}/identity`

export async function keysIn(directory: string): Promise<Keys> {
  const file = join(directory, 'keys.json')
  const kept = await read(file)
  if (kept) return kept
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const secret = () => randomBytes(32).toString('base64url')
  const keys: Keys = {
    signing: { ...(await exportJWK(privateKey)), kid: secret().slice(0, 12), alg: 'RS256', use: 'sig' },
    clientSecret: secret(),
    session: secret(),
    providerCookies: secret(),
  }
  await mkdir(directory, { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return keys
}

async function read(file: string): Promise<Keys | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Keys
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw failure
  }
}

/** A bearer token as the local provider would give it, for one hour. */
export async function bearerToken(keys: Keys, { subject, origin }: { subject: string; origin: string }) {
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: String(keys.signing.kid), typ: 'JWT' })
    .setIssuer(issuerAt(origin))
    .setAudience(audience)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(keys.signing, 'RS256'))
}
