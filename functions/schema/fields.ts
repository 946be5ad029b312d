import * as z from 'zod'

// Field types shared by forms, the API and stored rows: generous about typing, precise about refusing, and each
// accepts its own output. A field left empty in a form is `undefined` here.

/** White space, and what takes no room on a page: zero-width and direction marks, soft hyphens, blank letters. */
const isUnseen = (character: string) => /[\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/u.test(character)

/** Text without what cannot be seen at either end. */
export function trimmed(text: string): string {
  const characters = [...text]
  const first = characters.findIndex((one) => !isUnseen(one))
  return first < 0
    ? ''
    : characters.slice(first, characters.findLastIndex((one) => !isUnseen(one)) + 1).join('')
}

const isBlank = (typed: unknown) =>
  typed === undefined || typed === null || (typeof typed === 'string' && trimmed(typed) === '')

/** Says in the API's document what comes out, where typing is read into something else. */
const given = (given: { type: string; format?: string; minimum?: number; maximum?: number }) => ({ given })

/** Makes a field optional: blank text, null and nothing at all count as not stated. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((typed) => (isBlank(typed) ? undefined : typed), schema.optional())

/** Marks that turn the direction of what follows, by which a line may read as another than it is. */
const turning = /[\u202A-\u202E\u2066-\u2069]/gu

/** One line of text, trimmed, inner white space folded. `most` is in characters. */
export const line = (what: string, most = 200) =>
  z
    .string({ error: `Enter ${what}` })
    .transform((typed) =>
      trimmed(
        typed
          .replace(turning, '')
          .replace(/\p{Cc}/gu, ' ')
          .replace(/\s+/gu, ' '),
      ),
    )
    .pipe(
      z
        .string()
        .min(1, `Enter ${what}`)
        .max(most, `${sentence(what)} must be ${most} characters or fewer`),
    )

/** Text of several lines, trimmed. `most` is in characters. */
export const prose = (what: string, most = 2000) =>
  z
    .string({ error: `Enter ${what}` })
    .transform((typed) => trimmed(typed.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n]/gu, '')))
    .pipe(z.string().max(most, `${sentence(what)} must be ${most} characters or fewer`))

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

const money = /^£?\s*([\d,]*\.?\d+|[\d,]+\.?)\s*(k|m|million|thousand)?$/i

const mostPounds = 100_000_000_000

/** A sum in whole pounds, typed as `182000`, `£182,000`, `182000.00` or `£1.2m`. */
export const wholePounds = (what: string) =>
  z
    .union([z.string(), z.number()], { error: `Enter ${what} in pounds` })
    .transform((typed) => {
      if (typeof typed === 'number') return typed
      const found = money.exec(typed.trim())
      if (!found?.[1]) return Number.NaN
      const scale = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 }[found[2]?.toLowerCase() ?? ''] ?? 1
      return Math.round(Number(found[1].replaceAll(',', '')) * scale * 100) / 100
    })
    .refine((pounds) => Number.isInteger(pounds) && pounds >= 0, {
      error: `${sentence(what)} must be a whole number of pounds, like 182000`,
      abort: true,
    })
    .refine((pounds) => pounds <= mostPounds, `${sentence(what)} must be £100 billion or less`)
    .meta(given({ type: 'integer', minimum: 0 }))

/** A whole number between two bounds, typed or given. */
export const wholeNumber = (what: string, least = 0, most = 10_000_000) =>
  z
    .union([z.string(), z.number()], { error: `Enter ${what}` })
    .transform((typed) =>
      typeof typed === 'number' ? typed : Number(typed.replace(/[,\s]/g, '') || Number.NaN),
    )
    .refine(
      (count) => Number.isInteger(count) && count >= least && count <= most,
      `${sentence(what)} must be a whole number between ${least} and ${most.toLocaleString('en-GB')}`,
    )
    .meta(given({ type: 'integer', minimum: least, maximum: most }))

const typedDate = z.union([
  z.string(),
  z.object({ day: z.string().default(''), month: z.string().default(''), year: z.string().default('') }),
])

/** ISO text for a date that exists; nothing for one that doesn't. */
export function isoFrom(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day))
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return exists && year >= 1900 && year <= 2199 ? at.toISOString().slice(0, 10) : undefined
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
/** A month by its number or its name, the first three letters of it at least. */
export function monthOf(typed: string): number {
  const name = typed.trim().toLowerCase().replace(/\.$/, '')
  if (!/^[a-z]{3,}$/.test(name)) return Number(name || Number.NaN)
  const at = monthNames.findIndex((one) => one.startsWith(name))
  return at < 0 ? Number.NaN : at + 1
}

