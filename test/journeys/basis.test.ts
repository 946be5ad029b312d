import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Journey, startJourney } from '../support/journey.ts'

// Every view says what it rests on, at every size of scope: from how many of how many, how fresh, as of which day, with
// its numbers as a file and how they are worked out; and where there is nothing, out of how many.

const scopes = { London: 'E12000007', 'United Kingdom': 'K02000001' }
const emptyScopes = { 'the North West': 'E12000002' }

const publicViews = [
  '/',
  '/market',
  '/market?area=all-housing&by=systems',
  '/market?by=value&group=1',
  '/renewals',
  '/buy-together',
  '/buy-together?area=scanning',
  '/who-runs-what',
  '/trends',
  '/changes',
  '/explore',
  '/explore?show=contracts',
  '/boroughs',
  '/service-areas',
  '/service-areas/parking',
  '/vendors/ven_demo-brindlewick',
  '/products/',
]
const membersViews = [
  '/members/ratings',
  '/members/ratings/ven_demo-brindlewick',
  '/members/satisfaction',
  '/members/skills',
  '/members/completeness',
  '/members/peers',
  '/members/moves',
]
/** Whose figures are of changes, of whole answers kept together, or of freshness itself: no oldest confirmation. */
const withoutOldest = new Set([
  '/changes',
  '/members/ratings/ven_demo-brindlewick',
  '/members/peers',
  '/members/moves',
])

let journey: Journey
let page: Page
beforeAll(async () => {
  journey = await startJourney()
  page = await journey.openAs('camden', '/our')
})
afterAll(() => journey?.close())

/** One product is as good as another: one that is run for parking. */
async function opened(path: string): Promise<string> {
  if (path !== '/products/') return path
  await journey.go(page, '/service-areas/parking')
  const found = await page.locator('main a[href^="/products/"]').first().getAttribute('href')
  return found?.split('?')[0] ?? path
}
const at = (path: string, scope: string) => `${path}${path.includes('?') ? '&' : '?'}scope=${scope}`
const pageWords = () =>
  page
    .locator('main')
    .textContent()
    .then((words) => words ?? '')
const fromHowMany = /\d of (?:the )?\d[\d,]* (?:authorities|councils)|of \d+ (?:in|within) /i

test.each([...publicViews, ...membersViews])('%s says what it rests on', async (view) => {
  const path = await opened(view)
  for (const [name, scope] of Object.entries(scopes)) {
    await journey.go(page, at(path, scope))
    const words = await pageWords()
    expect(words, name).toMatch(fromHowMany)
    expect(words, name).toMatch(/(?:as of|on) \d{1,2} [A-Z][a-z]+ 20\d\d/i)
    if (!withoutOldest.has(path)) expect(words, name).toMatch(/oldest/i)
    const main = page.locator('main')
    expect(await main.getByText('Download', { exact: false }).count(), name).toBeGreaterThan(0)
    expect(
      (await main.getByRole('button', { name: 'How this is worked out' }).count()) +
        (await main.locator('a[href*="/about#"]').count()),
      name,
    ).toBeGreaterThan(0)
  }
  for (const [name, scope] of Object.entries(emptyScopes)) {
    await journey.go(page, at(path, scope))
    const words = await pageWords()
    expect(words, name).toMatch(
      /from 0 of \d|0 of \d+ (?:authorities|councils)|out of \d+ councils|is not in |cannot be told/i,
    )
  }
  expect(journey.wrong).toEqual([])
})
