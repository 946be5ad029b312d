import { Link, useSearchParams } from 'react-router'

/** Ways of seeing one page, one of them chosen. The choice is kept in the address. */
export function Switch({
  name,
  label,
  ways,
  chosen,
}: {
  /** In the address: `by`. */
  name: string
  label: string
  ways: { value: string; text: string }[]
  chosen: string
}) {
  const [search] = useSearchParams()
  const [usual] = ways
  return (
    <nav aria-label={label}>
      <ul className="switch">
        {ways.map(({ value, text }) => {
          const to = new URLSearchParams(search)
          if (value === usual?.value) to.delete(name)
          else to.set(name, value)
          return (
            <li key={value}>
              <Link
                className="govuk-link govuk-link--no-visited-state"
                to={`?${to}`}
                preventScrollReset
                aria-current={value === chosen ? 'true' : undefined}
              >
                {text}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
