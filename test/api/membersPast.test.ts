import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lists } from '../../functions/api/lists.ts'
import { skillList } from '../../functions/api/skillLevel.ts'
import { terms } from '../../functions/config.ts'
import { addDays } from '../../functions/domain/calendar.ts'
import { registers, skills } from '../../functions/domain/kept.ts'
import {
  completenessOf,
  membersPlace,
  movesOf,
  plannedMoves,
  skillsPrefix,
} from '../../functions/domain/membersSummary.ts'
import { type Move, successors } from '../../functions/domain/move.ts'
import type { Totals } from '../../functions/domain/totals.ts'
import { moveSkills } from '../../functions/reference/moveSkills.ts'
import { completenessView as completenessShape } from '../../functions/schema/completenessView.ts'
import type { Contract } from '../../functions/schema/contract.ts'
import { skillsView as skillsShape } from '../../functions/schema/membersView.ts'
import {
  type MoveView,
  moveView as moveShape,
  movesView as movesShape,
} from '../../functions/schema/movesView.ts'
import { peersView as peersShape } from '../../functions/schema/peersView.ts'
import type { AnyRecord } from '../../functions/schema/record.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { turnPage } from '../../functions/stream/turnPage.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { estatePast } from '../../functions/tasks/demonstration/past.ts'
import { recount } from '../../functions/tasks/recount.ts'
import { completenessView } from '../../functions/views/completeness.ts'
import { movesView, moveView } from '../../functions/views/moves.ts'
import { peersView } from '../../functions/views/peers.ts'
import { skillsView } from '../../functions/views/skillLevel.ts'
import { type Asking, createAsking } from '../support/asking.ts'
import { everyVersionIn, membersDocumentsOn, membersRowsOn } from '../support/past.ts'
import { requestsOf } from '../support/world.ts'

// What members read of the past is what comes of going through every version there is, on any day and in any part of the
// country, and nobody reads it who does not read today's.

const today = '2026-11-24'
const [london, england, kingdom] = ['E12000007', 'E92000001', 'K02000001']
const days = [-1, -33, -100, -301, -480, -900].map((one) => addDays(today, one))

let world: Asking
let histories: AnyRecord[][]
/** Their officers can sign in. */
let some: string[]

const publish = async (records: AnyRecord[]) => {
  for (const [authority, held] of Map.groupBy(records, (one) => one.authority)) {
    for (let from = 0; from < held.length; from += 30) {
      const those = held.slice(from, from + 30)
      await world.store.publish(
        authority,
        those.map((record) => ({
          record,
          facts: { at: record.updatedAt, by: 'someone', action: 'approved' as const },
        })),
      )
      await applyRecords(world.store, those, { terms, day: today })
    }
  }
}

/** Some of the demonstration's authorities; what they say of vendors and skills, they said otherwise before. */
function someHistories(): AnyRecord[][] {
  const { records, opinions } = demonstration(today)
  some = [...new Set(opinions.map(({ authority }) => authority))].slice(0, 6)
  const isTheirs = ({ authority }: AnyRecord) => some.includes(authority)
  const estate: AnyRecord[][] = estatePast(today, records.filter(isTheirs))
  const said = opinions.filter(isTheirs).map((one, n): AnyRecord[] => {
    const updatedAt = `${addDays(one.updatedAt.slice(0, 10), -30 - n)}T09:00:00.000Z`
    const before =
      one.kind === 'skillLevel'
        ? { ...one, level: 'working' as const, canHelp: false, people: undefined }
        : { ...one, comment: undefined, overall: 3 as const, raterRole: undefined }
    return [
      { ...before, updatedAt, provenance: { source: 'form', confidence: 'reported' } },
      { ...one, version: 2 },
    ]
  })
  // And some name a product that others run as what replaces theirs.
  const used = new Set(
    records.flatMap((one) => (one.kind === 'system' && isTheirs(one) ? [one.product ?? ''] : [])),
  )
  const [next = ''] = [...used].filter((product) => product !== '')
  const named = estate.map((versions, n) =>
    n % 9 === 0
      ? versions.map((one) =>
          one.kind === 'system' && one.product !== next
            ? { ...one, replacedBy: lists().productName(next) }
            : one,
        )
      : versions,
  )
  return [...named, ...said]
}