/** A calendar date as ISO `YYYY-MM-DD`; typed as that, as `31/3/2027` or `31 March 2027`, or in three boxes. */
export const date = (what: string) =>
  typedDate
    .transform((typed, context) => {
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message })
        return z.NEVER
      }
      let parts: [string, string, string]
      if (typeof typed === 'string') {
        const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed.trim())
        const british = /^(\d{1,2})[/. ](\d{1,2}|[a-z]{3,9})[/. ](\d{4})$/i.exec(typed.trim())
        if (iso) parts = [iso[3] ?? '', iso[2] ?? '', iso[1] ?? '']
        else if (british) parts = [british[1] ?? '', british[2] ?? '', british[3] ?? '']
        else return refuse(`${sentence(what)} must be a real date, like 31 3 2027`)
      } else parts = [typed.day.trim(), typed.month.trim(), typed.year.trim()]
      const [day, month, year] = parts
      const missing = [!day && 'a day', !month && 'a month', !year && 'a year'].filter(Boolean)
      if (missing.length === 3) return refuse(`Enter ${what}`)
      if (missing.length > 0) return refuse(`${sentence(what)} must include ${missing.join(' and ')}`)
      if (!/^\d{4}$/.test(year)) return refuse(`${sentence(what)}: the year must have 4 numbers`)
      return (
        isoFrom(Number(year), monthOf(month), Number(day)) ?? refuse(`${sentence(what)} must be a real date`)
      )
    })
    .meta(given({ type: 'string', format: 'date' }))

/** A date that may be left empty: three blank boxes count as not stated. */
export const optionalDate = (what: string) =>
  z.preprocess((typed) => {
    if (isBlank(typed)) return undefined
    if (typeof typed !== 'object' || typed === null) return typed
    const { day, month, year } = typed as { day?: unknown; month?: unknown; year?: unknown }
    return isBlank(day) && isBlank(month) && isBlank(year) ? undefined : typed
  }, date(what).optional())

/** Yes or no, as a form's radio or JSON's own. */
export const yesNo = (question: string) =>
  z.preprocess(
    (typed) =>
      typed === 'yes' || typed === 'true' ? true : typed === 'no' || typed === 'false' ? false : typed,
    z.boolean({ error: `Say yes or no: ${question}` }),
  )

/** One of a closed list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(what: string, values: T) =>
  z.enum(values, { error: `Choose ${what}` })

/** A list whose items may arrive alone, or not at all. */
export const listOf = <T extends z.ZodType>(item: T, most = 50) =>
  z.preprocess(
    (typed) => (isBlank(typed) ? [] : Array.isArray(typed) ? typed.filter((one) => !isBlank(one)) : [typed]),
    z.array(item).max(most, `Choose no more than ${most}`),
  )

export const authorityId = z.string().regex(/^[ENSW]\d{8}$/, 'Choose an authority from the list')
/** A vendor by its id: `what` is the role it is asked for in. */
export const vendorAs = (what: string) =>
  z
    .string({ error: `Choose ${what}` })
    .regex(/^(ven_[\w-]{1,80}|in-house)$/, `Choose ${what} from the list, or add it`)
export const vendorId = vendorAs('a vendor')
export const productId = z.string().regex(/^prd_[\w-]{1,80}$/, 'Choose a product from the list')
export const serviceAreaId = z.string().regex(/^[a-z0-9-]{2,60}$/, 'Choose a service area from the list')
export const systemId = z.string().regex(/^sys_\w{1,60}$/, 'Choose a system from the list')
export const contractId = z.string().regex(/^con_\w{1,60}$/, 'Choose a contract from the list')
export const ratingId = z.string().regex(/^rat_\w{1,60}$/, 'Choose a rating from the list')
export const skillLevelId = z.string().regex(/^skl_\w{1,60}$/, 'Choose a skill level from the list')
export const skillId = z.string().regex(/^[a-z0-9-]{2,100}$/, 'Choose a skill from the list')
/** UTC, ISO 8601. */
export const instant = z.iso.datetime()
export const isoDate = z.iso.date()

export const grounds = ['commercially sensitive', 'crime prevention or security', 'other'] as const

/** A decision to hold a public value back, with its ground (FOIA s.43, s.31, other) and when to look at it again. */
export const heldBack = <const T extends readonly [string, ...string[]]>(fields: T) =>
  z.object({
    field: z.enum(fields),
    ground: oneOf('why the value is held back', grounds),
    reviewOn: date('the date to review this'),
  })

/** A link people can follow: to a page, and to nothing that runs. */
export const webAddress = (like: string) =>
  z.url({
    protocol: /^https?$/i,
    error: `Enter the link as an address that begins with https://, like ${like}`,
  })

/** A role's mailbox: an address that is not a person's. */
export const mailbox = (what: string) =>
  z.email(`Enter ${what} as an e-mail address, like digital@council.gov.uk`)
