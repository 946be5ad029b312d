// The public tables there are: what /data lists, and what the service answers.

/** A public table, and whether it is of a whole scope or of one thing. */
export type PublicTable = {
  id: string
  title: string
  about: string
  of: 'scope' | 'authority' | 'area' | 'vendor' | 'product'
}

/** Every public table there is. */
export const publicTables: readonly PublicTable[] = [
  {
    id: 'authorities',
    title: 'Authorities',
    about: 'Each authority with its live systems, running contracts and records confirmed lately.',
    of: 'scope',
  },
  {
    id: 'market',
    title: 'Vendors',
    about:
      'Each vendor with its contracts, systems, pounds a year and share. Add ?by=systems or ?by=value for other shares, ?area= for one service area, ?group=1 for parent groups.',
    of: 'scope',
  },
  {
    id: 'service-areas',
    title: 'Service areas',
    about: 'Each service area with its contracts, systems and pounds a year.',
    of: 'scope',
  },
  {
    id: 'who-runs-what',
    title: 'Who runs what',
    about: 'Live systems by service area, a column for each authority that has any.',
    of: 'scope',
  },
  {
    id: 'renewal-quarters',
    title: 'Renewals by quarter',
    about: 'Contracts by the quarter in which to decide; by that in which the term ends with ?by=end.',
    of: 'scope',
  },
  {
    id: 'renewal-states',
    title: 'Renewals by state',
    about: 'Contracts by what can still be done about them.',
    of: 'scope',
  },
  {
    id: 'trends',
    title: 'Figures by quarter',
    about: 'Systems, contracts, vendors, pounds a year and what they speak for, at the end of each quarter.',
    of: 'scope',
  },
  {
    id: 'changes',
    title: 'What changed in a quarter',
    about:
      'Each approved change: what was new, retired, renewed, or has another supplier or value. Add ?quarter=2026-Q3.',
    of: 'scope',
  },
  {
    id: 'timeline',
    title: 'Decisions ahead',
    about: 'The decisions of the next 36 months: contract, authority, supplier and days. The first 400.',
    of: 'scope',
  },
  {
    id: 'buy-together',
    title: 'Who could buy together for a service area',
    about: 'A row for each authority of each group: the common start, what to do, and the day to act by.',
    of: 'area',
  },
  {
    id: 'authority-systems',
    title: 'An authority’s systems',
    about: 'Every public field of each, with the ids that join one file to another.',
    of: 'authority',
  },
  {
    id: 'authority-contracts',
    title: 'An authority’s contracts',
    about: 'With their days, what can still be done, and sources.',
    of: 'authority',
  },
  {
    id: 'authority-vendors',
    title: 'An authority’s vendors',
    about: 'Those that make its systems or supply its contracts.',
    of: 'authority',
  },
  {
    id: 'area-authorities',
    title: 'A service area’s authorities',
    about: 'Who has what for it.',
    of: 'area',
  },
  { id: 'area-vendors', title: 'A service area’s vendors', about: 'With their shares.', of: 'area' },
  { id: 'area-products', title: 'A service area’s products', about: 'And who runs each.', of: 'area' },
  { id: 'area-quarters', title: 'A service area’s renewals', about: 'By quarter.', of: 'area' },
  { id: 'vendor-authorities', title: 'A vendor’s authorities', about: 'Who has what of it.', of: 'vendor' },
  { id: 'vendor-products', title: 'A vendor’s products', about: 'And who runs each.', of: 'vendor' },
  { id: 'vendor-areas', title: 'A vendor’s service areas', about: 'What it is used for.', of: 'vendor' },
  { id: 'vendor-quarters', title: 'A vendor’s renewals', about: 'By quarter.', of: 'vendor' },
  { id: 'product-authorities', title: 'A product’s authorities', about: 'Who runs it.', of: 'product' },
]
