import type { RouteObject } from 'react-router'
import { ChangePage, OpenPage } from './form.tsx'
import Rounds from './list.tsx'
import RoundPage from './round.tsx'

// LOTI's pages for asking councils to confirm what they keep.

const routes: RouteObject[] = [
  { path: 'rounds', element: <Rounds /> },
  { path: 'rounds/new', element: <OpenPage /> },
  { path: 'rounds/:id', element: <RoundPage /> },
  { path: 'rounds/:id/change', element: <ChangePage /> },
]
export default routes
