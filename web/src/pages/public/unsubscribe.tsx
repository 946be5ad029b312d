import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Problem, send } from '../../api.ts'
import { Button } from '../../govuk/index.ts'
import { To } from './links.tsx'
import { useTitle } from './loading.tsx'

/** Where the link in a reminder leads. Only a press stops anything: programs follow links, too. */
export default function Unsubscribe() {
  useTitle('Stop reminders')
  const [search] = useSearchParams()
  const key = search.get('key') ?? ''
  const [state, setState] = useState<'shown' | 'busy' | 'stopped'>('shown')
  const [wrong, setWrong] = useState<string>()
  const stop = async () => {
    setState('busy')
    setWrong(undefined)
    try {
      await send('POST', '/unsubscribing', { key })
      setState('stopped')
    } catch (failure) {
      setState('shown')
      setWrong(failure instanceof Problem ? failure.message : 'That did not work. Try again.')
    }
  }
  if (state === 'stopped') {
    return (
      <div role="status">
        <h1 className="govuk-heading-l">You will not be reminded again</h1>
        <p className="govuk-body prose">
          What LOTI asks of your council still stands under <To at="/our">Our register</To>, and you can ask
          for reminders again there.
        </p>
      </div>
    )
  }
  return (
    <>
      <h1 className="govuk-heading-l">Stop reminders</h1>
      <p className="govuk-body prose">
        City Tools writes to you when LOTI has asked councils to confirm what they keep and something of yours
        is left. Stop this for the address your message came to?
      </p>
      {wrong && (
        <p className="govuk-error-message" role="alert">
          {wrong}
        </p>
      )}
      <Button type="button" disabled={state === 'busy'} onClick={stop}>
        Stop reminders
      </Button>
    </>
  )
}
