import { afterAll, beforeAll, expect, test } from 'vitest'
import { londonToday } from '../../functions/domain/calendar.ts'
import { expectAccessible } from '../support/chromium.ts'
import { fileOf } from '../support/contractsFinder.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// What is published, by hand: LOTI loads a file, a council answers by keys and by pointing, and its draft says where it
// came from.

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
}, 120_000)
afterAll(() => journey?.close())

test('LOTI loads a file, and a council answers what it says', { timeout: 240_000 }, async () => {
  const loti = await journey.openAs('loti', '/review')
  await loti.getByRole('link', { name: 'Load open data' }).click()
  await loti.getByRole('heading', { level: 1, name: 'Open data' }).waitFor()
  await loti.getByRole('button', { name: 'Load the file' }).click()
  await loti.getByRole('link', { name: 'Choose a file to load' }).waitFor()
  await expectAccessible(loti, '/open-data')
  const choose = (text: string, name = 'notices.csv') =>
    loti
      .getByLabel('File', { exact: true })
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await choose('one,two,three\n1,2,3')
  await loti.getByLabel('Who published it').fill('Contracts Finder')
  await loti.getByRole('button', { name: 'Load the file' }).click()
  await loti.getByRole('link', { name: /^It cannot be told whose contracts/ }).waitFor()
  const published = `${londonToday()}T09:00:00Z`
  const about = (id: string, title: string, buyer = 'London Borough of Barnet') => ({
    id,
    title,
    buyer,
    published,
  })
  await choose(
    fileOf(
      about('N-1', 'Web filtering'),
      about('N-2', 'Managed print service'),
      about('N-3', 'Payment kiosks'),
      about('N-4', 'Sent by a parish', 'Nowhere Parish Council'),
    ),
  )
  await loti.getByRole('button', { name: 'Load the file' }).click()
  await loti.getByRole('heading', { name: '3 rows asked about' }).waitFor()
  await loti.getByText('1 row could not be placed').waitFor()
  await expectAccessible(loti, '/open-data/:id')

  const barnet = await journey.openAs('barnet', '/our')
  await barnet.getByRole('link', { name: 'We found 3 things about you' }).click()
  await barnet.getByRole('heading', { level: 1, name: 'We found 3 things about Barnet' }).waitFor()
  await expectAccessible(barnet, '/our/found')
  const one = (title: string) => barnet.getByRole('listitem', { name: title })
  await one('Web filtering')
    .getByText(/^Contracts Finder, .* from notices\.csv\./)
    .waitFor()

  // Two by keys alone, in one press.
  for (const key of ['j', 'a', 'j', 'n']) await barnet.keyboard.press(key)
  await barnet.getByRole('button', { name: 'Send 2 answers' }).waitFor()
  await barnet.keyboard.press('s')
  await barnet.getByText('2 answers kept.').waitFor()
  await barnet.getByText('1 change is in your draft.').waitFor()
  await barnet.getByText('You won’t be asked again about what you turned down.').waitFor()
  await expectAccessible(barnet, '/our/found')

  // The last is corrected in its form, filled in with what was found.
  await barnet.getByRole('heading', { level: 1, name: 'We found 1 thing about Barnet' }).waitFor()
  const title = (await barnet.locator('.found-one h2').textContent()) ?? ''
  await barnet.getByRole('button', { name: /^Correct it first/ }).click()
  await barnet.waitForURL(/\/our\/contracts\/con_/)
  await barnet.getByRole('heading', { level: 1 }).waitFor()
  expect(await barnet.getByLabel('Title').inputValue()).toBe(title)
  await journey.go(barnet, '/our/found')
  await barnet.getByRole('heading', { level: 1, name: 'Nothing to answer' }).waitFor()
  await expectAccessible(barnet, '/our/found')

  const { proposals } = await journey.told('barnet', 'GET', '/authorities/E09000003/submission')
  expect(proposals).toHaveLength(2)
  for (const { proposal } of proposals) {
    expect(proposal.provenance).toMatchObject({ source: 'open data', sourceName: 'Contracts Finder' })
    expect(proposal.provenance.confirmedAt).toBeUndefined()
  }

  await journey.go(loti, '/open-data')
  await loti.getByRole('heading', { name: '3 of 3 suggestions answered' }).waitFor()
  await expectAccessible(loti, '/open-data')
  expect(journey.wrong).toEqual([])
})

test('a name that may be a vendor’s is asked once, in an import', { timeout: 240_000 }, async () => {
  const page = await journey.openAs('barnet', '/our/import')
  const read = async (id: string, title: string) => {
    const about = { id, title, buyer: 'London Borough of Barnet', supplier: 'Northgate PS Ltd' }
    await page
      .getByLabel('Your register of contracts or systems')
      .setInputFiles({ name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(fileOf(about)) })
    await page.getByRole('button', { name: 'Read the file' }).click()
    await page.getByRole('heading', { level: 1, name: 'What was read from register.csv' }).waitFor()
  }
  await read('N-70', 'Revenues and benefits')
  const question = page.getByRole('group', {
    name: 'Is “Northgate PS Ltd” the same as “NEC Software Solutions”?',
  })
  await page.getByRole('button', { name: 'Save answers' }).click()
  await page.getByRole('link', { name: 'Answer at least one of the names' }).waitFor()
  await question.getByRole('radio', { name: 'Yes' }).check()
  await expectAccessible(page, '/our/import')
  await page.getByRole('button', { name: 'Save answers' }).click()
  await question.waitFor({ state: 'detached' })
  await page.getByText('Taken to be NEC Software Solutions, as you said').first().waitFor()
  await journey.go(page, '/our/import')
  await read('N-71', 'Land charges')
  await page.getByText('Taken to be NEC Software Solutions, as you said').first().waitFor()
  expect(await question.count()).toBe(0)
  expect(journey.wrong).toEqual([])
})
