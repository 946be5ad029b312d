import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A real browser. Says how to get one where there is none. */
export async function launch(): Promise<Browser> {
  const executablePath = places.find((place) => place !== undefined && existsSync(place))
  if (!executablePath) {
    throw new Error(
      'These tests need Chromium. On Debian or Ubuntu: apt-get install chromium. Elsewhere, say where it is with CHROMIUM=/path/to/chrome.',
    )
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  })
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
export const widths = { desktop: 1280, phone: 375 }

/** No known failure of WCAG 2.2 A and AA on the page as it stands, at the width of a desktop and of a phone. */
export async function expectAccessible(page: Page, what: string) {
  for (const [name, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 })
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
    const found = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html)
          .slice(0, 3)
          .join(' | ')}`,
    )
    expect(found, `${what}, ${name}`).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${what}, ${name}: wider than the window`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: widths.desktop, height: 900 })
}
