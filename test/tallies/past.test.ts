import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../functions/domain/calendar.ts'
import { type Days, keepsPlaces, type PlaceInList, type Stood } from '../../functions/domain/past.ts'
import type { AnyRecord } from '../../functions/schema/record.ts'
import { addDaysInto } from '../../functions/stream/past.ts'
import { contribution } from '../../functions/tallies/contribution.ts'
import { pastBetween, type Reach, tellsTheRest } from '../../functions/tallies/past.ts'
import { registerIn, registerOn } from '../support/past.ts'
import { anyOpinion, anyRecord, terms, today } from '../support/records.ts'

// How lines of lists stood, kept step by step, whatever is known at each: the same as gone through at once.

/** Versions of one record, approved on days close to one another, now and then out of turn; and days between. */
const steps = fc.array(
  fc.record({
    record: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 4, arbitrary: anyRecord },
      { weight: 1, arbitrary: anyOpinion },
    ),
    waits: fc.oneof(fc.constant(0), fc.nat(2), fc.nat(200)),
    daysAgo: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(5)),
    told: fc.boolean(),
    // As on a register from before lines were kept, or from before what members read was.
    forgets: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.constantFrom('lines' as const, 'members' as const) },
    ),
  }),
  { minLength: 2, maxLength: 9 },
)

test('lines of lists, and what moved, are as they would be if all versions were gone through at once', () => {
  let [met, short, unkept, listed] = [0, 0, 0, 0]
  fc.assert(
    fc.property(steps, fc.boolean(), (all, alike) => {
      let day = addDays(today, -500)
      const versions: AnyRecord[] = []
      const days = new Map<string, Days>()
      const kept = new Map<string, Stood>()
      let before: Reach | undefined
      const bring = () => {
        const last = versions.at(-1)
        if (!last) return
        const after = { version: last.version, day }
        const recent = before ? versions.slice(before.version - 1) : []
        const isShort = before !== undefined && tellsTheRest(recent, before)
        const share = pastBetween(isShort ? recent : versions, before, after, { terms, today: day })
        for (const [name, line] of share.stood) {
          if (line) kept.set(name, line)
          else kept.delete(name)
        }
        for (const [name, moved] of share.days) {
          const sum = addDaysInto({ ...days.get(name) }, moved)
          if (Object.keys(sum).length > 0) days.set(name, sum)
          else days.delete(name)
        }
        if (isShort && recent.length > 1 && recent[0]?.version !== 1) short += 1
        before = { ...after, since: share.since }
      }
      for (const { record, waits, daysAgo, told, forgets } of all) {
        day = addDays(day, waits)
        if (forgets && before) {
          const { version, day: on, since } = before
          const { moves, ...others } = since ?? {}
          if (moves) unkept += 1
          for (const name of [...kept.keys(), ...days.keys()]) {
            const isLine = name.includes('/STOOD#')
            if (name.startsWith('MEMBERS#') || (isLine && forgets === 'lines')) {
              kept.delete(name)
              days.delete(name)
            }
          }
          before = forgets === 'lines' ? { version, day: on } : { version, day: on, since: others }
        }
        if (record) {
          const [first, last] = [versions[0], versions.at(-1)]
          // Often the same again, as when it is confirmed.
          const says = alike && last && daysAgo % 2 === 0 && waits % 2 === 0 ? last : record
          if (first && says.kind !== first.kind) continue
          const { id, authority } = first ?? says
          const updatedAt = `${addDays(day, -daysAgo)}T12:00:00.000Z`
          versions.push({ ...says, id, authority, version: versions.length + 1, updatedAt } as AnyRecord)
        }
        if (told) bring()
      }
      bring()
      const last = versions.at(-1)
      if (!last) return
      const whole = pastBetween(versions, undefined, { version: last.version, day }, { terms, today: day })
      expect(new Map([...kept].sort())).toEqual(new Map([...whole.stood].sort() as [string, Stood][]))
      expect(before?.since).toEqual(whole.since)
      expect(new Map([...days].sort())).toEqual(new Map([...whole.days].sort()))
      // And on each day they are what the version that stood then says of it.
      for (let on = addDays(today, -500); on <= day; on = addDays(on, 41)) {
        const stood = (list: string) =>
          [...kept].filter(
            ([name, { until }]) =>
              name.includes(`/STOOD#${list}#`) && name.slice(-10) <= on && (until ?? on) >= on,
          )
        const told = registerOn(registerIn([versions]), on)
        const lines = told.flatMap((record) =>
          contribution(record, on, terms).rows.filter(({ name }) => name.startsWith('TIMELINE#')),
        )
        met += lines.length
        const texts = (rows: object[]) => new Set(rows.map((row) => JSON.stringify(row)))
        const rowsOf = (list: string) => stood(list).map(([, { row }]) => row)
        expect(texts(rowsOf('TIMELINE'))).toEqual(texts(lines.map(({ row }) => row)))
        expect(texts(rowsOf('RECORD'))).toEqual(texts(told))
        // Each place in a list leads to the record's own line, begun on the same day.
        const inOrder = told.flatMap((record) =>
          contribution(record, on, terms)
            .rows.filter(({ name }) => keepsPlaces(name))
            .map(({ name }) => name),
        )
        const places = [...kept].flatMap(([name, { row, until }]) => {
          const line = name.slice(name.indexOf('/STOOD#') + '/STOOD#'.length, -'#2026-01-01'.length)
          const isThere = name.slice(-10) <= on && (until ?? on) >= on
          return isThere && keepsPlaces(line) ? [{ line, row, since: name.slice(-10) }] : []
        })
        expect(new Set(places.map(({ line }) => line))).toEqual(new Set(inOrder))
        for (const place of places) {
          expect([...kept.keys()]).toContain(
            `${(place.row as PlaceInList).heldBy}/STOOD#RECORD#${last.id}#${place.since}`,
          )
          listed += 1
        }
      }
    }),
    { numRuns: 400 },
  )
  // Where nothing stood, or all was gone through each time, that would be no news. Some 40 are met, give or take 8.
  expect(Math.min(met, short, unkept, listed)).toBeGreaterThan(8)
})
