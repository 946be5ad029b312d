import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'

// Deciding by keyboard, a thread through return and back, a dispute settled, one decision for several authorities, and
// a record's past: by hand in a real browser.

const camden = 'E09000007'
const hackney = 'E09000012'

let journey: Journey
let page: Page
let contracts: Contract[]

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'none', waitMilliseconds: 10_000 })
  page = await journey.open()
  contracts = await fill()
}, 180_000)
afterAll(() => journey?.close())

const told: Journey['told'] = (...asked) => journey.told(...asked)
const begin = (who: string, authority: string, kind: 'system' | 'contract', values: object) =>
  told(who, 'POST', `/authorities/${authority}/proposals`, { kind, values })
/** Something to work with: on the register in two boroughs, and waiting from three more. */
async function fill(): Promise<Contract[]> {
  const held = { supplier: 'ven_demo-quillmere', serviceAreas: ['library-management'], endsOn: '2031-03-31' }
  for (let n = 1; n <= 5; n += 1) {
    await begin('camden', camden, 'contract', { ...held, title: `Contract ${n}`, annualPounds: 100_000 + n })
  }
  const system = {
    name: 'Library system',
    maker: held.supplier,
    serviceAreas: ['library-management'],
    hosting: 'SaaS',
  }
  await begin('camden', camden, 'system', system)
  await begin('hackney', hackney, 'system', system)
  for (const [who, authority] of [
    ['camden', camden],
    ['hackney', hackney],
  ] as const) {
    await told('loti', 'POST', `/review/${(await send(who, authority)).id}/approve`, {})
  }
  for (const [who, authority, annualPounds] of [
    ['brent', 'E09000005', 900_000],
    ['croydon', 'E09000008', 2_000_000],
    ['lewisham', 'E09000023', 1_000],
  ] as const) {
    await begin(who, authority, 'contract', { ...held, title: `Waiting in ${who}`, annualPounds })
    await send(who, authority)
  }
  const { records }: { records: Contract[] } = await told('camden', 'GET', `/authorities/${camden}/contracts`)
  return records.sort((a, b) => (a.title < b.title ? -1 : 1))
}
const change = (who: string, authority: string, id: string, values: object, more: object = {}) =>
  told(who, 'PUT', `/authorities/${authority}/proposals/${id}`, { values, ...more })
const send = async (who: string, authority: string): Promise<{ id: string; reference: string }> =>
  told(who, 'POST', `/authorities/${authority}/submission/send`, {})
const nth = (index: number): Contract => {
  const found = contracts[index]
  if (!found) throw new Error(`Camden has no contract ${index}`)
  return found
}

const go = (path: string) => journey.go(page, path)
const signIn = (person: string, to: string) => journey.signIn(page, person, to)
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

