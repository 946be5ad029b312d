import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fewestCompared } from '../../../functions/domain/distribution.ts'
import { rules } from '../../../functions/domain/rules.ts'
import { fewestRatings, furthestTold } from '../../../functions/domain/satisfaction.ts'
import { freshMonths, leadMonths } from '../../../functions/reference/settings.ts'
import { routes } from '../../../functions/schema/contract.ts'
import { definitions } from '../../../functions/schema/definitions.ts'
import { leastAuthorities, leastRecords } from '../../../functions/views/findings.ts'
import { timelineUntil } from '../../../functions/views/renewals.ts'

// Words say what the settings and functions do.

const words = (id: keyof typeof definitions) => definitions[id].words.join(' ')

test('the months it takes by each route are those of the settings', () => {
  const said = words('decideBy')
  const phrases = {
    'open tender': 'an open tender',
    'framework mini-competition': 'a mini-competition',
    'framework direct award': 'a direct award',
    'G-Cloud': 'G-Cloud',
    quotes: 'quotes',
    extension: 'an extension',
    'shared service': 'a shared service',
    reseller: 'a reseller',
    'in-house': 'in-house',
    unknown: 'the route is not known',
  } satisfies Record<(typeof routes)[number], string>
  const parts = (said.match(/\d+ (?:months )?[^\d]+/g) ?? []).map((part) => part.trim())
  for (const route of routes) {
    const part = parts.find((one) => one.includes(phrases[route]))
    expect(Number(part?.split(' ')[0]), route).toBe(leadMonths(route))
  }
})

test('freshness, findings and the timeline are as they are worked out', () => {
  expect(words('reporting')).toContain(
    `within the last ${freshMonths('system')} months for a system, ${freshMonths('contract')} for a contract`,
  )
  expect(words('findings')).toContain(
    `at least ${leastAuthorities} authorities and at least ${leastRecords} records`,
  )
  expect(words('completeness')).toContain(
    `${freshMonths('system')} for a system or a skill, ${freshMonths('contract')} for a contract`,
  )
  expect(freshMonths('skillLevel')).toBe(freshMonths('system'))
  expect(words('position')).toContain(`fewer than ${fewestCompared} councils`)
  expect(words('ratings')).toContain(`shown from at least ${rules.fewest} councils`)
  expect(words('satisfaction')).toContain(`has given at least ${fewestRatings};`)
  expect(words('satisfaction')).toContain(`told for at least ${rules.fewest} councils`)
  expect(words('satisfaction')).toContain(`where at least ${rules.fewestCorrelated} have`)
  expect(words('satisfaction')).toContain(`than ${furthestTold} is told as that`)
  expect(timelineUntil('2026-11-24')).toBe('2029-11-24')
})

test('every definition a figure names is one that About shows', () => {
  const folder = fileURLToPath(new URL('../../../web/src/pages/public/', import.meta.url))
  const named = readdirSync(folder)
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => [...readFileSync(folder + file, 'utf8').matchAll(/\/about#(\w+)/g)])
    .map(([, id = '']) => id)
  expect(named.length).toBeGreaterThan(3)
  for (const id of named) expect([...Object.keys(definitions), 'sources']).toContain(id)
})
