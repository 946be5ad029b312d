import * as z from 'zod'
import { instant } from '../schema/fields.ts'
import type { Store } from '../store/index.ts'

/** How the service is: what an operator looks at first. */
export const health = z.object({
  ok: z.boolean(),
  /** The last change of the register that the summaries took in: when, and how long after it was approved, in milliseconds. */
  views: z.object({ appliedAt: instant, lagMilliseconds: z.number().int() }).optional(),
  /** The last time everything was counted again: when, records of the register, and how much differed anywhere. */
  recount: z.object({ at: instant, records: z.number().int(), differences: z.number().int() }).optional(),
})
export type Health = z.infer<typeof health>

/** Healthy unless the last recount found a difference. */
export async function healthOf(store: Store): Promise<Health> {
  const { views, recount } = await store.health.get()
  return { ok: !recount || recount.differences === 0, ...(views && { views }), ...(recount && { recount }) }
}
