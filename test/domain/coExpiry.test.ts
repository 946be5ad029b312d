import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths } from '../../functions/domain/calendar.ts'
import { type Candidate, coExpiry } from '../../functions/domain/coExpiry.ts'

const today = '2026-11-25'
let made = 0
const candidate = (over: Partial<Candidate> = {}): Candidate => {
  made += 1
  return {
    id: `con_${made}`,
    authority: `A${made}`,
    endsOn: '2028-03-31',
    options: [],
    renewal: 'ends',
    stillUsed: false,
    leadMonths: 6,
    annualPounds: 100_000,
    ...over,
  }
}

describe('a common start', () => {
  test('is found for contracts that end within three months of it', () => {
    const [group, ...others] = coExpiry(
      [
        candidate({ authority: 'Camden', endsOn: '2028-03-31' }),
        candidate({ authority: 'Hackney', endsOn: '2028-05-31', annualPounds: 50_000 }),
      ],
      today,
    )
    expect(others).toEqual([])
    expect(group).toMatchObject({
      startsOn: '2028-03-01',
      annualPounds: 150_000,
      membersStatingValue: 2,
      members: [
        { authority: 'Camden', endsOn: '2028-03-31', actBy: '2027-09-01' },
        { authority: 'Hackney', endsOn: '2028-05-31', actBy: '2027-09-01' },
      ],
    })
  })

  test('is not found where one would have a gap or pay twice for longer', () => {
    expect(
      coExpiry([candidate({ endsOn: '2028-03-31' }), candidate({ endsOn: '2028-07-01' })], today),
    ).toEqual([])
  })

  test('is reached by taking options in their order, never the second without the first', () => {
    const [group] = coExpiry(
      [
        candidate({ authority: 'Camden', endsOn: '2030-01-31' }),
        candidate({ authority: 'Hackney', endsOn: '2027-12-31', options: [12, 12], renewal: 'by option' }),
      ],
      today,
    )
    expect(group?.members.find(({ authority }) => authority === 'Hackney')).toMatchObject({
      optionsToUse: [12, 12],
      endsOn: '2029-12-31',
    })
    expect(
      coExpiry(
        [
          candidate({ endsOn: '2031-07-31' }),
          candidate({ endsOn: '2027-12-31', options: [12, 30], renewal: 'by option' }),
        ],
        today,
      )[0]?.members.map(({ optionsToUse }) => optionsToUse),
    ).toEqual([[], [12, 30]])
  })

  test('is reached by rolling over, with notice in time', () => {
    const [group] = coExpiry(
      [
        candidate({ authority: 'Camden', endsOn: '2029-03-31' }),
        candidate({
          authority: 'Hackney',
          endsOn: '2024-03-31',
          renewal: 'rolls over',
          rollMonths: 12,
          noticeMonths: 9,
        }),
      ],
      today,
    )
    expect(group?.members.find(({ authority }) => authority === 'Hackney')).toMatchObject({
      termsToRoll: 2,
      endsOn: '2029-03-31',
      actBy: '2028-06-30',
    })
  })

  test('suits a contract that is out of term and still used on any day it can be replaced by', () => {
    const [group] = coExpiry(
      [
        candidate({ authority: 'Camden', endsOn: '2027-09-30' }),
        candidate({ authority: 'Hackney', endsOn: '2020-03-31', stillUsed: true, leadMonths: 3 }),
      ],
      today,
    )
    expect(group).toMatchObject({
      startsOn: '2027-07-01',
      members: [{ authority: 'Camden' }, { authority: 'Hackney', endsOn: '2027-07-01', actBy: '2027-04-01' }],
    })
  })

  test('says who drops out when everyone waits a quarter', () => {
    const [group] = coExpiry(
      [
        candidate({ authority: 'Camden', endsOn: '2027-08-31', leadMonths: 6 }),
        candidate({ authority: 'Hackney', endsOn: '2027-08-31', leadMonths: 2 }),
      ],
      today,
    )
    expect(group).toMatchObject({ startsOn: '2027-06-01', lostByWaiting: ['Camden'] })
  })

  test('takes an authority with two contracts once, with the one worth more', () => {
    const [group] = coExpiry(
      [
        candidate({ id: 'con_small', authority: 'Camden', annualPounds: 1_000 }),
        candidate({ id: 'con_large', authority: 'Camden', annualPounds: 90_000 }),
        candidate({ authority: 'Hackney' }),
      ],
      today,
    )
    expect(group?.members.map(({ contract }) => contract)).toContain('con_large')
    expect(group?.members).toHaveLength(2)
  })

  test('needs two authorities, and none is found in nothing', () => {
    expect(coExpiry([], today)).toEqual([])
    expect(coExpiry([candidate()], today)).toEqual([])
    expect(coExpiry([candidate({ authority: 'Camden' }), candidate({ authority: 'Camden' })], today)).toEqual(
      [],
    )
  })
})

