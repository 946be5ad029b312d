import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asking, createAsking } from '../support/asking.ts'

// Ratings and skill levels count as soon as they are saved, once however often they are sent, and never over what a
// colleague has saved in between.

const camden = 'E09000007'
const quillmere = 'ven_demo-quillmere'
const oakumber = 'ven_demo-oakumber'
let asking: Asking
let ask: Asking['ask']

beforeAll(async () => {
  asking = await createAsking()
  ask = asking.ask
})
afterAll(() => asking.close())

const rate = (ratings: unknown[], who = 'camden') =>
  ask(who, 'PUT', `/authorities/${camden}/ratings`, { ratings })
const kept = async () => (await ask('camden', 'GET', `/authorities/${camden}/ratings`)).body.ratings

describe('rating vendors', () => {
  test('a rating counts at once, with its version and its place in the audit trail', async () => {
    const { status, body } = await rate([
      { vendor: quillmere, version: 0, overall: '4', support: 'cannot say', wouldBuyAgain: 'yes' },
    ])
    expect([status, body.results]).toMatchObject([200, [{ outcome: 'saved', version: 1, vendor: quillmere }]])
    expect(await kept()).toMatchObject([
      {
        overall: 4,
        support: 'cannot say',
        wouldBuyAgain: true,
        showName: false,
        provenance: { confirmedBy: 'camden', source: 'form' },
      },
    ])
    const [event] = await asking.store.audit.of(camden)
    expect(event).toMatchObject({
      action: 'accepted',
      by: 'camden',
      version: 1,
      recordId: body.results[0].id,
    })
    expect(await asking.store.records.version(body.results[0].id, 1)).toMatchObject({ overall: 4 })
  })

  test('the same again is nothing new, whichever version it was seen at', async () => {
    for (const version of [0, 1, 7]) {
      const again = { vendor: quillmere, version, overall: 4, support: 'cannot say', wouldBuyAgain: true }
      expect((await rate([again])).body.results).toMatchObject([{ outcome: 'same', version: 1 }])
    }
    expect(await asking.store.audit.of(camden)).toHaveLength(1)
  })

  test('a colleague’s save in between is not written over: both are shown', async () => {
    expect((await rate([{ vendor: quillmere, version: 1, overall: 5 }])).body.results).toMatchObject([
      { outcome: 'saved', version: 2 },
    ])
    const late = await rate([{ vendor: quillmere, version: 1, overall: 2 }], 'loti-camden')
    expect(late.body.results).toMatchObject([{ outcome: 'conflict', version: 2, record: { overall: 5 } }])
    const alone = await ask('loti-camden', 'PUT', `/authorities/${camden}/ratings/${quillmere}`, {
      version: 1,
      overall: 2,
    })
    expect([alone.status, alone.body]).toMatchObject([
      409,
      { version: 2, theirs: { overall: 5 }, yours: { overall: 2 } },
    ])
    expect(await kept()).toMatchObject([{ overall: 5, version: 2 }])
  })

  test('one rating by itself answers its version, and takes the next from If-Match', async () => {
    const put = (body: unknown, headers = {}) =>
      ask('camden', 'PUT', `/authorities/${camden}/ratings/${oakumber}`, body, headers)
    const first = await put({ overall: 3 })
    expect([first.status, first.headers.get('ETag')]).toEqual([200, '"1"'])
    expect((await put({ overall: 1 }, { 'If-Match': '"1"' })).headers.get('ETag')).toBe('"2"')
    expect((await put({ overall: 5 }, { 'If-Match': '"1"' })).status).toBe(409)
    expect((await put({ overall: 5 }, { 'If-Match': 'newest' })).status).toBe(400)
  })

  test('many are saved together, and what is wrong with one keeps no other back', async () => {
    const { body } = await rate([
      { vendor: 'ven_demo-fenmarrow', overall: 6 },
      { vendor: 'ven_nobody-knows', overall: 4 },
      { vendor: 'in-house', overall: 4 },
      { vendor: 'ven_demo-marlowen' },
      { vendor: 'ven_demo-marlowen', overall: 2, version: 'x' },
      { vendor: 'ven_demo-stonequay', overall: 2, product: 'prd_nobody-knows' },
      { vendor: 'ven_demo-stonequay', overall: 2 },
      { vendor: 'ven_demo-stonequay', overall: 3 },
    ])
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      ...Array(6).fill('refused'),
      'saved',
      'refused',
    ])
    expect(body.results.slice(0, 6).flatMap(({ problems }: never) => Object.values(problems))).toEqual([
      'Choose 1 to 5 for how satisfied you are overall, or “cannot say”',
      'Choose a vendor from the list',
      'Choose a vendor other than yourselves',
      'Answer at least one question',
      'Say which version you looked at as a whole number, 0 where there was none',
      'Choose a product from the list',
    ])
    expect(body.results[7].problems).toEqual({ id: 'This is in the list twice' })
  })

  test('of a vendor and of its product there is one each', async () => {
    const { products } = (await ask('', 'GET', '/reference')).body
    const product = products.find(({ maker }: { maker: string }) => maker === quillmere).id
    await rate([{ vendor: quillmere, product, overall: 1 }])
    const held = (await kept()).filter(({ vendor }: { vendor: string }) => vendor === quillmere)
    expect(held.map((one: { product?: string }) => one.product).sort()).toEqual([product, undefined])
  })

  test('a vendor and a product that joined the lists can be rated at once', async () => {
    const [vendor, product] = ['ven_late-joiner', 'prd_late-joiner']
    // An answer before they join is remembered, and must not be what a rating is judged by.
    await ask('camden', 'GET', `/authorities/${camden}/ratings`)
    expect((await rate([{ vendor, product, overall: 4 }])).body.results[0].outcome).toBe('refused')
    await asking.told('camden', 'POST', `/authorities/${camden}/proposals`, {
      kind: 'system',
      values: { name: 'Late joiner', maker: vendor, product, serviceAreas: ['library-management'] },
      newVendors: [{ id: vendor, name: 'Late Joiner' }],
      newProducts: [{ id: product, name: 'Late Joiner One', maker: vendor, serviceAreas: [] }],
    })
    const { id } = await asking.told('camden', 'POST', `/authorities/${camden}/submission/send`, {})
    await asking.told('loti', 'POST', `/review/${id}/approve`, {})
    expect((await rate([{ vendor, product, overall: 4 }])).body.results).toMatchObject([
      { outcome: 'saved', vendor, product },
    ])
    const alone = await ask('camden', 'PUT', `/authorities/${camden}/ratings/${vendor}`, { overall: 3 })
    expect(alone.status).toBe(200)
  })

  test('can be confirmed as they are, and withdrawn', async () => {
    const [rating] = await kept()
    const { body } = await ask('camden', 'POST', `/authorities/${camden}/confirmations`, {
      records: [rating.id],
    })
    // Confirmed already today by the same person, when it was saved.
    expect(body.results).toMatchObject([{ recordId: rating.id, version: rating.version }])
    const gone = await rate([{ ...rating, version: rating.version, retiredOn: '2026-11-24' }])
    expect(gone.body.results).toMatchObject([{ outcome: 'saved', version: rating.version + 1 }])
  })
})

