import { useSearchParams } from 'react-router'
import { Select } from '../../govuk/index.ts'
import { useReference } from './reference.ts'

/** Narrows a page to one service area; the choice is kept in the address. */
export function AreaFilter() {
  const lists = useReference()
  const [search, setSearch] = useSearchParams()
  const items = [...(lists?.serviceAreas ?? [])]
    .sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))
    .map(({ id, label, groupLabel }) => ({
      value: id,
      text: groupLabel === label ? label : `${label} (${groupLabel})`,
    }))
  return (
    <div className="filters">
      <Select
        id="area"
        name="area"
        label="Service area"
        value={search.get('area') ?? ''}
        items={[{ value: '', text: 'All service areas' }, ...items]}
        onChange={(event) => {
          const next = new URLSearchParams(search)
          if (event.target.value) next.set('area', event.target.value)
          else next.delete('area')
          setSearch(next, { preventScrollReset: true })
        }}
      />
    </div>
  )
}
