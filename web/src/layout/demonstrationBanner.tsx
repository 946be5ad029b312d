import { useState } from 'react'
import { Problem, send } from '../api.ts'
import { useSession } from '../session.tsx'

/** Says on every page that what is shown is made up, and lets LOTI take it away. */
export function DemonstrationBanner({ width }: { width: string }) {
  const { dataSet, mayRemove } = useSession()
  const [state, setState] = useState<'shown' | 'asked' | 'removing'>('shown')
  const [wrong, setWrong] = useState<string>()
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
  const remove = async () => {
    setState('removing')
    try {
      await send('POST', '/demonstration/remove')
      window.location.assign('/')
    } catch (failure) {
      setWrong(failure instanceof Problem ? failure.message : 'It could not be removed. Try again.')
      setState('asked')
    }
  }
  return (
    <aside className="demonstration" aria-label="Demonstration">
      <div className={width}>
        <p>
          <strong>This is a demonstration.</strong> The councils are real; every system, contract, vendor and
          figure is made up.
          {mayRemove && (
            <span className="demonstration__act">
              {state === 'shown' ? (
                <button type="button" className="linklike" onClick={() => setState('asked')}>
                  Remove the demonstration
                </button>
              ) : (
                <>
                  <span role="alert">
                    {wrong ?? 'This takes all demonstration records away for good. What people added stays.'}
                  </span>
                  <button type="button" className="linklike" onClick={remove} disabled={state === 'removing'}>
                    {state === 'removing' ? 'Removing…' : 'Yes, remove it'}
                  </button>
                  <button type="button" className="linklike" onClick={() => setState('shown')}>
                    Keep it
                  </button>
                </>
              )}
            </span>
          )}
        </p>
      </div>
    </aside>
  )
}
