import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

// Contrast of every colour the site is drawn in, on screens that are light and dark and on paper (WCAG 2.2, 1.4.3, 1.4.11).

const css = readFileSync(fileURLToPath(new URL('../../web/src/styles/tokens.css', import.meta.url)), 'utf8')

const namesIn = (block: string) =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
const blockAfter = (start: string) => {
  const from = css.indexOf(start)
  return css.slice(from, css.indexOf('\n}\n', from))
}
const light = namesIn(blockAfter(':root {'))
const themes: Record<string, Record<string, string>> = {
  light,
  dark: { ...light, ...namesIn(blockAfter('@media (prefers-color-scheme: dark)')) },
  paper: { ...light, ...namesIn(blockAfter('@media print')) },
}

const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (a: string, b: string) => {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

test('contrast is worked out as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 1)
})

describe.each(Object.entries(themes))('%s', (_, theme) => {
  const of = (name: string) => theme[name] ?? `no colour ${name}`
  test.each([
    ['ink', 'page'],
    ['ink', 'wash'],
    ['ink', 'notice'],
    ['ink', 'field'],
    ['quiet', 'page'],
    ['quiet', 'wash'],
    ['link', 'page'],
    ['link', 'wash'],
    ['link', 'notice'],
    ['link-hover', 'page'],
    ['alert', 'page'],
    ['warn', 'page'],
    ['warn', 'warn-wash'],
    ['river-ink', 'page'],
    ['focus-ink', 'focus'],
    ['ink', 'field'],
    ['quiet', 'field'],
    ['link', 'field'],
    ['river-ink', 'field'],
    ['ink', 'warn-wash'],
    ['quiet', 'warn-wash'],
    ['on-river', 'river'],
    ['mark-ink', 'mark'],
    ...[0, 1, 2, 3, 4, 5].map((step) => [`step-${step}-ink`, `step-${step}`] as const),
  ] as const)('%s can be read on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5)
  })
  test.each(['mark', 'mark-2', 'mark-3', 'mark-quiet', 'edge', 'warn-edge', 'good'])(
    '%s stands out from the page',
    (mark) => {
      expect(contrast(of(mark), of('page'))).toBeGreaterThanOrEqual(3)
    },
  )
  test('steps go one way', () => {
    const steps = [1, 2, 3, 4, 5].map((step) => contrast(of(`step-${step}`), of('page')))
    expect([...steps].sort((a, b) => a - b)).toEqual(steps)
  })
})

test('nothing is drawn in a colour of its own', () => {
  const source = fileURLToPath(new URL('../../web/src/', import.meta.url))
  const found = globSync('**/*.{css,tsx}', { cwd: source }).flatMap((file) =>
    file === 'styles/tokens.css'
      ? []
      : (readFileSync(`${source}${file}`, 'utf8').match(/[:\s'"(]#(?:[0-9a-f]{3}){1,2}\b(?!-)/gi) ?? []).map(
          (colour) => `${file}: ${colour.trim()}`,
        ),
  )
  expect(found).toEqual([])
})
