import * as z from 'zod'
import { authorityId, instant, line, vendorId } from './fields.ts'

// A company's name as somebody wrote it, which may be another's: a person says whether it is. The answer counts for
// their authority at once, and for everybody once LOTI approved a record that needs it.

/** Another name of a vendor. */
export const newAlias = z.object({ vendor: vendorId, name: line('the name', 160) })
export type NewAlias = z.infer<typeof newAlias>

/** A name that may be a vendor's, near enough to ask and not near enough to take. */
export const nameAsked = newAlias.extend({ vendorName: z.string() })
export type NameAsked = z.infer<typeof nameAsked>

export const nameSaid = newAlias.extend({ same: z.boolean({ error: 'Say whether it is the same company' }) })

/** What an authority said of a name. */
export const nameAnswer = nameSaid.extend({
  authority: authorityId,
  at: instant,
  by: z.string(),
  byName: z.string(),
})
export type NameAnswer = z.infer<typeof nameAnswer>

export const mostNames = 50
export const namesSaid = z.object({
  answers: z
    .array(nameSaid)
    .min(1, 'Answer at least one')
    .max(mostNames, `Answer no more than ${mostNames} at once`),
})
export type NamesSaid = z.infer<typeof namesSaid>
