import { useSearchParams } from 'react-router'
import { useScoped } from './scope.ts'

// The day in the past that a page is asked for in its address, and addresses that ask for it too.

/** Whether there is such a day, and not before any register could tell of. */
export const isDay = (said: string): boolean => {
  const at = Date.parse(`${said}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(said) &&
    said >= '1900-01-01' &&
    !Number.isNaN(at) &&
    new Date(at).toISOString().startsWith(said)
  )
}

/** The day asked for, as it is written; nothing where a page is of today. */
export function useAsAt(): string | undefined {
  return useSearchParams()[0].get('asAt') || undefined
}

/** An address of the service, asked for as at a day where there is one. */
export const asAtDay = (path: string, asAt: string | undefined): string =>
  asAt === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}asAt=${encodeURIComponent(asAt)}`

/** The name of a file of a page's figures, which says of which day they are where that is not today. */
export const fileOfDay = (name: string, asAt: string | undefined): string =>
  asAt === undefined ? name : `${name}-${asAt}`

/** Pages that can be read as at a day. */
export const hasPast = (page: string) =>
  /^\/($|[?]|(explore|market|renewals|buy-together|who-runs-what|trends|(service-areas|vendors|products|boroughs|systems|contracts)\/[^/?]+|members\/(completeness|peers|satisfaction|skills|(moves|ratings)(\/[^/?]+)?))($|[?]))/.test(
    page,
  )

/** A page's address that stays in the past one is reading, where that page has one. */
export const inThePast = (page: string, asAt: string | undefined): string =>
  page.includes('asAt=') || !hasPast(page) ? page : asAtDay(page, asAt)

/** Makes addresses that keep the scope and the day one is reading in, where there is such a day. */
export function useStaying(): (to: string) => string {
  const scoped = useScoped()
  const asAt = useAsAt()
  // By the clock at Greenwich: London's calendar would be a file of its own, fetched before any page.
  const isThere = asAt !== undefined && isDay(asAt) && asAt <= new Date().toISOString().slice(0, 10)
  return (to) => scoped(isThere ? inThePast(to, asAt) : to)
}
