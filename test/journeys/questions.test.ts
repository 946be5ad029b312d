import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// An IT lead asks somebody without an account, who answers by the link in the message; it comes back as a draft.

const camden = 'E09000007'
let journey: Journey
let lead: Page

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration' })
  lead = await journey.openAs('camden', '/our/contracts')
})
afterAll(() => journey?.close())

const linkIn = async (to: string) => {
  const message = (await journey.service.store.messages.all()).find((one) => one.to === to)
  return message?.body.split('\n\n').find((part) => part.startsWith('http')) ?? ''
}

describe('a few facts asked by a link', { timeout: 120_000 }, () => {
  const to = 'parking@council.example'
  let contract = { id: '', title: '' }

  test('are chosen beside a record, and written to a mailbox', async () => {
    const { records } = await journey.told('camden', 'GET', `/authorities/${camden}/contracts`)
    contract = records.find(
      (one: { endsOn?: string; annualPounds?: number }) => one.endsOn && one.annualPounds,
    )
    await journey.go(lead, `/our/contracts/${contract.id}`)
    await lead.getByRole('link', { name: 'Ask someone who knows' }).click()
    await lead.getByRole('heading', { level: 1, name: 'Ask someone who knows' }).waitFor()
    await lead.getByText('4 facts chosen, 10 at most.').waitFor()
    await lead.getByLabel('Their mailbox').fill('not an address')
    await lead.getByRole('button', { name: 'Write to them' }).click()
    await lead.getByRole('alert').getByText('e-mail address').waitFor()
    await expectAccessible(lead, 'asking, with a mistake')
    await lead.getByLabel('Their mailbox').fill(to)
    await lead.getByLabel('Department', { exact: false }).check()
    await lead.getByText('5 facts chosen, 10 at most.').waitFor()
    await lead.getByRole('button', { name: 'Write to them' }).click()
    await lead.getByText(`We have written to ${to}`).waitFor()
    await lead.getByText('Not answered yet').waitFor()
    await expectAccessible(lead, 'questions asked')
  })

  test('are answered on a phone, without an account, and each mistake is said', async () => {
    const phone = await journey.open({ viewport: { width: 375, height: 800 } })
    await phone.goto(await linkIn(to))
    await phone.getByRole('heading', { level: 1, name: 'Check a few facts' }).waitFor()
    await phone.getByRole('button', { name: 'Send your answer' }).click()
    await phone.getByRole('alert').getByText('say whether it is still correct').first().waitFor()
    await expectAccessible(phone, 'answering, with nothing said')
    await phone.setViewportSize({ width: 375, height: 800 })

    const fact = (name: string) => phone.getByRole('group', { name, exact: true })
    await fact('Ends on').getByLabel('It should say something else').check()
    await phone.getByLabel('Day', { exact: true }).fill('31')
    await phone.getByLabel('Month', { exact: true }).fill('2')
    await phone.getByLabel('Year', { exact: true }).fill('2031')
    await fact('What happens at the end').first().getByLabel('Still correct').check()
    const unknown = phone.locator('input[name^="says-"][value="unknown"]')
    for (const one of await unknown.all()) {
      const name = await one.getAttribute('name')
      if ((await phone.locator(`input[name="${name}"]:checked`).count()) === 0) await one.check()
    }
    await phone.getByLabel('What you do').fill('Parking service manager')
    await phone.getByLabel('Anything they should know').fill('The extension was signed in May.')
    // The phone threw the page away meanwhile.
    await phone.reload()
    await phone.getByRole('heading', { level: 1, name: 'Check a few facts' }).waitFor()
    expect(await phone.getByLabel('Year', { exact: true }).inputValue()).toBe('2031')
    await phone.getByRole('button', { name: 'Send your answer' }).click()
    await phone.getByRole('alert').getByText('must be a real date').waitFor()
    await expectAccessible(phone, 'answering, with a date that there is not')
    // Nothing that was typed is lost.
    expect(await phone.getByLabel('What you do').inputValue()).toBe('Parking service manager')
    await phone.getByLabel('Month', { exact: true }).fill('3')
    await phone.getByRole('button', { name: 'Send your answer' }).click()
    await phone.getByRole('heading', { name: 'Thank you' }).waitFor()
    await expectAccessible(phone, 'answered')
    await phone.reload()
    await phone.getByRole('heading', { name: 'This has been answered' }).waitFor()
    await phone.context().close()
  })

  test('come back as a draft that says where it is from, to LOTI too, and stay in the history', async () => {
    await journey.go(lead, '/our/questions')
    await lead.getByText('31 March 2031').waitFor()
    await lead.getByText('The extension was signed in May.').waitFor()
    await lead.getByRole('link', { name: 'Check and send' }).click()
    await lead
      .getByText(/Ends on: answered by a link to parking@council.example \(Parking service manager\)/)
      .waitFor()
    await expectAccessible(lead, 'check your answers, with an answer by a link')
    const open = await journey.service.store.submissions.open(camden)
    await journey.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    const officer = await journey.openAs('loti', `/review/${open?.id}`)
    await officer.getByText(/answered by a link to parking@council.example/).waitFor()
    await officer.context().close()
    await journey.told('loti', 'POST', `/review/${open?.id}/approve`, {})
    await journey.go(lead, `/our/contracts/${contract.id}/history`)
    await lead.getByText(/answered by a link to parking@council.example/).waitFor()
  })

  test('can be taken back, and a link that is not whole says so', async () => {
    await journey.told('camden', 'POST', `/authorities/${camden}/questions`, {
      to: 'leisure@council.example',
      days: 7,
      facts: [{ recordId: contract.id, field: 'noticeMonths' }],
    })
    const link = await linkIn('leisure@council.example')
    await journey.go(lead, '/our/questions')
    await lead.getByRole('button', { name: 'Take it back from leisure@council.example' }).click()
    await lead.getByText('Taken back').waitFor()
    const other = await journey.open()
    await other.goto(link)
    await other.getByText('This was taken back by whoever asked').waitFor()
    await other.goto(link.slice(0, -5))
    await other.getByText('This link is not whole').waitFor()
    await other.context().close()
  })

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
