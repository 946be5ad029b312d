import { useSearchParams } from 'react-router'
import type { Found, SearchView } from '../../../../functions/schema/view.ts'
import { counted } from '../../format.ts'
import { To } from './links.tsx'
import { useTitle, View } from './loading.tsx'

const headings: Record<Found['kind'], string> = {
  authority: 'Boroughs and other authorities',
  vendor: 'Vendors',
  product: 'Products',
  'service area': 'Service areas',
  system: 'Systems',
  contract: 'Contracts',
}

export default function Search() {
  const q = (useSearchParams()[0].get('q') ?? '').trim()
  useTitle(q ? `Search for ${q}` : 'Search')
  return (
    <>
      <h1 className="govuk-heading-l">{q ? `Search for “${q}”` : 'Search'}</h1>
      {q === '' ? (
        <p className="govuk-body prose">
          Type a name in the box at the top of the page: a borough, a vendor by any name it has had, a
          product, a service area, or words from the name of a system or contract. Misspellings are forgiven.
        </p>
      ) : (
        <View<SearchView> path={`/search?${new URLSearchParams({ q })}`} key={q}>
          {(view) => <Results view={view} />}
        </View>
      )}
    </>
  )
}

function Results({ view: { found, cut, q } }: { view: SearchView }) {
  if (found.length === 0) {
    return (
      <div className="prose" role="status">
        <p className="govuk-body">Nothing on the register goes by “{q}”.</p>
        <p className="govuk-body">
          Try fewer words or another spelling, or start from <To at="/boroughs">boroughs</To>,{' '}
          <To at="/service-areas">service areas</To> or the <To at="/market">market</To>.
        </p>
      </div>
    )
  }
  // The kind with the best fit comes first.
  const kinds = [...Map.groupBy(found, ({ kind }) => kind)]
  return (
    <>
      <p className="basis" role="status">
        {counted(found.length, 'result')}, best first.
        {cut && ' Many systems and contracts have such a name: add a word to see others.'}
      </p>
      {kinds.map(([kind, results]) => (
        <section key={kind} aria-label={headings[kind]}>
          <h2 className="govuk-heading-s govuk-!-margin-bottom-1">{headings[kind]}</h2>
          <ul className="found">
            {results.map(({ id, name, to, note }) => (
              <li key={id}>
                <To at={to}>{name}</To> {note && <span>{note}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
