import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { csv, header, rowOf } from '../support/contractsFinder.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// A large file by hand in a real browser: how far it has come is shown, its rows are read on, and it is taken whole.

let journey: Journey
let page: Page

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'none', waitMilliseconds: 20_000 })
  page = await journey.openAs('loti', '/our/import')
  await page.getByRole('heading', { name: 'Import a register' }).waitFor()
}, 300_000)
afterAll(() => journey?.close())

const choose = (name: string, text: string) =>
  page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const read = () => page.getByRole('button', { name: 'Read the file' }).click()

/** 1,200 rows: of every six, four are new, one is set aside and one is wrong. */
const rows = Array.from({ length: 1200 }, (_, n) =>
  rowOf({
    id: `J-${n}`,
    buyer: n % 2 === 0 ? 'LB Camden' : 'LB Hackney',
    title: `Contract number ${n}`,
    cpv: n % 6 === 4 ? '45000000' : '48000000',
    endsOn: n % 6 === 5 ? 'soon' : '31/03/2028',
  }),
)

describe('importing a large file', { timeout: 120_000 }, () => {
  test('what cannot be read is said beside the question', async () => {
    for (const [name, text, words] of [
      ['empty.csv', '', 'The file is empty'],
      ['binary.csv', 'PK\u0003\u0004 and so on', 'The spreadsheet is damaged or was cut short'],
      ['header.csv', csv([header]), 'The file holds a header and no rows'],
      ['other.csv', 'Name\n1\n', 'The file has one column'],
      ['large.csv', 'x'.repeat(21_000_000), 'The file is larger than 20 MB'],
    ] as const) {
      await choose(name, text)
      await read()
      await page.getByRole('alert').getByText(words).waitFor()
      expect(await page.locator('.govuk-error-message').textContent(), name).toContain(words)
    }
    await expectAccessible(page, 'import with an error')
  })

  test('how far it has come is shown while it is sent and read', async () => {
    const network = await page.context().newCDPSession(page)
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 10,
      downloadThroughput: -1,
      uploadThroughput: 150_000,
    })
    // Words that differ from row to row, as in real exports: the page sends it compressed.
    const words = rows.map((row) => [...row, randomBytes(200).toString('base64')])
    await choose('large-register.csv', csv([[...header, 'Additional Text'], ...words]))
    await read()
    await page.getByText('Sending large-register.csv…').waitFor()
    const bar = page.getByRole('progressbar', { name: 'Sending large-register.csv…' })
    await expect.poll(async () => Number(await bar.getAttribute('value').catch(() => 0))).toBeGreaterThan(0)
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
    await page
      .getByText('1,200 rows: 800 new, 0 changed, 0 already there, 200 not taken, 200 set aside')
      .waitFor()
  })

  test('its rows are narrowed and read on', async () => {
    await expect.poll(() => page.locator('.import-rows tbody tr').count()).toBe(50)
    await page.getByText('50 of 800 shown.').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('250 of 800 shown.').waitFor()
    await expectAccessible(page, 'preview')
    await page.getByRole('link', { name: 'Not taken (200)' }).click()
    await page.getByText('This is not a date.').first().waitFor()
    expect(
      await page.getByRole('link', { name: /Download the 200 rows not taken/ }).getAttribute('href'),
    ).toMatch(/refused\.csv$/)
    await expectAccessible(page, 'rows not taken')
    // The address keeps what is shown.
    await page.reload()
    await page.getByRole('link', { name: 'Not taken (200)' }).and(page.locator('[aria-current]')).waitFor()
  })

  test('all set aside but one are ticked in, and the whole is taken once', async () => {
    await page.getByRole('link', { name: 'Set aside (200)' }).click()
    await page.getByRole('button', { name: 'Tick all 200 set aside' }).click()
    await page.getByLabel('Take it all the same: Contract number 4', { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Take 999 rows' }).click()
    await page.getByRole('heading', { name: '999 rows taken' }).waitFor()
    await page.getByText('the open submissions of 2 authorities').waitFor()
    await expectAccessible(page, 'taken')
    await page.reload()
    await page.getByRole('heading', { name: 'This import of large-register.csv has been taken' }).waitFor()
    await page.getByText('How many for each authority').click()
    await page.getByText(/Hackney: 400/).waitFor()
    await page.getByRole('button', { name: 'Send 2 submissions' }).click()
    await page.getByText('2 submissions sent.').waitFor()
    await expectAccessible(page, 'sent')
    expect(journey.wrong).toEqual([])
  })
})

