import type { RouteObject } from 'react-router'
import Queue from './queue.tsx'
import Review from './submission.tsx'

// LOTI's pages for deciding on what was sent.

const routes: RouteObject[] = [
  { path: 'review', element: <Queue /> },
  { path: 'review/:id', element: <Review /> },
]
export default routes
