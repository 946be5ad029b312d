import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// The main job, from a borough's contract register to the public page, by hand in a real browser.

let journey: Journey
let page: Page

beforeAll(async () => {
  journey = await startJourney()
  page = await journey.open()
}, 300_000)
afterAll(() => journey?.close())

const go = (path: string) => journey.go(page, path)
const signIn = (person: string, to: string) => journey.signIn(page, person, to)
const heading = () => page.getByRole('heading', { level: 1 }).textContent()

describe('the main job', { timeout: 400_000 }, () => {
  test('the public reads every page, told that it is a demonstration, and each is accessible', async () => {
    const isMadeUp = async (path: string) => {
      await go(path)
      expect(await page.getByText('This is a demonstration.').count(), path).toBe(1)
    }
    // That these are accessible is held by `public.test.ts`, on the same pages.
    for (const path of [
      '/',
      '/market',
      '/renewals',
      '/who-runs-what',
      '/boroughs',
      '/boroughs/camden',
      '/boroughs/hounslow',
      '/service-areas',
      '/about',
    ]) {
      await isMadeUp(path)
    }
    for (const path of [
      '/market?by=value&area=housing-management',
      '/service-areas/libraries',
      '/accessibility',
      '/nowhere',
      '/our',
    ]) {
      await isMadeUp(path)
      await expectAccessible(page, path)
    }
  })

  test('a borough IT lead signs in and imports a contract register', async () => {
    await signIn('camden', '/our')
    expect(await heading()).toBe('Camden’s register')
    await expectAccessible(page, 'our register')
    await go('/our/import')
    await expectAccessible(page, 'import')
    await page.setInputFiles(
      'input[type=file]',
      fileURLToPath(new URL('samples/contracts-finder.csv', import.meta.url)),
    )
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page
      .getByText('4 of 5 rows are Camden’s: 2 new, 0 changed, 0 already there, 1 not taken, 1 set aside')
      .waitFor()
    await page.getByText('1 row is another authority’s and is left out').click()
    await page.getByText('This is Hackney’s').waitFor()
    await page.getByRole('link', { name: 'All (4)' }).click()
    await page.getByText('The contract ends before it starts').waitFor()
    await expectAccessible(page, 'import preview')
    await page.getByLabel('Take it all the same: Resurfacing of roads').check()
    await page.getByRole('button', { name: 'Take 3 rows' }).click()
    await page.getByRole('heading', { name: '3 rows taken' }).waitFor()
    await page.getByRole('button', { name: 'Check and send' }).click()
    await page.getByRole('heading', { name: 'Check your answers before sending' }).waitFor()
  })

  test('adds a system by a form that saves as it is typed', async () => {
    await go('/our/systems/new')
    await expectAccessible(page, 'new system')
    await page.getByLabel('Name', { exact: true }).fill('Journey planner of tests')
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor()
    await page.waitForURL(/\/our\/systems\/sys_/)
    await page.reload()
    await page.getByLabel('Name', { exact: true }).waitFor()
    await expect
      .poll(() => page.getByLabel('Name', { exact: true }).inputValue())
      .toBe('Journey planner of tests')
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    await page.getByRole('alert').getByText('Choose at least one service area').waitFor()
    await expectAccessible(page, 'system with an error')
    await page.getByLabel('Service areas', { exact: true }).fill('Librar')
    await page.getByRole('option').first().click()
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    await page.getByRole('heading', { name: 'Check your answers before sending' }).waitFor()
    await page.getByRole('heading', { name: /Add system: Journey planner of tests/ }).waitFor()
    await expectAccessible(page, 'check your answers')
  })

  test('sends the changes and is given a reference', async () => {
    await page.getByRole('button', { name: 'Send 4 changes for approval' }).click()
    await page.getByRole('heading', { name: 'Sent to LOTI' }).waitFor()
    await expectAccessible(page, 'sent')
    await go('/our/history')
    await page.getByText('With LOTI').first().waitFor()
    await expectAccessible(page, 'history')
    await go('/our/contracts')
    await expectAccessible(page, 'our contracts')
  })

  test('a LOTI officer returns one with a comment and approves the rest; the summaries catch up', async () => {
    await signIn('loti', '/review')
    await expectAccessible(page, 'queue')
    await page.getByRole('link', { name: /Camden/ }).click()
    await page.getByRole('heading', { name: 'Camden: 4 changes' }).waitFor()
    await expectAccessible(page, 'review')
    await page.getByRole('button', { name: /Return with a comment.*Resurfacing of roads/ }).click()
    await page.getByLabel('What needs attention').fill('Roads are not technology')
    await page.getByRole('button', { name: 'Return it', exact: true }).click()
    await page.getByText('Returned', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Approve 3 changes' }).click()
    await page.getByText('3 changes approved').waitFor()
    await page.getByText(/The public pages show this/).waitFor()
    await expectAccessible(page, 'approved')
  })

  test('the public sees it, and only what was approved', async () => {
    await page.context().clearCookies()
    await go('/boroughs/camden')
    await page.getByText('Journey planner of tests').first().waitFor()
    const contracts = page.getByRole('region', { name: 'All contracts' })
    await contracts.getByRole('button', { name: /^Show all \d+ contracts$/ }).click()
    await contracts.getByText('Housing management software').waitFor()
    await contracts.getByText('Brand New Telephony Example Ltd').waitFor()
    expect(await page.getByText('Resurfacing of roads').count()).toBe(0)
    expect(await contracts.getByText('=HYPERLINK').count()).toBe(1)
  })

  test('what was returned is back with its comment', async () => {
    await signIn('camden', '/our')
    await page.getByText('1 change came back with comments').waitFor()
    await go('/our/submission')
    await page.getByText('Roads are not technology').first().waitFor()
  })

  test('the same file again changes nothing that was approved', async () => {
    await go('/our/import')
    await page.setInputFiles(
      'input[type=file]',
      fileURLToPath(new URL('samples/contracts-finder.csv', import.meta.url)),
    )
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByText('4 of 5 rows are Camden’s: 0 new, 0 changed, 3 already there').waitFor()
  })

  test('LOTI takes the demonstration away; what people added stays', async () => {
    await signIn('loti', '/review')
    await page.getByRole('button', { name: 'Remove the demonstration' }).click()
    await page.getByRole('button', { name: 'Yes, remove it' }).click()
    await page.getByText(/Gone from \d+ of \d\d authorities/).waitFor()
    await page.waitForURL(`${journey.service.origin}/`, { timeout: 300_000 })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await go('/boroughs/camden')
    await page.getByText('Journey planner of tests').first().waitFor({ state: 'attached' })
    expect(await page.getByText('This is a demonstration.').count()).toBe(0)
    await go('/')
    await page.getByText('1 of 33 authorities have records on the register').first().waitFor()
    await expectAccessible(page, 'home without the demonstration')
  })

  test('afterwards the summaries equal a recount, and no page broke', async () => {
    const { differences } = await recount(journey.service.store, { terms, today: londonToday() })
    expect(differences).toEqual([])
    expect(journey.wrong).toEqual([])
  })
})
