import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { startService } from '../../functions/local/service.ts'
import type { DataSet } from '../../functions/schema/view.ts'
import { launch } from './chromium.ts'
import { copyLoaded } from './loadedFolder.ts'
import { settle, watchTraffic } from './settle.ts'

type Options = {
  dataSet?: DataSet
  /** How long a page may take over any one thing. */
  waitMilliseconds?: number
}

/** The whole service with its pages, and a browser before it, to do by hand what people do. */
export async function startJourney({ dataSet = 'demonstration', waitMilliseconds = 8000 }: Options = {}) {
  const browser = await launch()
  const directory = await mkdtemp(join(tmpdir(), 'journey-'))
  const data = join(directory, 'data')
  const start = async () => {
    if (dataSet !== 'none') await copyLoaded(dataSet, data)
    return startService({ directory: data, dataSet })
  }
  const service = await start().catch(async (failure) => {
    await browser.close()
    throw failure
  })
  const wrong: string[] = []

  /** One more tab beside those a window has, whoever opened the window. */
  async function openIn(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    page.setDefaultTimeout(waitMilliseconds)
    watchTraffic(page)
    page.on('pageerror', (failure) => wrong.push(String(failure)))
    return page
  }
  /** A window of its own: it shares no cookies and nothing kept with any other. */
  const open = async (options: BrowserContextOptions = {}) => openIn(await browser.newContext(options))

  async function go(page: Page, path: string) {
    await page.goto(`${service.origin}${path}`)
    await settle(page, waitMilliseconds)
  }
  /** Whoever was signed in in that window is out first. */
  async function signIn(page: Page, person: string, to: string) {
    await page.context().clearCookies()
    await page.goto(`${service.origin}/api/v1/sign-in?to=${encodeURIComponent(to)}`)
    await page.locator(`button[value="${person}"]`).click()
    await page.waitForURL(`${service.origin}${to}`)
    await settle(page, waitMilliseconds)
  }
  async function openAs(person: string, to: string, options: BrowserContextOptions = {}) {
    const page = await open(options)
    await signIn(page, person, to)
    return page
  }

  /** What the API answers one of the cast, where a refusal would be a surprise. */
  async function told(who: string, method: string, path: string, body?: unknown) {
    const answer = await fetch(`${service.origin}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${await service.tokenFor(who)}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${who} ${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    service,
    /** For what a test keeps on disk: gone when the journey closes. */
    directory,
    /** What failed in the scripts of any page it opened. A journey ends by finding this empty. */
    wrong,
    open,
    openIn,
    openAs,
    go,
    signIn,
    told,
    async close() {
      await browser.close()
      await service.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
export type Journey = Awaited<ReturnType<typeof startJourney>>