beforeAll(async () => {
  world = await createAsking({ now: () => new Date(`${today}T12:00:00Z`) })
  const past = someHistories()
  const longest = Math.max(...past.map(({ length }) => length))
  for (let n = 0; n < longest; n += 1) await publish(past.flatMap((one) => one[n] ?? []))
  await turnPage(world.store, { terms, today })
  histories = await everyVersionIn(world.store)
}, 120_000)
afterAll(() => world.close())

const officerOf = (authority: string) => lists().authority(authority)?.slug ?? ''
const told = (who: string, path: string) => world.told(who, 'GET', `/members/${path}`)
const asJson = (view: object, on: string) => JSON.parse(JSON.stringify({ ...view, asAt: on }))
const partsOf = (documents: Map<string, Totals>) => [...documents].map(([sk, body]) => ({ sk, body }))
const registersIn = (documents: Map<string, Totals>) => registers.of(partsOf(documents), false)
const skillsOn = (on: string) =>
  skills.of(partsOf(new Map([...documentsOn(on)].filter(([name]) => name.startsWith(skillsPrefix)))), false)
/** Products of systems that have gone or are to go, those of most systems first. */
function productsLeft(): string[] {
  const gone = histories.flatMap((versions) => {
    const last = versions.at(-1)
    return last?.kind === 'system' && last.product && (last.retiredOn || last.replacedBy)
      ? [last.product]
      : []
  })
  const times = Map.groupBy(gone, (product) => product)
  return [...times].sort(([, a], [, b]) => b.length - a.length).map(([product]) => product)
}
const leftProduct = () => productsLeft()[0]
const documentsOn = (on: string, within = london) => membersDocumentsOn(histories, { within, on, terms })

describe.each([london, england, kingdom])('in %s', (scope) => {
  test('how complete registers were is what comes of all versions; of ratings, one’s own', async () => {
    const seen = { lines: 0, ratings: 0 }
    for (const on of days) {
      for (const authority of some.slice(0, 2)) {
        const then = registersIn(documentsOn(on))
        const own = new Map([[authority, documentsOn(on, authority).get(completenessOf(authority))]])
        const due = completenessView(then, own, { scope, today: on, lists: lists() })
        const found = await told(officerOf(authority), `completeness/${scope}?asAt=${on}`)
        expect(found).toEqual(asJson(due, on))
        expect(completenessShape.parse(found)).toEqual(found)
        seen.lines += due.authorities.filter(({ skillLevel, system }) => skillLevel && system).length
        seen.ratings += due.own.filter(({ rating }) => rating).length
      }
    }
    expect(Math.min(seen.lines, seen.ratings)).toBeGreaterThan(3)
  })

  test('so is where an authority stood among the others', async () => {
    let compared = 0
    for (const on of days) {
      const then = registersIn(documentsOn(on))
      const peers = lists()
        .authoritiesOf(scope)
        .map((authority) => ({ authority, figures: then[authority.id] }))
      const [own] = peers.flatMap(({ authority }) => (authority.id === some[0] ? [authority] : []))
      if (!own) throw new Error('Nobody to compare')
      const due = peersView(own, peers, { scope, today: on, lists: lists() })
      const found = await told(officerOf(own.id), `peers/${scope}/${own.id}?asAt=${on}`)
      expect(found).toEqual(asJson(due, on))
      expect(peersShape.parse(found)).toEqual(found)
      compared += due.lines.filter(({ own: its, others }) => its !== undefined && others).length
    }
    expect(compared).toBeGreaterThan(8)
  })

  test('so are skills', async () => {
    let levels = 0
    for (const on of days) {
      const asked = { scope, today: on, lists: lists() }
      const due = skillsView([skillsOn(on)], skillList(), asked)
      const found = await told('member', `skills/${scope}?asAt=${on}`)
      expect(found).toEqual(asJson(due, on))
      expect(skillsShape.parse(found)).toEqual(found)
      levels += due.skills.filter(({ levels }) => Object.keys(levels).length > 0).length
    }
    expect(levels).toBeGreaterThan(40)
  })

  test('so are systems to be replaced, and who could help with one product', async () => {
    const seen = { planned: 0, left: 0, successors: 0 }
    for (const on of days) {
      const asked = { scope, today: on, lists: lists() }
      const rows = (list: string) => membersRowsOn(histories, { within: london, list, on, terms }) as Move[]
      const due = movesView(rows(plannedMoves), false, asked)
      const found = await told('member', `moves/${scope}?asAt=${on}`)
      expect(found).toEqual(asJson(due, on))
      expect(movesShape.parse(found)).toEqual(found)
      seen.planned += due.planned.length
      for (const product of productsLeft().slice(0, 6)) {
        const known = lists().product(product)
        if (!known) throw new Error(`No product ${product}`)
        const moves = rows(movesOf(product))
        const next = successors(moves, lists().products())
          .filter((id) => id !== product)
          .slice(0, 3)
        const due = moveView(
          known,
          moves,
          new Map(next.map((id) => [id, rows(movesOf(id))])),
          new Map(Object.entries(skillsOn(on).held)),
          skillList().filter(({ id }) => moveSkills.includes(id)),
          asked,
        )
        const found = await told('member', `moves/${scope}/${product}?asAt=${on}`)
        expect(found).toEqual(asJson(due, on))
        expect(moveShape.parse(found)).toEqual(found)
        seen.left += due.left.length
        seen.successors += due.successors.length
      }
    }
    expect(Math.min(seen.planned, seen.left, seen.successors)).toBeGreaterThan(2)
  })
})

