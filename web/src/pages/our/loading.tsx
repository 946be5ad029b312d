import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { Problem } from '../../api.ts'
import { Button } from '../../govuk/index.ts'
import { NotAllowed, NotSignedIn } from './ways.tsx'

export type Loaded<T> = {
  value: T | undefined
  problem: unknown
  reload: () => void
  /** Puts a newer value in place of what was loaded. */
  set: (value: T) => void
}

/** What `load` gives, asked again when `key` changes. The last value stays in sight while it is asked anew. */
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; value?: T; problem?: unknown }>({ key })
  const [times, setTimes] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for everything `load` depends on
  useEffect(() => {
    let wanted = true
    load().then(
      (value) => wanted && setState({ key, value }),
      (problem: unknown) =>
        wanted && setState((before) => (before.key === key ? { ...before, problem } : { key, problem })),
    )
    return () => {
      wanted = false
    }
  }, [key, times])
  const current = state.key === key ? state : { key }
  return {
    value: current.value,
    problem: current.problem,
    reload: useCallback(() => setTimes((before) => before + 1), []),
    set: useCallback((value: T) => setState({ key, value }), [key]),
  }
}

/** Why a page cannot be shown, and the way on. */
export function Refused({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const status = problem instanceof Problem ? problem.status : 0
  if (status === 401) return <NotSignedIn />
  if (status === 403) return <NotAllowed because={problem instanceof Problem ? problem.message : undefined} />
  if (status === 404)
    return (
      <>
        <h1 className="govuk-heading-l">This is not on the register</h1>
        <p className="govuk-body">It may have been discarded, or the address may be wrong.</p>
        <p className="govuk-body">
          <a className="govuk-link" href="/our">
            Go to your register
          </a>
        </p>
      </>
    )
  return (
    <>
      <h1 className="govuk-heading-l">This page could not be loaded</h1>
      <p className="govuk-body">
        {problem instanceof Problem
          ? problem.message
          : 'The service cannot be reached. Nothing you have done is lost.'}
      </p>
      {onRetry && (
        <Button type="button" onClick={onRetry}>
          Try again
        </Button>
      )}
    </>
  )
}

export function Show<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ReactNode }) {
  if (of.value !== undefined) return children(of.value)
  if (of.problem !== undefined) return <Refused problem={of.problem} onRetry={of.reload} />
  return (
    <p className="govuk-body loading" role="status">
      Loading…
    </p>
  )
}
