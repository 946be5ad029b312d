import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

// Imports run one way, along the flow. A folder may import itself and what is named beside it.

const root = fileURLToPath(new URL('..', import.meta.url))
const allowed: Record<string, string[]> = {
  schema: [],
  domain: ['schema'],
  reference: ['schema', 'domain'],
  store: ['schema', 'domain'],
  tallies: ['schema', 'domain'],
  views: ['schema', 'domain'],
  imports: ['schema', 'domain', 'reference'],
  stream: ['schema', 'domain', 'store', 'tallies', 'log.ts'],
  messages: ['schema', 'domain', 'store', 'log.ts'],
  api: ['schema', 'domain', 'reference', 'store', 'views', 'imports', 'messages', 'log.ts'],
}
/** What puts the others together may import any of them. Files beside the folders are such, too. */
const assembling = new Set([
  'tasks',
  'local',
  'config.ts',
  'credentials.ts',
  'endpointCache.ts',
  'eventStreams.ts',
  'log.ts',
  'metric.ts',
])
/** Where a function is put together for deployment: these files alone may reach further. */
const entries = new Set(
  ['api/lambda', 'api/calendars.lambda', 'messages/lambda', 'stream/lambda'].map(
    (name) => `functions/${name}.ts`,
  ),
)

const files = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'dist' ? [] : files(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
const importsOf = (file: string) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(
    ([, path = '']) => relative(root, resolve(root, dirname(file), path)),
  )

test('no folder imports against the flow', () => {
  const backwards = files('functions').flatMap((file) => {
    const [, folder = ''] = file.split('/')
    const may = allowed[folder]
    if (assembling.has(folder) || entries.has(file)) return []
    if (!may) return [`${file}: say in this test what its folder may import`]
    return importsOf(file)
      .filter((path) => {
        const [top, other = ''] = path.split('/')
        return top !== 'functions' || (other !== folder && !may.includes(other))
      })
      .map((path) => `${file} → ${path}`)
  })
  expect(backwards).toEqual([])
})

/**
 * Decisions a form makes as it is typed, and the service when it is sent, must be one and the same. They need nothing
 * of the machine they run on, so that a browser can run them.
 */
const decidedInBoth = [
  'alike',
  'calendar',
  'contract',
  'csv',
  'coverageWords',
  'decideBy',
  'decisionWords',
  'disclosure',
  'draft',
  'due',
  'explorerFile',
  'freshness',
  'plain',
  'leaders',
  'noticeWords',
  'system',
].map((name) => `functions/domain/${name}.ts`)

test('the web client knows the service by its schemas, and by the decisions both make', () => {
  const others = files('web/src').flatMap((file) =>
    importsOf(file)
      .filter(
        (path) =>
          !path.startsWith('web/') && !path.startsWith('functions/schema/') && !decidedInBoth.includes(path),
      )
      .map((path) => `${file} → ${path}`),
  )
  expect(others).toEqual([])
})

test('decisions made in a browser too lean on nothing but schemas and one another', () => {
  for (const file of decidedInBoth) {
    const text = readFileSync(join(root, file), 'utf8')
    const outside = [...text.matchAll(/from\s*'([^.'][^']*)'/g)].map(([, name]) => name)
    expect([file, ...outside]).toEqual([file])
    const inside = importsOf(file).filter(
      (path) => !path.startsWith('functions/schema/') && !decidedInBoth.includes(path),
    )
    expect([file, ...inside]).toEqual([file])
  }
})

test('the deployment reaches the functions by file name alone', () => {
  expect(
    files('infra').flatMap((file) => importsOf(file).filter((path) => !path.startsWith('infra/'))),
  ).toEqual([])
})
