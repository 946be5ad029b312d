import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import axe, { type RunOptions } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

function executable(): string {
  const found = places.find((place) => place !== undefined && existsSync(place))
  if (!found) {
    throw new Error(
      'These tests need Chromium. On Debian or Ubuntu: apt-get install chromium. Elsewhere, say where it is with CHROMIUM=/path/to/chrome.',
    )
  }
  return found
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
]

/** A real browser. Says how to get one where there is none. */
export const launch = async (more: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: executable(), args: [...args, ...more] })

/** A browser whose profile outlives it, and which can be killed as a crash or a flat battery would. */
export async function launchOn(profile: string) {
  // A browser that was killed leaves its locks behind.
  for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) {
    await rm(join(profile, lock), { force: true })
  }
  const browserProcess = spawn(
    executable(),
    [...args, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise<void>((done) => browserProcess.once('exit', () => done()))
  const endpoint = await new Promise<string>((done, failed) => {
    let said = ''
    browserProcess.stderr.on('data', (chunk) => {
      said += chunk
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? []
      if (address) done(address)
    })
    browserProcess.once('exit', () => failed(new Error(`Chromium ended: ${said.slice(-500)}`)))
  })
  const browser = await chromium.connectOverCDP(endpoint)
  const [context] = browser.contexts()
  if (!context) throw new Error('Chromium has no window')
  return {
    context,
    kill: async () => {
      browserProcess.kill('SIGKILL')
      await ended
    },
  }
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds wrong with a page as it stands, by WCAG 2.2 A and AA or by the rules named alone: a line for each rule
 * broken, with the elements that break it. axe is put into a page once and runs there; our pages have no frames.
 */
export async function failuresOn(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options: RunOptions = {
    runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: wcag },
    resultTypes: ['violations'],
  }
  const violations = await page.evaluate(
    async (how) => (await (window as unknown as { axe: typeof axe }).axe.run(document, how)).violations,
    options,
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .slice(0, 3)
        .join(' | ')}`,
  )
}

export const widths = { desktop: 1280, phone: 375 }

/** No known failure of WCAG 2.2 A and AA on the page as it stands, at the width of a desktop and of a phone. */
export async function expectAccessible(page: Page, what: string) {
  for (const [name, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 })
    expect(await failuresOn(page), `${what}, ${name}`).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, `${what}, ${name}: wider than the window`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: widths.desktop, height: 900 })
}
