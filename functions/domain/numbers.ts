import { plain } from './plain.ts'

// The numbers a contract is known by. A council's own reference, a notice's number and the number of an open contracting
// process are three kinds: those of two kinds say nothing of one another.

type Values = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' ? plain(value) : '')

/** The numbers of a contract's notices, each with its kind: `number n 1`, `ocid ocds b5fd17 1`. */
export function noticesIn({ notices }: Values): string[] {
  return (Array.isArray(notices) ? notices : []).flatMap((notice) => {
    const { ocid, noticeId } = (notice ?? {}) as Values
    return [
      ...(text(ocid) === '' ? [] : [`ocid ${text(ocid)}`]),
      ...(text(noticeId) === '' ? [] : [`number ${text(noticeId)}`]),
    ]
  })
}
const isOcid = (notice: string) => notice.startsWith('ocid ')
const isNumber = (notice: string) => notice.startsWith('number ')

/** A council's own reference, in plain letters: a notice's number written there is none. Empty where none is stated. */
export function referenceIn(values: Values): string {
  const reference = text(values.reference)
  return noticesIn(values).includes(`number ${reference}`) ? '' : reference
}

/** The same without a reference that is none. What was found before the two were told apart is kept with one. */
export function withOwnReference<V extends Values>(values: V): V {
  if (values.reference === undefined || referenceIn(values) !== '') return values
  const { reference: _, ...own } = values
  return own as V
}

/**
 * The numbers that tell a contract from every other, each with its kind. The awards of one open contracting process share
 * the number of their notice, so that there it tells none of them apart.
 */
export function ownNumbersIn(values: Values): string[] {
  const notices = noticesIn(values)
  const reference = referenceIn(values)
  return [...(notices.some(isOcid) ? [] : notices), ...(reference === '' ? [] : [`reference ${reference}`])]
}

/** Whether two may be one contract by their numbers: those of one kind that both state and that differ are of two. */
export function numbersLet(a: Values, b: Values): boolean {
  const [ours, theirs] = [noticesIn(a), noticesIn(b)]
  const kind = [isOcid, isNumber].find((is) => [...ours, ...theirs].some(is))
  if (kind && ours.some(kind) && theirs.some(kind)) {
    return theirs.some((one) => kind(one) && ours.includes(one))
  }
  const [reference, other] = [referenceIn(a), referenceIn(b)]
  return reference === '' || other === '' || reference === other
}
