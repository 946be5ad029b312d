import type { RouteObject } from 'react-router'
import RatingsPage from './ratings.tsx'
import SkillsPage from './skills.tsx'
import VendorRatingsPage from './vendorRatings.tsx'

// What members see of each other.

const routes: RouteObject[] = [
  { path: 'members/ratings', element: <RatingsPage /> },
  { path: 'members/ratings/:vendor', element: <VendorRatingsPage /> },
  { path: 'members/skills', element: <SkillsPage /> },
]
export default routes