describe('what was said before', () => {
  test('is kept, and read by the authority’s own officers alone', async () => {
    const [rating] = await kept()
    const path = `/authorities/${camden}/records/${rating.id}`
    for (const who of ['camden', 'member']) {
      const { status, body } = await ask(who, 'GET', `${path}/versions`)
      expect(status).toBe(200)
      expect(body.versions.at(-1)).toMatchObject({ version: 1, action: 'accepted', who: { id: 'camden' } })
      expect(body.versions[0].version).toBe(rating.version)
    }
    const on = await ask('camden', 'GET', `${path}/as-at?on=2099-01-01`)
    expect(on.body.version.version).toBe(rating.version)
    for (const who of ['loti', 'hackney']) {
      expect((await ask(who, 'GET', `${path}/versions`)).status).toBe(403)
      expect((await ask(who, 'GET', `${path}/as-at?on=2099-01-01`)).status).toBe(403)
    }
    expect((await ask('hackney', 'GET', `/authorities/E09000012/records/${rating.id}/versions`)).status).toBe(
      404,
    )
  })
})

describe('assessing skills', () => {
  const assess = (levels: unknown[], who = 'camden') =>
    ask(who, 'PUT', `/authorities/${camden}/skills`, { levels })

  test('every skill at once, safe to send again', async () => {
    const { skills } = (await ask('camden', 'GET', `/authorities/${camden}/skills`)).body
    expect(skills).toHaveLength(188)
    const levels = skills.map(({ id }: { id: string }) => ({ skill: id, level: 'working', version: 0 }))
    const first = await assess(levels)
    expect(new Set(first.body.results.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
      new Set(['saved']),
    )
    const again = await assess(levels)
    expect(new Set(again.body.results.map(({ outcome }: { outcome: string }) => outcome))).toEqual(
      new Set(['same']),
    )
    expect((await ask('camden', 'GET', `/authorities/${camden}/skills`)).body.levels).toHaveLength(188)
  })

  test('of two editors who save at once, one is kept and the other told', async () => {
    const answers = await Promise.all([
      assess([{ skill: 'testing', level: 'expert', version: 1 }]),
      assess([{ skill: 'testing', level: 'practitioner', version: 1 }], 'loti-camden'),
    ])
    const results = answers.map(({ body }) => body.results[0])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'saved'])
    const { levels } = (await ask('camden', 'GET', `/authorities/${camden}/skills`)).body
    const kept = levels.find((one: { skill: string }) => one.skill === 'testing')
    expect(results.find(({ outcome }) => outcome === 'conflict').record).toEqual(kept)
    expect(kept.version).toBe(2)
  })

  test('who has nobody with a skill cannot help with it, nor with a skill that is none', async () => {
    const { body } = await assess([
      { skill: 'testing', level: 'none', canHelp: true, version: 2 },
      { skill: 'juggling', level: 'expert' },
    ])
    expect(body.results).toMatchObject([
      {
        outcome: 'refused',
        problems: { canHelp: 'You say nobody has this skill, so you cannot help others with it' },
      },
      { outcome: 'refused', problems: { skill: 'Choose a skill from the list' } },
    ])
  })
})

describe('what an authority says of vendors and of itself', () => {
  test.each([
    ['', 401],
    ['hackney', 403],
    ['loti', 403],
    ['suspended', 403],
  ])('is neither read nor written by “%s”', async (who, status) => {
    for (const path of ['ratings', 'skills', `ratings/${quillmere}`, 'skills/testing']) {
      if (!path.includes('/')) {
        expect((await ask(who, 'GET', `/authorities/${camden}/${path}`)).status).toBe(status)
      }
      const answer = await ask(who, 'PUT', `/authorities/${camden}/${path}`, { ratings: [], levels: [] })
      expect([path, answer.status]).toEqual([path, status])
    }
  })

  test('is read by its officers, and written by its editors alone', async () => {
    expect((await ask('member', 'GET', `/authorities/${camden}/ratings`)).status).toBe(200)
    expect((await rate([], 'member')).status).toBe(403)
  })
})
