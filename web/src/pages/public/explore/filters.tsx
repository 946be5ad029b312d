import { memo, useCallback, useState } from 'react'
import { Input } from '../../../govuk/index.ts'
import { type Asked, type FacetId, filtersIn, toggled } from './address.ts'
import type { Estate } from './estate.ts'
import { FacetBox } from './facet.tsx'
import { facetOrder } from './facets.ts'
import type { Selection } from './selection.ts'

/** Facets open to begin with: those that are asked for most. */
const openAtFirst: FacetId[] = ['area', 'borough']
const nothing: readonly string[] = []

export type Ask = (change: (asked: Asked) => Asked, how?: { replace: boolean }) => void

/** What can be filtered by, words looked for first. */
export const Filters = memo(function Filters({
  estate,
  asked,
  counts,
  ask,
}: {
  estate: Estate
  asked: Asked
  counts: Selection['counts']
  ask: Ask
}) {
  const [open, setOpen] = useState(
    () => new Set<FacetId>([...openAtFirst, ...(Object.keys(asked.chosen) as FacetId[])]),
  )
  const onOpen = useCallback((facet: FacetId, opened: boolean) => {
    setOpen((before) => {
      const after = new Set(before)
      if (opened) after.add(facet)
      else after.delete(facet)
      return after
    })
  }, [])
  const onToggle = useCallback(
    (facet: FacetId, option: string) => ask((before) => toggled(before, facet, option)),
    [ask],
  )
  return (
    <>
      <Input
        id="q"
        name="q"
        type="search"
        label={{ children: 'Search names and titles', className: 'govuk-label--s' }}
        value={asked.q}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) =>
          ask((before) => ({ ...before, q: target.value, page: 1 }), {
            replace: filtersIn({ chosen: {}, q: asked.q }) > 0,
          })
        }
      />
      {facetOrder[asked.show].map((facet) => (
        <FacetBox
          key={facet}
          estate={estate}
          show={asked.show}
          facet={facet}
          counts={counts[facet]}
          chosen={asked.chosen[facet] ?? nothing}
          open={open.has(facet)}
          onOpen={onOpen}
          onToggle={onToggle}
        />
      ))}
    </>
  )
})
