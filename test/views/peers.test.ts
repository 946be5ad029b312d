import { describe, expect, test } from 'vitest'
import { lists } from '../../functions/api/lists.ts'
import { registerFiguresOf } from '../../functions/domain/registerFigures.ts'
import { peersView as shape } from '../../functions/schema/peersView.ts'
import type { Authority } from '../../functions/schema/reference.ts'
import { type Peer, peersView } from '../../functions/views/peers.ts'

const london = 'E12000007'
const asked = { scope: london, today: '2026-11-24', lists: lists() }
const boroughs = asked.lists.authoritiesOf(london)
const [camden] = boroughs.filter(({ slug }) => slug === 'camden') as [Authority]

/** Boroughs with one supplier more each, from none on. */
const held = (count: number, more: (n: number) => Partial<Peer> = () => ({})): Peer[] =>
  boroughs.map((authority, n) => ({
    authority,
    figures:
      n < count
        ? registerFiguresOf(
            {
              systems: n + 1,
              contracts: n + 1,
              pounds: 1_000_000 * (n + 1),
              stating: n + 1,
              ...Object.fromEntries(Array.from({ length: n + 1 }, (_, at) => [`supplier/ven_${at}`, 1])),
            },
            { 'system/records': 4, 'system/points': 2500 * 4, 'system/confirmed': 2 },
          )
        : registerFiguresOf({}, {}),
    ...more(n),
  }))
const lineOf = (peers: Peer[], measure: string, own = boroughs[2] as Authority) =>
  peersView(own, peers, asked).lines.find((line) => line.measure === measure)

describe('one authority among the others', () => {
  test('reads its own figure, the quartiles and how many lie below it', () => {
    expect(lineOf(held(9), 'suppliers')).toEqual({
      measure: 'suppliers',
      own: 3,
      known: 9,
      others: { lower: 3, median: 5, upper: 7, below: 2, equal: 0 },
    })
    expect(lineOf(held(9), 'systemsConfirmed')?.others).toMatchObject({ below: 0, equal: 8 })
    expect(lineOf(held(9), 'systemsComplete')?.own).toBe(0.25)
  })

  test('is told no other’s name', () => {
    const said = JSON.stringify(peersView(camden, held(33), asked))
    for (const { id, name, slug } of boroughs) {
      if (id === camden.id) continue
      expect(said).not.toContain(id)
      expect(said).not.toContain(`"${name}"`)
      expect(said).not.toContain(`"${slug}"`)
    }
  })

  test('is compared with nobody while fewer than five are known, and still reads its own', () => {
    for (const line of peersView(boroughs[2] as Authority, held(4), asked).lines) {
      expect(line.others, line.measure).toBeUndefined()
    }
    expect(lineOf(held(4), 'suppliers')).toEqual({ measure: 'suppliers', own: 3, known: 4 })
  })

  test('has no position where its register says nothing, and reads the others’ quartiles', () => {
    const line = lineOf(held(9), 'suppliers', boroughs[20])
    expect(line).toMatchObject({ known: 9, others: { median: 5 } })
    expect(line).not.toHaveProperty('own')
    expect(line?.others).not.toHaveProperty('below')
  })

  test('spends by the residents it has, and by its users only where these are known', () => {
    const own = boroughs[2] as Authority
    expect(lineOf(held(9), 'poundsPerResident')?.own).toBeCloseTo(3_000_000 / (own.population ?? 0), 10)
    expect(lineOf(held(9), 'poundsPerUser')).toEqual({ measure: 'poundsPerUser', known: 0 })
    const withUsers = held(9, (n) => ({ authority: { ...(boroughs[n] as Authority), usersCount: 1000 } }))
    expect(lineOf(withUsers, 'poundsPerUser')).toMatchObject({
      own: 3000,
      known: 9,
      others: { median: 5000 },
    })
    // Contracts of which none states a value are not nothing spent.
    const silent = held(9).map((one) => ({ ...one, figures: { contracts: 2, systems: 1 } }))
    expect(lineOf(silent, 'poundsPerResident')).toEqual({ measure: 'poundsPerResident', known: 0 })
  })

  test('has a denominator, and is what the API says it is', () => {
    const view = peersView(boroughs[2] as Authority, held(9), asked)
    expect(view).toMatchObject({ reporting: 9, contracts: 3, stating: 3, scope: { authorities: 33 } })
    expect(shape.parse(view)).toEqual(view)
  })

  test('has the months within which a confirmation counts, as they are set', () => {
    const freshMonths = (kind: string) => (kind === 'system' ? 9 : 1)
    const view = peersView(camden, held(9), { ...asked, lists: { ...asked.lists, freshMonths } })
    expect(view.freshMonths).toEqual({ system: 9, contract: 1 })
  })
})
