import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMonths, londonToday, quarterEnd, quarterOf } from '../../functions/domain/calendar.ts'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// Reading the past by hand: a page as at an earlier day, figures by quarter, and what changed in one, on paper too.

const last = quarterOf(addMonths(londonToday(), -3))
const day = quarterEnd(quarterOf(addMonths(londonToday(), -6)))
let journey: Journey
let page: Page

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
  page = await journey.open()
}, 300_000)
afterAll(() => journey?.close())

test('pages of the past are accessible, on a desktop and on a phone', { timeout: 120_000 }, async () => {
  for (const path of [
    '/trends',
    `/changes/${last}`,
    `/?asAt=${day}`,
    `/renewals?asAt=${day}`,
    `/service-areas/parking?asAt=${day}`,
    `/buy-together?area=parking&asAt=${day}`,
    `/explore?asAt=${day}`,
    `/trends?asAt=${day}`,
  ]) {
    await journey.go(page, path)
    await expectAccessible(page, path)
  }
})

test('a page leads to itself as at an earlier day, says so, stays there and leads back', async () => {
  const systems = () => page.locator('.headlines dd').first().textContent()
  await journey.go(page, '/')
  const now = await systems()
  await page.getByText('See this page as at an earlier day').click()
  await page.getByLabel('As at the end of').fill(day)
  await page.getByRole('button', { name: 'Show that day' }).click()
  await page.getByText(/This page shows the past/).waitFor()
  await page.waitForLoadState('networkidle')
  expect(new URL(page.url()).searchParams.get('asAt')).toBe(day)
  const { figures } = await journey.told('loti', 'GET', `/views/overview/E12000007?asAt=${day}`)
  expect(await systems()).toBe(String(figures.systems))
  expect(await systems()).not.toBe(now)
  await page
    .getByRole('link', { name: /See the evidence/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: /Who supplies/ }).waitFor()
  expect(await page.getByText(/This page shows the past/).isVisible()).toBe(true)
  expect(new URL(page.url()).searchParams.get('asAt')).toBe(day)
  // From page to page one stays on that day: a vendor, and a borough that it has.
  await page.locator('main a[href*="/vendors/"]').first().click()
  await page.getByRole('heading', { name: /authorities in London run its systems or buy from it/ }).waitFor()
  await page.locator('.headlines').getByText('of running contracts').waitFor()
  expect(await page.locator('.figure svg').getByText('Today').count()).toBe(0)
  await page.locator('main a[href*="/boroughs/"]').first().click()
  // Its records as they stood then.
  await page.getByRole('heading', { name: /^What .* runs$/ }).waitFor()
  expect(await page.getByText(/This page shows the past/).isVisible()).toBe(true)
  expect(new URL(page.url()).searchParams.get('asAt')).toBe(day)
  const slug = new URL(page.url()).pathname.split('/').at(-1)
  const then = await journey.told('loti', 'GET', `/views/authority/${slug}?asAt=${day}`)
  expect(then.systems.length).toBeGreaterThan(0)
  expect(await page.locator('#systems tbody tr').count()).toBe(then.systems.length)
  expect(await page.locator(`a[href*="/tables/authority-systems/"][href*="asAt=${day}"]`).count()).toBe(2)
  // They can be narrowed in the explorer, as at that day.
  const address = page.url()
  await page.locator('main').getByRole('link', { name: 'contracts', exact: true }).first().click()
  await page.locator('#results').waitFor()
  expect(await page.getByText(/This page shows the past/).isVisible()).toBe(true)
  expect(new URL(page.url()).searchParams.get('asAt')).toBe(day)
  await page.goto(address)
  await page.getByRole('heading', { name: /^What .* runs$/ }).waitFor()
  await page.getByRole('link', { name: 'Back to today' }).click()
  await page.getByText('See this page as at an earlier day').waitFor()
  expect(new URL(page.url()).searchParams.has('asAt')).toBe(false)
})

