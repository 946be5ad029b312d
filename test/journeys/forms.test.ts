import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addMonths, londonToday } from '../../functions/domain/calendar.ts'
import { authorities } from '../../functions/reference/index.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { expectAccessible } from '../support/chromium.ts'
import { type Journey, startJourney } from '../support/journey.ts'
import { placeHeld } from '../support/placeHeld.ts'

// Forms that know things, and confirming everything at once, by hand in a real browser. One borough that holds nothing
// yet in the demonstration keeps its register.

const hounslow = authorities().find(({ slug }) => slug === 'hounslow')?.id ?? ''
const today = londonToday()
let journey: Journey
let page: Page

beforeAll(async () => {
  journey = await startJourney()
  page = await journey.openAs('hounslow', '/our')
}, 300_000)
afterAll(() => journey?.close())

const told: Journey['told'] = (...asked) => journey.told(...asked)
const of = `/authorities/${hounslow}`
const draftsOf = async () =>
  (await told('hounslow', 'GET', `${of}/submission`)).proposals.map(
    (one: { proposal: { kind: string; recordId: string; values: Record<string, unknown> } }) => one.proposal,
  )
/** Everything drafted is sent, and approved by LOTI. */
const publish = async () => {
  const { id } = await told('hounslow', 'POST', `${of}/submission/send`, {})
  await told('loti', 'POST', `/review/${id}/approve`, {})
}
const records = async (kind: 'systems' | 'contracts'): Promise<RegisterRecord[]> =>
  (await told('hounslow', 'GET', `${of}/${kind}`)).records
/** Leaves the form, and lets go of every draft. */
const discardAll = async () => {
  await page.goto('about:blank')
  for (const { recordId } of await draftsOf()) await told('hounslow', 'DELETE', `${of}/proposals/${recordId}`)
}
const go = (path: string) => journey.go(page, path)
const field = (label: string) => page.getByLabel(label, { exact: true })
const saved = () =>
  page
    .getByText(/^Saved at/)
    .first()
    .waitFor()
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor()
const date = async (group: string, iso: string) => {
  const [year = '', month = '', day = ''] = iso.split('-')
  const boxes = page.getByRole('group', { name: group, exact: true })
  await boxes.getByLabel('Day').fill(day)
  await boxes.getByLabel('Month').fill(month)
  await boxes.getByLabel('Year').fill(year)
}
const choose = async (label: string, typed: string) => {
  await field(label).fill('')
  await field(label).fill(typed)
  await field(label).press('ArrowDown')
  await field(label).press('Enter')
}

