import { matchPath, type RouteObject } from 'react-router'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageRoutes } from '../../web/src/app.tsx'
import members from '../../web/src/pages/members/routes.tsx'
import our from '../../web/src/pages/our/routes.tsx'
import people from '../../web/src/pages/people/routes.tsx'
import review from '../../web/src/pages/review/routes.tsx'
import rounds from '../../web/src/pages/rounds/routes.tsx'
import { failuresOn } from '../support/chromium.ts'
import { everyPage, prepare, reach } from '../support/everyPage.ts'
import { type Journey, startJourney } from '../support/journey.ts'
import { focusOf, layoutOf, motionOf, unseenMarks } from '../support/sweep.ts'

// Every page as some read it: magnified four times, in colours of their own, without motion, and on paper.

let journey: Journey
const reached: string[] = []

beforeAll(async () => {
  journey = await startJourney({ dataSet: 'demonstration', waitMilliseconds: 10_000 })
  await prepare(journey)
})
afterAll(() => journey?.close())

/** A window of 1280 by 1024 pixels at 400 %. */
const magnified = { width: 320, height: 256 }

describe('every page, magnified and in the reader’s own colours', { timeout: 480_000 }, () => {
  for (const [person, paths] of Object.entries(everyPage)) {
    test(`as ${person || 'a reader'}`, async () => {
      const page = await journey.open({
        viewport: magnified,
        forcedColors: 'active',
        reducedMotion: 'reduce',
      })
      if (person) await journey.signIn(page, person, '/')
      for (const path of paths) {
        reached.push(await reach(journey, page, path))
        const layout = await layoutOf(page)
        const focus = await focusOf(page)
        const violations = await failuresOn(page)
        expect
          .soft({
            path,
            ...layout,
            wider: Math.max(0, layout.wider),
            ...focus,
            moving: await motionOf(page),
            unseen: await unseenMarks(page),
            violations,
          })
          .toEqual({
            path,
            wider: 0,
            clipped: [],
            overlapping: [],
            unreachable: [],
            unmarked: [],
            hidden: [],
            moving: [],
            unseen: [],
            violations: [],
          })
      }
      await page.context().close()
    })
  }

  test('no route of the site was left out', () => {
    const paths = (routes: RouteObject[], above = ''): string[] =>
      routes.flatMap((route) => {
        const path = [above, route.path].filter(Boolean).join('/').replaceAll('//', '/')
        return route.children ? paths(route.children, path) : [`/${path.replace(/^\//, '')}`]
      })
    const routes = [
      ...paths(pageRoutes()),
      ...[members, our, people, review, rounds].flatMap((part) => paths(part)),
    ]
    const isReached = (path: string) =>
      reached.some((address) => matchPath(path, address.split('?')[0] ?? '') !== null)
    expect(routes.filter((path) => !isReached(path))).toEqual([])
  })

  test('no page broke', () => {
    expect(journey.wrong).toEqual([])
  })
})
