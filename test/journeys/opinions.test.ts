import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// Rating vendors and assessing skills by hand and by keyboard in a real browser, and reading what members say.

let journey: Journey

beforeAll(async () => {
  journey = await startJourney()
}, 300_000)
afterAll(() => journey?.close())

const saved = (page: Page) => page.getByText(/^Saved at/).waitFor()
const choice = (page: Page, row: number, text: string) =>
  page.locator('.strip[data-goes-on]').nth(row).getByRole('radio', { name: text, exact: true })

describe('what an authority says of vendors and of itself', { timeout: 120_000 }, () => {
  test('vendors in use are rated by figure keys alone, and it lasts', async () => {
    const page = await journey.openAs('camden', '/our/ratings')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Rate your vendors')
    await choice(page, 0, '1').focus()
    for (const key of ['5', '4', '0', '1']) await page.keyboard.press(key)
    expect(await choice(page, 3, '1').isChecked()).toBe(true)
    // The fourth key went on to the fifth vendor, from which an arrow chooses as everywhere.
    await page.keyboard.press('ArrowRight')
    await saved(page)
    await page
      .getByRole('button', { name: /^More about/ })
      .first()
      .click()
    await page
      .getByRole('radiogroup', { name: /^Support/ })
      .getByRole('radio', { name: '2' })
      .check()
    await page.getByLabel('What should other councils know?').fill('Quick to answer')
    await page.waitForTimeout(100)
    await saved(page)
    await expectAccessible(page, 'rate vendors, one opened')
    await page.context().close()

    const again = await journey.openAs('camden', '/our/ratings')
    expect(await choice(again, 0, '5').isChecked()).toBe(true)
    expect(await choice(again, 2, 'Can’t say').isChecked()).toBe(true)
    await again
      .getByRole('button', { name: /^More about/ })
      .first()
      .click()
    expect(await again.getByLabel('What should other councils know?').inputValue()).toBe('Quick to answer')
    await again.context().close()
  })

  test('answers given without a connection are kept in the browser, and sent when it is back', async () => {
    const page = await journey.openAs('camden', '/our/skills')
    await page.context().setOffline(true)
    await choice(page, 0, 'Expert').check()
    await page.getByText('Not saved yet.').waitFor()
    await page.context().setOffline(false)
    await saved(page)
    await page.reload()
    await page.locator('.strip[data-goes-on]').first().waitFor()
    expect(await choice(page, 0, 'Expert').isChecked()).toBe(true)
    await page.context().close()
  })

  test('two colleagues at once: other answers are joined, the same one is asked about', async () => {
    const [mine, theirs] = [
      await journey.openAs('camden', '/our/skills'),
      await journey.openAs('loti-camden', '/our/skills'),
    ]
    await choice(theirs, 1, 'Working').check()
    await saved(theirs)
    await mine.locator('.tick', { hasText: 'Wants help' }).nth(1).getByRole('checkbox').check()
    await saved(mine)
    expect(await choice(mine, 1, 'Working').isChecked()).toBe(true)
    await choice(theirs, 1, 'Expert').check()
    await saved(theirs)
    await theirs.waitForTimeout(1500)
    await choice(mine, 1, 'None').check()
    await mine.getByText(/a colleague has saved/).waitFor()
    await mine.getByRole('button', { name: 'Take “expert”' }).click()
    expect(await choice(mine, 1, 'Expert').isChecked()).toBe(true)
    await mine.context().close()
    await theirs.context().close()
  })

  test('skills are assessed by figure keys, family by family', async () => {
    const page = await journey.openAs('hounslow', '/our/skills')
    await expectAccessible(page, 'assess skills')
    await page.getByRole('link', { name: 'Data', exact: true }).click()
    await choice(page, 0, 'None').focus()
    for (const key of '12345') await page.keyboard.press(key)
    await saved(page)
    await page.getByText('5 of 43').waitFor()
    await page.getByText('5 of 188').waitFor()
    await page.context().close()
  })

  test('members read figures and skills; each page is accessible', async () => {
    const page = await journey.openAs('member', '/members/ratings')
    for (const name of ['Ratings', 'Skills'])
      await page.getByRole('link', { name, exact: true }).first().waitFor()
    await expectAccessible(page, 'ratings')
    await page.getByRole('link', { name: 'Value for money' }).click()
    await page.locator('.scales a').first().click()
    await page.getByRole('heading', { name: 'What your authority says' }).waitFor()
    await expectAccessible(page, 'ratings of a vendor')
    await page.goto(`${journey.service.origin}/members/skills`)
    await page.getByRole('heading', { name: 'What councils can do, and who can help' }).waitFor()
    await page.locator('.matrix--heat').waitFor()
    await page.getByRole('heading', { name: 'Help for Camden, and help it could give' }).waitFor()
    await page.getByRole('heading', { name: 'Help wanted with replacing a system' }).waitFor()
    await expectAccessible(page, 'skills')
    await page.context().close()
  })

  test('members read of each other’s registers, and find who could help them move', async () => {
    const page = await journey.openAs('member', '/members/completeness')
    await page.locator('.sorted').waitFor()
    await expectAccessible(page, 'completeness')
    // One's own stands first, however the others are sorted.
    const first = async () => page.locator('.sorted tbody th').allTextContents()
    expect((await first())[0]).toBe('Camden')
    await page.getByRole('link', { name: 'Contracts', exact: true }).click()
    await page.getByRole('button', { name: 'Stale' }).click()
    await page.getByRole('button', { name: 'Stale' }).click()
    await page.waitForURL(/sort=-stale/)
    expect(await page.locator('.sorted [aria-sort="descending"]').textContent()).toBe('Stale')
    const stale = (await page.locator('.sorted td[data-label="Stale"]').allTextContents()).map(
      Number.parseFloat,
    )
    expect(stale.slice(1)).toEqual(stale.slice(1).sort((a, b) => b - a))
    expect((await first())[0]).toBe('Camden')

    await page.getByRole('link', { name: 'Replacements' }).click()
    await page.getByRole('heading', { name: 'Who is replacing what, and who could help' }).waitFor()
    await page.locator('.moves').waitFor()
    await expectAccessible(page, 'replacements')
    await page
      .getByRole('link', { name: /^Who could help/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Help wanted' }).waitFor()
    await expectAccessible(page, 'one product that is left')

    await page.getByRole('link', { name: 'Your position' }).click()
    await page.getByRole('heading', { name: 'Where Camden stands among other councils' }).waitFor()
    await page.locator('.positions').waitFor()
    await expectAccessible(page, 'position')
    await page.context().close()
  })

  test('who keeps two registers chooses, and LOTI is told that it has no position', async () => {
    const both = await journey.openAs('kingston-sutton', '/members/peers')
    await both.getByRole('link', { name: 'Sutton', exact: true }).click()
    await both.getByRole('heading', { name: 'Where Sutton stands among other councils' }).waitFor()
    await both.getByRole('heading', { name: /^Sutton has \d+ suppliers/ }).waitFor()
    await both.goto(`${journey.service.origin}/members/peers?scope=E12000001`)
    await both.getByText('is not in the North East').waitFor()
    await expectAccessible(both, 'position elsewhere')
    await both.context().close()
    const loti = await journey.openAs('loti', '/members/peers')
    await loti.getByRole('heading', { name: 'This page is about one council at a time' }).waitFor()
    await expectAccessible(loti, 'no position')
    await loti.context().close()
  })

  test('the public is asked to sign in, and finds no way there', async () => {
    const page = await journey.open()
    for (const path of [
      '/members',
      '/members/ratings',
      '/members/skills',
      '/members/completeness',
      '/members/moves',
      '/members/peers',
      '/our/ratings',
      '/our/skills',
    ]) {
      await page.goto(`${journey.service.origin}${path}`)
      await page.getByRole('heading', { name: 'Sign in to go on' }).waitFor()
      for (const name of ['Members', 'Ratings'])
        expect(await page.getByRole('link', { name, exact: true }).count()).toBe(0)
    }
    await page.context().close()
  })

  test('nothing went wrong in any page', () => expect(journey.wrong).toEqual([]))
})
