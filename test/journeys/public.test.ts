import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, failuresOn } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// What the world sees, by hand in a real browser: every page, the four questions, and reading it otherwise.

let journey: Journey
let page: Page

const go = (path: string, on = page) => journey.go(on, path)
const heading = (on = page) => on.getByRole('heading', { level: 1 }).textContent()

/** A page for each kind of thing, found by following links as a reader would. */
const found: Record<string, string> = {}
const pages = () => [
  '/',
  '/market',
  '/market?by=value&group=1',
  '/market?area=all-housing&by=systems',
  '/renewals',
  '/renewals?when=late&lanes=supplier&by=end',
  '/buy-together',
  '/buy-together?area=scanning',
  '/who-runs-what',
  '/boroughs',
  '/boroughs/camden',
  '/boroughs/hounslow',
  '/service-areas',
  '/service-areas/parking',
  '/service-areas/all-housing',
  '/search?q=libary',
  '/search?q=zzzzzz',
  '/search',
  '/data',
  '/about',
  '/?scope=K02000001',
  '/renewals?scope=W92000004',
  '/market?scope=atlantis',
  ...Object.values(found),
]

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
  page = await journey.open()
  await go('/boroughs/camden')
  for (const kind of ['systems', 'contracts', 'vendors']) {
    const link = page.locator(`main a[href^="/${kind}/"]`).first()
    found[kind] = (await link.getAttribute('href')) ?? ''
  }
  await go(found.systems ?? '')
  found.products = (await page.locator('main a[href^="/products/"]').first().getAttribute('href')) ?? ''
}, 300_000)
afterAll(() => journey?.close())

describe('every public page', { timeout: 300_000 }, () => {
  test('is accessible on a desktop and on a phone, can be read in the dark, and names itself in its title and one first heading', async () => {
    for (const path of pages()) {
      await go(path)
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1)
      expect(await page.title(), path).toMatch(/^\/(\?|$)/.test(path) ? /^City Tools$/ : / – City Tools$/)
      await expectAccessible(page, path)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await failuresOn(page, ['color-contrast']), `${path}, in the dark`).toEqual([])
      await page.emulateMedia({ colorScheme: null })
    }
  })

  test('can be read where it is dark from the first', async () => {
    const dark = await journey.open({ colorScheme: 'dark' })
    for (const path of ['/', '/renewals', '/boroughs/camden']) {
      await go(path, dark)
      expect(await failuresOn(dark, ['color-contrast']), path).toEqual([])
    }
    await dark.context().close()
  })
})

describe('the four questions, from the front page', { timeout: 60_000 }, () => {
  const ask = async (question: string) => {
    await go('/')
    const field = page.getByLabel(question, { exact: true })
    await field.waitFor()
    return field
  }
  const show = (question: string) =>
    page.getByRole('button', { name: `Show the answer to “${question}”` }).click()

  test('which boroughs use a given product', async () => {
    const question = 'Which boroughs use a product?'
    await (await ask(question)).fill('tesandrel library')
    await show(question)
    await page.getByRole('link', { name: 'Tessandrel Library Management' }).first().click()
    await page
      .getByRole('heading', { name: /authorities in London run Tessandrel Library Management/ })
      .waitFor()
    const names = await page.locator('.where__names a').allTextContents()
    expect(names.length).toBeGreaterThan(2)
  })

  test('which vendor has the largest share of housing contracts', async () => {
    const question = 'Who has the largest share of a market?'
    await (await ask(question)).selectOption({ label: 'Housing: all of it' })
    await show(question)
    // Where several have most, the title says so and none of them is called the largest.
    await page
      .getByRole('heading', { name: /(has the largest share|share the largest part) of Housing: \d+%/ })
      .waitFor()
  })

  test('what is missing is said beside the question, and taken back once it is there', async () => {
    const question = 'Who has the largest share of a market?'
    const area = await ask(question)
    await show(question)
    const missing = page.getByRole('alert').getByText('Choose a service area')
    await missing.waitFor()
    expect(await area.getAttribute('aria-invalid')).toBe('true')
    expect(await area.evaluate((one) => one === document.activeElement)).toBe(true)
    await expectAccessible(page, 'a question without an answer')
    await area.selectOption({ label: 'Parking' })
    expect(await missing.count()).toBe(0)
  })

  test('whose parking contract must be decided on next', async () => {
    const question = 'Whose contract must be decided on next?'
    await (await ask(question)).selectOption({ label: 'Parking' })
    await show(question)
    const row = page.getByRole('table', { name: 'Coming up, soonest first' }).getByRole('row').nth(1)
    await row.getByRole('link').first().waitFor()
    expect(await row.textContent()).toMatch(/\d{1,2} \w{3} 20\d\d/)
  })

  test('what a borough runs for planning, and that it runs nothing where it does not', async () => {
    const question = 'What does a borough run?'
    await (await ask(question)).selectOption({ label: 'Camden' })
    await show(question)
    await page.getByRole('heading', { name: 'What Camden runs' }).waitFor()
    const planning = page.locator('.runs > div', { hasText: 'Planning and Development' })
    expect(await planning.getByRole('listitem').count()).toBeGreaterThan(0)
    await (await ask(question)).selectOption({ label: 'Barnet' })
    await show(question)
    await page.getByRole('heading', { name: 'What Barnet runs' }).waitFor()
    const none = page.getByText('Nothing on the register for')
    expect(await none.textContent()).toContain('Planning and Development')
  })
})

