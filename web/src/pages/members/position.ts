import type { PeerLine } from '../../../../functions/schema/peersView.ts'

/** Where a figure stands among the others: `More than 14 of 19 others, the same as 1`. */
export function positionOf({ own, known, others }: PeerLine): string {
  if (own === undefined) return 'Not stated'
  if (!others || others.below === undefined) return 'Too few to compare with'
  const rest = known - 1
  const { below, equal = 0 } = others
  const above = rest - below - equal
  const alike = equal > 0 ? `, the same as\u00a0${equal}` : ''
  if (equal === rest) return `The same as all ${rest} others`
  if (below === rest) return `More than all ${rest} others`
  if (above === rest) return `Less than all ${rest} others`
  if (below === 0) return `Less than ${above} of ${rest} others${alike}`
  return `More than ${below} of ${rest} others${alike}`
}
