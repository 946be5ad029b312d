import type { RouteObject } from 'react-router'
import { fetched } from '../../fetched.ts'
import ConfirmPage from './confirming/confirm.tsx'
import { EntryPage } from './entry.tsx'
import { RecordHistoryPage } from './history/recordHistory.tsx'
import Home from './home.tsx'
import RatingsPage from './opinions/ratings.tsx'
import SkillsPage from './opinions/skills.tsx'
import { RegisterPage } from './register.tsx'
import Renew from './renew.tsx'
import Submission from './submission/submission.tsx'

// A borough's own pages. The forms come together, so that somebody who loses the connection can go from one
// to another; what needs the service at every step is fetched when first gone to.

const routes: RouteObject[] = [
  { path: 'our', element: <Home /> },
  { path: 'our/systems', element: <RegisterPage kind="system" key="systems" /> },
  { path: 'our/systems/under-contract', lazy: fetched(() => import('./underContract.tsx')) },
  { path: 'our/systems/:id', element: <EntryPage kind="system" key="system" /> },
  { path: 'our/systems/:id/history', element: <RecordHistoryPage kind="system" key="system history" /> },
  { path: 'our/contracts', element: <RegisterPage kind="contract" key="contracts" /> },
  { path: 'our/contracts/:id', element: <EntryPage kind="contract" key="contract" /> },
  { path: 'our/contracts/:id/renew', element: <Renew /> },
  { path: 'our/ratings', element: <RatingsPage /> },
  { path: 'our/skills', element: <SkillsPage /> },
  {
    path: 'our/contracts/:id/history',
    element: <RecordHistoryPage kind="contract" key="contract history" />,
  },
  { path: 'our/confirm', element: <ConfirmPage /> },
  { path: 'our/found', lazy: fetched(() => import('./found/found.tsx')) },
  { path: 'our/import', lazy: fetched(() => import('./importing/import.tsx')) },
  { path: 'our/submission', element: <Submission /> },
  { path: 'our/history', lazy: fetched(() => import('./history/history.tsx')) },
  { path: 'our/questions', lazy: fetched(() => import('./questions/list.tsx')) },
  { path: 'our/questions/new', lazy: fetched(() => import('./questions/ask.tsx')) },
  { path: 'our/messages', lazy: fetched(() => import('./messages.tsx')) },
]
export default routes
