import type { RouteObject } from 'react-router'
import { ActPage } from './act.tsx'
import { ChangePage, InvitePage } from './form.tsx'
import People from './list.tsx'
import PersonPage from './person.tsx'

// LOTI's pages for looking after who may sign in.

const routes: RouteObject[] = [
  { path: 'people', element: <People /> },
  { path: 'people/invite', element: <InvitePage /> },
  { path: 'people/:id', element: <PersonPage /> },
  { path: 'people/:id/change', element: <ChangePage /> },
  { path: 'people/:id/suspend', element: <ActPage act="suspend" key="suspend" /> },
  { path: 'people/:id/restore', element: <ActPage act="restore" key="restore" /> },
  { path: 'people/:id/remove', element: <ActPage act="remove" key="remove" /> },
  { path: 'people/:id/send-again', element: <ActPage act="send-again" key="send-again" /> },
]
export default routes
