import { renderToStaticMarkup } from 'react-dom/server'
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router'
import { pageRoutes } from './app.tsx'

// What stands on a page before its scripts are here, drawn when the site is built: the frame, and of a page with an
// address of its own its title and what it is for.

export async function shellOf(path: string | undefined): Promise<string> {
  // A page that is not known when the site is built is the frame with nothing in it.
  const { query, dataRoutes } = createStaticHandler(pageRoutes([{ path: '*', element: null }]))
  const context = await query(new Request(`http://shell${path ?? '/any'}`))
  if (context instanceof Response || context.errors) throw new Error(`The page ${path} cannot be drawn`)
  if (path !== undefined && context.matches.at(-1)?.route.path === '*') {
    throw new Error(`There is no page ${path}`)
  }
  const router = createStaticRouter(dataRoutes, context)
  return renderToStaticMarkup(<StaticRouterProvider router={router} context={context} hydrate={false} />)
}
