import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// A round by hand: LOTI opens it, a council sees what is left and confirms it, and whoever is reminded can stop that.

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
}, 120_000)
afterAll(() => journey?.close())

test('LOTI asks, a council confirms, and is seen to be done', { timeout: 240_000 }, async () => {
  const loti = await journey.openAs('loti', '/rounds')
  await loti.getByText('No round was opened yet.').waitFor()
  await loti.getByRole('button', { name: 'Open a round' }).click()
  await loti.getByRole('heading', { level: 1, name: 'Open a round' }).waitFor()
  await loti.getByRole('button', { name: 'Open the round' }).click()
  await loti.getByRole('link', { name: 'Enter the name of the round' }).waitFor()
  await loti.getByRole('link', { name: 'Enter the deadline' }).waitFor()
  await expectAccessible(loti, '/rounds/new')
  await loti.getByLabel('Name', { exact: true }).fill('Winter round')
  await loti.getByLabel('Systems').uncheck()
  await loti.getByLabel('Some councils').check()
  await loti.getByRole('combobox', { name: 'Councils' }).fill('camd')
  await loti.getByRole('option', { name: /Camden/ }).click()
  const deadline = new Date(Date.now() + 7 * 86_400_000)
  const parts = {
    Day: deadline.getUTCDate(),
    Month: deadline.getUTCMonth() + 1,
    Year: deadline.getUTCFullYear(),
  }
  for (const [part, value] of Object.entries(parts))
    await loti.getByLabel(part, { exact: true }).fill(String(value))
  await loti.getByLabel('7 days before').check()
  await loti.getByRole('button', { name: 'Open the round' }).click()
  await loti.getByText('Winter round is open').waitFor()
  await loti.getByText('0 of 1 councils are complete.').waitFor()
  await expectAccessible(loti, '/rounds/:id')

  const camden = await journey.openAs('camden', '/our')
  await camden.getByText(/^Winter round: LOTI asks you to confirm by/).waitFor()
  await expectAccessible(camden, '/our')
  // What is not due counts as well: LOTI asked for all of it, and one press confirms it.
  await camden.getByRole('link', { name: /contracts of \d+ left/ }).click()
  await camden.getByRole('heading', { name: /^LOTI asks for these/ }).waitFor()
  await expectAccessible(camden, '/our/confirm')
  await camden
    .getByRole('button', { name: /^Confirm/ })
    .first()
    .click()
  await camden
    .getByText(/confirmed\.?$/)
    .first()
    .waitFor()
  await expect
    .poll(
      async () => {
        await journey.go(camden, '/our')
        return camden.getByText('Winter round: you are done').count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  await journey.go(loti, '/rounds')
  await loti.getByText('1 of 1').waitFor()
  await expectAccessible(loti, '/rounds')

  await loti.getByRole('link', { name: 'Winter round' }).click()
  await loti.getByRole('button', { name: 'Close the round' }).click()
  await loti.getByRole('button', { name: 'Close the round' }).click()
  await loti.getByText('Closed', { exact: true }).waitFor()
  await journey.go(camden, '/our')
  expect(await camden.getByText('Winter round').count()).toBe(0)
  expect(journey.wrong).toEqual([])
})

test('a link in a message stops reminders with one press, and is told when it is no good', {
  timeout: 60_000,
}, async () => {
  const at = new Date().toISOString()
  await journey.service.store.write([
    journey.service.store.subscriptions.link('a-key', { person: 'hackney', stops: 'reminders' }, at),
  ])
  const reader = await journey.open()
  await journey.go(reader, '/unsubscribe?key=a-key')
  expect((await journey.told('hackney', 'GET', '/subscription')).reminders).toBe(true)
  await reader.getByRole('button', { name: 'Stop reminders' }).click()
  await reader.getByRole('heading', { name: 'You will not be reminded again' }).waitFor()
  expect((await journey.told('hackney', 'GET', '/subscription')).reminders).toBe(false)
  await expectAccessible(reader, '/unsubscribe')
  await journey.go(reader, '/unsubscribe?key=nobody')
  await reader.getByRole('button', { name: 'Stop reminders' }).click()
  await reader.getByText('There is no such link, or it is too old.').waitFor()

  const hackney = await journey.openAs('hackney', '/our/messages')
  expect(await hackney.getByLabel('Remind me of what is left in a round').isChecked()).toBe(false)
  await hackney.getByLabel('Remind me of what is left in a round').check()
  await hackney.getByLabel('Each by itself, on its day').check()
  await hackney.getByRole('button', { name: 'Save' }).click()
  await hackney.getByText('Saved', { exact: true }).waitFor()
  await expectAccessible(hackney, '/our/messages')
  expect(await journey.told('hackney', 'GET', '/subscription')).toEqual({ reminders: true, alerts: 'each' })
  expect(journey.wrong).toEqual([])
})