describe('deciding', { timeout: 180_000 }, () => {
  test('the queue is narrowed and put in order in its address, and empty answers say what to do', async () => {
    await signIn('loti', '/review')
    await page.getByRole('combobox', { name: 'Look twice' }).selectOption('large value')
    await page.waitForURL(/risk=large/)
    await page.getByText(/^2 of 3 submissions/).waitFor()
    await page.getByLabel('Order').selectOption('newest')
    await page.waitForURL(/sort=newest/)
    await page.reload()
    await page.getByText(/^2 of 3 submissions/).waitFor()
    expect(await page.getByLabel('Order').inputValue()).toBe('newest')
    await page.getByLabel('Search', { exact: true }).fill('nothing like this')
    await page.getByRole('button', { name: 'Search', exact: true }).last().click()
    await page.getByText('No submission that waits is like this').waitFor()
    await expectAccessible(page, 'queue, nothing found')
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByText('3 submissions.').waitFor()
  })

  test('thirty ordinary changes are cleared by keys, as fast as they are pressed', async () => {
    for (let n = 0; n < 30; n += 1) {
      await told('camden', 'POST', `/authorities/${camden}/proposals`, {
        kind: 'system',
        values: { name: `Ordinary ${n + 1}`, serviceAreas: ['library-management'], hosting: 'SaaS' },
      })
    }
    const { id, reference } = await send('camden', camden)
    await go('/review')
    await press('?')
    await page.getByText('They never act while you are typing').waitFor()
    await expectAccessible(page, 'queue with its keys')
    await press('/')
    await page.keyboard.type(reference)
    await press('Enter')
    await page.waitForURL(/q=CT-/)
    await page.getByText('1 of 4 submissions.').waitFor()
    await page.locator('h1').click()
    await press('o')
    await page.waitForURL(`**/review/${id}`)
    await page.getByText('30 changes for you to decide.').waitFor()
    await expectAccessible(page, 'review of many')
    await press('j')
    for (let n = 0; n < 30; n += 1) {
      await press('a')
      await page.waitForTimeout(40)
    }
    await page.getByText('30 changes approved.').waitFor({ timeout: 30_000 })
    await page.getByText(/The public pages show this/).waitFor()
    await page.getByText('Nothing left for you to decide here.').waitFor()
    await page.getByText(/^Next:/).waitFor()
  })

  test('keys select, return and never act while someone types; they can be turned off', async () => {
    for (let n = 0; n < 3; n += 1) {
      await told('camden', 'POST', `/authorities/${camden}/proposals`, {
        kind: 'system',
        values: { name: `Chosen ${n + 1}`, serviceAreas: ['library-management'], hosting: 'SaaS' },
      })
    }
    const { id } = await send('camden', camden)
    await go(`/review/${id}`)
    await press('j', 'x', 'j', 'x')
    await page.getByRole('button', { name: 'Approve 2 selected' }).waitFor()
    await press('j', 'r')
    await page.getByLabel('What needs attention').waitFor()
    // Every letter of this is a key.
    await page.keyboard.type('a jar, A fox')
    expect(await page.getByLabel('What needs attention').inputValue()).toBe('a jar, A fox')
    await page.getByText('3 changes for you to decide.').waitFor()
    await page.getByRole('button', { name: 'Return it' }).click()
    await page.getByText('Returned', { exact: true }).waitFor()
    await press('?')
    await page.getByLabel('Use these keys').uncheck()
    await page.locator('h1').click()
    await press('A')
    await page.waitForTimeout(300)
    await page.getByText('2 changes for you to decide.').waitFor()
    await page.getByLabel('Use these keys').check()
    await press('A')
    await page.getByText('2 changes approved.').waitFor()
  })

  test('a thread goes to the authority and back, and says what changed since', async () => {
    const { id, title } = nth(0)
    await change('camden', camden, id, { annualPounds: 90_000 })
    const first = await send('camden', camden)
    await go(`/review/${first.id}`)
    await page.getByRole('button', { name: 'Comment on Annual value' }).click()
    await page.getByLabel('What needs attention').fill('With VAT or without?')
    await page.getByRole('button', { name: 'Return it' }).click()
    await page.getByText('With VAT or without?').waitFor()
    await signIn('camden', '/our/submission')
    const card = page.getByRole('region', { name: title })
    await card.getByRole('button', { name: 'Answer about Annual value' }).click()
    await card.getByRole('button', { name: 'Save the answer' }).click()
    await card.getByText('Enter your answer').waitFor()
    await card.getByLabel('Your answer').fill('Without. Corrected')
    await expectAccessible(page, 'answering')
    await card.getByRole('button', { name: 'Save the answer' }).click()
    await card.getByText('Camden IT lead for Camden').waitFor()
    const { proposal } = await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)
    await change(
      'camden',
      camden,
      id,
      { ...proposal.values, annualPounds: 75_000 },
      { revision: proposal.revision },
    )
    const second = await send('camden', camden)
    await signIn('loti', `/review/${second.id}`)
    await page.getByText('Since then Camden changed 1 field: Annual value.').waitFor()
    await page.getByText('With VAT or without?').waitFor()
    await page.getByText('Without. Corrected').waitFor()
    await page.getByText('Changed since it was returned').waitFor()
    await expectAccessible(page, 'review of what was returned')
  })

  test('a dispute is shown before it is decided, sent back, and settled by its author', async () => {
    const { id, title, annualPounds = 0 } = nth(1)
    await change('camden', camden, id, { annualPounds: annualPounds + 1 })
    const first = await send('camden', camden)
    await change('camden', camden, id, { annualPounds: annualPounds + 2, noticeMonths: 9 })
    const second = await send('camden', camden)
    await told('loti-2', 'POST', `/review/${first.id}/approve`, {})
    await go(`/review/${second.id}`)
    await page.getByText('Approving sends this back to Camden').waitFor()
    await expectAccessible(page, 'review of a dispute')
    await page.getByRole('button', { name: `Approve ${title}` }).click()
    await page.getByText('Clashed, sent back').waitFor()
    await page.getByText('0 changes approved, 1 change not').waitFor()
    await expectAccessible(page, 'review after a clash')

    await signIn('camden', '/our/submission')
    const card = page.getByRole('region', { name: title })
    await page.getByRole('button', { name: /^Send/ }).click()
    await page.getByText('choose what is right for annual value').waitFor()
    await card.getByRole('button', { name: 'Keep what I chose' }).click()
    await card.getByText('Choose what is right for annual value').waitFor()
    await expectAccessible(page, 'choosing between two')
    await card.getByRole('radio').nth(1).check()
    await card.getByRole('button', { name: 'Keep what I chose' }).click()
    await card.getByText('Published meanwhile').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Send/ }).click()
    await page.getByRole('heading', { name: 'Sent to LOTI' }).waitFor()
  })

  test('one decision serves the same change in other authorities, with a result for each', async () => {
    const theirs = (await told('hackney', 'GET', `/authorities/${hackney}/systems`)).records
    const ours = (await told('camden', 'GET', `/authorities/${camden}/systems`)).records
    const isOurs = ({ name }: { name: string }) => name === 'Library system'
    const [one, other] = [ours.find(isOurs), theirs.find(isOurs)]
    await change('hackney', hackney, other.id, { notes: 'Renamed by its vendor' })
    await send('hackney', hackney)
    await change('camden', camden, one.id, { notes: 'Renamed by its vendor' })
    const { id } = await send('camden', camden)
    await signIn('loti', `/review/${id}`)
    await page.getByText('The same change waits in 1 other submission').waitFor()
    await expectAccessible(page, 'the same change elsewhere')
    await page.getByRole('button', { name: 'Approve here and in 1 other proposal' }).click()
    await page.getByText('2 changes approved').waitFor()
    await page.getByText(/Approved\s*Hackney/).waitFor()
  })

  test('a contract waits for the system it covers, and one press approves both', async () => {
    const { recordId } = await begin('camden', camden, 'system', {
      name: 'Zebra Libraries',
      serviceAreas: ['library-management'],
    })
    const covering = await begin('camden', camden, 'contract', {
      title: 'Zebra support',
      supplier: 'ven_demo-quillmere',
      systems: [recordId],
    })
    const { id } = await send('camden', camden)
    await signIn('loti', `/review/${id}`)
    await page.getByRole('button', { name: 'Approve Zebra support' }).click()
    await page
      .getByRole('region', { name: 'Zebra support' })
      .getByText('It covers Zebra Libraries, which is not approved yet. Approve both, or return this.')
      .waitFor()
    await expectAccessible(page, 'a contract whose system waits')
    await page.getByRole('button', { name: /^Approve both/ }).click()
    await page.getByText('2 changes approved').waitFor()
    const { record } = await told('camden', 'GET', `/authorities/${camden}/contracts/${covering.recordId}`)
    expect(record).toMatchObject({ systems: [recordId], version: 1 })
  })

  test('one’s own work is marked, and left to someone else', async () => {
    const { id } = nth(2)
    await change('loti-camden', camden, id, { department: 'Seconded' })
    await change('camden', camden, nth(3).id, { department: 'Not mine' })
    const sent = await send('camden', camden)
    await signIn('loti-camden', `/review/${sent.id}`)
    await page.getByText('Your own work: you typed in 1 of these changes').waitFor()
    await page.getByText('1 change for you to decide.').waitFor()
    await page.getByText('Your own work: you typed in this or sent it').waitFor()
    await expectAccessible(page, 'own work')
  })
})

