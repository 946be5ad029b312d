import { createHash } from 'node:crypto'
import type { OpenApi, Operation } from './openApi.ts'

// The API's document as a page that needs no script, and nothing from elsewhere but the site's typeface. Made ahead, like
// the document: `npm run document` writes it.

type Json = Record<string, unknown>

/** The page, and the digest by which a content security policy lets its styles in. */
export const documentPage = (
  document: Omit<OpenApi, 'servers'>,
): { lines: string[]; styleDigest: string } => ({
  lines: page(document).split('\n'),
  styleDigest: `sha256-${createHash('sha256').update(style).digest('base64')}`,
})

const html = (text: unknown) =>
  String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null
const parts = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : [])
const nameIn = (schema: Json) => (typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined)

/** What a value is, in a few words; named schemas lead to where they are described. */
function kindWords(schema: unknown): string {
  if (!isJson(schema)) return 'anything'
  const name = nameIn(schema)
  if (name) return `<a href="#${html(name)}">${html(name)}</a>`
  if (schema.const !== undefined) return `<q>${html(schema.const)}</q>`
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => `<q>${html(one)}</q>`).join(', ')
  const any = [...parts(schema.anyOf), ...parts(schema.oneOf)]
  if (any.length > 0) return [...new Set(any.map(kindWords))].join(' or ')
  if (schema.type === 'array') {
    const items = kindWords(schema.items)
    return items === 'fields' ? 'list' : `list of ${items}`
  }
  if (schema.format === 'date') return 'date'
  if (schema.format === 'date-time') return 'instant'
  return [schema.type]
    .flat()
    .map((type) => typeWords[String(type)] ?? 'anything')
    .join(' or ')
}
const typeWords: Record<string, string> = {
  object: 'fields',
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
}

/** A schema's fields, those of what it is made of included. */
function fieldsOf(schema: Json, depth = 0): { name: string; kind: string; needed: boolean }[] {
  const needed = new Set(Array.isArray(schema.required) ? schema.required : [])
  const properties = isJson(schema.properties) ? Object.entries(schema.properties) : []
  return [
    ...properties.flatMap(([name, of]) => {
      const inner = isJson(of) ? (of.type === 'array' && isJson(of.items) ? of.items : of) : {}
      const nested = depth < 2 && !nameIn(inner) ? fieldsOf(inner, depth + 1) : []
      return [
        { name, kind: kindWords(of), needed: needed.has(name) },
        ...nested.map((one) => ({ ...one, name: `${name}.${one.name}` })),
      ]
    }),
    ...parts(schema.allOf).flatMap((part) => fieldsOf(part, depth)),
  ]
}

/** Schemas of what is sent: those that bodies name, and those that these name in turn. */
function sentIn({ paths, components }: Omit<OpenApi, 'servers'>): Set<string> {
  const sent = new Set<string>()
  const visit = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part ?? null).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (sent.has(name)) continue
      sent.add(name)
      visit(components.schemas[name])
    }
  }
  for (const methods of Object.values(paths))
    for (const { requestBody } of Object.values(methods)) visit(requestBody)
  return sent
}

function fieldTable(name: string, schema: Json, isSent: boolean): string {
  const caption = `Fields of ${html(name)}`
  const fields = fieldsOf(schema)
  if (fields.length === 0) return `<p>${caption}: ${kindWords(schema)}.</p>`
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Is</th><th scope="col">${isSent ? 'Needed' : 'Always there'}</th></tr></thead>
<tbody>${fields
    .map(
      ({ name, kind, needed }) =>
        `<tr><th scope="row"><code>${html(name)}</code></th><td>${kind}</td><td>${needed ? 'yes' : ''}</td></tr>`,
    )
    .join('\n')}</tbody></table></div>`
}

const schemaIn = (of: unknown): Json | undefined => {
  const content = isJson(of) && isJson(of.content) ? Object.values(of.content)[0] : undefined
  return isJson(content) && isJson(content.schema) ? content.schema : undefined
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const { summary, description, operationId, parameters, requestBody, responses } = operation
  const takes = schemaIn(requestBody)
  const [[status = '', answer] = []] = Object.entries(responses)
  const gives = schemaIn(answer)
  const rows = parameters.map(
    ({ name, in: where, description: words, schema }) =>
      `<li><code>${html(name)}</code> in the ${where === 'path' ? 'address' : 'query'}: ${words ? html(words) : kindWords(schema)}</li>`,
  )
  return `<article id="${html(operationId)}">
<h3><span class="method">${method.toUpperCase()}</span> <code>${html(path).replaceAll('/', '/<wbr>')}</code></h3>
<p>${html(summary)}. ${html(description)}</p>
${rows.length > 0 ? `<ul>${rows.join('\n')}</ul>` : ''}
<p>${takes ? `Takes ${nameIn(takes) ? kindWords(takes) : 'a form with a file'}. ` : ''}Answers ${html(status)}${gives ? `: ${kindWords(gives)}` : isJson(answer) ? `: ${html(answer.description).toLowerCase()}` : ''}.</p>
</article>`
}

function page(document: Omit<OpenApi, 'servers'>): string {
  const { info, tags, paths, components } = document
  const sent = sentIn(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const sections = tags.map(({ name }) => ({
    name,
    id: name.replaceAll(/\W+/g, '-').toLowerCase(),
    members: operations.filter(({ operation }) => operation.tags.includes(name)),
  }))
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API - City Tools</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><div><a href="/">City Tools</a></div></header>
<nav class="places" aria-label="Main"><ul>
${places.map(({ to, text }) => `<li><a href="${to}">${text}</a></li>`).join('\n')}
</ul></nav>
<main id="main">
<h1>API</h1>
<p class="lede">${html(info.description)}</p>
<p>The same as data: <a href="/api/openapi.json">openapi.json</a>, OpenAPI 3.1. Anyone may read the summaries. For the
rest, send a bearer token of your sign-in service, or the cookie of a session. Records and people carry an
<code>ETag</code>; send it back as <code>If-Match</code> with a change, and nobody’s work is overwritten.
Begin a draft under an <code>Idempotency-Key</code> of your own, and it is begun once, however often it is sent in 60 days.</p>
<nav class="here" aria-label="On this page"><ul>
${sections.map(({ name, id }) => `<li><a href="#${id}">${html(name)}</a></li>`).join('\n')}
<li><a href="#schemas">What is sent and answered</a></li>
</ul></nav>
${sections
  .map(
    ({ name, id, members }) =>
      `<details><summary><h2>${html(name)}</h2> <span>${members.length === 1 ? '1 operation' : `${members.length} operations`}</span></summary>
<div id="${id}">
${members.map(({ method, path, operation }) => operationHtml(method, path, operation)).join('\n')}
</div></details>`,
  )
  .join('\n')}
<details><summary><h2>What is sent and answered</h2> <span>${Object.keys(components.schemas).length} kinds of data</span></summary>
<div id="schemas">
${Object.entries(components.schemas)
  .map(
    ([name, schema]) =>
      `<details><summary><h3>${html(name)}</h3></summary>
<div id="${html(name)}">${fieldTable(name, schema, sent.has(name))}</div></details>`,
  )
  .join('\n')}
</div></details>
</main>
</body>
</html>`
}

