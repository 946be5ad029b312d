import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import { england, london, scopeNamed, scopeNames, unitedKingdom } from '../../../functions/schema/scope.ts'
import { useScope } from './scope.ts'

/** A page's name with the part of the country it speaks of, and the way to others. */
export function PageTitle({ children, large = false }: { children: ReactNode; large?: boolean }) {
  const scope = useScope()
  return (
    <div className="title-row">
      <h1 className={large ? 'govuk-heading-xl' : 'govuk-heading-l'}>{children}</h1>
      <ScopeChooser key={scope} scope={scope} />
    </div>
  )
}

const regions = Object.keys(scopeNames).filter((id) => id.startsWith('E12') && id !== london)
const nations = Object.keys(scopeNames).filter((id) => /^[SWN]/.test(id))

function ScopeChooser({ scope }: { scope: string }) {
  const { pathname } = useLocation()
  const [search] = useSearchParams()
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (event: KeyboardEvent | MouseEvent) => {
      const list = details.current
      if (!list?.open) return
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !list.contains(event.target as Node)) {
        list.open = false
        if (event instanceof KeyboardEvent) list.querySelector('summary')?.focus()
      }
    }
    document.addEventListener('keydown', close)
    document.addEventListener('click', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('click', close)
    }
  }, [])

  const choice = (id: string) => {
    const to = new URLSearchParams(search)
    if (id === london) to.delete('scope')
    else to.set('scope', id)
    return (
      <Link
        className="govuk-link govuk-link--no-visited-state"
        to={`${pathname}${to.size > 0 ? `?${to}` : ''}`}
        aria-current={id === scope ? 'true' : undefined}
        preventScrollReset
      >
        {scopeNamed(id)}
      </Link>
    )
  }
  return (
    <details className="scope" ref={details}>
      <summary>
        <span className="govuk-visually-hidden">Figures for </span>
        {scopeNamed(scope) ?? 'Choose an area'}
        <span className="govuk-visually-hidden">. Choose another part of the country</span>
      </summary>
      <div className="scope__list">
        <ul>
          <li>{choice(london)}</li>
          <li>
            {choice(unitedKingdom)}
            <ul>
              <li>
                {choice(england)}
                <ul>
                  {regions.map((id) => (
                    <li key={id}>{choice(id)}</li>
                  ))}
                </ul>
              </li>
              {nations.map((id) => (
                <li key={id}>{choice(id)}</li>
              ))}
            </ul>
          </li>
        </ul>
      </div>
    </details>
  )
}
