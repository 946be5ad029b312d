import { writeFile } from 'node:fs/promises'
import { documentPage } from '../api/documentPage.ts'
import { openApi } from '../api/openApi.ts'

// Writes the API's document and its page beside the service that answers with them: run it when a route or a schema changes.

const write = (name: string, content: object) =>
  writeFile(
    new URL(`../api/${name}.list.json`, import.meta.url),
    `${JSON.stringify(content, undefined, 1)}\n`,
  )

await write('openApi', openApi())
await write('documentPage', documentPage(openApi()))
