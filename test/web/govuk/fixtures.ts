import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createElement, type ReactNode } from 'react'

// The examples govuk-frontend publishes for each of its components: the options, and the exact HTML they must give.

export type Options = Record<string, unknown>
export type Fixture = { name: string; options: Options; html: string }

const folder = join(
  dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist/govuk',
)

export const fixturesOf = (component: string): Fixture[] =>
  JSON.parse(readFileSync(join(folder, 'components', component, 'fixtures.json'), 'utf8')).fixtures

const parsed = (html: string) => {
  const template = document.createElement('template')
  template.innerHTML = html
  return template.content
}

const flags = new Set(['checked', 'selected', 'disabled', 'open', 'multiple', 'hidden'])

/** One line an element, attributes and class names in order, white space folded: what a browser makes of the HTML. */
export function canonical(html: string): string {
  const lines: string[] = []
  const visit = (node: Node, depth: number) => {
    const indent = '  '.repeat(depth)
    if (node.nodeType === Node.TEXT_NODE) {
      const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim()
      if (text) lines.push(indent + text)
      return
    }
    if (node.nodeType === Node.COMMENT_NODE) return
    const element = node as Element
    const attributes = [...element.attributes]
      .map(({ name, value }) => {
        if (flags.has(name)) return name
        if (name === 'class') return `class="${value.split(/\s+/).filter(Boolean).sort().join(' ')}"`
        if (name === 'style') return `style="${value.replace(/\s|;$/g, '')}"`
        return `${name}="${value}"`
      })
      .sort()
    lines.push(`${indent}<${[element.localName, ...attributes].join(' ')}>`)
    for (const child of element.childNodes) visit(child, depth + 1)
  }
  const content = parsed(html)
  content.normalize()
  for (const child of content.childNodes) visit(child, 0)
  return lines.join('\n')
}

const reactNames: Record<string, string> = {
  class: 'className',
  for: 'htmlFor',
  autocomplete: 'autoComplete',
  spellcheck: 'spellCheck',
  tabindex: 'tabIndex',
  inputmode: 'inputMode',
  autocapitalize: 'autoCapitalize',
  maxlength: 'maxLength',
  colspan: 'colSpan',
  rowspan: 'rowSpan',
  'stroke-width': 'strokeWidth',
}

/** Attributes under the names React gives them. */
export const attributes = (given: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries((given ?? {}) as Options).map(([name, value]) => [reactNames[name] ?? name, value]),
  )

const styleOf = (text: string) =>
  Object.fromEntries(
    text
      .split(';')
      .map((rule) => rule.split(':').map((side) => side.trim()))
      .filter(([name]) => name)
      .map(([name = '', value]) => [
        name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
  )

const uncontrolled: Record<string, string> = { value: 'defaultValue', checked: 'defaultChecked' }

/** HTML as the React nodes that would give it. */
export function nodes(html: string): ReactNode {
  const visit = (node: Node, key: number): ReactNode => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent
    if (node.nodeType !== Node.ELEMENT_NODE) return null
    const element = node as Element
    const props = attributes(
      Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    )
    if (typeof props.style === 'string') props.style = styleOf(props.style)
    if (element.localName === 'input') {
      for (const [name, other] of Object.entries(uncontrolled)) {
        if (name in props) {
          props[other] = props[name]
          delete props[name]
        }
      }
    }
    if (element.localName === 'textarea')
      return createElement('textarea', { ...props, key, defaultValue: element.textContent })
    return createElement(element.localName, { ...props, key }, ...[...element.childNodes].map(visit))
  }
  const content = parsed(html.trim())
  const all = [...content.childNodes].map(visit)
  return all.length === 1 ? all[0] : all
}

/** `html` where an option gives it, else `text`. */
export const words = (given: unknown): ReactNode => {
  const { html, text } = (given ?? {}) as { html?: string; text?: ReactNode }
  return html ? nodes(html) : text
}

/** An option such as a hint or a label as our components take one: its words with classes and attributes. */
export const part = (given: unknown) => {
  if (!given || typeof given !== 'object') return undefined
  const { classes, attributes: more, isPageHeading, visuallyHiddenText } = given as Options
  return {
    children: words(given),
    ...(classes ? { className: classes } : {}),
    ...(isPageHeading ? { isPageHeading } : {}),
    ...(visuallyHiddenText !== undefined ? { visuallyHiddenText } : {}),
    ...attributes(more),
  }
}
