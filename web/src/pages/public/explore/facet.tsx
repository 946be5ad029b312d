import { memo, type ReactNode, useId, useState } from 'react'
import { count } from '../../../format.ts'
import { type FacetId, groupOption, type Kind } from './address.ts'
import { useOnceSeen } from './afterPaint.ts'
import type { Estate } from './estate.ts'
import { type CountedOption, facetNames, matching, optionsOf, takenFrom } from './facets.ts'

/** Options in sight before more are asked for; lists with no more than two beyond are shown whole. */
const first = 8
/** The most that are listed: the rest are found by typing. */
const most = 200
/** Lists as long as this can be searched. */
const searchable = 12

type Props = {
  estate: Estate
  show: Kind
  facet: FacetId
  counts: Uint32Array
  chosen: readonly string[]
  open: boolean
  onOpen: (facet: FacetId, open: boolean) => void
  onToggle: (facet: FacetId, option: string) => void
}

/** One thing to filter by: folded away until it is wanted, with how much each option would leave beside it. */
export const FacetBox = memo(function FacetBox(props: Props) {
  const { facet, chosen, open, onOpen } = props
  const id = useId()
  const { value, ref } = useOnceSeen<Props, HTMLDivElement>(props)
  // What is chosen in it answers at once, wherever it is.
  const shown = value.chosen === chosen ? value : props
  return (
    <div className="facet" ref={ref}>
      <h3 className="facet__name">
        <button type="button" aria-expanded={open} aria-controls={id} onClick={() => onOpen(facet, !open)}>
          <span>{facetNames[facet].name}</span>
          {chosen.length > 0 && <span className="facet__chosen">{chosen.length} chosen</span>}
        </button>
      </h3>
      <div id={id} hidden={!open} className="facet__body">
        {open && <Options {...shown} />}
      </div>
    </div>
  )
})

const Options = memo(function Options({ estate, show, facet, counts, chosen, onToggle }: Props) {
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const id = useId()
  const { name, many } = facetNames[facet]
  const options = optionsOf(estate, show, facet, { counts, chosen, every: typed !== '' })
  const found = matching(options, typed)
  const top = facet === 'area' && typed === '' ? found.filter(({ inside }) => inside === undefined) : found
  const folds = !all && typed === '' && top.length > first + 2
  // What is chosen stays in sight, wherever in the list it is.
  const hasChosen = (group: string) =>
    found.some(({ chosen: yes, inside }) => yes && inside !== undefined && groupOption(inside) === group)
  const listed = folds
    ? top.filter((option, index) => index < first || option.chosen || hasChosen(option.id))
    : top.slice(0, most)
  const hint = takenFrom(show, facet)
  const box = (option: CountedOption) => (
    <Box key={option.id} option={option} prefix={id} onToggle={() => onToggle(facet, option.id)} />
  )
  return (
    <fieldset>
      <legend className="govuk-visually-hidden">{name}</legend>
      {hint && <p className="facet__hint">{hint}</p>}
      {options.length + (typed === '' ? 0 : searchable) > searchable && (
        <div className="facet__find">
          <label className="govuk-visually-hidden" htmlFor={`${id}-find`}>
            Find in {many}
          </label>
          <input
            id={`${id}-find`}
            className="govuk-input"
            type="search"
            placeholder={`Find in ${many}`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
      )}
      {listed.length === 0 && (
        <p className="facet__hint">{typed === '' ? 'Nothing to choose from.' : `No ${many} called that.`}</p>
      )}
      {facet === 'area' && typed === ''
        ? listed.map((group) => (
            <Group
              key={group.id}
              group={group}
              areas={found.filter(({ inside }) => inside && groupOption(inside) === group.id)}
              box={box}
            />
          ))
        : listed.map(box)}
      {top.length > listed.length && typed !== '' && (
        <p className="facet__hint">
          {count(most)} of {count(top.length)}: type more to find others.
        </p>
      )}
      {(folds || all) && typed === '' && (
        <button type="button" className="linklike facet__all" onClick={() => setAll(!all)}>
          {all ? `Show fewer ${many}` : `Show all ${count(top.length)} ${many}`}
        </button>
      )}
    </fieldset>
  )
})

function Box({ option, prefix, onToggle }: { option: CountedOption; prefix: string; onToggle: () => void }) {
  const id = `${prefix}-${option.code}`
  return (
    <div className={`facet__option${option.count === 0 ? ' facet__option--none' : ''}`}>
      <input type="checkbox" id={id} checked={option.chosen} onChange={onToggle} />
      <label htmlFor={id}>
        <span>{option.label}</span> <span className="facet__count">{count(option.count)}</span>
      </label>
    </div>
  )
}

/** A group of service areas, chosen whole, or opened to choose among its areas. */
function Group({
  group,
  areas,
  box,
}: {
  group: CountedOption
  areas: CountedOption[]
  box: (option: CountedOption) => ReactNode
}) {
  const [open, setOpen] = useState(areas.some(({ chosen }) => chosen))
  const id = useId()
  // A group that is one area of the same name is that area.
  const [only] = areas
  if (areas.length <= 1 && (!only || only.label === group.label)) return box(group)
  return (
    <div className="facet__group">
      {box(group)}
      <button
        type="button"
        className="facet__turn"
        aria-expanded={open}
        aria-controls={id}
        aria-label={`${areas.length} ${areas.length === 1 ? 'area' : 'areas'} of ${group.label}`}
        onClick={() => setOpen(!open)}
      />
      <div id={id} hidden={!open} className="facet__areas">
        {open && areas.map(box)}
      </div>
    </div>
  )
}
