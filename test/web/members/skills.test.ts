import { expect, test } from 'vitest'
import { besideGap, widestGap } from '../../../web/src/pages/members/skills.tsx'

const gap = (name: string, wantsHelp: string[] = []) => ({ skill: { name, wantsHelp }, able: 0, assessed: 7 })

test.each([
  ['Change management', 'The widest gap is change management: 0 of 7 councils can do it unaided'],
  ['IT infrastructure', 'The widest gap is IT infrastructure: 0 of 7 councils can do it unaided'],
  [
    'Agile and Lean practices',
    'The widest gap is agile and Lean practices: 0 of 7 councils can do it unaided',
  ],
])('%s is said as it is written in the midst of a sentence', (name, said) => {
  expect(widestGap(gap(name))).toBe(said)
})

test('who wants help is counted as one says it', () => {
  expect(besideGap(gap('Testing'))).toBe('0 of 7')
  expect(besideGap(gap('Testing', ['camden']))).toBe('0 of 7; 1 wants help')
  expect(besideGap(gap('Testing', ['camden', 'hackney']))).toBe('0 of 7; 2 want help')
})
