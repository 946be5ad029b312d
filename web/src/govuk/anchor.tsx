import type { ComponentProps } from 'react'
import { Link, useInRouterContext } from 'react-router'

/** Addresses the browser must fetch itself: the API's redirects and files, other sites, places on this page. */
const leavesTheApp = (href: string) => !/^[/?](?!\/)/.test(href) || href.startsWith('/api/')

/** A link that changes page without a reload where the address is one of ours. */
export function Anchor({ href = '#', ...rest }: ComponentProps<'a'>) {
  const routed = useInRouterContext()
  if (!routed || leavesTheApp(href)) return <a href={href} {...rest} />
  return <Link to={href} {...rest} />
}
