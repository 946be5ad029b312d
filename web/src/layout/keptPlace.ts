import { type RefObject, useEffect } from 'react'

/**
 * Keeps the place of whoever goes by keyboard or listens, when what they have just pressed goes away: to what held it, or
 * back to it where it was only out of use while something was done. Without it they would begin again at the top of the
 * page. Who leaves for an empty part of the page by themselves is left there.
 */
export function useKeptPlace(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = main.current
    if (!root) return
    let last: Element | undefined
    let holders: Element[] = []

    const isLost = () => document.activeElement === null || document.activeElement === document.body
    const isOff = (element: Element) => element.matches(':disabled')
    const came = ({ target }: FocusEvent) => {
      last = target instanceof Element ? target : undefined
      holders = []
      for (let above = last?.parentElement; above && root.contains(above); above = above.parentElement) {
        holders.push(above)
      }
    }
    const left = () =>
      setTimeout(() => {
        if (last?.isConnected && !isOff(last) && isLost()) last = undefined
      })
    const changed = () => {
      if (!last || !isLost()) return
      if (last.isConnected) {
        if (!isOff(last) && last instanceof HTMLElement) last.focus({ preventScroll: true })
        return
      }
      const holder = holders.find((one) => one.isConnected)
      last = undefined
      if (!(holder instanceof HTMLElement)) return
      if (!holder.hasAttribute('tabindex')) {
        holder.tabIndex = -1
        holder.classList.add('skip-target')
      }
      holder.focus({ preventScroll: true })
    }

    const watching = new MutationObserver(changed)
    watching.observe(root, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    })
    root.addEventListener('focusin', came)
    root.addEventListener('focusout', left)
    return () => {
      watching.disconnect()
      root.removeEventListener('focusin', came)
      root.removeEventListener('focusout', left)
    }
  }, [main])
}
