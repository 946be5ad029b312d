import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Message } from '../schema/message.ts'
import { html, show } from './page.ts'

// On one's own machine nothing is sent: what would be lies here to be read, as a page or as JSON.

const path = /^\/outbox(\.json)?(?:\?|$)/

/** Answers requests for the outbox; hands back whether it did. */
export function createOutbox(messages: () => Promise<Message[]>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const asked = path.exec(request.url ?? '')
    if (!asked || request.method !== 'GET') return false
    const found = await messages()
    if (asked[1]) {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
      response.end(JSON.stringify({ messages: found }))
    } else {
      show(response, 200, 'Outbox', found.length > 0 ? found.map(article).join('\n') : nothing)
    }
    return true
  }
}

const nothing = `<p>What City Tools writes to people appears here, the latest first. Nothing has been written in the last 30
days. Invite someone under <a href="/people">People</a>, as <code>admin</code>, and their invitation is here at once.</p>`

const when = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Europe/London',
})

const paragraph = (text: string) =>
  /^https?:\/\/\S+$/.test(text) ? `<p><a href="${html(text)}">${html(text)}</a></p>` : `<p>${html(text)}</p>`

const article = ({ subject, to, createdAt, body }: Message) => `<article>
<h2>${html(subject)}</h2>
<p class="about">To ${html(to)}, ${html(when.format(new Date(createdAt)))}</p>
${body.split('\n\n').map(paragraph).join('\n')}
</article>`
