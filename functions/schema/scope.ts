// The parts of the country figures are for. Each authority rolls up into its region or nation and into all that hold it.

export const unitedKingdom = 'K02000001'
export const england = 'E92000001'
export const london = 'E12000007'

/** Regions, nations and the whole, by their ONS codes. */
export const scopeNames: Readonly<Record<string, string>> = {
  E12000001: 'North East',
  E12000002: 'North West',
  E12000003: 'Yorkshire and the Humber',
  E12000004: 'East Midlands',
  E12000005: 'West Midlands',
  E12000006: 'East of England',
  E12000007: 'London',
  E12000008: 'South East',
  E12000009: 'South West',
  E92000001: 'England',
  S92000003: 'Scotland',
  W92000004: 'Wales',
  N92000002: 'Northern Ireland',
  K02000001: 'United Kingdom',
}

const withArticle = new Set([
  'E12000001',
  'E12000002',
  'E12000004',
  'E12000005',
  'E12000006',
  'E12000008',
  'E12000009',
  'K02000001',
])

/** What a region, a nation or the whole is called; nothing for any other id. */
export const scopeNamed = (id: string): string | undefined =>
  Object.hasOwn(scopeNames, id) ? scopeNames[id] : undefined

/** As a sentence says it: `London`, `the North East`. */
export const scopeInWords = (id: string): string =>
  `${withArticle.has(id) ? 'the ' : ''}${scopeNamed(id) ?? id}`

/** A region or nation and the scopes that hold it, smallest first. */
export const scopesHolding = (region: string): string[] =>
  region.startsWith('E12') ? [region, england, unitedKingdom] : [region, unitedKingdom]

/**
 * Whether authorities are of it before they are of any larger part: a region of England or a nation. England is one too: its
 * combined authorities are of no region.
 */
export const isRegion = (id: string): boolean => scopeNamed(id) !== undefined && id !== unitedKingdom
