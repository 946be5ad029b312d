import type { Page, Request } from 'playwright-core'

const quietMilliseconds = 120

type Traffic = { pending: Set<Request>; quietSince: number }
const traffic = new WeakMap<Page, Traffic>()

/** Counts what a page asks for from now on. */
export function watchTraffic(page: Page): void {
  const seen: Traffic = { pending: new Set(), quietSince: Date.now() }
  const ended = (request: Request) => {
    seen.pending.delete(request)
    seen.quietSince = Date.now()
  }
  page.on('request', (request) => seen.pending.add(request))
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  traffic.set(page, seen)
}

/**
 * Waits until a page has its title, has all it asked for, and has nothing left to do. Playwright's own wait for a quiet
 * network takes half a second each time, which over all pages is minutes.
 */
export async function settle(page: Page, mostMilliseconds: number): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  const until = Date.now() + mostMilliseconds
  for (;;) {
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 1000 })))
    const { pending, quietSince } = traffic.get(page) ?? { pending: new Set(), quietSince: 0 }
    const left = quietSince + quietMilliseconds - Date.now()
    if (pending.size === 0 && left <= 0) return
    if (Date.now() > until) {
      throw new Error(
        `${page.url()} still waits for ${[...pending].map((request) => request.url()).join(', ')}`,
      )
    }
    await page.waitForTimeout(Math.max(10, pending.size === 0 ? left : 0))
  }
}
