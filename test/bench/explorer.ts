import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Locator, Page } from 'playwright-core'
import { lists } from '../../functions/api/lists.ts'
import { referenceLists } from '../../functions/api/reference.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { explorerRow, holdersOf } from '../../functions/domain/explorerFile.ts'
import { buildWeb, webRoutes } from '../../functions/local/web.ts'
import { london } from '../../functions/reference/index.ts'
import { monthsToReplace } from '../../functions/reference/settings.ts'
import type { ExplorerManifest, ExplorerRow } from '../../functions/schema/explorer.ts'
import { cut, type StoredFile, shelved } from '../../functions/stream/explorerShelves.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { explorerView } from '../../functions/views/explorer.ts'
import { launch } from '../support/chromium.ts'
import type { Figure } from './figure.ts'

// The explorer in a real browser, at many rows: from the press of a filter to what it leaves being painted.

const today = londonToday()
const boroughs = lists().authoritiesOf(london)

/** The demonstration over and over, spread over all boroughs, each time under other ids and titles. */
function estate(count: number): ExplorerRow[] {
  const demo = demonstration(today).records.map((record) => explorerRow(publicRecord(record)))
  const rows: ExplorerRow[] = []
  for (let time = 0; rows.length < count; time += 1) {
    for (const row of demo.slice(0, count - rows.length)) {
      const place = boroughs.findIndex(({ id }) => id === row.authority)
      const moved = {
        id: `${row.id}x${time}`,
        authority: boroughs[(place + time) % boroughs.length]?.id ?? row.authority,
        sharedWith: [],
        leadAuthority: undefined,
      }
      rows.push(
        row.kind === 'system'
          ? { ...row, ...moved, name: `${row.name} ${time}` }
          : {
              ...row,
              ...moved,
              title: `${row.title} ${time}`,
              systems: row.systems.map((id) => `${id}x${time}`),
            },
      )
    }
  }
  return rows
}

/** Rows as they are published: the list of files, and the files by name. */
function published(rows: ExplorerRow[]): { manifest: ExplorerManifest; files: Map<string, StoredFile> } {
  const files = new Map<string, StoredFile>()
  const shelves = new Map(
    boroughs.map(({ id }) => {
      const held = rows.filter((row) => holdersOf(row).includes(id))
      const shelf = (held.length > 0 ? cut('', held) : []).map((piece) => {
        const { line, stored } = shelved(piece)
        files.set(`${id}-${line.part}-${line.hash}`, stored)
        return line
      })
      return [id, { revision: 1, files: shelf }]
    }),
  )
  const manifest = explorerView(
    shelves,
    { scope: london, today, lists: lists() },
    { path: '/api/v1/explorer/files/', leadMonths: monthsToReplace },
  )
  return { manifest, files }
}

const names = () =>
  JSON.stringify(referenceLists({ vendors: [], products: [], aliases: [], entries: [], apart: [] }))

/** Serves the built pages, and what of the service the explorer asks for. */
async function serve({ manifest, files }: ReturnType<typeof published>) {
  await buildWeb()
  const site = new Hono()
    .get('/api/v1/session', (c) => c.json({ person: null, dataSet: 'demonstration', mayRemove: false }))
    .get('/api/v1/reference', (c) => c.body(names(), 200, { 'Content-Type': 'application/json' }))
    .get('/api/v1/explorer/files/:name', (c) => {
      const file = files.get(c.req.param('name'))
      if (!file) return c.notFound()
      return c.body(Buffer.from(file.gzip, 'base64'), 200, {
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
      })
    })
    .get('/api/v1/explorer/:scope', (c) => c.json(manifest))
    .route('/', webRoutes())
  const server = createServer(getRequestListener(site.fetch))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(done)
        server.closeAllConnections()
      }),
  }
}

declare global {
  interface Window {
    /** Milliseconds from each press to the paint of what it changed. */
    painted?: number[]
  }
}

/** From the pointer's rise to the first paint after the page has changed for it. */
const watch = () => {
  const painted: number[] = []
  window.painted = painted
  addEventListener(
    'pointerup',
    ({ timeStamp }) => {
      const found = document.getElementById('results')?.closest('.explore')
      if (!found) return
      const seen = new MutationObserver(() => {
        seen.disconnect()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => painted.push(performance.now() - timeStamp)
          port2.postMessage(undefined)
        })
      })
      seen.observe(found, { subtree: true, childList: true, characterData: true })
    },
    { capture: true },
  )
}

const clicks = 80
const percentile = (values: number[], part: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? Number.POSITIVE_INFINITY

/** Brings something into sight, as a hand would before it presses: where it is once the window has been drawn with it. */
async function inSight(target: Locator) {
  await target.scrollIntoViewIfNeeded()
  await target.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  )
  return target.boundingBox()
}

