import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// Two councils that find each other: one says that it would buy together, the other reads it and whom to write to.

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
}, 120_000)
afterAll(() => journey?.close())

const page = '/buy-together?area=scanning'

test('a council says that it would buy together, and members alone read it', {
  timeout: 120_000,
}, async () => {
  const camden = await journey.openAs('camden', page)
  await camden.getByText('No council has said that it is interested yet.').waitFor()
  await camden.getByText('Say that Camden is interested').click()
  await camden.getByRole('button', { name: 'We are interested' }).click()
  await camden.getByRole('link', { name: /Enter the mailbox to write to/ }).waitFor()
  await camden.getByLabel('Mailbox to write to').fill('digital@camden.example')
  await camden.getByLabel('What others should know (optional)').fill('From April 2028')
  await camden.getByRole('button', { name: 'We are interested' }).click()
  await camden.getByText('Camden is interested.').waitFor()
  expect(await camden.getByRole('link', { name: 'digital@camden.example' }).getAttribute('href')).toBe(
    'mailto:digital@camden.example',
  )
  await expectAccessible(camden, page)

  const hackney = await journey.openAs('hackney', page)
  await hackney.getByText('From April 2028').waitFor()
  const loti = await journey.openAs('loti', '/buy-together')
  await loti.getByRole('heading', { name: /: 1 council$/ }).waitFor()
  await expectAccessible(loti, '/buy-together')

  const reader = await journey.open()
  await journey.go(reader, page)
  expect(await reader.getByText('camden.example').count()).toBe(0)
  expect(await reader.getByText('said so').count()).toBe(0)

  await camden.getByText('Change what Camden said').click()
  await camden.getByRole('button', { name: 'Take it back' }).click()
  await camden.getByText('Camden no longer says that it is interested.').waitFor()
  await camden.getByText('No council has said that it is interested yet.').waitFor()
  expect(journey.wrong).toEqual([])
})
