import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'
import { placeHeld } from '../support/placeHeld.ts'

// One vendor under two names, by hand: LOTI sees the two side by side, looks at what would move, merges, and undoes it;
// links to either lead to the one that is kept meanwhile.

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
}, 120_000)
afterAll(() => journey?.close())

const twin = 'ven_demo-oakumber-ltd'
const kept = 'ven_demo-oakumber'

test('two vendors are merged, lead to one another, and are parted again', { timeout: 240_000 }, async () => {
  const loti = await journey.openAs('loti', '/vendors/tidy')
  const pair = loti.getByRole('region', { name: 'Oakumber Software Ltd and Oakumber Software' })
  await pair.getByText('The names differ only by “Ltd”').waitFor()
  await expectAccessible(loti, '/vendors/tidy')

  await pair.getByRole('button', { name: 'Look at merging them' }).click()
  await loti.getByRole('heading', { name: 'Merge Oakumber Software Ltd into Oakumber Software?' }).waitFor()
  const lede = (await loti.locator('.lede').textContent()) ?? ''
  const [, contracts = ''] =
    /^(\d+) contracts? of \d+ authorities will name Oakumber Software/.exec(lede) ?? []
  expect(Number(contracts)).toBeGreaterThan(3)
  await expectAccessible(loti, '/vendors/tidy/preview')
  await loti.getByRole('button', { name: 'Merge into Oakumber Software' }).click()
  await loti
    .getByText(`Oakumber Software Ltd leads to Oakumber Software. ${contracts} records moved with it.`)
    .waitFor({ timeout: 30_000 })
  await expectAccessible(loti, '/vendors/tidy/merges/:id')

  // Whoever has an old link, or types the old name, arrives at the one that is kept.
  const reader = await journey.open()
  await reader.goto(`${journey.service.origin}/vendors/${twin}`)
  await reader.waitForURL(`**/vendors/${kept}`)
  await reader.getByRole('heading', { level: 1, name: 'Oakumber Software' }).waitFor()
  await journey.go(reader, `/explore?show=contracts&supplier=${twin}`)
  await reader.getByRole('link', { name: 'Oakumber Software', exact: true }).first().waitFor()
  await journey.go(reader, '/search?q=Oakumber Software Ltd')
  await reader.getByText('also Oakumber Software Ltd').waitFor()
  expect(await reader.getByRole('link', { name: 'Oakumber Software Ltd', exact: true }).count()).toBe(0)

  await loti.getByRole('button', { name: 'Undo this merge' }).press('Enter')
  await loti
    .getByText('Oakumber Software Ltd stands by itself again.', { exact: false })
    .waitFor({ timeout: 30_000 })
  expect(await placeHeld(loti)).toMatch(/stands by itself again/)
  await loti.getByRole('link', { name: 'History of merges' }).click()
  await loti.getByRole('heading', { level: 1, name: 'History of merges of vendors' }).waitFor()
  await loti.getByText('Undone', { exact: true }).waitFor()
  await expectAccessible(loti, '/vendors/tidy/merges')
  await reader.goto(`${journey.service.origin}/vendors/${twin}`)
  await reader.getByRole('heading', { level: 1, name: 'Oakumber Software Ltd' }).waitFor()
  expect(journey.wrong).toEqual([])
})

test('a vendor is renamed and joins a group, and what cannot be is told beside its field', {
  timeout: 120_000,
}, async () => {
  const loti = await journey.openAs('loti', '/vendors/ven_demo-fenmarrow')
  await loti.getByRole('link', { name: 'Change this vendor' }).click()
  await loti.getByLabel('Name', { exact: true }).fill('Fenmarrow Public')
  await loti.getByRole('button', { name: 'Add a group' }).click()
  await loti.getByRole('button', { name: 'Save' }).click()
  await loti.getByRole('link', { name: 'Choose a vendor from the list, or add it' }).waitFor()
  await expectAccessible(loti, '/vendors/:id/change')
  await loti.getByRole('combobox', { name: 'Parent company' }).fill('Quillmere')
  await loti
    .getByRole('option', { name: /Quillmere Systems/ })
    .first()
    .click()
  const first = loti.getByRole('group', { name: 'First day, if known' })
  for (const [part, value] of Object.entries({ Day: '1', Month: '4', Year: '2025' })) {
    await first.getByLabel(part, { exact: true }).fill(value)
  }
  await loti.getByRole('button', { name: 'Save' }).click()
  await loti.getByRole('heading', { level: 1, name: 'Change Fenmarrow Public' }).waitFor()
  await journey.go(loti, '/vendors/ven_demo-fenmarrow')
  await loti.getByRole('heading', { level: 1, name: 'Fenmarrow Public' }).waitFor()
  await loti.getByText('Quillmere Systems').first().waitFor()
  await loti.getByText('Fenmarrow Digital').first().waitFor()
  expect(journey.wrong).toEqual([])
})
