import { NotifyClient } from 'notifications-node-client'
import type { Channel } from './deliver.ts'

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
    await client.sendEmail(template, to, { personalisation: { subject, body }, reference: id })
  }
}
