import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { AreaChoice } from '../../../../functions/schema/view.ts'
import { get } from '../../api.ts'

let asked: Promise<AreaChoice[]> | undefined

/** Service areas to choose from, asked for once a visit; none until they are here. */
export function useAreas(): AreaChoice[] {
  const [areas, setAreas] = useState<AreaChoice[]>([])
  useEffect(() => {
    asked ??= get<AreaChoice[]>('/reference/service-areas')
    asked.then(setAreas, () => {
      asked = undefined
    })
  }, [])
  return areas
}

/** Options of a list of service areas: each group whole where that can be asked for, then one by one. */
export const AreaOptions = ({ areas, whole = true }: { areas: AreaChoice[]; whole?: boolean }) =>
  areas.map(({ id, name, areas: members }) => (
    <optgroup label={name} key={id}>
      {whole && <option value={id}>{members.length === 1 ? name : `${name}: all of it`}</option>}
      {(members.length > 1 || !whole) &&
        members.map((area) => (
          <option value={area.id} key={area.id}>
            {area.name}
          </option>
        ))}
    </optgroup>
  ))

/** Narrows a page to one service area, or a group of them as well; the choice is kept in the address. */
export function AreaFilter({ whole = true }: { whole?: boolean }) {
  const areas = useAreas()
  const [search, setSearch] = useSearchParams()
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor="area">
        Service area
      </label>
      <select
        className="govuk-select"
        id="area"
        name="area"
        value={search.get('area') ?? ''}
        onChange={(event) => {
          const next = new URLSearchParams(search)
          if (event.target.value) next.set('area', event.target.value)
          else next.delete('area')
          setSearch(next, { preventScrollReset: true })
        }}
      >
        <option value="">{whole ? 'All service areas' : 'Choose a service area'}</option>
        <AreaOptions areas={areas} whole={whole} />
      </select>
    </div>
  )
}
