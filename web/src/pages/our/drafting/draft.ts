import { stillNamed } from '../../../../../functions/domain/draft.ts'
import type { NewProduct, NewVendor, Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../../functions/schema/record.ts'
import { saysTheSame } from '../../../../../functions/schema/typed.ts'
import { Problem } from '../../../api.ts'
import { fields, type Values } from '../../fields.ts'
import type { Saved, Typing } from '../service.ts'
import { typed } from './typed.ts'

// What a draft is made of, and what the saving of one leans on.

/** What a form holds. */
export type Draft = { values: Values; newVendors: NewVendor[]; newProducts: NewProduct[]; confirms: boolean }

/** What the saving of drafts asks of the service. */
export type DraftService = {
  begin: (
    authority: string,
    kind: RecordKind,
    draft: { values: Values; newVendors: NewVendor[]; newProducts: NewProduct[] },
    key: string,
  ) => Promise<Proposal>
  save: (authority: string, id: string, typing: Typing) => Promise<Saved>
}

/** Why nothing can be saved until the person has signed in again. */
export const signedOut = 'You have been signed out.'

/** What the service makes of a refused save, for the person and for the saver. */
export function judged(problem: unknown): { because: string; again: boolean } {
  if (!(problem instanceof Problem)) return { because: 'Something went wrong in this page.', again: true }
  if (problem.status === 401) return { because: signedOut, again: false }
  if (problem.status === 0) return { because: 'City Tools cannot be reached.', again: true }
  if (problem.status === 404) return { because: 'A colleague discarded this draft.', again: false }
  return {
    // A refusal about one answer says which, and what is wrong with it.
    because: Object.values(problem.fields)[0] ?? problem.message,
    again: problem.status >= 500 || problem.status === 429,
  }
}

/** What says anything at all: an answer that goes without saying is not sent. */
export const stated = (kind: RecordKind, values: Values): Values => {
  const blank = typed(kind, {})
  return Object.fromEntries(
    Object.entries(values).filter(([field, value]) => !saysTheSame(kind, field, value, blank[field])),
  )
}

/** Fields of a draft in which the record it changes has moved on since it was begun. */
export const movedUnder = (
  kind: RecordKind,
  draft: Values,
  { before, after }: { before: RegisterRecord; after: RegisterRecord },
): string[] => {
  const was: Values = before
  const is: Values = after
  return Object.keys(draft).filter(
    (field) =>
      field in fields[kind] &&
      !saysTheSame(kind, field, was[field], is[field]) &&
      !saysTheSame(kind, field, draft[field], is[field]),
  )
}

/** Vendors and products it still names. */
export const named = ({ values, newVendors: vendors, newProducts: products }: Draft) =>
  stillNamed(values, { vendors, products })

export const pick = (values: Values, names: string[]): Values =>
  Object.fromEntries(names.map((name) => [name, values[name]]))

/** Both lists, a later entry in place of an earlier with its id. */
export const joined = <T extends { id: string }>(theirs: readonly T[], mine: readonly T[]): T[] => [
  ...new Map([...theirs, ...mine].map((one) => [one.id, one])).values(),
]
