import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { buildWeb } from '../../functions/local/web.ts'
import { londonBytes } from '../bench/explorer.ts'

// What a page weighs on its way to a phone, compressed.

const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url))
const kilobyte = 1000

const chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
  assets: z.array(z.string()).default([]),
})
let manifest: Map<string, z.infer<typeof chunk>>

beforeAll(async () => {
  await buildWeb()
  const written: unknown = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
  manifest = new Map(Object.entries(z.record(z.string(), chunk).parse(written)))
}, 120_000)

/** Everything fetched before a page can be drawn: what starts the site, the page, and all that they import. */
function filesOf(...names: string[]) {
  const met = new Set<string>()
  const visit = (name: string) => {
    const found = manifest.get(name)
    if (!found) throw new Error(`The build has no ${name}`)
    if (met.has(name)) return
    met.add(name)
    for (const imported of found.imports) visit(imported)
  }
  for (const name of names) visit(name)
  const chunks = [...met].flatMap((name) => manifest.get(name) ?? [])
  return {
    scripts: [...new Set(chunks.map(({ file }) => file))],
    styles: [...new Set(chunks.flatMap(({ css }) => css))],
    fonts: [...new Set(chunks.flatMap(({ assets }) => assets))].filter((file) => file.endsWith('.woff2')),
  }
}
const weigh = (files: string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(dist + file), { level: 9 }).length, 0) / kilobyte

test('the front page needs no more than 130 kB of JavaScript', () => {
  const { scripts } = filesOf('index.html')
  expect(scripts.length).toBeGreaterThan(0)
  expect(weigh(scripts)).toBeLessThanOrEqual(130)
})

test.each([
  'market',
  'renewals',
  'borough',
  'vendor',
  'serviceArea',
  'whoRunsWhat',
  'search',
  'contract',
  'system',
  'product',
  'buyTogether',
  'data',
  'trends',
  'changes',
])('the %s page needs no more than 140 kB of JavaScript', (page) => {
  expect(weigh(filesOf('index.html', `src/pages/public/${page}.tsx`).scripts)).toBeLessThanOrEqual(140)
})

test('the explorer needs no more than 155 kB of JavaScript, and 150 kB for all of London', () => {
  expect(weigh(filesOf('index.html', 'src/pages/public/explore/explore.tsx').scripts)).toBeLessThanOrEqual(
    155,
  )
  expect(londonBytes() / kilobyte).toBeLessThanOrEqual(150)
})

test('what starts the site brings nothing of officers’ pages', () => {
  const { scripts } = filesOf('index.html')
  for (const part of ['our', 'members', 'review', 'people']) {
    const own = filesOf(`src/pages/${part}/routes.tsx`).scripts
    expect(own.length, part).toBeGreaterThan(0)
    expect(scripts, part).not.toContain(own[0])
    expect(weigh(filesOf('index.html', `src/pages/${part}/routes.tsx`).scripts), part).toBeLessThanOrEqual(
      250,
    )
  }
})

test.each([
  'found/found',
  'importing/import',
  'history/history',
  'questions/list',
  'questions/ask',
  'messages',
  'underContract',
])('the borough’s page %s needs no more than 250 kB of JavaScript, with the forms it leads to', (page) => {
  expect(
    weigh(filesOf('index.html', 'src/pages/our/routes.tsx', `src/pages/our/${page}.tsx`).scripts),
  ).toBeLessThanOrEqual(250)
})

test('styles weigh no more than 30 kB, and the one font no more than 45', () => {
  const { styles, fonts } = filesOf('index.html')
  expect(weigh(styles)).toBeLessThanOrEqual(30)
  expect(fonts).toHaveLength(1)
  expect(
    fonts.reduce((sum, file) => sum + readFileSync(dist + file).length, 0) / kilobyte,
  ).toBeLessThanOrEqual(45)
})
