import { NotifyClient } from 'notifications-node-client'
import * as z from 'zod'
import { type Channel, Refused } from './deliver.ts'

/**
 * GOV.UK Notify. Its template holds nothing but ((subject)) and ((body)), so that our words stay with our code; the
 * message's id is its reference there.
 */
export function notifyChannel({
  key,
  template,
  baseUrl = 'https://api.notifications.service.gov.uk',
}: {
  key: string
  template: string
  baseUrl?: string
}): Channel {
  const client = new NotifyClient(baseUrl, key)
  return async ({ id, to, subject, body }) => {
    try {
      await client.sendEmail(template, to, { personalisation: { subject, body }, reference: id })
    } catch (failure) {
      const why = refusalOf(failure)
      throw why === undefined ? failure : new Refused(why)
    }
  }
}

const answered = z.object({
  response: z.object({
    status: z.literal(400),
    data: z.object({ errors: z.array(z.object({ message: z.string() })) }),
  }),
})

/**
 * What Notify has against the address itself, as its words begin or end: `email_address Not a valid email address`,
 * `Can't send to this recipient …`. Every other refusal (key, template, limits) is about all messages alike, and is
 * mended and tried again.
 */
function refusalOf(failure: unknown): string | undefined {
  const read = answered.safeParse(failure)
  return read.data?.response.data.errors.find(({ message }) =>
    /^email_address\b|\bthis recipient\b/.test(message),
  )?.message
}