describe('forms that know things', { timeout: 120_000 }, () => {
  test('a misspelt product is found, and fills in what is known of it; that can be undone', async () => {
    await go('/our/systems/new')
    await choose('Product', 'quilmere licencing')
    expect(await field('Product').inputValue()).toBe('Quillmere Licensing')
    await page.getByText('Filled in from Quillmere Licensing: name, service areas and maker.').waitFor()
    expect(await field('Name').inputValue()).toBe('Quillmere Licensing')
    expect(await field('Maker').inputValue()).toBe('Quillmere Systems')
    await expectAccessible(page, 'a system filled in from its product')
    await page.getByRole('button', { name: /^Undo/ }).press('Enter')
    expect(await field('Name').inputValue()).toBe('')
    // The button is gone, and whoever pressed it by keyboard is where it was.
    expect(await placeHeld(page)).toMatch(/Name/)
    expect(await field('Maker').inputValue()).toBe('')
    await field('Name').fill('Our own name')
    await choose('Product', 'Quillmere Licensing')
    await page.getByText('Filled in from Quillmere Licensing: service areas and maker.').waitFor()
    expect(await field('Name').inputValue()).toBe('Our own name')
  })

  test('the system and its contract are added in one sitting, with little typed', async () => {
    await page.getByRole('button', { name: 'Save and add its contract' }).click()
    await page.waitForURL(/\/our\/contracts\/con_/)
    await heading('Our own name')
    expect(await field('Supplier').inputValue()).toBe('Quillmere Systems')
    await page.getByText('No day to decide by yet').waitFor()
    await date('Ends on', addMonths(today, 30))
    await field('Annual value').fill('24000')
    await page.getByText(/^Decide by /).waitFor()
    await page.getByLabel('It rolls over').check()
    await field('Length of each further term').fill('12')
    await page.getByText(/Otherwise it rolls over on/).waitFor()
    await page.getByLabel('Hold this back from the public: Annual value').check()
    await page.getByLabel('Commercially sensitive').check()
    await saved()
    await expectAccessible(page, 'a contract with conditional questions')
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    await heading(/Check your answers/)
    await page.getByRole('heading', { name: /Add system: Our own name/ }).waitFor()
    await page.getByRole('heading', { name: /Add contract: Our own name/ }).waitFor()
    const drafts = await draftsOf()
    const system = drafts.find(({ kind }: { kind: string }) => kind === 'system')
    const contract = drafts.find(({ kind }: { kind: string }) => kind === 'contract')
    expect(contract.values).toMatchObject({
      systems: [system.recordId],
      serviceAreas: system.values.serviceAreas,
      supplier: system.values.maker,
      heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive' }],
    })
    await publish()
  })

  test('a company new to the list is named on the contract of its system, and so is the system', async () => {
    await go('/our/systems/new')
    await field('Name').fill('Zebra Libraries')
    await choose('Service areas', 'Library management')
    await field('Maker').fill('Zebra Softwares Ltd')
    await page.getByRole('option', { name: 'Add “Zebra Softwares Ltd” to the list' }).click()
    await page.getByRole('button', { name: 'Save and add its contract' }).click()
    await page.waitForURL(/\/our\/contracts\/con_/)
    expect(await field('Supplier').inputValue()).toBe('Zebra Softwares Ltd')
    await page.getByText('This company is new to the list.').waitFor()
    await saved()
    const drafts: { kind: string; newVendors: { id: string }[]; values: { supplier?: string } }[] =
      await draftsOf()
    const contract = drafts.find(({ kind }) => kind === 'contract')
    expect(contract?.newVendors.map(({ id }) => id)).toEqual([contract?.values.supplier])
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    const card = page
      .getByRole('region', { name: 'Zebra Libraries' })
      .filter({ has: page.getByRole('heading', { name: /^Add contract/ }) })
    await card.getByRole('row', { name: 'Systems covered Zebra Libraries' }).waitFor()
    await card.getByRole('row', { name: 'Supplier Zebra Softwares Ltd' }).waitFor()
    await discardAll()
  })

  test('what may be there already is shown before a second is made, and can be changed instead', async () => {
    await go('/our/systems/new')
    await choose('Product', 'Quillmere Licensing')
    await page.getByRole('heading', { name: 'You may have this system already' }).waitFor()
    await page.getByText('the same product for the same service area').waitFor()
    await expectAccessible(page, 'a system that may be there already')
    await field('Users').fill('45')
    await saved()
    await page.getByRole('button', { name: /Change that one instead/ }).click()
    await heading('Our own name')
    await page.getByText('This is the system you have already, with what you typed').waitFor()
    expect(await field('Users').inputValue()).toBe('45')
    const drafts = await draftsOf()
    expect(drafts).toHaveLength(1)
    expect(drafts[0].values).toEqual({ users: '45' })

    await go('/our/contracts/new')
    await field('Title').fill('Our own name')
    await choose('Supplier', 'Quillmere')
    await page.getByText('the same supplier and a similar title').waitFor()
    await page.getByRole('button', { name: 'No, this is another one' }).click()
    expect(await page.getByText('You may have this contract already').count()).toBe(0)
  })

  test('the terms of the last contract with a supplier are copied where nothing is entered', async () => {
    await field('Notice period').fill('2')
    await page.getByText('Your last contract with Quillmere Systems was Our own name').waitFor()
    await page.getByRole('button', { name: 'Copy its terms' }).click()
    await page.getByText(/^Filled in from Our own name: .*what happens at the end/).waitFor()
    expect(await field('Notice period').inputValue()).toBe('2')
    expect(await page.getByLabel('It rolls over').isChecked()).toBe(true)
    expect(await field('Length of each further term').inputValue()).toBe('12')
    expect(await field('Annual value').inputValue()).toBe('')
    await saved()
  })

  test('several are added in one sitting; each is a draft', async () => {
    await go('/our/systems/new')
    await field('Name').fill('First of several')
    await page.getByRole('button', { name: 'Save and add another system' }).click()
    await page.getByText('First of several is saved as a draft.').waitFor()
    await heading('New system')
    await field('Name').fill('Second of several')
    await page.getByRole('button', { name: 'Save and come back later' }).click()
    await heading('Hounslow’s systems')
    await page.getByRole('link', { name: 'First of several' }).waitFor()
    await page.getByRole('link', { name: 'Second of several' }).waitFor()
    await discardAll()
  })

  test('a product and a maker on no list are put forward in the form, and join the lists when approved', async () => {
    await go('/our/systems/new')
    await field('Product').fill('Parish Ledger of Tests')
    await page.getByRole('option', { name: 'Add “Parish Ledger of Tests” to the list' }).click()
    await page.getByText('This product is new to the list.').waitFor()
    expect(await field('Name').inputValue()).toBe('Parish Ledger of Tests')
    await field('Maker').fill('Ledger Makers of Tests')
    await page.getByRole('option', { name: 'Add “Ledger Makers of Tests” to the list' }).click()
    await choose('Service areas', 'librar')
    await saved()
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    await page.getByText('New to the list of products: Parish Ledger of Tests').waitFor()
    await publish()
    await go('/our/systems/new')
    await choose('Product', 'parish ledgr')
    await page.getByText('Filled in from Parish Ledger of Tests').waitFor()
    expect(await field('Maker').inputValue()).toBe('Ledger Makers of Tests')
    await saved()
    await discardAll()
  })

  test('a contract is renewed on a short page', async () => {
    const [contract] = await records('contracts')
    await go(`/our/contracts/${contract?.id}`)
    await page.getByRole('link', { name: 'Renew or extend it' }).click()
    await page.getByText('Renew or extend a contract').waitFor()
    await page.getByLabel(/^It rolled over, to /).check()
    await page.getByText('Is the annual value still right?').waitFor()
    await field('Annual value').fill('25500')
    await saved()
    await expectAccessible(page, 'renewing')
    await page.getByRole('button', { name: 'Save and check your answers' }).click()
    await heading(/Check your answers/)
    const [draft] = await draftsOf()
    expect(Object.keys(draft.values).sort()).toEqual(['annualPounds', 'endsOn'])
    await publish()
    expect((await records('contracts'))[0]).toMatchObject({ annualPounds: 25_500, version: 2 })
  })

  test('several systems are put under a new contract, and taken off the one they were under', async () => {
    await go('/our/systems')
    await page.getByLabel('Tick Our own name').check()
    await page.getByLabel('Tick Parish Ledger of Tests').check()
    await expectAccessible(page, 'ticked systems')
    await page.getByRole('button', { name: 'Put these under a contract' }).click()
    await heading('Put 2 systems under a contract')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('alert').getByText('Choose a new contract or one you have').waitFor()
    await expectAccessible(page, 'putting systems under a contract')
    await page.getByLabel('A new contract').check()
    await page.getByLabel('Our own name').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\/our\/contracts\/con_/)
    await page.getByText('When you save it, Our own name covers these systems no more.').waitFor()
    await saved()
    const known = await records('contracts')
    // Until the new one is saved nothing is taken off the other: it may come to nothing.
    expect((await draftsOf()).map(({ recordId }: { recordId: string }) => recordId)).not.toContain(
      known[0]?.id,
    )
    await page.getByRole('button', { name: 'Save and come back later' }).click()
    await heading('Hounslow’s contracts')
    const drafts = await draftsOf()
    const taken = drafts.find(({ recordId }: { recordId: string }) => recordId === known[0]?.id)
    expect(taken.values).toEqual({ systems: [] })
    const made = drafts.find(({ recordId }: { recordId: string }) => recordId !== known[0]?.id)
    expect(made.values.systems).toHaveLength(2)
    await discardAll()
  })
})

