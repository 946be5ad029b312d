import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'

// Pages that exist on one's own machine alone: the sign-in and the outbox.

export const html = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

export function show(response: ServerResponse, status: number, title: string, body: string) {
  const nonce = randomBytes(16).toString('base64url')
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(layout(title, body, nonce))
}

export const layout = (title: string, body: string, nonce = '') => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - City Tools on this machine</title>
<style nonce="${nonce}">
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; color: #0b0c0c; background: #fff }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)) }
button { font: inherit; width: 100%; min-height: 3rem; padding: .5rem .75rem; text-align: left; color: inherit; background: #f3f2f1; border: 2px solid #505a5f; cursor: pointer }
p > button { width: auto }
button:hover { background: #dbdad9 }
button:focus-visible, a:focus-visible { outline: 3px solid #0b0c0c; background: #fd0; color: #0b0c0c }
button span { display: block; font-size: 1rem; color: #383f43 }
a { color: #1a65a6 }
article { margin: 0 0 2rem; padding: 1rem 1.25rem; border: 1px solid #b1b4b6 }
article h2 { margin: 0 0 .25rem; font-size: 1.25rem }
article > p { max-width: 42rem; overflow-wrap: anywhere }
.about { margin: 0 0 1rem; font-size: 1rem; color: #383f43 }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`
