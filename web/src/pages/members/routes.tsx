import { Navigate, type RouteObject, useLocation } from 'react-router'
import CompletenessPage from './completeness.tsx'
import MovePage from './move.tsx'
import MovesPage from './moves.tsx'
import PeersPage from './peers.tsx'
import RatingsPage from './ratings.tsx'
import SatisfactionPage from './satisfaction.tsx'
import SkillsPage from './skills.tsx'
import VendorRatingsPage from './vendorRatings.tsx'

// What members see of each other.

const First = () => <Navigate replace to={{ pathname: '/members/ratings', search: useLocation().search }} />

const routes: RouteObject[] = [
  { path: 'members', element: <First /> },
  { path: 'members/ratings', element: <RatingsPage /> },
  { path: 'members/ratings/:vendor', element: <VendorRatingsPage /> },
  { path: 'members/satisfaction', element: <SatisfactionPage /> },
  { path: 'members/skills', element: <SkillsPage /> },
  { path: 'members/moves', element: <MovesPage /> },
  { path: 'members/moves/:product', element: <MovePage /> },
  { path: 'members/peers', element: <PeersPage /> },
  { path: 'members/completeness', element: <CompletenessPage /> },
]
export default routes
