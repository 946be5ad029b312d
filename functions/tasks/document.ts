import { writeFile } from 'node:fs/promises'
import { openApi } from '../api/openApi.ts'

// Writes the API's document beside the service that answers with it: run it when a route or a schema changes.

await writeFile(
  new URL('../api/openApi.list.json', import.meta.url),
  `${JSON.stringify(openApi(), undefined, 1)}\n`,
)
