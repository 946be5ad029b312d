import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OverviewView } from '../../functions/schema/view.ts'
import { expectAccessible, widths } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// The explorer by hand, in a real browser.

let journey: Journey
let page: Page

beforeAll(async () => {
  journey = await startJourney()
  page = await journey.open()
}, 240_000)
afterAll(() => journey?.close())

const open = async (address: string, on = page) => {
  await on.goto(`${journey.service.origin}${address}`)
  await on.locator('#results').waitFor()
}
const found = (on = page) => on.locator('#results').textContent()
const search = () => new URL(page.url()).search
const box = (name: RegExp) => page.getByRole('checkbox', { name })
const countIn = (words: string | null) => Number(/[\d,]+/.exec(words ?? '')?.[0].replaceAll(',', ''))
/** The number beside an option. */
const beside = async (name: RegExp) =>
  Number(
    (await page.locator('.facet__option', { hasText: name }).locator('.facet__count').textContent()) ?? '',
  )
const afterAddress = (part: string) => expect.poll(search).toContain(part)

describe('exploring', { timeout: 120_000 }, () => {
  test('what a finding counts is what its evidence shows', async () => {
    const { findings } = (await journey.told('loti', 'GET', '/views/overview/E12000007')) as OverviewView
    const evident = findings.filter(({ to }) => to.startsWith('/explore'))
    expect(evident.map(({ id }) => id)).toEqual(['soon', 'out-of-term', 'locked-in'])
    for (const { sentence, to } of evident) {
      await open(to)
      expect(countIn(await found()), sentence).toBe(Number.parseInt(sentence, 10))
    }
  })

  test('everything is there to begin with, and it is said how much that is', async () => {
    await page.goto(journey.service.origin)
    await page.getByRole('link', { name: 'Explore', exact: true }).click()
    await page.locator('#results').waitFor()
    expect(await found()).toBe('809 systems in 22 of 33 authorities')
    await page.getByRole('link', { name: 'Contracts 560' }).waitFor()
    await page.getByText(/live\. \d+% confirmed in the last 12 months/).waitFor()
  })

  test('an option leaves as many as stood beside it, and the others count again', async () => {
    const croydon = await beside(/^Croydon/)
    const elsewhere = await beside(/^Westminster/)
    const care = await beside(/^Adult Social Care/)
    await box(/^Croydon/).check()
    expect(await found()).toBe(`${croydon} systems in 1 of 33 authorities`)
    await afterAddress('borough=croydon')
    expect(await beside(/^Westminster/)).toBe(elsewhere)
    expect(await beside(/^Adult Social Care/)).toBeLessThan(care)
    await box(/^Westminster/).check()
    expect(countIn(await found())).toBe(croydon + elsewhere)
    await page.getByText('2 chosen').waitFor()
  })

  test('what is out of sight follows: all of the page is as if it were opened at its address', async () => {
    const low = await journey.open({ viewport: { width: 1280, height: 400 } })
    await open('/explore', low)
    await low.getByRole('search', { name: 'Filters' }).getByRole('button', { name: 'Hosting' }).click()
    await low.getByRole('checkbox', { name: /^Adult Social Care/ }).check()
    await expect.poll(() => new URL(low.url()).search).toContain('area=')
    const content = () => low.locator('.explore__results').textContent()
    const hosting = () => low.locator('.facet', { hasText: 'Hosting' }).locator('fieldset').textContent()
    const pressed = [await content(), await hosting()]
    await low.reload()
    await low.locator('#results').waitFor()
    await low.getByRole('search', { name: 'Filters' }).getByRole('button', { name: 'Hosting' }).click()
    expect([await content(), await hosting()]).toEqual(pressed)
    await low.context().close()
  })

  test('the address brings the selection back: sent to someone, by going back and forward', async () => {
    const here = await found()
    await afterAddress('borough=croydon&borough=westminster')
    const another = await journey.open()
    await open(`/explore${search()}`, another)
    expect(await found(another)).toBe(here)
    await another.context().close()
    await page.goBack()
    await expect.poll(() => found()).toMatch(/in 1 of 33 authorities/)
    expect(await box(/^Westminster/).isChecked()).toBe(false)
    await page.goForward()
    await expect.poll(() => found()).toBe(here)
    expect(await box(/^Westminster/).isChecked()).toBe(true)
  })

  test('filters are taken away one by one by keyboard, which stays where it was', async () => {
    await page.getByRole('button', { name: /Remove filter.*Westminster/ }).focus()
    await page.keyboard.press('Enter')
    const pressable = () => page.evaluate(() => document.activeElement?.closest('button')?.textContent)
    await expect.poll(pressable).toContain('Croydon')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('results')
    expect(await found()).toBe('809 systems in 22 of 33 authorities')
    await expect.poll(search).toBe('')
  })

  test('of presses that follow one another at once none is taken back, not even for a moment', async () => {
    const quick = await journey.open()
    await open('/explore?borough=croydon&borough=westminster', quick)
    const shown = await quick.evaluate(async () => {
      const results = document.querySelector('#results')
      const press = () => document.querySelector<HTMLElement>('.chip')?.click()
      const seen: (string | null | undefined)[] = []
      new MutationObserver(() => {
        if (seen.at(-1) !== results?.textContent) seen.push(results?.textContent)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
      // The second comes while the address of the first is being written.
      const write = history.pushState.bind(history)
      history.pushState = (...address) => {
        history.pushState = write
        write(...address)
        press()
      }
      press()
      await new Promise((done) => setTimeout(done, 1000))
      return seen
    })
    expect(shown.map((words) => / in (\d+) of /.exec(words ?? '')?.[1])).toEqual(['3', '22'])
    expect(new URL(quick.url()).search).toBe('')
    await quick.goBack()
    await quick.getByRole('button', { name: /Remove filter.*Westminster/ }).waitFor()
    await quick.context().close()
  })

  test('words are looked for as they are typed, mistyped ones too, and how many there are is announced', async () => {
    const words = page.getByRole('searchbox', { name: 'Search names and titles' })
    await words.fill('larkenby')
    const right = await found()
    expect(countIn(right)).toBeGreaterThan(3)
    await words.fill('larkanby')
    expect(await found()).toBe(right)
    await page.getByText('No name has “larkanby”, so “larkenby” was looked for.').waitFor()
    await page
      .getByRole('status')
      .getByText(/systems found/)
      .waitFor()
    await words.fill('xyzzyxyzzy')
    expect(await found()).toBe('No system matches')
    await page.getByText('Nothing on the register has this.').waitFor()
    await expectAccessible(page, 'nothing found')
    await page.getByRole('button', { name: 'Clear all filters' }).last().click()
    expect(await found()).toBe('809 systems in 22 of 33 authorities')
  })

  test('a long list is searched within, and a group of service areas opens', async () => {
    await page.getByRole('button', { name: /^Supplier/ }).click()
    await page.getByRole('searchbox', { name: 'Find in suppliers' }).fill('oakum')
    await box(/^Oakumber Software \d/).check()
    const left = countIn(await found())
    await page.getByRole('link', { name: /^Contracts/ }).click()
    await page.getByRole('heading', { name: /contracts in/ }).waitFor()
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0)
    for (const supplier of await page.locator('tbody td[data-label="Supplier"]').allTextContents()) {
      expect(supplier).toBe('Oakumber Software')
    }
    await page.getByRole('link', { name: `Systems ${left}` }).click()
    await page.getByRole('button', { name: 'Clear all filters', exact: true }).click()
    await page.getByRole('button', { name: 'Show all 26 service areas' }).click()
    await page.getByRole('button', { name: /areas of Housing/ }).click()
    await box(/^Repairs/)
      .first()
      .check()
    await page.getByText(/Service area\s*Repairs/).waitFor()
    await page.getByRole('button', { name: 'Clear all filters', exact: true }).click()
  })

  test('the table is sorted by its heads and turned page by page', async () => {
    await open('/explore?show=contracts')
    await page.getByRole('button', { name: 'A year' }).click()
    await page.getByRole('button', { name: 'A year' }).click()
    await afterAddress('sort=-pounds')
    expect(await page.getByRole('columnheader', { name: 'A year' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
    const amounts = await page.locator('tbody td[data-label="A year"]').allTextContents()
    const numbers = amounts.map((amount) => Number(amount.replace(/[£,]/g, '')))
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
    await page.getByRole('link', { name: 'Next page' }).click()
    await afterAddress('page=2')
    const first = await page.locator('tbody tr').first().textContent()
    await page.reload()
    await page.locator('#results').waitFor()
    expect(await page.locator('tbody tr').first().textContent()).toBe(first)
    await expectAccessible(page, 'contracts')
  })

  test('who else runs it is one click from a system', async () => {
    await open('/explore?borough=camden')
    const link = page.getByRole('link', { name: /others run it/ }).first()
    const others = countIn(await link.textContent())
    await link.click()
    await page.getByRole('button', { name: /Remove filter Product/ }).waitFor()
    expect(countIn(await found())).toBe(others + 1)
  })

  test('the map narrows the selection, and the timeline says when to decide', async () => {
    await open('/explore?view=map&area=group.housing')
    await expectAccessible(page, 'map')
    const tile = page.getByRole('link', { name: /^CRD/ })
    const systems = countIn((await tile.getAttribute('aria-label')) ?? '')
    await tile.click()
    expect(countIn(await found())).toBe(systems)
    await page.getByText('1 of 33 authorities chosen').waitFor()
    await page.getByRole('link', { name: 'Timeline' }).click()
    await page.getByRole('heading', { name: /(is|are) the busiest|are as busy|Nothing to decide/ }).waitFor()
    await afterAddress('view=timeline')
    await expectAccessible(page, 'timeline')
  })

  test('the selection is downloaded, every row of it', async () => {
    await open('/explore?show=contracts&borough=hackney')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /Download these/ }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(countIn(await found()) + 1)
    expect(lines[0]).toContain('Pounds a year')
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'JSON of the selection' }).click(),
    ])
    expect(JSON.parse(await readFile(await json.path(), 'utf8'))).toHaveLength(lines.length - 1)
  })

  test('on a phone the filters fold behind a button that says how many there are', async () => {
    const phone = await journey.open({ viewport: { width: widths.phone, height: 800 } })
    await open('/explore?borough=camden&hosting=SaaS', phone)
    const button = phone.getByRole('button', { name: 'Filter (2)' })
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    expect(await phone.getByRole('checkbox', { name: /^Camden/ }).isVisible()).toBe(false)
    await button.click()
    await phone.getByRole('checkbox', { name: /^Hackney/ }).check()
    const here = countIn(await found(phone))
    await phone.getByRole('button', { name: `Show ${here} systems` }).click()
    expect(await phone.evaluate(() => document.activeElement?.id)).toBe('results')
    expect(await phone.getByRole('checkbox', { name: /^Camden/ }).isVisible()).toBe(false)
    await button.or(phone.getByRole('button', { name: 'Filter (3)' })).click()
    await expectAccessible(phone, 'filters open')
    await phone.setViewportSize({ width: 320, height: 800 })
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await phone.context().close()
  })

  test('a list that is out of date is asked for again', async () => {
    const late = await journey.open()
    let lists = 0
    await late.route('**/api/v1/explorer/E12000007', async (route) => {
      lists += 1
      const answer = await route.fetch()
      const list = await answer.text()
      const old = list.replace(/"name":"E09000007--\w+"/, '"name":"E09000007--0000000000000000"')
      await route.fulfill({ response: answer, body: lists === 1 ? old : list })
    })
    await open('/explore', late)
    expect(lists).toBe(2)
    expect(await found(late)).toBe('809 systems in 22 of 33 authorities')
    await late.context().close()
  })

  test('what is approved is there the next time the page is opened', async () => {
    const { recordId } = await journey.told('hackney', 'POST', '/authorities/E09000012/proposals', {
      kind: 'system',
      values: { name: 'Explorer of tests', serviceAreas: ['library-management'], hosting: 'SaaS' },
    })
    const { id } = await journey.told('hackney', 'POST', '/authorities/E09000012/submission/send', {})
    await open('/explore?q=explorer+of+tests')
    expect(await found()).toBe('No system matches')
    await journey.told('loti', 'POST', `/review/${id}/approve`, {})
    await expect
      .poll(async () => (await journey.told('loti', 'GET', `/views/caught-up?record=${recordId}@1`)).caughtUp)
      .toBe(true)
    await open('/explore?q=explorer+of+tests')
    expect(await found()).toBe('1 system in 1 of 33 authorities')
  })

  test('where nothing is on the register yet, the page says so', async () => {
    await page.goto(`${journey.service.origin}/explore?scope=W92000004`)
    await page.getByText('Nothing is on the register in Wales yet.').waitFor()
    await page.goto(`${journey.service.origin}/explore?scope=E99999999`)
    await page.getByRole('heading', { name: 'No such part of the country' }).waitFor()
  })

  test('without JavaScript the page says so and links the data', async () => {
    const plain = await journey.open({ javaScriptEnabled: false })
    await plain.goto(`${journey.service.origin}/explore`)
    await plain.getByRole('heading', { name: 'City Tools needs JavaScript' }).waitFor()
    const list = await plain.getByRole('link', { name: 'a list of files' }).getAttribute('href')
    const answer = await fetch(`${journey.service.origin}${list}`)
    expect(answer.ok).toBe(true)
    await plain.context().close()
  })

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