/** Whether one contract could be left for a start on a day, straight from the words, day by day. */
function couldStart(one: Candidate, startsOn: string): boolean {
  if (!one.endsOn || addMonths(today, one.leadMonths) > startsOn) return false
  if (startsOn > addMonths(today, 60)) return false
  const rolls = one.renewal === 'rolls over'
  const notice = one.noticeMonths ?? (rolls ? 3 : 0)
  let rolled = 0
  while (rolls && addMonths(one.endsOn, (one.rollMonths ?? 12) * rolled) < today) rolled += 1
  const term = addMonths(one.endsOn, (one.rollMonths ?? 12) * rolled)
  const end = rolls ? term : one.endsOn
  if (end < today) return one.stillUsed
  const sums = one.options.map((_, index) =>
    one.options.slice(0, index + 1).reduce((sum, option) => sum + option, 0),
  )
  const ends = [end, ...sums.map((months) => addMonths(end, months))]
  for (let further = 1; rolls && further <= 70; further += 1) {
    ends.push(addMonths(one.endsOn, (one.rollMonths ?? 12) * (rolled + further)))
  }
  const reachable = new Set(ends.filter((day) => addMonths(day, -notice) >= today))
  for (let day = startsOn; day < addMonths(startsOn, 3); day = addDays(day, 1)) {
    if (reachable.has(day)) return true
  }
  return false
}

function bruteForce(candidates: Candidate[]): string[] {
  const sets: { startsOn: string; who: string[] }[] = []
  for (let startsOn = '2026-12-01'; startsOn <= '2031-12-01'; startsOn = addMonths(startsOn, 1)) {
    const who = [
      ...new Set(candidates.filter((one) => couldStart(one, startsOn)).map(({ authority }) => authority)),
    ]
    if (who.length >= 2) sets.push({ startsOn, who: who.sort() })
  }
  return sets
    .filter(
      ({ who }) =>
        !sets.some((other) => other.who.length > who.length && who.every((id) => other.who.includes(id))),
    )
    .filter(({ who }, index, left) => left.findIndex((other) => other.who.join() === who.join()) === index)
    .map(({ startsOn, who }) => `${startsOn} ${who.join(' ')}`)
    .sort()
}

test('groups are those a day-by-day search finds, none more and none less', () => {
  const any: fc.Arbitrary<Candidate> = fc.record({
    id: fc.uuid(),
    authority: fc.constantFrom('Barnet', 'Brent', 'Camden', 'Ealing', 'Enfield'),
    endsOn: fc.integer({ min: -900, max: 1500 }).map((days) => addDays(today, days)),
    options: fc.array(fc.constantFrom(6, 12, 24), { maxLength: 3 }),
    noticeMonths: fc.option(fc.constantFrom(0, 3, 6), { nil: undefined }),
    renewal: fc.constantFrom('ends', 'rolls over', 'by option'),
    rollMonths: fc.option(fc.constantFrom(1, 6, 12, 36), { nil: undefined }),
    stillUsed: fc.boolean(),
    leadMonths: fc.constantFrom(2, 3, 6, 9, 12),
    annualPounds: fc.option(fc.nat(500_000), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 7 }), (candidates) => {
      const groups = coExpiry(candidates, today)
      expect(
        groups
          .map(
            ({ startsOn, members }) => `${startsOn} ${members.map(({ authority }) => authority).join(' ')}`,
          )
          .sort(),
      ).toEqual(bruteForce(candidates))
      for (const [before, after] of groups.slice(1).map((group, index) => [groups[index], group])) {
        expect(before?.members.length).toBeGreaterThanOrEqual(after?.members.length ?? 0)
      }
      for (const { members } of groups) {
        for (const { actBy, endsOn } of members) expect(actBy <= endsOn).toBe(true)
      }
    }),
    { numRuns: 100 },
  )
})