const withPast = () => [
  `completeness/${london}`,
  `peers/${london}/${some[0]}`,
  `skills/${london}`,
  `moves/${london}`,
  `moves/${london}/${leftProduct()}`,
]

test('nobody reads the past of it who does not read it today', async () => {
  for (const path of withPast()) {
    const asked = async (who: string) =>
      (await world.ask(who, 'GET', `/members/${path}?asAt=2026-06-30`)).status
    expect(await asked(''), path).toBe(401)
    expect(await asked(officerOf(some[0] ?? '')), path).toBe(200)
  }
  const [own, other] = some
  const { status } = await world.ask(
    officerOf(other ?? ''),
    'GET',
    `/members/peers/${london}/${own}?asAt=2026-06-30`,
  )
  expect(status).toBe(403)
})

test('reading a day of a region costs as many requests whenever it was', async () => {
  const who = officerOf(some[0] ?? '')
  const requests = async (path: string) => {
    await world.told(who, 'GET', path)
    world.engine.resetRequests()
    await world.told(who, 'GET', path)
    return requestsOf(world)
  }
  const person = await requests('/session')
  const most = [3, 2, 2, 1, 6]
  for (const [n, path] of withPast().entries()) {
    const late = await requests(`/members/${path}?asAt=2026-11-20`)
    expect(await requests(`/members/${path}?asAt=2025-02-03`), path).toBeLessThanOrEqual(late)
    expect(late - person, path).toBeLessThanOrEqual(most[n] ?? 0)
  }
})

test('what is for members is no part of the country that the public can ask for', async () => {
  const place = encodeURIComponent(membersPlace(london))
  for (const view of ['overview', 'market', 'renewals', 'who-runs-what', 'timeline', 'authority']) {
    for (const on of ['?asAt=2026-06-30', '']) {
      expect((await world.ask('', 'GET', `/views/${view}/${place}${on}`)).status, view).toBe(404)
    }
  }
})

test('a day to come is refused in words, today is no past, and a day before anything has nothing', async () => {
  const who = officerOf(some[0] ?? '')
  const answered = async (path: string) => {
    const { status, body } = await world.ask(who, 'GET', `/members/${path}`)
    return status < 300 ? body : `${status} ${body.detail}`
  }
  for (const path of withPast()) {
    expect(await answered(`${path}?asAt=2026-11-25`)).toBe(
      '400 That day is yet to come. Ask for today or a day before.',
    )
    expect(await answered(`${path}?asAt=${today}`)).toEqual(await answered(path))
  }
  const before = await answered(`completeness/${london}?asAt=2019-01-01`)
  expect(before.sections.map(({ reporting }: { reporting: number }) => reporting)).toEqual([0, 0, 0])
})

