import { useRef } from 'react'
import type { Asked } from './address.ts'
import { type FacetId, facetIds, toggled } from './address.ts'
import type { Estate } from './estate.ts'
import { facetNames, labelOf } from './facets.ts'
import type { Ask } from './filters.tsx'

type Chip = { key: string; name: string; label: string; without: (asked: Asked) => Asked }

const chipsOf = (estate: Estate, { show, chosen, q }: Asked): Chip[] => [
  ...(q.trim() === ''
    ? []
    : [
        {
          key: 'q',
          name: 'Words',
          label: `“${q.trim()}”`,
          without: (asked: Asked) => ({ ...asked, q: '', page: 1 }),
        },
      ]),
  ...facetIds.flatMap((facet: FacetId) =>
    (chosen[facet] ?? []).map((id) => ({
      key: `${facet} ${id}`,
      name: facetNames[facet].name,
      label: labelOf(estate, show, facet, id),
      without: (asked: Asked) => toggled(asked, facet, id),
    })),
  ),
]

/** Everything that narrows the selection, each to be taken away by itself. */
export function Chips({ estate, asked, ask }: { estate: Estate; asked: Asked; ask: Ask }) {
  const list = useRef<HTMLUListElement>(null)
  const chips = chipsOf(estate, asked)
  if (chips.length === 0) return null
  const remove = (chip: Chip, index: number) => {
    ask(chip.without)
    // The button that was pressed is gone: its neighbour takes its place, so that the keyboard is not lost.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>('.chip')
      const next = buttons?.[Math.min(index, buttons.length - 1)]
      if (next) next.focus()
      else document.getElementById('results')?.focus()
    })
  }
  return (
    <ul className="chips" ref={list} aria-label="Filters">
      {chips.map((chip, index) => (
        <li key={chip.key}>
          <button type="button" className="chip" onClick={() => remove(chip, index)}>
            <span className="govuk-visually-hidden">Remove filter </span>
            <span className="chip__name">{chip.name}</span> {chip.label}
            <svg className="chip__cross" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
              <path d="M1 1l8 8M9 1l-8 8" />
            </svg>
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className="linklike"
          onClick={() => {
            ask((before) => ({ ...before, chosen: {}, q: '', page: 1 }))
            document.getElementById('results')?.focus()
          }}
        >
          Clear all<span className="govuk-visually-hidden"> filters</span>
        </button>
      </li>
    </ul>
  )
}
