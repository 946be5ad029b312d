import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import { NotificationBanner } from '../govuk/index.ts'
import { isMember, useSession } from '../session.tsx'
import { useStaying } from './asAt.ts'
import { DemonstrationBanner } from './demonstrationBanner.tsx'
import { useKeptPlace } from './keptPlace.ts'
import { Seek } from './seek.tsx'
import { Who } from './who.tsx'

/** Pages that take the window's whole width. */
const wholeWidth = new Set(['/explore', '/who-runs-what', '/members/skills'])

/** The site's frame: where one is, where one may go, and who is signed in. */
export function Frame() {
  const { person } = useSession()
  const { pathname, state } = useLocation()
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  const busy = useNavigation().state === 'loading'
  useKeptPlace(main)

  // A new page is announced by moving to it, as a page load would do; one that is asked for a place on it goes there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes it a new page
  useEffect(() => {
    if (first.current) first.current = false
    // A page that is merely given an address of its own keeps the focus where someone is typing.
    else if (!state?.stays && window.location.hash === '') main.current?.focus()
  }, [pathname])

  const wide = wholeWidth.has(pathname) || pathname.startsWith('/review/')
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
          <Seek />
          <Who />
        </div>
      </header>
      <Places width={width} />
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
            {[
              { to: '/about', text: 'About City Tools' },
              { to: '/data', text: 'Download the data' },
              { to: '/accessibility', text: 'Accessibility' },
            ].map(({ to, text }) => (
              <li key={to}>
                <Link to={to} className="govuk-link govuk-link--no-visited-state">
                  {text}
                </Link>
              </li>
            ))}
            <li>
              <a href="/api/docs" className="govuk-link govuk-link--no-visited-state">
                API
              </a>
            </li>
          </ul>
          <p>
            The shared register of the technology that runs London’s councils, for the councils to keep and
            the London Office of Technology and Innovation to check.
          </p>
          <p>What authorities publish here is available under the Open Government Licence v3.0.</p>
        </div>
      </footer>
      <ScrollRestoration />
    </>
  )
}

/** Where one may go. On a phone the list folds away until it is asked for. */
function Places({ width }: { width: string }) {
  const { person } = useSession()
  const acting = person?.suspended ? undefined : person
  const staying = useStaying()
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere folds the list away again
  useEffect(() => setOpen(false), [pathname])

  const places = [
    { to: staying('/explore'), text: 'Explore' },
    { to: staying('/market'), text: 'Market' },
    { to: staying('/renewals'), text: 'Renewals' },
    { to: staying('/buy-together'), text: 'Buy together' },
    { to: staying('/who-runs-what'), text: 'Who runs what' },
    { to: staying('/boroughs'), text: 'Boroughs' },
    { to: staying('/trends'), text: 'Trends' },
    ...(isMember(person) ? [{ to: staying('/members'), text: 'Members' }] : []),
    ...(acting && acting.editorOf.length > 0 ? [{ to: '/our', text: 'Our register' }] : []),
  ]
  /** LOTI's own work, in a line of its own. */
  const work = [
    ...(acting?.approver
      ? [
          { to: '/review', text: 'Review' },
          { to: '/rounds', text: 'Rounds' },
        ]
      : []),
    ...(acting?.approver || acting?.admin ? [{ to: '/vendors/tidy', text: 'Tidy' }] : []),
    ...(acting?.admin ? [{ to: '/people', text: 'People' }] : []),
  ]
  return (
    <nav className="mainnav" aria-label="Main">
      <div className={width}>
        <button
          type="button"
          className="mainnav__menu"
          aria-expanded={open}
          aria-controls="places"
          onClick={() => setOpen(!open)}
        >
          Menu
        </button>
        <div id="places">
          <PlaceList places={places} />
          {work.length > 0 && <PlaceList places={work} className="mainnav__work" aria-label="LOTI’s work" />}
        </div>
      </div>
    </nav>
  )
}

const PlaceList = ({
  places,
  ...list
}: ComponentProps<'ul'> & { places: { to: string; text: string }[] }) => (
  <ul {...list}>
    {places.map(({ to, text }) => (
      <li key={text}>
        <NavLink to={to} className="govuk-link govuk-link--no-visited-state govuk-link--no-underline">
          {text}
        </NavLink>
      </li>
    ))}
  </ul>
)
