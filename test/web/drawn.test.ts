import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildWeb, webRoutes } from '../../functions/local/web.ts'
import { drawnPages } from '../../infra/definitions.ts'

// Pages as they are before their scripts have run.

const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url))
const read = (file: string) => readFileSync(dist + file, 'utf8')
const shown = async (path: string) => {
  const answer = await webRoutes().request(`http://local${path}`)
  return { status: answer.status, type: answer.headers.get('Content-Type'), text: await answer.text() }
}

beforeAll(buildWeb, 120_000)

describe('before its scripts have run', () => {
  test.each(Object.entries(drawnPages))(
    '%s shows its name, and waits for no other file',
    async (path, file) => {
      const page = read(file)
      expect(page.match(/<h1/g)).toHaveLength(page.includes('<noscript>') ? 2 : 1)
      expect(page).toMatch(/<nav class="mainnav"/)
      expect(page).not.toMatch(/<link rel="stylesheet"(?![^>]*media="print")/)
      expect((await shown(path)).text).toBe(page)
    },
  )

  test('the front page comes in 30 kB', () => {
    expect(gzipSync(read(drawnPages['/']), { level: 9 }).length).toBeLessThanOrEqual(30_000)
  })

  test('what a page is about is not said before it is known', async () => {
    const frame = read('index.html')
    expect(frame).toMatch(/<nav class="mainnav"/)
    for (const path of ['/boroughs/camden', '/market?scope=E92000001', '/our', '/?scope=K02000001']) {
      expect((await shown(path)).text, path).toBe(frame)
    }
  })

  test('what needs no script says nothing to those without', () => {
    expect(read(drawnPages['/about'])).toContain('How figures are worked out')
    expect(read(drawnPages['/about'])).not.toContain('noscript')
    expect(read(drawnPages['/'])).toContain('City Tools needs JavaScript')
  })
})

test('robots are told where to look, and there is nothing at the name of a file that is none', async () => {
  expect(await shown('/robots.txt')).toMatchObject({
    status: 200,
    type: expect.stringContaining('text/plain'),
    text: expect.stringMatching(/^Disallow: \/api\/$/m),
  })
  expect(await shown('/favicon.ico')).toMatchObject({ status: 404 })
})
