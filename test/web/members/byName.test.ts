import { expect, test } from 'vitest'
import { placeBeside } from '../../../web/src/charts/labels.ts'
import { titleOf } from '../../../web/src/pages/members/byName.tsx'

const council = (name: string, suppliers: number, mean: number) => ({
  id: name,
  name,
  suppliers,
  ratings: 3,
  mean,
})

test('the title says who is most and who is least satisfied, and of how many', () => {
  expect(titleOf([council('Brent', 12, 4.2), council('Ealing', 9, 3), council('Barnet', 30, 2.5)])).toBe(
    'Of 3 councils that show their name, Brent, with 12 suppliers, is most satisfied, at 4.2 of 5, and Barnet, with 30 suppliers, least, at 2.5',
  )
  expect(titleOf([council('Brent', 12, 4.2), council('Ealing', 9, 4.2), council('Barnet', 1, 2.5)])).toBe(
    'Of 3 councils that show their name, 2 councils are most satisfied, at 4.2 of 5, and Barnet, with 1 supplier, least, at 2.5',
  )
  expect(titleOf([council('Brent', 12, 3), council('Ealing', 9, 3)])).toBe(
    'Of 2 councils that show their name, each is satisfied to 3.0 of 5',
  )
  expect(titleOf([council('Brent', 12, 3)])).toBe(
    'One council shows its name: Brent, with 12 suppliers, is satisfied to 3.0 of 5',
  )
})

test('names stand beside their spots where they fit, and over nothing', () => {
  const spot = (x: number, y: number) => ({ text: 'Barnet', x, y })
  const [free, edge, crowded] = placeBeside([spot(80, 50), spot(295, 50), spot(90, 50)], [300, 100])
  expect(free).toMatchObject({ anchor: 'end' })
  expect(edge).toMatchObject({ anchor: 'end' })
  expect(crowded).toMatchObject({ anchor: 'start' })
  // In a drawing no higher than a word there is room for none between two others.
  expect(placeBeside([spot(50, 10), spot(60, 10), spot(70, 10)], [120, 20])).toContain(undefined)
})
