import { useEffect, useRef } from 'react'
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import { NotificationBanner } from '../govuk/index.ts'
import { useSession } from '../session.tsx'
import { DemonstrationBanner } from './demonstrationBanner.tsx'
import { Who } from './who.tsx'

/** The site's frame: where one is, where one may go, and who is signed in. */
export function Frame() {
  const { person } = useSession()
  const acting = person?.suspended ? undefined : person
  const { pathname, state } = useLocation()
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  const busy = useNavigation().state === 'loading'

  // A new page is announced by moving to it, as a page load would do.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes it a new page
  useEffect(() => {
    if (first.current) first.current = false
    // A page that is merely given an address of its own keeps the focus where someone is typing.
    else if (!state?.stays) main.current?.focus()
  }, [pathname])

  const places = [
    { to: '/market', text: 'Market' },
    { to: '/renewals', text: 'Renewals' },
    { to: '/who-runs-what', text: 'Who runs what' },
    { to: '/service-areas', text: 'Service areas' },
    { to: '/boroughs', text: 'Boroughs' },
    ...(acting && acting.editorOf.length > 0 ? [{ to: '/our', text: 'Our register' }] : []),
    ...(acting?.approver ? [{ to: '/review', text: 'Review' }] : []),
    ...(acting?.admin ? [{ to: '/people', text: 'People' }] : []),
  ]
  const wide = pathname === '/who-runs-what' || pathname.startsWith('/review/')
  const width = `govuk-width-container${wide ? ' frame-wide' : ''}`

  return (
    <>
      <a href="#main" className="govuk-skip-link">
        Skip to main content
      </a>
      <header className="masthead">
        <div className={`${width} masthead__row`}>
          <Link to="/" className="masthead__name">
            City Tools<small>London</small>
          </Link>
          <Who />
        </div>
      </header>
      <nav className="mainnav" aria-label="Main">
        <div className={width}>
          <ul>
            {places.map(({ to, text }) => (
              <li key={to}>
                <NavLink to={to} className="govuk-link govuk-link--no-visited-state govuk-link--no-underline">
                  {text}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      </nav>
      <DemonstrationBanner width={width} />
      {person?.suspended && (
        <div className={width}>
          <NotificationBanner
            className="frame__notice"
            text="Your account is suspended. You can read what the public reads; ask LOTI to restore the rest."
          />
        </div>
      )}
      <div className={width}>
        <main className="govuk-main-wrapper skip-target" id="main" tabIndex={-1} ref={main} aria-busy={busy}>
          <Outlet />
        </main>
      </div>
      <footer className="colophon">
        <div className={width}>
          <ul>
            <li>
              <Link to="/about" className="govuk-link govuk-link--no-visited-state">
                About City Tools
              </Link>
            </li>
            <li>
              <Link to="/accessibility" className="govuk-link govuk-link--no-visited-state">
                Accessibility
              </Link>
            </li>
          </ul>
          <p>
            The shared register of the technology that runs London’s councils, kept by the councils themselves
            and checked by the London Office of Technology and Innovation.
          </p>
        </div>
      </footer>
      <ScrollRestoration />
    </>
  )
}
