import { lazy, type ReactNode, Suspense, startTransition, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { get, Problem } from '../../api.ts'
import { date } from '../../format.ts'
import { Button } from '../../govuk/index.ts'
import { hasPast, isDay, useAsAt } from '../../layout/asAt.ts'
import { BackToToday } from './asAt.tsx'

const NotThere = lazy(() => import('./notThere.tsx'))

/** Titles the page. A page of a day in the past has the day in its title too. */
export function useTitle(title: string) {
  const asAt = useAsAt()
  const { pathname } = useLocation()
  const parts = [title, asAt && isDay(asAt) && hasPast(pathname) ? date(asAt) : ''].filter(Boolean)
  const told = [...(parts.length > 0 ? [parts.join(', ')] : []), 'City Tools'].join(' – ')
  useEffect(() => {
    document.title = told
  }, [told])
}

type State<T> = { path: string; value?: T; failure?: unknown }

/** A view of the service, drawn when it is here; what was shown stays in sight while the next one comes. */
export function View<T>({
  path,
  ask = get<T>,
  children,
}: {
  path: string
  /** How it is asked for, where one question is not enough. */
  ask?: (path: string) => Promise<T>
  children: (view: T) => ReactNode
}) {
  const [state, setState] = useState<State<T>>({ path })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: trying again is a reason to ask again
  useEffect(() => {
    let wanted = true
    // A large view is drawn a piece at a time, so that the page still answers meanwhile.
    const show = (next: State<T>) => wanted && startTransition(() => setState(next))
    ask(path).then(
      (value) => show({ path, value }),
      (failure: unknown) => show({ path, failure }),
    )
    return () => {
      wanted = false
    }
  }, [path, tries])

  if (state.value !== undefined) return children(state.value)
  if (state.failure !== undefined && state.path === path) {
    const refusal = state.failure instanceof Problem ? state.failure : undefined
    if (refusal?.status === 404) {
      return (
        <Suspense>
          <NotThere refusal={refusal} />
        </Suspense>
      )
    }
    return (
      <>
        <h1 className="govuk-heading-l">These figures could not be loaded</h1>
        <p className="govuk-body">{refusal?.message ?? 'Something went wrong on our side.'}</p>
        {/* What was refused stays refused, however often one asks. */}
        {refusal?.status !== 400 && (
          <Button type="button" onClick={() => setTries((before) => before + 1)}>
            Try again
          </Button>
        )}
        <BackToToday />
      </>
    )
  }
  return (
    <p className="govuk-body loading loading--page" role="status">
      Loading…
    </p>
  )
}