test('a system and a contract are told as at an earlier day, with what each names, and stay on it', {
  timeout: 60_000,
}, async () => {
  const then = await journey.told('loti', 'GET', `/views/authority/camden?asAt=${day}`)
  // One whose contract has had another version since, so that the past is told otherwise than today.
  type Had = { id: string; title: string; systems: string[]; provenance: { version: number } }
  const ran = new Set(
    then.systems.flatMap(({ id, standing }: { id: string; standing: string }) =>
      standing === 'retired' ? [] : id,
    ),
  )
  const had = then.contracts.filter(
    ({ systems }: Had) => systems.length > 0 && systems.every((one) => ran.has(one)),
  )
  const now = await journey.told('loti', 'GET', '/views/authority/camden')
  const versionNow = new Map<string, number>(
    now.contracts.map((one: Had) => [one.id, one.provenance.version]),
  )
  const contract: Had | undefined = had.find(
    ({ id, provenance }: Had) => (versionNow.get(id) ?? 0) > provenance.version,
  )
  if (!contract) throw new Error('Nothing has changed since')
  const isOnThatDay = async () => {
    await page.getByText(/This page shows the past/).waitFor()
    expect(new URL(page.url()).searchParams.get('asAt')).toBe(day)
  }
  const [id = ''] = contract.systems
  const { system, contracts } = await journey.told('loti', 'GET', `/views/system/${id}?asAt=${day}`)
  await journey.go(page, `/boroughs/camden?asAt=${day}`)
  await page.locator(`.runs a[href*="/systems/${id}"]`).first().click()
  await page.getByRole('heading', { level: 1, name: system.name }).waitFor()
  await isOnThatDay()
  expect(await page.title()).toMatch(/, Camden, \d+ \w+ 20\d\d – City Tools$/)
  const covering = page.locator('table', { hasText: 'Contracts that covered it that day' })
  expect(await covering.locator('tbody tr').count()).toBe(contracts.length)
  await expectAccessible(page, 'a system as at a day')
  await covering.locator(`a[href*="/contracts/${contract.id}"]`).click()
  await page.getByRole('heading', { level: 1, name: contract.title }).waitFor()
  await isOnThatDay()
  const covered = page.locator('table', { hasText: 'Systems it covered that day' })
  await covered.waitFor()
  expect(await covered.locator('tbody tr').count()).toBe(contract.systems.length)
  await expectAccessible(page, 'a contract as at a day')
  // Its versions as far as that day.
  const { version } = contract.provenance
  if (version > 1) {
    await page.getByRole('button', { name: `Show what changed over ${version} versions` }).click()
    await page.locator('.versions li').first().waitFor()
    expect(await page.locator('.versions li').first().textContent()).toMatch(
      new RegExp(`^Version ${version},`),
    )
  } else await page.getByText('This is its first version.').waitFor()
  await page.locator('nav[aria-label="Breadcrumb"] a', { hasText: 'Camden' }).click()
  await page.getByRole('heading', { name: 'What Camden runs' }).waitFor()
  await isOnThatDay()
  // Before it was on the register its page says so, and leads to the day it joined and to today.
  const { versions } = await journey.told('loti', 'GET', `/views/history/${contract.id}`)
  const joinedOn = versions.at(-1).on
  await page.goto(`${new URL(page.url()).origin}/contracts/${contract.id}?asAt=2001-01-01`)
  await page.getByText(/^This contract joined the register on/).waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  await page.getByRole('link', { name: /^See it as at/ }).click()
  await page.getByRole('heading', { level: 1, name: contract.title }).waitFor()
  expect(new URL(page.url()).searchParams.get('asAt')).toBe(joinedOn)
  await page.getByRole('link', { name: 'Back to today' }).click()
  await page.getByText('See this page as at an earlier day').waitFor()
  expect(new URL(page.url()).searchParams.has('asAt')).toBe(false)
  await page.getByRole('table', { name: 'Systems it covers', exact: true }).waitFor()
  // The explorer leads to them on that day too.
  await journey.go(page, `/explore?show=contracts&asAt=${day}`)
  await page.locator('main a[href*="/contracts/con_"]').first().click()
  await isOnThatDay()
})

