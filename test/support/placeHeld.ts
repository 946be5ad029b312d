import type { Page } from 'playwright-core'

/** The words of what has the focus; of nothing on the page, where it fell to the top. */
export const placeHeld = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const held = document.activeElement
    return held === null || held === document.body ? 'the top of the page' : (held.textContent ?? '')
  })