describe('confirming', { timeout: 120_000 }, () => {
  const ended = addDays(today, -20)
  test('everything due is on one page by why, unchanged ones ticked', async () => {
    const begin = (kind: string, values: object) =>
      told('hounslow', 'POST', `${of}/proposals`, { kind, values })
    const supplier = 'ven_demo-quillmere'
    await begin('contract', { title: 'Ended contract', supplier, endsOn: ended })
    await begin('contract', {
      title: 'Held contract',
      supplier,
      endsOn: addMonths(today, 20),
      annualPounds: 1000,
      heldBack: [{ field: 'annualPounds', ground: 'other', reviewOn: addDays(today, -1) }],
    })
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      await begin('system', { name, serviceAreas: ['library-management'], users: 10 })
    }
    await publish()
    // As if they had been loaded from elsewhere and never confirmed.
    for (const record of [...(await records('systems')), ...(await records('contracts'))]) {
      const { confirmedAt: _, confirmedBy: __, ...provenance } = record.provenance
      const next = { ...record, version: record.version + 1, provenance } as RegisterRecord
      await journey.service.store.publish(hounslow, [
        { record: next, facts: { at: new Date().toISOString(), by: 'nobody', action: 'approved' } },
      ])
    }
    await go('/our/confirm')
    await page.getByRole('heading', { name: /^Held back, and due to be looked at again/ }).waitFor()
    await page.getByRole('heading', { name: /^Ended since it was last confirmed/ }).waitFor()
    await page.getByRole('heading', { name: /^Never confirmed/ }).waitFor()
    for (const name of ['Ended contract', 'Alpha', 'Beta', 'Gamma']) {
      expect(await page.getByRole('checkbox', { name, exact: true }).isChecked(), name).toBe(true)
    }
    await expectAccessible(page, 'everything due')
  })

  test('exceptions are mended in place and left out; the rest is confirmed in one press', async () => {
    await page.getByRole('button', { name: /^Change\s*: Beta/ }).click()
    await field('Users').fill('99')
    await expectAccessible(page, 'an exception open in place')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('In your draft: Users: 99 people, was 10 people').waitFor()
    await page.getByRole('button', { name: /^Still used\s*: Ended contract/ }).click()
    await page.getByText('In your draft: Still used after it ended: Yes, was No').waitFor()
    await page.getByRole('button', { name: /^Hold back for another year\s*: Held contract/ }).click()
    await page.getByText(/In your draft: Held back from the public: Annual value: other, review on/).waitFor()
    await page.getByLabel('Gamma', { exact: true }).uncheck()

    // A colleague changes one of them meanwhile.
    const alpha = (await records('systems')).find((one) => one.kind === 'system' && one.name === 'Alpha')
    if (alpha) {
      await journey.service.store.publish(hounslow, [
        {
          record: { ...alpha, version: alpha.version + 1 },
          facts: { at: new Date().toISOString(), by: 'nobody', action: 'approved' },
        },
      ])
    }
    await page
      .getByRole('button', { name: /^Confirm \d+ records$/ })
      .first()
      .click()
    await page.getByText(/records confirmed\.$/).waitFor()
    await page.getByText('One had changed since this page was opened').waitFor()
    await page.getByRole('alert').getByRole('link', { name: 'Alpha' }).waitFor()
    await expectAccessible(page, 'confirmed, one moved on')
    await page.getByText('3 records you changed instead are in your draft.').waitFor()
    const now = await records('systems')
    const named = (name: string) => now.find((one) => one.kind === 'system' && one.name === name)
    expect(named('Our own name')?.provenance.confirmedBy).toBe('hounslow')
    for (const name of ['Alpha', 'Beta', 'Gamma']) {
      expect(named(name)?.provenance.confirmedBy, name).toBeUndefined()
    }
    const beta = (await draftsOf()).find(
      ({ recordId }: { recordId: string }) => recordId === named('Beta')?.id,
    )
    expect(beta).toMatchObject({ values: { users: '99' }, provenance: { confirmedBy: 'hounslow' } })
  })

  test('the first page says what is left, how the register stands and what changed', async () => {
    await go('/our')
    await page.getByRole('heading', { name: /^About \d+ minutes? left to do$/ }).waitFor()
    await page.getByText('Check and send 3 changes').waitFor()
    await page
      .getByText(/% complete/)
      .first()
      .waitFor()
    await page
      .getByText(/records? confirmed/)
      .first()
      .waitFor()
    await expectAccessible(page, 'our register at work')
    expect(journey.wrong).toEqual([])
  })
})
