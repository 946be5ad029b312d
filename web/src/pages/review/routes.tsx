import type { RouteObject } from 'react-router'
import Audit from './audit.tsx'
import Queue from './queue.tsx'
import Review from './submission.tsx'

// LOTI's pages for deciding on what was sent.

const routes: RouteObject[] = [
  { path: 'audit', element: <Audit /> },
  { path: 'review', element: <Queue /> },
  { path: 'review/:id', element: <Review /> },
]
export default routes
