import { type FormEvent, useEffect, useState } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { useScoped } from './scope.ts'

/** What someone typed before the page's scripts were here. */
const typedAlready = (): string | undefined => {
  // Where the page is drawn there is none yet.
  if (typeof HTMLInputElement === 'undefined') return undefined
  const field = document.getElementById('seek')
  return (field instanceof HTMLInputElement && field.value) || undefined
}

/** The way to anything by its name, from every page. A plain form: it works by Enter alone. */
export function Seek() {
  const { pathname } = useLocation()
  const asked = useSearchParams()[0].get('q') ?? ''
  const navigate = useNavigate()
  const scoped = useScoped()
  const [typed, setTyped] = useState(() => typedAlready() ?? asked)
  useEffect(() => {
    if (pathname === '/search') setTyped(asked)
  }, [pathname, asked])

  const seek = (event: FormEvent) => {
    event.preventDefault()
    void navigate(scoped(`/search?${new URLSearchParams({ q: typed.trim() })}`))
  }
  return (
    <search className="seek-place">
      <form className="seek" action="/search" onSubmit={seek}>
        <label className="govuk-visually-hidden" htmlFor="seek">
          Search City Tools
        </label>
        <input
          id="seek"
          name="q"
          type="search"
          autoComplete="off"
          maxLength={100}
          placeholder="Borough, vendor, product or contract"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit">
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <circle cx="8.5" cy="8.5" r="6" fill="none" stroke="currentColor" strokeWidth="2.4" />
            <path d="M13 13l5.5 5.5" stroke="currentColor" strokeWidth="2.4" />
          </svg>
          <span className="govuk-visually-hidden">Search</span>
        </button>
      </form>
    </search>
  )
}
