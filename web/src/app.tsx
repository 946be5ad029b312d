import { createBrowserRouter, type RouteObject } from 'react-router'
import { fetched } from './fetched.ts'
import { Broken } from './layout/broken.tsx'
import { Frame } from './layout/frame.tsx'
import { KnownScope } from './layout/knownScope.tsx'
import Home from './pages/public/home.tsx'

/** A part of the site with its own list of routes, fetched when someone first goes there. */
const part = (load: () => Promise<{ default: RouteObject[] }>) => async () => (await load()).default

const routes: RouteObject[] = [
  // Where most people come in: it comes with the site, and saves them a journey.
  { index: true, Component: Home },
  { path: 'explore', lazy: fetched(() => import('./pages/public/explore/explore.tsx')) },
  { path: 'market', lazy: fetched(() => import('./pages/public/market.tsx')) },
  { path: 'renewals', lazy: fetched(() => import('./pages/public/renewals.tsx')) },
  { path: 'buy-together', lazy: fetched(() => import('./pages/public/buyTogether.tsx')) },
  { path: 'who-runs-what', lazy: fetched(() => import('./pages/public/whoRunsWhat.tsx')) },
  { path: 'trends', lazy: fetched(() => import('./pages/public/trends.tsx')) },
  { path: 'changes', lazy: fetched(() => import('./pages/public/changes.tsx')) },
  { path: 'changes/:quarter', lazy: fetched(() => import('./pages/public/changes.tsx')) },
  { path: 'boroughs', lazy: fetched(() => import('./pages/public/boroughs.tsx')) },
  { path: 'boroughs/:slug', lazy: fetched(() => import('./pages/public/borough.tsx')) },
  { path: 'service-areas', lazy: fetched(() => import('./pages/public/serviceAreas.tsx')) },
  { path: 'service-areas/:id', lazy: fetched(() => import('./pages/public/serviceArea.tsx')) },
  { path: 'vendors/:id', lazy: fetched(() => import('./pages/public/vendor.tsx')) },
  { path: 'products/:id', lazy: fetched(() => import('./pages/public/product.tsx')) },
  { path: 'systems/:id', lazy: fetched(() => import('./pages/public/system.tsx')) },
  { path: 'contracts/:id', lazy: fetched(() => import('./pages/public/contract.tsx')) },
  { path: 'search', lazy: fetched(() => import('./pages/public/search.tsx')) },
  { path: 'data', lazy: fetched(() => import('./pages/public/data.tsx')) },
  { path: 'about', lazy: fetched(() => import('./pages/public/about.tsx')) },
  { path: 'unsubscribe', lazy: fetched(() => import('./pages/public/unsubscribe.tsx')) },
  { path: 'answer', lazy: fetched(() => import('./pages/answer/answer.tsx')) },
  { path: 'accessibility', lazy: fetched(() => import('./pages/public/accessibility.tsx')) },
]

const missing: RouteObject = { path: '*', lazy: fetched(() => import('./pages/public/notFound.tsx')) }

/** Nothing is shown before the first page is here: it follows within a moment. */
function Nothing() {
  return null
}

/** Every page in the site's frame, and what answers an address that none of them has. */
export const pageRoutes = (others: RouteObject[] = [missing]): RouteObject[] => [
  {
    path: '/',
    Component: Frame,
    HydrateFallback: Nothing,
    children: [
      { id: 'pages', Component: KnownScope, ErrorBoundary: Broken, children: [...routes, ...others] },
    ],
  },
]

export const createRouter = () =>
  createBrowserRouter(pageRoutes(), {
    // Officers' pages are a good deal larger than what the public reads.
    async patchRoutesOnNavigation({ path, patch }) {
      if (path === '/our' || path.startsWith('/our/')) {
        patch('pages', await part(() => import('./pages/our/routes.tsx'))())
      }
      if (path === '/members' || path.startsWith('/members/')) {
        patch('pages', await part(() => import('./pages/members/routes.tsx'))())
      }
      if (path === '/review' || path.startsWith('/review/') || path === '/audit') {
        patch('pages', await part(() => import('./pages/review/routes.tsx'))())
      }
      if (path === '/rounds' || path.startsWith('/rounds/')) {
        patch('pages', await part(() => import('./pages/rounds/routes.tsx'))())
      }
      if (path === '/open-data' || path.startsWith('/open-data/')) {
        patch('pages', await part(() => import('./pages/openData/routes.tsx'))())
      }
      if (/^\/(vendors|products)\/(tidy(\/|$)|[^/]+\/change$)/.test(path)) {
        patch('pages', await part(() => import('./pages/tidy/routes.tsx'))())
      }
      if (path === '/people' || path.startsWith('/people/')) {
        patch('pages', await part(() => import('./pages/people/routes.tsx'))())
      }
    },
  })
