import type { Locator, Page } from 'playwright-core'
import { addMonths, londonToday } from '../../functions/domain/calendar.ts'
import type { Service } from '../../functions/local/service.ts'
import { authorities, inventedProducts, inventedVendors } from '../../functions/reference/index.ts'
import { type RegisterRecord, schemas } from '../../functions/schema/record.ts'
import { csv } from '../support/contractsFinder.ts'
import { type Journey, startJourney } from '../support/journey.ts'
import { type Figure, figure, say, since } from './figure.ts'

// What the register asks of people, in a real browser at a person's speed: a quarter of a second to find and make each
// press, five characters a second. Nobody reads or thinks here, so a person takes longer; what is measured is what the
// pages themselves ask for.

const pressMilliseconds = 250
const keyMilliseconds = 200
const today = londonToday()
const idOf = (borough: string) => authorities().find(({ slug }) => slug === borough)?.id ?? ''
const authority = idOf('hounslow')
const supplier = inventedProducts()[0]?.maker ?? ''

const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

/** Somebody at a page, with a tally of what they typed. */
function someone(page: Page) {
  let fields = 0
  return {
    async press(target: Locator) {
      await wait(pressMilliseconds)
      await target.click()
    },
    async key(key: string) {
      await wait(pressMilliseconds)
      await page.keyboard.press(key)
    },
    async type(target: Locator, text: string) {
      await wait(pressMilliseconds)
      await target.click()
      await target.pressSequentially(text, { delay: keyMilliseconds })
      fields += 1
    },
    /** Types into a field that offers what matches, and takes the first. */
    async find(target: Locator, text: string) {
      await this.type(target, text)
      await page.getByRole('option').first().waitFor()
      await this.key('ArrowDown')
      await this.key('Enter')
    },
    typedFields: () => fields,
  }
}
type Someone = ReturnType<typeof someone>

/** A register of so many systems and contracts, confirmed by nobody yet. */
async function publish(service: Service, count: number): Promise<void> {
  const at = `${addMonths(today, -20)}T09:00:00.000Z`
  const products = inventedProducts()
  const made = Array.from({ length: count }, (_, n) => {
    const product = products[n % products.length]
    const envelope = {
      authority,
      version: 1,
      provenance: { source: 'import' as const, confidence: 'reported' as const },
      createdAt: at,
      updatedAt: at,
    }
    const system: RegisterRecord = {
      ...schemas.system.fields.parse({
        name: `System ${n + 1}`,
        product: product?.id,
        maker: product?.maker,
        serviceAreas: product?.serviceAreas,
        hosting: 'SaaS',
        users: 100 + n,
      }),
      ...envelope,
      kind: 'system',
      id: `sys_burden${n}`,
    }
    const contract: RegisterRecord = {
      ...schemas.contract.fields.parse({
        title: `Contract ${n + 1}`,
        supplier: product?.maker ?? supplier,
        systems: [system.id],
        serviceAreas: product?.serviceAreas,
        startsOn: addMonths(today, -12 - (n % 12)),
        endsOn: addMonths(today, 12 + (n % 36)),
        annualPounds: 10_000 + n,
      }),
      ...envelope,
      kind: 'contract',
      id: `con_burden${n}`,
    }
    return [system, contract]
  }).flat()
  for (let from = 0; from < made.length; from += 30) {
    await service.store.publish(
      authority,
      made.slice(from, from + 30).map((record) => ({ record, facts: { at, by: 'bench', action: 'loaded' } })),
    )
  }
}

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await act()
  return since(began) / 1000
}

/** Sixty systems and sixty contracts, five of which have changed. */
async function confirming(page: Page, who: Someone): Promise<void> {
  for (const n of [1, 2, 3, 4, 5]) {
    await who.press(page.getByRole('button', { name: new RegExp(`^Change\\s*: System ${n}$`) }))
    const users = page.getByLabel('Users', { exact: true })
    await users.waitFor()
    await wait(pressMilliseconds)
    await users.fill('')
    await who.type(users, `${200 + n}`)
    await who.press(page.getByRole('button', { name: 'Done' }))
  }
  await who.press(page.getByRole('button', { name: /^Confirm (?:all 115|115 records)$/ }).first())
  await page.getByText(/^115 records confirmed/).waitFor()
}

async function adding(page: Page, who: Someone): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true })
  const product = inventedProducts().at(-1)
  await who.press(page.getByRole('button', { name: 'Add a system' }).first())
  await who.find(field('Product'), product?.name.slice(0, 12) ?? '')
  await page.getByText(/^Filled in from/).waitFor()
  await who.press(page.getByLabel('SaaS'))
  await who.type(field('Users'), '120')
  await who.press(page.getByRole('button', { name: 'Save and add its contract' }))
  await page.waitForURL(/\/our\/contracts\/con_/)
  const ends = page.getByRole('group', { name: 'Ends on', exact: true })
  await who.type(ends.getByLabel('Day'), '31')
  await who.type(ends.getByLabel('Month'), '3')
  await who.type(ends.getByLabel('Year'), `${Number(today.slice(0, 4)) + 3}`)
  await who.type(field('Annual value'), '24000')
  await who.press(page.getByRole('button', { name: 'Save and check your answers' }))
  await page.getByRole('heading', { name: /Check your answers/, level: 1 }).waitFor()
}

/** A line of choices, the line it stands on counted from 0. */
const line = (page: Page, row: number) => page.locator('.strip[data-goes-on]').nth(row)