describe('a register nobody knows', { timeout: 120_000 }, () => {
  const own = csv([
    ['Our contracts, January 2026', '', '', '', ''],
    ['Agreement', 'Company', 'Ends', 'Price per year', 'Manager'],
    ['Payroll software', 'Nobody Knows Us Ltd', '31/03/2028', '£12,000', 'A. Person'],
    ['Library system', 'Unheard Of Ltd', 'never', '£1.2m', 'B. Person'],
  ])
  test('is said column by column, cancelled, read, and remembered for next time', async () => {
    page = await journey.openAs('camden', '/our/import')
    await choose('own.csv', own)
    await read()
    await page.getByRole('heading', { name: 'Say what each column is' }).waitFor()
    await page.getByText('own.csv has columns we have not met.').waitFor()
    const row = page.getByLabel('Row that names the columns')
    expect(await row.inputValue()).toBe('2')
    const of = (column: string) => page.getByLabel(`Read ${column} as`)
    expect(await of('Agreement').inputValue()).toBe('title')
    expect(await of('Company').inputValue()).toBe('supplier')
    expect(await of('Price per year').inputValue()).toBe('annualPounds')
    await page.getByText('Its cells are sums of money, and its name says a year').waitFor()
    await expectAccessible(page, 'columns')

    await of('Company').selectOption('')
    await of('Price per year').selectOption('title')
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByRole('alert').getByRole('link', { name: 'Say which column is “Supplier”' }).waitFor()
    await page.getByRole('link', { name: 'Two columns cannot both be “Title”' }).click()
    expect(await of('Price per year').evaluate((one) => one === document.activeElement)).toBe(true)
    await expectAccessible(page, 'columns amiss')

    await of('Company').selectOption('supplier')
    await of('Price per year').selectOption('wholeLifePounds')
    await of('Ends').selectOption('endsOn')
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('2 rows: 1 new, 0 changed, 0 already there, 1 not taken').waitFor()
    await page.getByText('Left out: Manager.').waitFor()
    await expectAccessible(page, 'preview by mapping')

    await page.getByRole('button', { name: 'Take 1 row' }).click()
    await page.getByRole('heading', { name: '1 row taken' }).waitFor()
    await page.getByRole('button', { name: 'Undo this import' }).click()
    await page.getByRole('heading', { name: 'Undo this import?' }).waitFor()
    await expectAccessible(page, 'undo')
    await page.getByRole('button', { name: 'Undo the import' }).click()
    await page.getByText('1 change that had not been sent is withdrawn.').waitFor()
    await expectAccessible(page, 'undone')

    await page.getByRole('button', { name: 'Import another file' }).click()
    await choose('own-again.csv', own)
    await read()
    await page.getByText('has the columns of a file that').waitFor()
    expect(await of('Price per year').inputValue()).toBe('wholeLifePounds')
    expect(await page.getByText('As last time').count()).toBe(4)
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await page.getByRole('heading', { name: 'Import a register' }).waitFor()
    expect(journey.wrong).toEqual([])
  })

  test('is not kept when it is cancelled on its way', async () => {
    const network = await page.context().newCDPSession(page)
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 10,
      downloadThroughput: -1,
      uploadThroughput: 50_000,
    })
    await choose(
      'slow.csv',
      csv([header, ...rows.map((row) => [...row, randomBytes(200).toString('base64')])]),
    )
    await read()
    await page.getByText('Sending slow.csv…').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Read the file' }).waitFor()
    expect(new URL(page.url()).searchParams.get('id')).toBeNull()
  })
})
