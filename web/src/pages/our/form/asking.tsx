import { createContext, type ReactNode, useContext } from 'react'
import type { Comment, NewProduct, NewVendor } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { saysTheSame } from '../../../../../functions/schema/typed.ts'
import type { LookupOption } from '../../../govuk/index.ts'
import { type Field, fields, type Values } from '../../fields.ts'
import type { Options } from '../lists.ts'

// What every question of a form knows of the form it is in.

export type Asking = {
  kind: RecordKind
  today: string
  options: Options
  systems: LookupOption[]
  comments: readonly Comment[]
  newVendors: readonly NewVendor[]
  newProducts: readonly NewProduct[]
  /** Puts something that is on no list forward; answers its id. */
  proposeVendor: (name: string) => string
  proposeProduct: (name: string) => string
  /** Something was chosen in a field: what follows from it may be filled in. */
  onChosen: (field: string, value: unknown) => void
  /** Where what LOTI asked may be answered: for whom, and by what. */
  answering?: {
    authorityName: string
    send: (field: string | undefined, text: string) => Promise<unknown>
  }
  /** Said beneath a field: what its answer filled in, what is like it. */
  beneath: (field: string) => ReactNode
}

const AskingContext = createContext<Asking | undefined>(undefined)
export const AskingProvider = AskingContext.Provider

export const useAsking = (): Asking => {
  const asking = useContext(AskingContext)
  if (!asking) throw new Error('A field is asked for inside a form')
  return asking
}

/** Nothing is stated there, or only what goes without saying. */
export const isUnanswered = (kind: RecordKind, name: string, values: Values) =>
  saysTheSame(kind, name, values[name], undefined)

/** Whether a question arises: it follows from another answer, or has been answered already. */
export const arises = (kind: RecordKind, name: string, values: Values, today: string): boolean => {
  const when = fields[kind][name]?.when
  return !when || when(values, today) || !isUnanswered(kind, name, values)
}

const seen = { members: 'Only members see this.', us: 'Only your authority and LOTI see this.' }

/** A sentence after a sentence, whether or not the first ends with a full stop. */
const sentences = (...parts: (string | undefined)[]) => {
  const said = parts.filter((part): part is string => Boolean(part))
  return said
    .map((part, index) =>
      index < said.length - 1 && !part.endsWith('.') && !part.endsWith('?') ? `${part}.` : part,
    )
    .join(' ')
}

export const hintOf = ({ hint, seenBy }: Field) => sentences(hint, seenBy && seen[seenBy]) || undefined

export const legend = (words: ReactNode) => ({
  legend: { children: words, className: 'govuk-fieldset__legend--s' },
})
export const label = (words: ReactNode) => ({ children: words, className: 'govuk-label--s' })

export type Change<T> = { onChange: (value: T) => void }
export type Told = { id: string; hint?: ReactNode; errorMessage?: string | undefined }
