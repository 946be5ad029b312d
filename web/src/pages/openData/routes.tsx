import type { RouteObject } from 'react-router'
import FilePage from './file.tsx'
import OpenData from './list.tsx'

// LOTI's pages for loading what is published about its members.

const routes: RouteObject[] = [
  { path: 'open-data', element: <OpenData /> },
  { path: 'open-data/:id', element: <FilePage /> },
]
export default routes
