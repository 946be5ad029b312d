import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// LOTI invites an officer, who reads the message, signs in and works; then they leave.

let journey: Journey
let loti: Page
let officer: Page

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'none' })
  loti = await journey.open()
  officer = await journey.open()
}, 300_000)
afterAll(() => journey?.close())

describe('looking after people', { timeout: 120_000 }, () => {
  test('an administrator sees everyone, with who they are and for whom', async () => {
    await journey.signIn(loti, 'admin', '/people')
    await loti.getByRole('row', { name: /Camden IT lead/ }).waitFor()
    await loti.getByText('LOTI administrator').first().waitFor()
    await loti.getByText('for LOTI', { exact: true }).waitFor()
    await expectAccessible(loti, 'people')
    await loti.getByLabel('What they may do').selectOption('approver')
    await loti.getByText('4 people match').waitFor()
    expect(loti.url()).toContain('role=approver')
  })

  test('an invitation with something missing says what, and loses nothing', async () => {
    await journey.go(loti, '/people/invite')
    await expectAccessible(loti, 'invite')
    await loti.getByLabel('Name', { exact: true }).fill('Croydon contracts officer')
    await loti.getByLabel('E-mail address').fill('contracts@croydon')
    await loti.getByRole('button', { name: 'Send the invitation' }).click()
    await loti.getByRole('link', { name: /Enter an e-mail address in the correct format/ }).click()
    expect(await loti.evaluate(() => document.activeElement?.id)).toBe('email')
    expect(await loti.title()).toMatch(/^Error: /)
    await expectAccessible(loti, 'invite, refused')
    await loti.getByLabel('E-mail address').fill('contracts@croydon.example.org')
    await loti.getByRole('button', { name: 'Send the invitation' }).click()
    await loti.getByRole('link', { name: 'Choose at least one authority, or a role at LOTI' }).waitFor()
    await loti.getByLabel('Edits the register of').fill('Croy')
    await loti.getByRole('option', { name: 'Croydon' }).click()
    await loti.getByRole('button', { name: 'Send the invitation' }).click()
    await loti.getByText('An invitation is on its way to contracts@croydon.example.org').waitFor()
  })

  test('the message is in the outbox, and its link leads to signing in and the register', async () => {
    await journey.go(officer, '/outbox')
    await expectAccessible(officer, 'outbox')
    await officer.getByText('keep the register of Croydon').waitFor()
    await officer.getByRole('link', { name: /sign-in/ }).click()
    await officer.getByRole('button', { name: /Croydon contracts officer/ }).click()
    await officer.getByRole('heading', { name: 'Croydon’s register' }).waitFor()
    await officer.getByText('for Croydon', { exact: true }).waitFor()
    expect(await officer.getByRole('link', { name: 'People' }).count()).toBe(0)
    await journey.go(officer, '/people')
    expect(await officer.getByRole('heading', { level: 1 }).textContent()).toBe('You cannot see this page')
  })

  test('who is suspended is out at once, and told so', async () => {
    await journey.go(loti, '/people?q=croydon contracts')
    await loti.getByRole('link', { name: 'Croydon contracts officer' }).click()
    await loti.getByText('First signed in').waitFor()
    await expectAccessible(loti, 'person')
    await loti.getByRole('button', { name: 'Suspend' }).click()
    await loti.getByRole('heading', { name: 'Suspend Croydon contracts officer?' }).waitFor()
    await expectAccessible(loti, 'suspend?')
    await loti.getByRole('button', { name: 'Suspend' }).click()
    await loti.getByText('Croydon contracts officer is suspended').waitFor()
    await journey.go(officer, '/our')
    await officer.getByText('Your account is suspended').first().waitFor()
    await expectAccessible(officer, 'suspended')
  })

  test('and is nobody once removed', async () => {
    await loti.getByRole('button', { name: 'Remove' }).click()
    await loti.getByRole('heading', { name: 'Remove Croydon contracts officer?' }).waitFor()
    await loti.getByRole('button', { name: 'Remove' }).click()
    await loti.getByText('They can no longer sign in').waitFor()
    await expectAccessible(loti, 'removed')
    await journey.go(officer, '/our')
    expect(await officer.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in to go on')
  })

  test('the API can be read about', async () => {
    await journey.go(officer, '/accessibility')
    await officer.getByRole('link', { name: 'API', exact: true }).click()
    await officer.getByRole('heading', { name: 'What is sent and answered' }).waitFor()
    await expectAccessible(officer, 'API')
  })

  test('nobody is offered to end their own access', async () => {
    await journey.go(loti, '/people/admin')
    await loti.getByText('This is you').waitFor()
    expect(await loti.getByRole('button', { name: /Suspend|Remove/ }).count()).toBe(0)
    await journey.go(loti, '/people/admin/change')
    await loti.getByText('Another administrator must change that').waitFor()
    expect(await loti.getByLabel('Administers people').count()).toBe(0)
    await expectAccessible(loti, 'change')
  })

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
