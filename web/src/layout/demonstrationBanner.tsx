import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { Progress } from '../../../functions/schema/view.ts'
import { get, Problem, send } from '../api.ts'
import { type Session, useSession } from '../session.tsx'

/** How often one who waits is told how far it has come, in milliseconds. */
const often = 1000

/** Says on every page where what is shown comes from, and lets LOTI take a demonstration away. */
export function DemonstrationBanner({ width }: { width: string }) {
  const { dataSet, mayRemove } = useSession()
  if (dataSet === 'public') {
    return (
      <aside className="demonstration" aria-label="About this data">
        <div className={width}>
          <p>
            <strong>From public sources.</strong> Each record names its source and date, and may have changed
            since. No authority has confirmed it yet.
          </p>
        </div>
      </aside>
    )
  }
  if (dataSet !== 'demonstration') return null
  return (
    <aside className="demonstration" aria-label="Demonstration">
      <div className={width}>
        <p>
          <strong>This is a demonstration.</strong> Councils are real; what is said of them is made up.{' '}
          <Link className="govuk-link govuk-link--no-visited-state" to="/about#demonstration">
            What is real
          </Link>
          {mayRemove && <Removal />}
        </p>
      </div>
    </aside>
  )
}

function Removal() {
  const [state, setState] = useState<'shown' | 'asked' | 'removing'>('shown')
  const [wrong, setWrong] = useState<string>()
  const progress = useProgress(state === 'removing')
  const remove = async () => {
    setState('removing')
    setWrong(undefined)
    try {
      await send('POST', '/demonstration/remove')
      window.location.assign('/')
    } catch (failure) {
      setWrong(failure instanceof Problem ? failure.message : 'It could not be removed. Try again.')
      setState('asked')
    }
  }
  if (state === 'shown') {
    return (
      <span className="demonstration__act">
        <button type="button" className="linklike" onClick={() => setState('asked')}>
          Remove the demonstration
        </button>
      </span>
    )
  }
  if (state === 'removing') {
    return (
      <span className="demonstration__act">
        <span role="status">Being removed, which takes about half a minute.</span>
        {progress && <span>{`Gone from ${progress.done} of ${progress.of} authorities.`}</span>}
      </span>
    )
  }
  return (
    <span className="demonstration__act">
      <span role="alert">
        {wrong ?? 'This takes all demonstration records away for good. What people added stays.'}
      </span>
      <button type="button" className="linklike" onClick={remove}>
        Yes, remove it
      </button>
      <button type="button" className="linklike" onClick={() => setState('shown')}>
        Keep it
      </button>
    </span>
  )
}

function useProgress(waiting: boolean): Progress | undefined {
  const [progress, setProgress] = useState<Progress>()
  useEffect(() => {
    if (!waiting) return
    const asking = setInterval(() => {
      // Missing one answer is no harm: the next comes in a second.
      get<Session>('/session').then(
        ({ removal }) => setProgress(removal ?? undefined),
        () => undefined,
      )
    }, often)
    return () => clearInterval(asking)
  }, [waiting])
  return progress
}
