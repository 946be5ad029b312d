import type { RouteObject } from 'react-router'
import ConfirmPage from './confirm.tsx'
import { EntryPage } from './entry.tsx'
import FoundPage from './found/found.tsx'
import History from './history.tsx'
import Home from './home.tsx'
import Import from './importing/import.tsx'
import Messages from './messages.tsx'
import { AskPage } from './questions/ask.tsx'
import { QuestionsPage } from './questions/list.tsx'
import RatingsPage from './ratings.tsx'
import { RecordHistoryPage } from './recordHistory.tsx'
import { RegisterPage } from './register.tsx'
import Renew from './renew.tsx'
import SkillsPage from './skills.tsx'
import Submission from './submission.tsx'
import UnderContract from './underContract.tsx'

// A borough's own pages.

const routes: RouteObject[] = [
  { path: 'our', element: <Home /> },
  { path: 'our/systems', element: <RegisterPage kind="system" key="systems" /> },
  { path: 'our/systems/under-contract', element: <UnderContract /> },
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
  { path: 'our/found', element: <FoundPage /> },
  { path: 'our/import', element: <Import /> },
  { path: 'our/submission', element: <Submission /> },
  { path: 'our/history', element: <History /> },
  { path: 'our/questions', element: <QuestionsPage /> },
  { path: 'our/questions/new', element: <AskPage /> },
  { path: 'our/messages', element: <Messages /> },
]
export default routes