async function choosing(page: Page, who: Someone, count: number, keys: string): Promise<void> {
  await line(page, 0).waitFor()
  await wait(pressMilliseconds)
  await line(page, 0).getByRole('radio').first().focus()
  for (let n = 0; n < count; n += 1) await who.key(keys.charAt(n % keys.length))
  await page.getByText(/^Saved at/).waitFor()
}

async function send({ told }: Journey, count: number): Promise<void> {
  const of = `/authorities/${idOf('ealing')}`
  for (let n = 0; n < count; n += 1) {
    await told('ealing', 'POST', `${of}/proposals`, {
      kind: 'system',
      values: { name: `Ordinary system ${n + 1}`, serviceAreas: ['library-management'], users: 10 + n },
    })
  }
  await told('ealing', 'POST', `${of}/submission/send`, {})
}

/** Thirty changes of one submission, each approved by a key of its own. */
async function deciding(page: Page, who: Someone): Promise<void> {
  await who.press(page.getByRole('link', { name: /Ealing/ }).first())
  await page.getByRole('heading', { name: 'Ealing: 30 changes' }).waitFor()
  await who.key('j')
  for (let n = 0; n < 30; n += 1) await who.key('a')
  await page.getByText('Nothing left for you to decide here.').waitFor()
}

const registerRows = 200

/** A register of 200 contracts as a council might keep it, in columns the service has not met. */
const register = () =>
  csv([
    ['Contract register', '', '', '', '', '', ''],
    ['Ref', 'Agreement', 'Company', 'Begins', 'Ends', 'Price per year', 'Manager'],
    ...Array.from({ length: registerRows }, (_, n) => [
      `R-${n + 1}`,
      `Agreement number ${n + 1}`,
      inventedVendors()[n % inventedVendors().length]?.name ?? '',
      '01/04/2024',
      `31/03/${2028 + (n % 5)}`,
      `£${(10_000 + n).toLocaleString('en-GB')}`,
      'Service manager',
    ]),
  ])

/** From the file to sent: what each column is, what was read, and all of it sent to LOTI. */
async function importing(page: Page, who: Someone): Promise<void> {
  // Pressing the button, finding the file and choosing it.
  await wait(3 * pressMilliseconds)
  await page.setInputFiles('input[type=file]', {
    name: 'register.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(register()),
  })
  const read = page.getByRole('button', { name: 'Read the file' })
  await who.press(read)
  await page.getByRole('heading', { name: 'Say what each column is' }).waitFor()
  for (const column of ['Begins', 'Ends']) {
    await wait(pressMilliseconds)
    await page.getByLabel(`Read ${column} as`).selectOption(column === 'Begins' ? 'startsOn' : 'endsOn')
  }
  await who.press(read)
  await who.press(page.getByRole('button', { name: `Take ${registerRows} rows` }))
  await page.getByRole('heading', { name: `${registerRows} rows taken` }).waitFor()
  // What none of the rows says, said once for all of them.
  await who.press(page.getByRole('button', { name: `Tick all ${registerRows}` }))
  await who.find(page.getByLabel('What they are for'), 'Parking')
  await who.press(page.getByRole('button', { name: `Add 1 service area to ${registerRows} contracts` }))
  await page.getByText(`Service areas saved for ${registerRows} contracts.`).waitFor({ timeout: 120_000 })
  await who.press(page.getByRole('button', { name: 'Check and send' }))
  await page.getByRole('heading', { name: /Check your answers/, level: 1 }).waitFor()
  await who.press(page.getByRole('button', { name: `Send ${registerRows} changes for approval` }))
  await page.getByRole('heading', { name: 'Sent to LOTI' }).waitFor()
}

/** What people are asked to do, and how long the pages let them take. */
export async function burden(): Promise<Figure[]> {
  const journey = await startJourney({ waitMilliseconds: 20_000 })
  const openAs = (person: string, path: string) =>
    journey.openAs(person, path, { viewport: { width: 1280, height: 900 } })
  const figures: Figure[] = []
  const within = (name: string, seconds: number, most: number) =>
    figures.push(figure(name, seconds, 's', `≤ ${most} s`, seconds <= most))
  try {
    await publish(journey.service, 60)
    say('Confirming')
    let page = await openAs('hounslow', '/our/confirm')
    let who = someone(page)
    const confirm = () => confirming(page, who)
    within('confirming 60 systems and 60 contracts, 5 changed', await timed(confirm), 90)
    await page.context().close()

    say('Adding')
    page = await openAs('hounslow', '/our')
    who = someone(page)
    within('adding a system and its contract', await timed(() => adding(page, who)), 60)
    const fields = who.typedFields()
    figures.push(figure('fields typed for a system and its contract', fields, 'fields', '≤ 8', fields <= 8))
    await page.context().close()

    say('Rating')
    page = await openAs('hounslow', '/our/ratings')
    who = someone(page)
    within('rating 10 vendors', await timed(() => choosing(page, who, 10, '4352')), 60)
    await page.context().close()

    say('Assessing')
    page = await openAs('hounslow', '/our/skills')
    who = someone(page)
    within('assessing 30 skills', await timed(() => choosing(page, who, 30, '12345')), 60)
    await page.context().close()

    say('Importing')
    page = await openAs('brent', '/our/import')
    who = someone(page)
    const imported = await timed(() => importing(page, who))
    within(`importing a register of ${registerRows} rows, from the file to sent`, imported, 180)
    await page.context().close()

    say('Deciding')
    await send(journey, 30)
    page = await openAs('loti', '/review')
    who = someone(page)
    within('deciding on 30 ordinary proposals', await timed(() => deciding(page, who)), 60)
  } finally {
    await journey.close()
  }
  return figures
}