/** Where the site's own menu leads. */
const places = [
  { to: '/explore', text: 'Explore' },
  { to: '/market', text: 'Market' },
  { to: '/renewals', text: 'Renewals' },
  { to: '/buy-together', text: 'Buy together' },
  { to: '/who-runs-what', text: 'Who runs what' },
  { to: '/boroughs', text: 'Boroughs' },
]

// Details open by themselves when a link leads into them.
const style = `
@font-face { font-family: 'Public Sans'; font-weight: 100 900; font-display: swap; src: url('/assets/public-sans-latin-wght-normal.woff2') format('woff2') }
:root { color-scheme: light dark; --page: #fff; --ink: #0b0c0c; --quiet: #505a5f; --hairline: #d8dde0; --wash: #f4f6f5; --river: #0f3d3e; --river-ink: #0f3d3e; --link: #1a65a6 }
@media (prefers-color-scheme: dark) {
  :root { --page: #121718; --ink: #f1f3f2; --quiet: #b4bfc2; --hairline: #374144; --wash: #1b2324; --river-ink: #8fd3cd; --link: #86bdf0 }
}
body { margin: 0; font: 1.1875rem/1.5 'Public Sans', system-ui, sans-serif; color: var(--ink); background: var(--page) }
header, .places ul, main { padding-left: max(15px, calc(50% - 550px)); padding-right: max(15px, calc(50% - 550px)) }
header { padding-top: 12px; padding-bottom: 12px; background: var(--river) }
header a { color: #fff; font-size: 1.6rem; font-weight: 700; letter-spacing: -.01em; line-height: 1.2; text-decoration: none }
.places { border-bottom: 1px solid var(--hairline) }
.places ul { display: flex; flex-wrap: wrap; gap: 0 28px; margin: 0; list-style: none }
.places a { display: block; padding: 12px 0 14px; font-weight: 600; text-decoration: none }
main { padding-top: 40px; padding-bottom: 64px }
h1 { margin: 0 0 16px; font-size: 2.25rem; line-height: 1.1 }
h2 { margin: 56px 0 8px; font-size: 1.5rem; line-height: 1.25 }
h3 { margin: 0 0 6px; font-size: 1.1875rem; overflow-wrap: anywhere }
p, article > ul { max-width: 70ch; margin: 0 0 8px }
.lede { font-size: 1.3rem; line-height: 1.45; margin-bottom: 16px }
details { border-top: 1px solid var(--hairline) }
main > details:last-of-type { border-bottom: 1px solid var(--hairline) }
summary { padding: 12px 0; cursor: pointer }
summary :is(h2, h3) { display: inline; margin: 0 }
summary h2 { color: var(--link); text-decoration: underline; text-underline-offset: .15em; text-decoration-thickness: 1px }
summary h3 { color: var(--link); font-weight: 400; text-decoration: underline; text-underline-offset: .15em }
summary span { margin-left: 8px; color: var(--quiet); font-size: 1rem }
details > div { padding: 0 0 16px 20px; scroll-margin-top: 64px }
article { padding: 16px 0; border-top: 1px solid var(--hairline) }
.here ul { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 16px 0 32px; padding: 0; list-style: none }
a { color: var(--link); text-underline-offset: .15em }
:is(a, summary, .scroll):focus-visible { outline: 3px solid #fd0; outline-offset: 0; box-shadow: 0 4px #0b0c0c }
a:focus-visible { color: #0b0c0c; background: #fd0 }
.skip { position: absolute; left: -999em }
.skip:focus { position: static; display: block; padding: 8px 15px }
code { font: .9375em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.method { display: inline-block; min-width: 4.2em; padding: 1px 8px; margin-right: 8px; background: var(--river); color: #fff; font-size: .875rem; text-align: center }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: 1rem }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--hairline); text-align: left; vertical-align: top }
tbody th { font-weight: 400 }
thead th { color: var(--quiet) }
:is(article, details > div):target { background: var(--wash) }
@media (max-width: 700px) {
  body { font-size: 1rem }
  h1 { font-size: 1.75rem }
  h2 { font-size: 1.25rem }
  h3 { font-size: 1rem }
  .lede { font-size: 1.125rem }
  details > div { padding-left: 0 }
}
`
