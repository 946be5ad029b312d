import * as z from 'zod'

// What somebody who keeps a register is written to about.

export const alertPaces = ['weekly', 'each', 'never'] as const

export const subscription = z.object({
  /** Of what is left in a round. */
  reminders: z.boolean({ error: 'Say whether you want reminders' }),
  /** Of days to decide by: together once a week, each on its day, or never. */
  alerts: z.enum(alertPaces, { error: `Choose how often: ${alertPaces.join(', ')}` }),
})
export type Subscription = z.infer<typeof subscription>

/** What everybody gets who has not said otherwise. */
export const subscribed: Subscription = { reminders: true, alerts: 'weekly' }

export const stops = ['reminders', 'alerts'] as const
export type Stops = (typeof stops)[number]
