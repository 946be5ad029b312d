import type { Page } from 'playwright-core'

// What a page does wrong in a small window or in other colours, as far as it can be measured.

/** Text that is cut off or lies over other text, and what scrolls sideways though a keyboard cannot make it. */
export type Layout = { wider: number; clipped: string[]; overlapping: string[]; unreachable: string[] }

export const layoutOf = (page: Page): Promise<Layout> =>
  page.evaluate(() => {
    const named = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').trim().slice(0, 60)}`
    // Kept for screen readers alone: in a box of a pixel.
    const unseen = new Set(
      [...document.querySelectorAll('body *')].filter((one) => {
        const { position, clipPath, clip } = getComputedStyle(one)
        return position === 'absolute' && (clipPath !== 'none' || clip !== 'auto')
      }),
    )
    const isHidden = (element: Element): boolean => {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true
      for (let one: Element | null = element; one; one = one.parentElement) {
        if (unseen.has(one) || one.matches('.govuk-skip-link')) return true
      }
      return false
    }
    const styles = new Map<Element, CSSStyleDeclaration>()
    const styleOf = (element: Element) => {
      const known = styles.get(element) ?? getComputedStyle(element)
      styles.set(element, known)
      return known
    }
    const all = [...document.querySelectorAll('body *')].filter((one) => !isHidden(one))

    const clipped = all.filter((one) => {
      const { overflowX, overflowY } = styleOf(one)
      const cuts = (way: string) => way === 'hidden' || way === 'clip'
      if (one.closest('svg') || (one.textContent ?? '').trim() === '') return false
      return (
        (cuts(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
        (cuts(overflowY) && one.scrollHeight > one.clientHeight + 1)
      )
    })
    const scrolling = all.filter(
      (one) => /auto|scroll/.test(styleOf(one).overflowX) && one.scrollWidth > one.clientWidth + 1,
    )
    const unreachable = scrolling.filter((one) => {
      const isField = one.matches('input, textarea, select')
      const isNamed = one.hasAttribute('aria-label') || one.hasAttribute('aria-labelledby')
      return !isField && !(one.getAttribute('tabindex') === '0' && isNamed)
    })

    // Each line of each text, where it is painted.
    type Line = { of: Element; left: number; right: number; top: number; bottom: number }
    const lines: Line[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const of = node.parentElement
      if (!of || (node.textContent ?? '').trim() === '' || isHidden(of) || of.closest('noscript, option'))
        continue
      const within = of.closest('.scroll, [role=listbox]')?.getBoundingClientRect()
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue
        // What has been scrolled away inside its own region is not painted.
        if (within && (box.left > within.right || box.right < within.left)) continue
        // A line's box is taller than its letters.
        const spare = box.height * 0.2
        lines.push({
          of,
          left: box.left + 1,
          right: box.right - 1,
          top: box.top + spare,
          bottom: box.bottom - spare,
        })
      }
    }
    lines.sort((a, b) => a.top - b.top)
    const overlapping = new Set<string>()
    for (const [index, one] of lines.entries()) {
      for (const other of lines.slice(index + 1)) {
        if (other.top >= one.bottom) break
        if (other.left >= one.right || one.left >= other.right || one.of === other.of) continue
        overlapping.add(`${named(one.of)} over ${named(other.of)}`)
      }
    }
    const beyond = all.filter((one) => {
      const box = one.getBoundingClientRect()
      return box.width > 0 && box.right > innerWidth + 1 && !one.closest('.scroll, svg')
    })
    return {
      wider: document.documentElement.scrollWidth - innerWidth,
      clipped: [...new Set(clipped.map(named))],
      overlapping: [...overlapping],
      unreachable: unreachable.map(named),
      ...(document.documentElement.scrollWidth > innerWidth && { beyond: beyond.map(named).slice(0, 5) }),
    }
  })

/** Of each look of thing that can be focused, the first: whether it shows the focus, and whether it is in sight then. */
export async function focusOf(page: Page): Promise<{ unmarked: string[]; hidden: string[] }> {
  // From here on the browser marks focus as for a keyboard.
  await page.keyboard.press('Tab')
  return page.evaluate(async () => {
    // Styles are worked out when they are asked for, and nothing moves here: what the page itself does about the focus is
    // done by the next task.
    const nextTask = () => new Promise((done) => setTimeout(done))
    const looks = (element: Element) => {
      const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : undefined
      const parts = [element, element.parentElement, ...element.children].flatMap((one) =>
        one ? [getComputedStyle(one)] : [],
      )
      if (label) parts.push(getComputedStyle(label), getComputedStyle(label, '::before'))
      return parts
        .map((one) =>
          [
            one.outline,
            one.border,
            one.backgroundColor,
            one.stroke,
            one.strokeWidth,
            one.textDecoration,
          ].join(' '),
        )
        .join('|')
    }
    const named = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50)}`
    const found = [
      ...document.querySelectorAll<HTMLElement | SVGElement>(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]',
      ),
    ].filter(
      (one) =>
        one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled, [tabindex="-1"]'),
    )
    const kinds = new Map(
      found.map((one) => [
        [one.tagName, one.getAttribute('type'), one.getAttribute('class'), one.parentElement?.className].join(
          ' ',
        ),
        one,
      ]),
    )
    const [unmarked, hidden]: [string[], string[]] = [[], []]
    for (const one of kinds.values()) {
      ;(document.activeElement as HTMLElement | null)?.blur()
      await nextTask()
      const before = looks(one)
      one.focus()
      await nextTask()
      if (document.activeElement !== one) continue
      if (looks(one) === before) unmarked.push(named(one))
      // A link that is broken over lines is in sight where it begins.
      const box = one.getClientRects()[0] ?? one.getBoundingClientRect()
      // The middle of its upper part that is in the window.
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
      const [upper, lower] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
      const [x, y] = [(left + right) / 2, Math.min((upper + lower) / 2, upper + 20)]
      const top = document.elementFromPoint(x, y)
      const label = 'labels' in one ? (one as HTMLInputElement).labels?.[0] : undefined
      const isSeen = top !== null && (one.contains(top) || top.contains(one) || label?.contains(top))
      if (!isSeen) hidden.push(named(one))
    }
    return { unmarked, hidden }
  })
}

/** What moves or fades for longer than a moment though less motion was asked for. */
export const motionOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')].flatMap((one) => {
      const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(one)
      const seconds = Math.max(
        ...transitionDuration.split(',').map(Number.parseFloat),
        ...(animationName === 'none' ? [0] : animationDuration.split(',').map(Number.parseFloat)),
      )
      return seconds > 0.001 || scrollBehavior === 'smooth'
        ? [`<${one.tagName.toLowerCase()} class="${one.getAttribute('class') ?? ''}">`]
        : []
    }),
  )

/** Parts of charts that tell something by their colour and would all look the same where colours are the reader's own. */
export const unseenMarks = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const marks = document.querySelectorAll(
      '.figure svg rect, .figure svg path, .figure svg circle, .figure svg line',
    )
    const canvas = getComputedStyle(document.body).backgroundColor
    return [...marks].flatMap((one) => {
      const { fill, stroke } = getComputedStyle(one)
      const box = one.getBoundingClientRect()
      if (box.width * box.height === 0 || !one.checkVisibility()) return []
      const isSeen = (paint: string) => paint !== 'none' && paint !== canvas && !/^rgba\(.*, 0\)$/.test(paint)
      return isSeen(fill) || isSeen(stroke)
        ? []
        : [`<${one.tagName} class="${one.getAttribute('class') ?? ''}">`]
    })
  })
