import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorities } from '../../functions/reference/index.ts'
import { expectAccessible, launchOn } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// Drafts that survive, in real browsers: two people at once, lost connections, crashes, and being signed out.

const camden = authorities().find(({ slug }) => slug === 'camden')?.id ?? ''
let journey: Journey

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'none' })
}, 300_000)
afterAll(() => journey?.close())

const as = async (person: string) => {
  const page = await journey.openAs(person, '/our')
  return { context: page.context(), page }
}
const draftOf = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await journey.told('camden', 'GET', `/authorities/${camden}/systems/${id}`)).proposal?.values
/** A new draft with a name, saved, open in the page. Answers its id. */
const begun = async (page: Page, name: string) => {
  await page.goto(`${journey.service.origin}/our/systems/new`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByText(/^Saved at/).waitFor()
  await page.waitForURL(/\/our\/systems\/sys_/)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}
const open = async (page: Page, id: string) => {
  await page.goto(`${journey.service.origin}/our/systems/${id}`)
  await page.getByLabel('Name', { exact: true }).waitFor()
}
const saved = (page: Page) => page.getByText(/^Saved at/).waitFor()
const name = (page: Page) => page.getByLabel('Name', { exact: true })
const users = (page: Page) => page.getByLabel('Users', { exact: true })
const notes = (page: Page) => page.getByLabel('Notes', { exact: true })

describe('drafts that survive', { timeout: 120_000 }, () => {
  test('a form saves as it is typed, and typing keeps its place while the draft gets an address', async () => {
    const { context, page } = await as('camden')
    await page.goto(`${journey.service.origin}/our/systems/new`)
    await name(page).pressSequentially('Housing repairs for everyone', { delay: 60 })
    await page.waitForURL(/\/our\/systems\/sys_/)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('name')
    expect(await name(page).inputValue()).toBe('Housing repairs for everyone')
    await saved(page)
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect(await draftOf(id)).toEqual({ name: 'Housing repairs for everyone' })
    await expectAccessible(page, 'a form that has been saved')
    await context.close()
  })

  test('two editors of one record at once join what they type in different fields', async () => {
    const mine = await as('camden')
    const theirs = await as('loti-camden')
    const id = await begun(mine.page, 'Joined')
    await open(theirs.page, id)
    await users(mine.page).fill('120')
    await notes(theirs.page).fill('From a colleague')
    await expect.poll(() => draftOf(id)).toMatchObject({ users: '120', notes: 'From a colleague' })
    // Whoever saved second sees the other's work in the form already, and is told.
    await notes(theirs.page).fill('From a colleague, still typing')
    await expect.poll(() => users(theirs.page).inputValue()).toBe('120')
    await theirs.page.getByText('A colleague is working on this too').waitFor()
    for (const { context } of [mine, theirs]) await context.close()
  })

  test('the same field asks, showing both; nothing else waits for the answer', async () => {
    const mine = await as('camden')
    const theirs = await as('loti-camden')
    const id = await begun(mine.page, 'Disputed')
    await open(theirs.page, id)
    await name(mine.page).fill('Mine')
    await expect.poll(() => draftOf(id)).toMatchObject({ name: 'Mine' })
    await name(theirs.page).fill('Theirs')
    await users(theirs.page).fill('7')
    const asked = theirs.page.locator('#clash')
    await asked.getByText('A colleague changed the same answer').waitFor()
    await asked.getByLabel('Mine').waitFor()
    await asked.getByText(/Camden IT lead/).waitFor()
    await expect.poll(() => draftOf(id)).toMatchObject({ name: 'Mine', users: '7' })
    await expectAccessible(theirs.page, 'a form with a dispute')
    await asked.getByRole('button', { name: 'Keep this' }).click()
    await expect.poll(() => draftOf(id)).toMatchObject({ name: 'Theirs', users: '7' })
    await asked.waitFor({ state: 'detached' })

    // And the other way about: back in the first window, taking theirs.
    await name(mine.page).fill('Mine again')
    const asking = mine.page.locator('#clash')
    await asking.getByLabel('Theirs').check()
    await asking.getByRole('button', { name: 'Keep this' }).click()
    await saved(mine.page)
    expect(await name(mine.page).inputValue()).toBe('Theirs')
    for (const { context } of [mine, theirs]) await context.close()
  })

  test('one offline for a while loses nothing, and neither does the other', async () => {
    const mine = await as('camden')
    const theirs = await as('loti-camden')
    const id = await begun(mine.page, 'Offline')
    await open(theirs.page, id)
    await mine.context.setOffline(true)
    await users(mine.page).fill('55')
    await mine.page.getByText('Not saved yet. What you type is kept in this browser.').waitFor()
    await notes(mine.page).fill('Typed in a tunnel')
    await name(theirs.page).fill('Named by a colleague')
    await saved(theirs.page)
    await mine.context.setOffline(false)
    await saved(mine.page)
    await expect
      .poll(() => draftOf(id))
      .toMatchObject({ name: 'Named by a colleague', users: '55', notes: 'Typed in a tunnel' })
    expect(await name(mine.page).inputValue()).toBe('Named by a colleague')
    for (const { context } of [mine, theirs]) await context.close()
  })

  test('a browser killed in the middle of a form gives back what was typed, down to the last second', async () => {
    const profile = join(journey.directory, 'profile')
    let first = await launchOn(profile)
    const page = await journey.openIn(first.context)
    await journey.signIn(page, 'camden', '/our')
    const id = await begun(page, 'Crash')
    await first.context.setOffline(true)
    await notes(page).pressSequentially('Typed and never sent', { delay: 20 })
    await users(page).fill('9')
    await page.waitForTimeout(200)
    await first.kill()
    expect(await draftOf(id)).toEqual({ name: 'Crash' })

    first = await launchOn(profile)
    const again = await journey.openIn(first.context)
    await journey.signIn(again, 'camden', `/our/systems/${id}`)
    await again.getByText('This browser kept typing of yours').waitFor()
    expect(await notes(again).inputValue()).toBe('Typed and never sent')
    await saved(again)
    await expect.poll(() => draftOf(id)).toMatchObject({ notes: 'Typed and never sent', users: '9' })
    await first.kill()
  })

  test('a new record that never reached the service is found again and sent from any page of ours', async () => {
    const { context, page } = await as('camden')
    await page.goto(`${journey.service.origin}/our/systems/new`)
    await name(page).waitFor()
    await context.setOffline(true)
    await name(page).fill('Begun without a connection')
    await page.getByText('Not saved yet. What you type is kept in this browser.').waitFor()
    await page.close()
    await context.setOffline(false)

    const back = await journey.openIn(context)
    await back.goto(`${journey.service.origin}/our`)
    await back.getByText('This browser had kept typing that was not saved. It is saved now.').waitFor()
    await expectAccessible(back, 'kept typing, sent')
    await back.getByRole('link', { name: 'Begun without a connection' }).click()
    await back.waitForURL(/\/our\/systems\/sys_/)
    expect(await name(back).inputValue()).toBe('Begun without a connection')
    await back.goto(`${journey.service.origin}/our`)
    await back.getByRole('heading', { name: 'Camden’s register' }).waitFor()
    expect(await back.getByText('This browser had kept typing').count()).toBe(0)
    await context.close()
  })

  test('signed out in the middle: typing waits, and is saved by signing in again', async () => {
    const { context, page } = await as('camden')
    const id = await begun(page, 'Signed out')
    await context.clearCookies()
    await users(page).fill('31')
    await page.getByText('You have been signed out.').waitFor()
    await notes(page).fill('Still typing')
    await expectAccessible(page, 'a form while signed out')
    await page.getByRole('button', { name: 'Save and come back later' }).click()
    const way = page.getByRole('alert').getByRole('link', { name: /You have been signed out/ })
    expect(await way.getAttribute('href')).toMatch(/\/sign-in\?to=/)
    await page.getByRole('link', { name: 'Sign in and it is saved', exact: true }).click()
    await page.locator('button[value="camden"]').click()
    await page.waitForURL(`**/our/systems/${id}`)
    await saved(page)
    expect(await notes(page).inputValue()).toBe('Still typing')
    await expect.poll(() => draftOf(id)).toMatchObject({ users: '31', notes: 'Still typing' })
    await context.close()
  })

  test('what one person left in a browser is not sent by the next who signs in there', async () => {
    const { context, page } = await as('camden')
    const id = await begun(page, 'Shared machine')
    await context.clearCookies()
    await users(page).fill('13')
    await page.getByText('You have been signed out.').waitFor()
    await journey.signIn(page, 'loti-camden', '/our')
    expect(await page.getByText('Shared machine').count()).toBe(0)
    expect(await draftOf(id)).toEqual({ name: 'Shared machine' })
    await journey.signIn(page, 'camden', '/our')
    await page.getByRole('link', { name: 'Shared machine' }).waitFor()
    await expect.poll(() => draftOf(id)).toMatchObject({ users: '13' })
    await context.close()
  })

  test('a draft a colleague discarded meanwhile goes on as a new one', async () => {
    const { context, page } = await as('camden')
    const id = await begun(page, 'Discarded')
    await journey.told('loti-camden', 'DELETE', `/authorities/${camden}/proposals/${id}`)
    await users(page).fill('4')
    await page.getByText('A colleague discarded this draft.').waitFor()
    await page.getByRole('button', { name: 'Go on with yours as a new draft' }).click()
    await page.waitForURL((url) => !url.pathname.endsWith(id) && url.pathname.includes('sys_'))
    const next = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    expect(await draftOf(next)).toMatchObject({ name: 'Discarded', users: '4' })
    await context.close()
  })

  test('nothing is refused before it is sent; then every problem is said at once, each a link to its place', async () => {
    const { context, page } = await as('camden')
    const id = await begun(page, 'Wrong')
    await users(page).fill('many')
    await page.getByLabel(/Hold this back from the public: Users/).check()
    await page.getByLabel('Contact for peers').fill('not an address')
    await saved(page)
    await expect.poll(() => draftOf(id)).toMatchObject({ users: 'many', peerContact: 'not an address' })
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    const alert = page.getByRole('alert')
    await alert.getByText('There is a problem').waitFor()
    const problems = await alert.getByRole('link').allTextContents()
    expect(problems).toHaveLength(4)
    expect(await page.title()).toMatch(/^Error: /)
    await alert.getByRole('link', { name: /whole number/ }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('users')
    await alert.getByRole('link', { name: /why the value is held back/ }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('heldBack-users-ground')
    await expectAccessible(page, 'a form with four problems')
    await context.close()
  })

  test('an unfinished draft keeps nothing else from being sent, and stays', async () => {
    const path = `/authorities/${camden}`
    for (const { proposal } of (await journey.told('camden', 'GET', `${path}/submission`)).proposals) {
      await journey.told('camden', 'DELETE', `${path}/proposals/${proposal.recordId}`)
    }
    for (const name of ['Ready one', 'Ready two']) {
      const values = { name, serviceAreas: ['library-management'] }
      await journey.told('camden', 'POST', `${path}/proposals`, { kind: 'system', values })
    }
    await journey.told('camden', 'POST', `${path}/proposals`, {
      kind: 'system',
      values: { name: 'Unfinished' },
    })
    const { context, page } = await as('camden')
    await page.goto(`${journey.service.origin}/our/submission`)
    await page.getByText('1 change is not ready. It stays here as a draft').waitFor()
    // All at once is refused, with a link to what is missing.
    await page.getByRole('button', { name: 'Send all 3' }).click()
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Unfinished: / })
      .waitFor()
    await expectAccessible(page, 'what is ready, with one that is not')
    await page.getByRole('button', { name: 'Send the 2 that are ready' }).click()
    await page.getByText('LOTI looks at 2 changes').waitFor()
    await page.getByText('1 change was not ready and stays with your drafts.').waitFor()
    await page.getByRole('button', { name: 'See what it needs' }).click()
    await page.getByRole('heading', { name: 'Add system: Unfinished' }).waitFor()
    await context.close()
  })

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
