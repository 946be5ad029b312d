import { type ReactNode, startTransition, useEffect, useState } from 'react'
import { get, Problem } from '../../api.ts'
import { Button } from '../../govuk/index.ts'
import { BackToToday } from './asAt.tsx'
import NotFound from './notFound.tsx'

export function useTitle(title: string) {
  useEffect(() => {
    document.title = title === '' ? 'City Tools' : `${title} – City Tools`
  }, [title])
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
    if (state.failure instanceof Problem && state.failure.status === 404) return <NotFound />
    return (
      <>
        <h1 className="govuk-heading-l">These figures could not be loaded</h1>
        <p className="govuk-body">
          {state.failure instanceof Problem ? state.failure.message : 'Something went wrong on our side.'}
        </p>
        <Button type="button" onClick={() => setTries((before) => before + 1)}>
          Try again
        </Button>
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
