import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Journey, startJourney } from '../support/journey.ts'
import { walkByKeyboard } from '../support/keyboard.ts'

// Every page by the Tab key alone, in a real browser: whatever can be pressed or filled in is come to, shows that it
// is, lies in view, and the page lets go at its end.

let journey: Journey

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration', waitMilliseconds: 10_000 })
})
afterAll(() => journey?.close())

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
    '/members/ratings > /members/ratings/',
    '/members/skills',
    '/members/completeness',
    '/members/peers',
    '/members/moves',
    '/members/moves > /members/moves/',
  ],
  loti: ['/review', '/review > /review/sub_', '/audit', '/rounds', '/rounds/new'],
  admin: ['/people', '/people/invite', '/people > /people/'],
}

describe('every page by keyboard alone', { timeout: 240_000 }, () => {
  for (const [person, paths] of Object.entries(pages)) {
    test(`as ${person || 'a reader'}`, async () => {
      const page = await journey.open({ viewport: { width: 1280, height: 900 } })
      if (person) await journey.signIn(page, person, '/')
      for (const path of paths) {
        const [from = '', to] = path.split(' > ')
        await journey.go(page, from)
        if (to !== undefined) {
          const href = await page.locator(`main a[href^="${to}"]`).first().getAttribute('href')
          await journey.go(page, href ?? '')
        }
        const { stops, ...walk } = await walkByKeyboard(page)
        expect({ path, ...walk }).toEqual({ path, missed: [], unmarked: [], outside: [], leaves: true })
        expect(stops, path).toBeGreaterThan(5)
      }
      await page.context().close()
    })
  }

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
