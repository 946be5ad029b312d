import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Service, startService } from '../../functions/local/service.ts'
import { launch } from '../support/chromium.ts'
import { walkByKeyboard } from '../support/keyboard.ts'

// Every page by the Tab key alone, in a real browser: whatever can be pressed or filled in is come to, shows that it
// is, lies in view, and the page lets go at its end.

let service: Service
let browser: Browser
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keyboard-'))
  browser = await launch()
  service = await startService({ directory, dataSet: 'demonstration' })
})
afterAll(async () => {
  await browser?.close()
  await service?.close()
  await rm(directory, { recursive: true, force: true })
})

const go = async (page: Page, path: string) => {
  await page.goto(`${service.origin}${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

/** Pages by who opens them. `a > b` is the first link of page `a` that begins with `b`. */
const pages: Record<string, string[]> = {
  '': [
    '/',
    '/market',
    '/renewals',
    '/buy-together',
    '/buy-together?area=scanning',
    '/who-runs-what',
    '/explore',
    '/boroughs',
    '/boroughs/camden',
    '/boroughs/camden > /systems/',
    '/boroughs/camden > /contracts/',
    '/boroughs/camden > /vendors/',
    '/service-areas',
    '/service-areas/parking',
    '/search?q=libary',
    '/data',
    '/about',
    '/accessibility',
    '/nowhere',
  ],
  camden: [
    '/our',
    '/our/systems',
    '/our/systems/new',
    '/our/systems/under-contract',
    '/our/contracts',
    '/our/contracts/new',
    '/our/contracts > /our/contracts/con_',
    '/our/ratings',
    '/our/skills',
    '/our/confirm',
    '/our/import',
    '/our/submission',
    '/our/history',
    '/members/ratings',
    '/members/skills',
  ],
  loti: ['/review', '/review > /review/sub_', '/audit'],
  admin: ['/people', '/people/invite', '/people > /people/'],
}

describe('every page by keyboard alone', { timeout: 240_000 }, () => {
  for (const [person, paths] of Object.entries(pages)) {
    test(`as ${person || 'a reader'}`, async () => {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
      page.setDefaultTimeout(10_000)
      if (person) {
        await page.goto(`${service.origin}/api/v1/sign-in?to=/`)
        await page.locator(`button[value="${person}"]`).click()
        await page.getByRole('heading', { level: 1 }).waitFor()
      }
      for (const path of paths) {
        const [from = '', to] = path.split(' > ')
        await go(page, from)
        if (to !== undefined) {
          const href = await page.locator(`main a[href^="${to}"]`).first().getAttribute('href')
          await go(page, href ?? '')
        }
        const { stops, ...walk } = await walkByKeyboard(page)
        expect({ path, ...walk }).toEqual({ path, missed: [], unmarked: [], outside: [], leaves: true })
        expect(stops, path).toBeGreaterThan(5)
      }
      await page.context().close()
    })
  }
})