test('whatever a page of the past names is led to as at that day', { timeout: 60_000 }, async () => {
  const hasPast = /^[/](boroughs|vendors|products|service-areas|systems|contracts)[/]/
  for (const path of [
    '/?',
    '/market?',
    '/who-runs-what?',
    '/renewals?',
    '/buy-together?area=parking&',
    '/service-areas/parking?',
    '/vendors/ven_demo-brindlewick?',
    '/vendors/ven_demo-brindlewick?scope=E92000001&',
    '/boroughs/camden?',
    '/explore?show=contracts&view=map&',
    '/trends?',
  ]) {
    await journey.go(page, `${path}asAt=${day}`)
    const links = await page
      .locator('main a[href]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    // To itself as at other days it leads on purpose.
    const others = links.filter((to) => hasPast.test(to) && to.split('?')[0] !== path.split('?')[0])
    const astray = others.filter((to) => !to.includes(`asAt=${day}`))
    expect(astray, path).toEqual([])
  }
})

test('who could buy together, and the decisions ahead, are told as at an earlier day', async () => {
  await journey.go(page, `/buy-together?asAt=${day}`)
  await page.getByRole('heading', { name: 'Where there is most to buy together' }).waitFor()
  await page.locator('main .bars a').first().click()
  await page.getByText(/that can still be ended/).waitFor()
  const address = new URL(page.url())
  expect(address.searchParams.get('asAt')).toBe(day)
  const area = address.searchParams.get('area') ?? ''
  const then = await journey.told('loti', 'GET', `/views/buy-together/E12000007/${area}?asAt=${day}`)
  const now = await journey.told('loti', 'GET', `/views/buy-together/E12000007/${area}`)
  expect(then.groups).not.toEqual(now.groups)
  const starts = page.locator('.together > li')
  expect(await starts.first().locator('tbody tr').count()).toBe(then.groups[0].members.length)
  expect(await page.getByText(/This page shows the past/).isVisible()).toBe(true)
  // A council named there is told as at that day too; and so is the file.
  await starts.first().locator('a[href*="/boroughs/"]').first().click()
  await page.getByRole('heading', { name: /^What .* runs$/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('asAt')).toBe(day)

  await journey.go(page, `/renewals?asAt=${day}`)
  await page.locator('.timeline__axis').getByText('That day').waitFor()
  const { contracts } = await journey.told('loti', 'GET', `/views/timeline/E12000007?asAt=${day}`)
  await page.getByText(`The next ${contracts.length} decisions`).waitFor()
  const file = page.locator(`a[href*="/tables/timeline/"][href*="asAt=${day}"]`)
  expect(await file.count()).toBeGreaterThan(0)
})

test('contracts and systems are listed one by one as at an earlier day, from page to page', async () => {
  const london = 'E12000007'
  const listed = async (view: string) => journey.told('loti', 'GET', `/views/${view}&asAt=${day}`)
  const cellsOf = (caption: string | RegExp) =>
    page.getByRole('table', { name: caption }).locator('tbody tr th a').allTextContents()
  await journey.go(page, `/renewals?asAt=${day}`)
  const captions = /^Coming up, soonest first/
  await page.getByRole('table', { name: captions }).waitFor()
  const first = await listed(`contracts/${london}?when=ahead`)
  const titles = (view: { contracts: { title: string }[] }) => view.contracts.map(({ title }) => title)
  expect(await cellsOf(captions)).toEqual(titles(first).slice(0, 10))
  const more = page.getByRole('button', { name: 'Show more' }).first()
  await more.click()
  await expect.poll(async () => (await cellsOf(captions)).length).toBe(first.contracts.length)
  await more.click()
  const second = await listed(`contracts/${london}?when=ahead&after=${encodeURIComponent(first.next)}`)
  const both = [...titles(first), ...titles(second)]
  await expect.poll(async () => (await cellsOf(captions)).length).toBe(both.length)
  expect(await cellsOf(captions)).toEqual(both)
  expect(titles(first)).not.toEqual(titles(await journey.told('loti', 'GET', `/views/contracts/${london}`)))

  // The way there by the menu stays on that day.
  await page.getByRole('link', { name: 'Market', exact: true }).click()
  await page.getByText(/This page shows the past/).waitFor()
  await page.getByRole('link', { name: 'Boroughs', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/boroughs' && !url.searchParams.has('asAt'))

  // A service area, one of its vendors and a product have theirs too.
  const area = 'parking'
  await journey.go(page, `/service-areas/${area}?asAt=${day}`)
  const { systems } = await listed(`systems/${london}?area=${area}`)
  await page.getByRole('table', { name: 'Systems' }).waitFor()
  const inSight = ({ length }: object[]) => (length <= 12 ? length : 10)
  const rows = (name: string | RegExp) => page.getByRole('table', { name }).locator('tbody tr')
  expect(await rows('Systems').count()).toBe(inSight(systems))
  const maker = systems.find((one: { maker?: string }) => one.maker)?.maker
  await journey.go(page, `/vendors/${maker}?asAt=${day}`)
  const made = await listed(`systems/${london}?vendor=${maker}`)
  await page.getByRole('table', { name: 'Systems it makes' }).waitFor()
  expect(await rows('Systems it makes').count()).toBe(inSight(made.systems))
  // Nothing on it is of today.
  await page.getByText('That day', { exact: true }).waitFor()
  expect(await page.getByText('Today', { exact: true }).count()).toBe(0)
  const product = made.systems.find((one: { product?: string }) => one.product)?.product
  await journey.go(page, `/products/${product}?asAt=${day}`)
  const runs = await listed(`systems/${london}?product=${product}`)
  await page.getByRole('table', { name: /^Where .* ran$/ }).waitFor()
  expect(await rows(/^Where .* ran$/).count()).toBe(inSight(runs.systems))
})

test('a day there never was, and one to come, are refused in words and lead back', async () => {
  for (const [asked, words] of [
    ['2026-02-31', 'There is no such day.'],
    ['0001-01-01', 'There is no such day.'],
    ['2999-01-01', 'That day is yet to come.'],
  ] as const) {
    for (const path of ['/market', '/explore']) {
      await page.goto(`${new URL(page.url()).origin}${path}?asAt=${asked}`)
      await page.getByText(words).waitFor()
      expect(await page.getByText(/This page shows the past/).count()).toBe(0)
      // Asking again would lead nowhere.
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
      await page.getByRole('link', { name: 'Back to today' }).click()
      await page.getByText('See this page as at an earlier day').waitFor()
      expect(new URL(page.url()).searchParams.has('asAt')).toBe(false)
    }
  }
})

test('before anything was on the register the explorer says so, of that day', async () => {
  await journey.go(page, '/explore?asAt=1999-01-01')
  await page.getByText('Nothing was on the register in London by the end of that day.').waitFor()
  await page.getByRole('link', { name: 'Back to today' }).waitFor()
})

test('the explorer shows what stood on an earlier day, however it is narrowed, and keeps the day', async () => {
  const found = async () => {
    await page.locator('#results').waitFor()
    return page.locator('#results').textContent()
  }
  await journey.go(page, '/explore?show=contracts')
  const now = await found()
  await page.getByText('See this page as at an earlier day').click()
  await page.getByLabel('As at the end of').fill(day)
  await page.getByRole('button', { name: 'Show that day' }).click()
  await page.getByText(/This page shows the past/).waitFor()
  const { coverage } = await journey.told('loti', 'GET', `/views/overview/E12000007?asAt=${day}`)
  await page
    .locator('#results')
    .getByText(new RegExp(`^${coverage.contracts.records} contracts in`))
    .waitFor()
  expect(await found()).not.toBe(now)
  await page.getByRole('link', { name: 'Timeline', exact: true }).click()
  await page.getByText('That day').first().waitFor()
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  await page.locator('#filters').getByRole('checkbox').first().check()
  await page.waitForURL((url) => url.searchParams.size > 2)
  const { searchParams } = new URL(page.url())
  expect([searchParams.get('asAt'), searchParams.get('show')]).toEqual([day, 'contracts'])
  expect(await found()).not.toMatch(new RegExp(`^${coverage.contracts.records} `))
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Download .* as CSV/ }).click()
  expect((await coming).suggestedFilename()).toBe(`explore-contracts-${day}.csv`)
  // The address alone shows the same again, and today is one press away.
  const narrowed = await found()
  await page.reload()
  await page
    .locator('#results')
    .getByText(narrowed ?? '')
    .waitFor()
  await page.getByRole('link', { name: 'Back to today' }).click()
  await page.getByText('See this page as at an earlier day').waitFor()
  expect(new URL(page.url()).searchParams.has('asAt')).toBe(false)
})

test('members read what they read of each other as at an earlier day, and stay on it', {
  timeout: 60_000,
}, async () => {
  const officer = await journey.openAs('camden', '/members/completeness')
  const council = officer.locator('.figure tbody tr').filter({ hasText: 'Camden' })
  const row = () => council.first().textContent()
  const now = await row()
  await officer.getByText('See this page as at an earlier day').click()
  await officer.getByLabel('As at the end of').fill(day)
  await officer.getByRole('button', { name: 'Show that day' }).click()
  await officer.getByText(/This page shows the past/).waitFor()
  await officer.waitForLoadState('networkidle')
  const { authorities } = await journey.told('camden', 'GET', `/members/completeness/E12000007?asAt=${day}`)
  const then = authorities.find(({ slug }: { slug: string }) => slug === 'camden').system
  const share = `${Math.round((100 * then.confirmed) / then.records)}%`
  expect(await row()).toMatch(new RegExp(`^Camden${then.records}.*${share}`))
  expect(await row()).not.toBe(now)
  // From page to page one stays on that day, to who could help with one product, and to a council's own page.
  for (const name of ['Your position', 'Skills', 'Replacements']) {
    await officer.getByRole('link', { name, exact: true }).click()
    await officer
      .getByText(/As of .* 20\d\d/)
      .first()
      .waitFor()
    expect(new URL(officer.url()).searchParams.get('asAt'), name).toBe(day)
    await expectAccessible(officer, name)
  }
  // Systems named there are told as at that day too.
  const systems = officer.locator('main a[href*="/systems/"]')
  expect(await systems.count()).toBeGreaterThan(0)
  expect(await officer.locator(`main a[href*="/systems/"][href*="asAt=${day}"]`).count()).toBe(
    await systems.count(),
  )
  await officer
    .getByRole('link', { name: /^Who could help/ })
    .first()
    .click()
  await officer.getByRole('heading', { level: 1, name: /^Who could help with leaving/ }).waitFor()
  expect(await officer.getByText(/This page shows the past/).isVisible()).toBe(true)
  expect(new URL(officer.url()).searchParams.get('asAt')).toBe(day)
  await officer.getByRole('link', { name: 'Completeness', exact: true }).click()
  await officer.locator('main a[href*="/boroughs/"]').first().click()
  await officer.getByRole('heading', { name: /^What .* runs$/ }).waitFor()
  expect(new URL(officer.url()).searchParams.get('asAt')).toBe(day)
  // Before there was a register there is nothing to explain about a position.
  await journey.go(officer, '/members/peers?asAt=2020-01-01')
  await officer.getByRole('heading', { name: /so it had no position$/ }).waitFor()
  expect(await officer.locator('.positions__key').count()).toBe(0)
  expect(await officer.getByText('spend is told for each resident').count()).toBe(0)
  // Nor does anyone rate in the past.
  const rate = officer.getByRole('link', { name: 'Rate your own vendors' })
  await journey.go(officer, '/members/ratings')
  expect(await rate.count()).toBe(1)
  await journey.go(officer, `/members/ratings?asAt=${day}`)
  expect(await rate.count()).toBe(0)
  // The form says the day one is on, where a link led there too.
  await journey.go(officer, '/members/completeness')
  await officer.getByText('See this page as at an earlier day').click()
  expect(await officer.getByLabel('As at the end of').inputValue()).toBe('')
  await officer.locator('.as-at__quarters a').first().click()
  await officer.getByText(/This page shows the past/).waitFor()
  const quarterEnded = new URL(officer.url()).searchParams.get('asAt')
  expect(await officer.getByLabel('As at the end of').inputValue()).toBe(quarterEnded)
})

test('trends say what moved, and draw the numbers of the table beside them', async () => {
  await journey.go(page, '/trends?by=systems')
  await page.getByRole('heading', { name: /^Live systems in London rose from \d+ to \d+ since/ }).waitFor()
  const drawn = await page.locator('.trend text[font-weight="600"]').allTextContents()
  const table = await page.locator('.trend-and-table tbody td:nth-child(2)').allTextContents()
  expect(drawn.filter((text) => !/^20\d\d$/.test(text))).toEqual(table)
  expect(table.length).toBeGreaterThan(7)
  await page
    .getByRole('link', { name: /^What changed in/ })
    .nth(1)
    .click()
  await page.getByRole('heading', { level: 1, name: /^What changed in London/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/changes/${last}`)
  // As at an earlier day they end there, beside the figures of that day.
  await journey.go(page, `/trends?by=systems&asAt=${day}`)
  await page.getByRole('heading', { name: /^Live systems in London rose from \d+ to \d+ between/ }).waitFor()
  const then = await journey.told('loti', 'GET', `/views/overview/E12000007?asAt=${day}`)
  const lastRow = page.locator('.trend-and-table tbody tr').last()
  expect(await lastRow.textContent()).toMatch(new RegExp(`^That day, .*?20\\d\\d${then.figures.systems}`))
  expect(await page.locator('.trend text', { hasText: 'That day' }).count()).toBe(1)
  expect(await page.locator('.trend-and-table tbody tr').count()).toBeLessThan(table.length)
  await page.getByText('Show the table').click()
  await page.locator(`a[href*="/tables/trends/"][href*="asAt=${day}"]`).first().waitFor()
  await journey.go(page, '/trends?scope=E12000001')
  expect(await page.getByText('a trend takes two').isVisible()).toBe(true)
})

test('what is not of that day does not say it is, and what was is told as past', async () => {
  const main = () => page.locator('main').textContent()
  const changed = page.getByRole('link', { name: 'What changed this quarter' })
  await journey.go(page, '/')
  expect(await changed.count()).toBe(1)
  await journey.go(page, `/?asAt=${day}`)
  expect(await changed.count()).toBe(0)
  for (const path of ['/boroughs', '/service-areas', '/changes', '/search?q=parking']) {
    await journey.go(page, `${path}${path.includes('?') ? '&' : '?'}asAt=${day}`)
    expect(await page.title(), path).not.toContain(String(new Date(day).getUTCFullYear()))
  }
  const before = 'asAt=2020-01-01'
  await journey.go(page, `/vendors/ven_demo-brindlewick?${before}`)
  expect(await main()).toContain('Nothing on the register in London named Brindlewick Civic on that day.')
  await journey.go(page, `/products/prd_demo-stonequay-adult-care-procedures?${before}`)
  expect(await main()).toMatch(/No authority in London had .* on the register on that day\./)
  for (const [by, none] of Object.entries({
    contracts: 'No contract was running in London on that day.',
    systems: 'No live system said who made it in London on that day.',
    value: 'No running contract stated a value in London on that day.',
  })) {
    await journey.go(page, `/market?by=${by}&${before}`)
    expect(await main()).toContain(none)
  }
})

test('what changed in a quarter prints on one page of A4, in any part of the country', {
  timeout: 60_000,
}, async () => {
  const sheetsOf = async (path: string) => {
    await journey.go(page, path)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
  }
  for (const scope of ['', '?scope=E92000001', '?scope=K02000001', '?scope=E12000001']) {
    expect(await sheetsOf(`/changes/${last}${scope}`), scope).toBe(1)
  }
  expect(await sheetsOf('/trends')).toBe(1)
})

test('no page broke', () => {
  expect(journey.wrong).toEqual([])
})