test('what is held back later counts as stated before, and leaves no trace of what it was', async () => {
  const dayAfter = (one: AnyRecord) => addDays(one.updatedAt.slice(0, 10), 1)
  const found = histories.flatMap(([first, ...later]): Contract[] => {
    const last = later.at(-1)
    if (first?.kind !== 'contract' || last?.kind !== 'contract' || !first.annualPounds) return []
    const isRunning = (first.startsOn ?? today) < dayAfter(first) && (first.endsOn ?? '') > dayAfter(first)
    return isRunning && last.heldBack.length === 0 ? [first, last] : []
  })
  const [first, contract] = found
  if (!first || !contract) throw new Error('There is nothing to hold back')
  const on = dayAfter(first)
  const who = officerOf(contract.authority)
  const compared = async () => {
    const view = await told(who, `peers/${london}/${contract.authority}?asAt=${on}`)
    return { contracts: view.contracts as number, stating: view.stating as number }
  }
  const complete = async () => {
    const view = completenessShape.parse(await told(who, `completeness/${london}?asAt=${on}`))
    return view.authorities.find(({ id }) => id === contract.authority)?.contract?.complete
  }
  const [comparedBefore, completeBefore] = [await compared(), await complete()]
  const updatedAt = `${today}T11:00:00.000Z`
  await publish([
    {
      ...contract,
      version: contract.version + 1,
      updatedAt,
      heldBack: [{ field: 'annualPounds', ground: 'commercially sensitive', reviewOn: '2027-11-01' }],
    },
  ])
  expect(await compared()).toEqual({ ...comparedBefore, stating: comparedBefore.stating - 1 })
  expect(await complete()).toBe(completeBefore)
  expect((await recount(world.store, { terms, today })).differences).toEqual([])
})

test('suppliers and products that LOTI merged since are one in the past too', async () => {
  const on = '2026-06-30'
  const standing = histories.flatMap((versions) => {
    const one = versions.findLast(({ updatedAt }) => updatedAt.slice(0, 10) <= on)
    return one?.kind === 'contract' && one.startsOn && one.startsOn <= on && (one.endsOn ?? '') > on
      ? [one]
      : []
  })
  const [authority = ''] = some
  const [kept = '', other = ''] = new Set(
    standing.filter((one) => one.authority === authority).map(({ supplier }) => supplier),
  )
  const who = officerOf(authority)
  const suppliers = async () => {
    const { lines } = peersShape.parse(await told(who, `peers/${london}/${authority}?asAt=${on}`))
    return lines.find(({ measure }) => measure === 'suppliers')?.own
  }
  const left = async (id: string) => (await told(who, `moves/${london}/${id}?asAt=${on}`)) as MoveView
  const [into = '', from = ''] = productsLeft()
  const [before, one, two] = [await suppliers(), await left(into), await left(from)]
  for (const pair of [
    { from: other, into: kept },
    { from, into },
  ]) {
    const merge = await world.told('loti', 'POST', '/tidy/merges', pair)
    for (let state = merge.state; state !== 'done'; ) {
      ;({ state } = await world.told('loti', 'POST', `/tidy/merges/${merge.id}/steps`))
    }
  }
  const changed = (await everyVersionIn(world.store)).flatMap((versions) => versions.at(-1) ?? [])
  for (let at = 0; at < changed.length; at += 30) {
    await applyRecords(world.store, changed.slice(at, at + 30), { terms, day: today })
  }
  expect(await suppliers()).toBe((before ?? 0) - 1)
  const after = await left(from)
  expect(after.product.id).toBe(into)
  const systems = ({ planned, left: gone }: MoveView) => [...planned, ...gone].map(({ id }) => id).sort()
  expect(systems(after)).toEqual([...systems(one), ...systems(two)].sort())
  expect(systems(one).length * systems(two).length).toBeGreaterThan(0)
})
