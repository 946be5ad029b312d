import type { RouteObject } from 'react-router'
import type { EntryKind } from '../../../../functions/schema/merge.ts'
import ChangeEntry from './entry.tsx'
import List from './list.tsx'
import Merge from './merge.tsx'
import Merges from './merges.tsx'
import Preview from './preview.tsx'

// LOTI's pages for vendors and products that are the same under two ids.

const of = (kind: EntryKind, folder: string): RouteObject[] => [
  { path: `${folder}/tidy`, element: <List kind={kind} /> },
  { path: `${folder}/tidy/preview`, element: <Preview kind={kind} /> },
  { path: `${folder}/tidy/merges`, element: <Merges kind={kind} /> },
  { path: `${folder}/tidy/merges/:id`, element: <Merge kind={kind} /> },
  { path: `${folder}/:id/change`, element: <ChangeEntry kind={kind} /> },
]

const routes = [...of('vendor', 'vendors'), ...of('product', 'products')]
export default routes
