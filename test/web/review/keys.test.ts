// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { shortcutFor } from '../../../web/src/pages/review/keys.ts'

const shortcuts = ['j', 'a', 'A', '/', '?'].map((key) => ({ key }))

/** The shortcut a key means, pressed in an element of this kind. */
const pressed = (
  key: string,
  { html = '<main></main>', ...more }: KeyboardEventInit & { html?: string } = {},
) => {
  document.body.innerHTML = html
  const target = document.body.querySelector('[data-here]') ?? document.body.firstElementChild
  let found: { key: string } | undefined
  const listen = (event: KeyboardEvent) => {
    found = shortcutFor(shortcuts, event)
  }
  document.addEventListener('keydown', listen)
  target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  document.removeEventListener('keydown', listen)
  return found?.key
}

test('a key means what is listed, capitals apart', () => {
  expect(pressed('j')).toBe('j')
  expect(pressed('a')).toBe('a')
  expect(pressed('A', { shiftKey: true })).toBe('A')
  expect(pressed('?', { shiftKey: true })).toBe('?')
  expect(pressed('z')).toBeUndefined()
})

test.each([
  '<input data-here>',
  '<input type="search" data-here>',
  '<textarea data-here></textarea>',
  '<select data-here><option>a</option></select>',
])('nothing happens while someone is typing in %s', (html) => {
  expect(pressed('a', { html })).toBeUndefined()
  expect(pressed('/', { html })).toBeUndefined()
})

test('a box that is ticked, a link and a button are no place to type', () => {
  expect(pressed('a', { html: '<input type="checkbox" data-here>' })).toBe('a')
  expect(pressed('a', { html: '<a href="/x" data-here>x</a>' })).toBe('a')
})

test('keys pressed with others belong to the browser and to assistive technology', () => {
  for (const held of ['ctrlKey', 'metaKey', 'altKey'] as const) {
    expect(pressed('a', { [held]: true })).toBeUndefined()
  }
  expect(pressed('a', { isComposing: true })).toBeUndefined()
})

test('a key held down moves on, and decides nothing', () => {
  expect(pressed('j', { repeat: true })).toBe('j')
  expect(pressed('a', { repeat: true })).toBeUndefined()
})
