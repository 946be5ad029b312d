import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPage, prepare, reach } from '../support/everyPage.ts'
import { type Journey, startJourney } from '../support/journey.ts'
import { walkByKeyboard } from '../support/keyboard.ts'

// Every page by the Tab key alone, in a real browser: whatever can be pressed or filled in is come to, shows that it
// is, lies in view, and the page lets go at its end.

let journey: Journey

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration', waitMilliseconds: 10_000 })
  await prepare(journey)
})
afterAll(() => journey?.close())

describe('every page by keyboard alone', { timeout: 480_000 }, () => {
  for (const [person, paths] of Object.entries(everyPage)) {
    test(`as ${person || 'a reader'}`, async () => {
      const page = await journey.open({ viewport: { width: 1280, height: 900 } })
      if (person) await journey.signIn(page, person, '/')
      for (const path of paths) {
        await reach(journey, page, path)
        const { stops, ...walk } = await walkByKeyboard(page)
        expect({ path, ...walk }).toEqual({ path, missed: [], unmarked: [], outside: [], leaves: true })
        expect(stops, path).toBeGreaterThan(5)
      }
      await page.context().close()
    })
  }

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
