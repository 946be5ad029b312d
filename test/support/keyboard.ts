import type { Page } from 'playwright-core'

/** What walking a page with the Tab key alone comes to. */
export type Walk = {
  stops: number
  /** Can be pressed or filled in, and the Tab key never comes to it. */
  missed: string[]
  /** Looks no different when the Tab key is on it. */
  unmarked: string[]
  /** Lies outside the window when the Tab key is on it. */
  outside: string[]
  /** Whether the end of the page was reached. */
  leaves: boolean
}

declare global {
  interface Window {
    walk?: { seen: Set<Element>; unmarked: Set<string>; outside: Set<string>; stops: number; leaves: boolean }
  }
}

const mostStops = 1500
/** Presses between two looks at whether the page has let go: a look costs as much as a press. */
const pressesTogether = 10

/**
 * Presses the Tab key from the top of the page to its end. A group of radios and a group that arrow keys move in are one
 * stop; any of them will do.
 */
export async function walkByKeyboard(page: Page): Promise<Walk> {
  await page.evaluate(() => {
    window.scrollTo(0, 0)
    const walk = {
      seen: new Set<Element>(),
      unmarked: new Set<string>(),
      outside: new Set<string>(),
      stops: 0,
      leaves: false,
    }
    window.walk = walk
    const named = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50) || element.id || element.className}`
    // What shows the focus may be the element, what stands for it (a radio's circle) or what holds it.
    const looks = (element: Element) => {
      const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : undefined
      const parts = [
        getComputedStyle(element),
        ...(label ? [getComputedStyle(label), getComputedStyle(label, '::before')] : []),
        ...(element.parentElement ? [getComputedStyle(element.parentElement)] : []),
        ...[...element.children].map((child) => getComputedStyle(child)),
      ]
      return parts
        .map((one) =>
          [one.outline, one.boxShadow, one.backgroundColor, one.borderColor, one.fill, one.stroke].join(' '),
        )
        .join('|')
    }
    document.addEventListener('focusin', ({ target }) => {
      if (!(target instanceof Element) || walk.leaves) return
      walk.seen.add(target)
      walk.stops += 1
      const box = target.getBoundingClientRect()
      const visible =
        box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth
      if (!visible) walk.outside.add(named(target))
      const focused = looks(target)
      target.addEventListener(
        'focusout',
        (event) => {
          // Whatever is pressed after that begins anew.
          if ((event as FocusEvent).relatedTarget === null) walk.leaves = true
          requestAnimationFrame(() => {
            if (document.activeElement !== target && looks(target) === focused)
              walk.unmarked.add(named(target))
          })
        },
        { once: true },
      )
    })
    ;(document.activeElement as HTMLElement | null)?.blur()
  })
  for (let pressed = 0; pressed < mostStops; pressed += pressesTogether) {
    // Held down, the key says again and again that it is pressed.
    await Promise.all(Array.from({ length: pressesTogether }, () => page.keyboard.down('Tab')))
    await page.keyboard.up('Tab')
    if (await page.evaluate(() => window.walk?.leaves)) break
  }
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  return page.evaluate(() => {
    const walk = window.walk
    if (!walk) throw new Error('The page was left on the way')
    const named = (element: Element) =>
      `<${element.tagName.toLowerCase()}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50) || element.id || element.className}`
    const can = [
      ...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]',
      ),
    ].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        element.getAttribute('tabindex') !== '-1' &&
        !element.matches(':disabled') &&
        !element.closest('[inert]'),
    )
    const groups = new Set(
      [...walk.seen].flatMap((element) =>
        element instanceof HTMLInputElement && element.type === 'radio' ? [element.name] : [],
      ),
    )
    const missed = can.filter(
      (element) =>
        !walk.seen.has(element) &&
        !(element instanceof HTMLInputElement && element.type === 'radio' && groups.has(element.name)),
    )
    return {
      missed: missed.map(named),
      unmarked: [...walk.unmarked],
      outside: [...walk.outside],
      stops: walk.stops,
      leaves: walk.leaves,
    }
  })
}