describe('the past', { timeout: 120_000 }, () => {
  test('a record’s versions say who, when, what and why; a day shows how it stood; a version is brought back', async () => {
    const { id, title } = nth(4)
    await change('camden', camden, id, { department: 'Newly named' })
    const sent = await send('camden', camden)
    await told('loti', 'POST', `/review/${sent.id}/approve`, {})
    await signIn('camden', `/our/contracts/${id}`)
    await page.getByRole('link', { name: 'History of this contract' }).click()
    await page.getByRole('heading', { name: title }).waitFor()
    await page.getByRole('heading', { name: 'Version 2, published now' }).waitFor()
    await page
      .getByText(/Approved by LOTI officer, LOTI,/)
      .first()
      .waitFor()
    await page.getByText(sent.reference).waitFor()
    await page.getByText('Newly named').first().waitFor()
    await expectAccessible(page, 'history of a record')

    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('Enter a date').waitFor()
    for (const [part, value] of [
      ['Day', '1'],
      ['Month', '1'],
      ['Year', '2020'],
    ] as const)
      await page.getByLabel(part, { exact: true }).fill(value)
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL(/on=2020-01-01/)
    await page.getByText('was not on the register on 1 January 2020').waitFor()
    await go(`/our/contracts/${id}/history?on=${londonToday()}`)
    await page.getByRole('heading', { name: /: version 2, the one published now$/ }).waitFor()
    await expectAccessible(page, 'a record as it stood')
    await page.getByRole('link', { name: 'Show every version' }).click()
    await page.getByRole('button', { name: 'Bring version 1 back' }).click()
    await page.getByRole('button', { name: 'Bring version 1 back' }).click()
    await page.getByRole('heading', { name: 'Check your answers before sending' }).waitFor()
    await page.getByRole('region', { name: title }).getByText('Newly named').waitFor()
    expect((await told('camden', 'GET', `/authorities/${camden}/contracts/${id}`)).record.version).toBe(2)
  })

  test('an authority’s latest changes, and LOTI’s audit trail', async () => {
    await go('/our/history')
    await page.getByRole('heading', { name: 'What changed', exact: true }).waitFor()
    await page
      .getByText(/^Approved /)
      .first()
      .waitFor()
    await expectAccessible(page, 'what changed')
    await page.getByRole('link', { name: 'Earlier' }).click()
    await page.waitForURL(/before=/)
    await page.getByRole('link', { name: 'The latest' }).waitFor()
    await signIn('loti', '/audit')
    await page.getByLabel('Authority').selectOption(camden)
    await page.getByText(/^Checked to event \d+, whole\.$/).waitFor()
    await expectAccessible(page, 'audit trail')
  })

  test('afterwards the summaries equal a recount, the trail is whole, and no page broke', async () => {
    const { differences } = await recount(journey.service.store, { terms, today: londonToday() })
    expect(differences).toEqual([])
    expect(journey.wrong).toEqual([])
  })
})
