import {
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useLocation, useNavigate } from 'react-router'
import { count, date } from '../../../format.ts'
import { Button } from '../../../govuk/index.ts'
import { useAsAt } from '../../../layout/asAt.ts'
import { PageTitle } from '../../../layout/pageTitle.tsx'
import { useScope, within } from '../../../layout/scope.ts'
import { AsAt, BackToToday } from '../asAt.tsx'
import { NothingToShow } from '../coverage.tsx'
import { useTitle } from '../loading.tsx'
import NotFound from '../notFound.tsx'
import { type Asked, filtersIn, ledOn, readAddress, writeAddress } from './address.ts'
import { afterPaint } from './afterPaint.ts'
import type { AskLink } from './columns.tsx'
import type { Estate } from './estate.ts'
import './explore.css'
import { type Ask, Filters } from './filters.tsx'
import { kindNames, Results } from './results.tsx'
import { createSelector } from './selection.ts'
import { useEstate } from './useEstate.ts'

export default function Explore() {
  useTitle('Explore')
  const scope = useScope()
  const loading = useEstate(scope, useAsAt())
  if (loading.state === 'failed' && loading.status === 404) return <NotFound />
  return (
    <>
      <PageTitle>Explore every system and contract</PageTitle>
      <p className="explore__lede">
        The number beside each option is how many it would leave. The address keeps what you choose, so you
        can send it to someone.
      </p>
      <AsAt />
      {loading.state === 'ready' && loading.estate.size === 0 ? (
        <NothingToShow
          basis={`From 0 of ${loading.estate.manifest.authorities.length} authorities. As of ${date(loading.estate.manifest.today)}.`}
        >
          {loading.estate.manifest.asAt
            ? `Nothing was on the register ${within({ id: scope })} by the end of that day.`
            : `Nothing is on the register ${within({ id: scope })} yet. Each system and contract appears here as soon as it is approved.`}
        </NothingToShow>
      ) : loading.state === 'ready' ? (
        <Kept estate={loading.estate} leads={loading.leads} scope={scope} />
      ) : loading.state === 'failed' ? (
        <>
          <p className="govuk-body">{loading.problem}</p>
          {loading.status !== 400 && (
            <Button type="button" onClick={loading.again}>
              Try again
            </Button>
          )}
          <BackToToday />
        </>
      ) : (
        <p className="govuk-body loading explore__loading" role="status">
          {loading.of > 0 ? `Reading the register: ${loading.read} of ${loading.of} files…` : 'Loading…'}
        </p>
      )}
    </>
  )
}

/** Keeps what is asked in the address, and takes it from there when one goes back or forward. */
function Kept({
  estate,
  leads,
  scope,
}: {
  estate: Estate
  leads: ReadonlyMap<string, string>
  scope: string
}) {
  const { search } = useLocation()
  const navigate = useNavigate()
  const [asked, setAsked] = useState(() => ledOn(readAddress(new URLSearchParams(search)), leads))
  const written = useRef(search)
  /** Addresses we have asked for and have not seen come: what is asked has gone on since. */
  const coming = useRef(new Set<string>())
  const latest = useRef(asked)
  const keep = useMemo((): Record<string, string> => {
    const named = new URLSearchParams(search)
    return Object.fromEntries(
      ['scope', 'asAt'].flatMap((name) => {
        const said = named.get(name)
        return said === null ? [] : [[name, said]]
      }),
    )
  }, [search])

  useEffect(() => {
    if (search === written.current) coming.current.clear()
    if (search === written.current || coming.current.has(search)) return
    written.current = search
    latest.current = ledOn(readAddress(new URLSearchParams(search)), leads)
    setAsked(latest.current)
  }, [search, leads])

  const ask = useCallback<Ask>(
    (change, { replace } = { replace: false }) => {
      const next = change(latest.current)
      latest.current = next
      // Shown at once; the address follows.
      setAsked(next)
      const address = writeAddress(next, keep)
      if (address === written.current) return
      written.current = address
      coming.current.add(address)
      afterPaint(() => void navigate(address === '' ? '?' : address, { replace, preventScrollReset: true }))
    },
    [keep, navigate],
  )
  const hrefOf = useCallback((one: Asked) => `/explore${writeAddress(one, keep)}`, [keep])
  return <Explorer key={scope} estate={estate} asked={asked} ask={ask} hrefOf={hrefOf} />
}

const Explorer = memo(function Explorer({
  estate,
  asked,
  ask,
  hrefOf,
}: {
  estate: Estate
  asked: Asked
  ask: Ask
  hrefOf: (asked: Asked) => string
}) {
  const selector = useMemo(() => createSelector(estate), [estate])
  const selection = useMemo(() => selector.select(asked), [selector, asked])
  const [filtering, setFiltering] = useState(false)
  useEffect(() => {
    const waiting = selector.prepare.map((prepare, index) => setTimeout(prepare, 200 * (index + 1)))
    return () => waiting.forEach(clearTimeout)
  }, [selector])

  const link = useCallback<AskLink>(
    (to, words, { current = false } = {}): ReactNode => (
      <a
        className="govuk-link govuk-link--no-visited-state"
        href={hrefOf(to)}
        aria-current={current ? 'true' : undefined}
        onClick={(event: MouseEvent) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          ask(() => to)
        }}
      >
        {words}
      </a>
    ),
    [ask, hrefOf],
  )
  const filters = filtersIn(asked)
  const { one, many } = kindNames[asked.show]
  const words = `${count(selection.rows)} ${selection.rows === 1 ? one : many.toLowerCase()}`
  return (
    <>
      <div className="explore">
        <div className="explore__turn">
          <Button
            type="button"
            className="govuk-button--secondary govuk-!-margin-bottom-0"
            aria-expanded={filtering}
            aria-controls="filters"
            onClick={() => setFiltering(!filtering)}
          >
            {`Filter${filters > 0 ? ` (${filters})` : ''}`}
          </Button>
        </div>
        <search
          id="filters"
          className={`explore__filters${filtering ? ' explore__filters--open' : ''}`}
          aria-label="Filters"
        >
          <h2 className="govuk-visually-hidden">Filter</h2>
          <Filters estate={estate} asked={asked} counts={selection.counts} ask={ask} />
          <div className="explore__done">
            <Button
              type="button"
              onClick={() => {
                setFiltering(false)
                document.getElementById('results')?.focus()
              }}
            >{`Show ${words}`}</Button>
          </div>
        </search>
        <section className="explore__results" aria-labelledby="results">
          <Results
            estate={estate}
            asked={asked}
            selection={selection}
            ask={ask}
            link={link}
            hrefOf={hrefOf}
          />
        </section>
      </div>
      <Announced words={selection.rows === 0 ? `No ${one} matches` : `${words} found`} />
    </>
  )
})

/** Says how many there are once clicks and typing have paused. */
function Announced({ words }: { words: string }) {
  const [said, setSaid] = useState('')
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const pause = setTimeout(() => setSaid(words), 700)
    return () => clearTimeout(pause)
  }, [words])
  return (
    <p className="govuk-visually-hidden" role="status">
      {said}
    </p>
  )
}