/** Ticks and unticks options of every facet, as a hand does, on both kinds. */
async function press(page: Page): Promise<number[]> {
  await page.evaluate(watch)
  const folded = page.locator('.facet__name button[aria-expanded=false]')
  while ((await folded.count()) > 0) await folded.first().click()
  const pressed = async (nth: number) => {
    const options = page.locator('.facet__option input')
    const option = options.nth(nth % (await options.count()))
    const box = await inSight(option)
    if (!box) return
    const before = await page.evaluate(() => window.painted?.length ?? 0)
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForFunction((count) => (window.painted?.length ?? 0) > count, before, { polling: 20 })
  }
  await page.evaluate(() => {
    if (window.painted) window.painted.length = 0
  })
  for (let click = 0; click < clicks; click += 1) {
    if (click === clicks / 2) {
      await page.getByRole('link', { name: /^Contracts/ }).click()
      await page.getByRole('columnheader', { name: 'Term ends' }).waitFor()
    }
    // Two in three widen or narrow another facet; the third takes everything away, so that all rows come back.
    const clear = page.getByRole('button', { name: 'Clear all filters', exact: true }).first()
    if (click % 3 === 2 && (await clear.count()) > 0) await clear.click()
    await pressed(click * 7 + 3)
  }
  return page.evaluate(() => window.painted ?? [])
}

type TraceEvent = {
  name: string
  pid: number
  tid: number
  ts: number
  /** Microseconds its thread worked on it, however long it had to wait for the machine. */
  tdur?: number
  args: { data?: { type?: string } }
}

/** What the page itself does between a press and its painting, in milliseconds of its thread's time for each press. */
async function ownWork(browser: Browser, page: Page): Promise<number[]> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...JSON.parse(JSON.stringify(value))))
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'devtools.timeline' })
  const options = page.locator('.facet__option input')
  for (let click = 0; click < 24; click += 1) {
    const option = options.nth((Math.floor(click / 2) * 9 + 2) % (await options.count()))
    const box = await inSight(option)
    if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForTimeout(300)
  }
  const whole = new Promise((done) => session.once('Tracing.tracingComplete', done))
  await session.send('Tracing.end')
  await whole
  const steps = ['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize']
  const presses = events.filter(
    ({ name, args }) => name === 'EventDispatch' && args.data?.type === 'pointerup',
  )
  return presses.flatMap((press) => {
    const after = events
      .filter(({ pid, tid, ts }) => pid === press.pid && tid === press.tid && ts >= press.ts)
      .sort((one, other) => one.ts - other.ts)
    const end = after.find(({ name }) => name === 'Layerize')?.ts
    if (end === undefined) return []
    const work = after
      .filter(({ ts }) => ts <= end)
      .filter(
        ({ name, args }) => steps.includes(name) || (name === 'EventDispatch' && args.data?.type === 'click'),
      )
    return [work.reduce((all, { tdur = 0 }) => all + tdur, 0) / 1000]
  })
}

/** What the explorer reads to show London’s demonstration: the list of files, the files and the names. */
export function londonBytes(): number {
  const small = published(demonstration(today).records.map((record) => explorerRow(publicRecord(record))))
  return (
    gzipSync(JSON.stringify(small.manifest)).length +
    gzipSync(names()).length +
    [...small.files.values()].reduce((sum, { gzip }) => sum + Buffer.from(gzip, 'base64').length, 0)
  )
}

export async function explorer({ rows = 100_000 } = {}): Promise<Figure[]> {
  const figures: Figure[] = []
  const bytes = londonBytes()
  figures.push({
    name: 'explorer: London’s data, names included, compressed',
    value: bytes / 1000,
    unit: 'kB',
    promise: '≤ 150 kB',
    holds: bytes <= 150_000,
  })

  const site = await serve(published(estate(rows)))
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    const start = performance.now()
    await page.goto(`${site.origin}/explore`)
    await page.locator('#results').waitFor({ timeout: 120_000 })
    figures.push({
      name: `explorer: ready with ${rows.toLocaleString('en-GB')} rows`,
      value: (performance.now() - start) / 1000,
      unit: 's',
      promise: 'told, not promised',
      holds: true,
    })
    await page.waitForTimeout(2000)
    const painted = await press(page)
    for (const [part, word] of [
      [0.5, 'median'],
      [0.95, 'p95'],
    ] as const) {
      const value = percentile(painted, part)
      figures.push({
        name: `explorer: press to paint at ${rows.toLocaleString('en-GB')} rows, ${word} of ${painted.length}`,
        value,
        unit: 'ms',
        promise: part === 0.95 ? '≤ 50 ms' : 'told, not promised',
        holds: part !== 0.95 || value <= 50,
      })
    }
    figures.push({
      name: `explorer: of which the page's own work at ${rows.toLocaleString('en-GB')} rows, p95`,
      value: percentile(await ownWork(browser, page), 0.95),
      unit: 'ms of its thread',
      promise: 'told, not promised',
      holds: true,
    })
  } finally {
    await browser.close()
    await site.close()
  }
  return figures
}