describe('finding one’s way', { timeout: 60_000 }, () => {
  test('search works from the keyboard on any page and keeps what was typed', async () => {
    await go('/renewals')
    await page.getByRole('searchbox', { name: 'Search City Tools' }).focus()
    await page.keyboard.type('camdn')
    await page.keyboard.press('Enter')
    // The page one comes from may name Camden too.
    await page.getByRole('heading', { level: 1, name: 'Search for “camdn”' }).waitFor()
    await page.getByRole('link', { name: 'Camden', exact: true }).waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('camdn')
    expect(await heading()).toBe('Search for “camdn”')
    await page.getByRole('link', { name: 'Camden', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Camden' }).waitFor()
  })

  test('the scope chooser changes every figure’s denominator, and links carry it along', async () => {
    await go('/market')
    await page.locator('details.scope > summary').click()
    await expectAccessible(page, 'the scope chooser, open')
    await page.getByRole('link', { name: 'England', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Who supplies councils in England' }).waitFor()
    await page
      .getByText(/From 22 of \d{3} authorities/)
      .first()
      .waitFor()
    expect(await page.locator('details.scope').getAttribute('open')).toBeNull()
    await page.locator('.bars a').first().click()
    await page
      .getByText(/authorities in England\./)
      .first()
      .waitFor()
    expect(page.url()).toContain('scope=E92000001')
  })

  test('a figure shows its table, says how it is worked out, and gives its file', async () => {
    await go('/market')
    const figure = page.getByRole('figure').first()
    await figure.getByRole('button', { name: 'Show the table' }).click()
    const table = figure.getByRole('table')
    await table.waitFor()
    expect(await table.getByRole('row').count()).toBeGreaterThan(20)
    await expectAccessible(page, 'market with a table')
    await figure.getByRole('button', { name: 'How this is worked out' }).click()
    await figure.getByRole('link', { name: /In About.*Shares of the market/ }).click()
    await page.getByRole('heading', { name: 'Shares of the market' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('shares')
    await go('/market')
    const started = page.waitForEvent('download')
    await page
      .getByRole('link', { name: /^Download CSV/ })
      .first()
      .click()
    expect((await started).suggestedFilename()).toMatch(/^market-london-\d{4}-\d\d-\d\d\.csv$/)
  })

  test('arrow keys move over the map, and Enter opens a council', async () => {
    await go('/')
    await page.locator('.tiles a').first().focus()
    await page.keyboard.press('ArrowDown')
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(name).toMatch(/^[A-Z]{3} /)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/boroughs\//)
  })

  test('asking for a part of the country that there is not says so once, and offers those there are', async () => {
    await go('/?scope=atlantis')
    expect(await page.getByRole('heading').allTextContents()).toEqual(['No such part of the country'])
    await page.locator('.scope > summary').click()
    await page.getByRole('link', { name: 'South West' }).click()
    await page.getByRole('heading', { level: 1, name: /the South West/ }).waitFor()
  })

  test('on a phone the menu folds away and opens', async () => {
    const phone = await journey.open({ viewport: { width: 375, height: 800 } })
    await go('/', phone)
    const market = phone.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Market' })
    expect(await market.isVisible()).toBe(false)
    await phone.getByRole('button', { name: 'Menu' }).click()
    await market.click()
    await phone.getByRole('heading', { level: 1, name: /Who supplies/ }).waitFor()
    expect(await market.isVisible()).toBe(false)
    await phone.context().close()
  })
})

/** Pages of A4 that it prints on. */
const sheetsOf = async (path: string) => {
  await go(path)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
}

test('a borough prints as a snapshot on one page of A4, which says where the rest is', {
  timeout: 60_000,
}, async () => {
  for (const borough of ['camden', 'barking-and-dagenham', 'richmond-upon-thames', 'westminster', 'barnet']) {
    expect(await sheetsOf(`/boroughs/${borough}`), borough).toBe(1)
  }
  await page.emulateMedia({ media: 'print' })
  await go('/boroughs/camden')
  expect(await page.getByText('Everything Camden runs').isVisible()).toBe(true)
  expect(await page.locator('.masthead').isVisible()).toBe(false)
  expect(await page.getByText('Download CSV').first().isVisible()).toBe(false)
  await page.emulateMedia({ media: null })
})

test('pages print on few sheets, without what can only be pressed', { timeout: 60_000 }, async () => {
  for (const path of [
    '/',
    '/market',
    '/renewals',
    '/service-areas/parking',
    found.vendors ?? '',
    found.contracts ?? '',
  ]) {
    expect(await sheetsOf(path), path).toBeLessThanOrEqual(4)
  }
})

test('no page broke', () => {
  expect(journey.wrong).toEqual([])
})
