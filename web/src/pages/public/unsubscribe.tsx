import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Problem, send } from '../../api.ts'
import { Button, ErrorMessage } from '../../govuk/index.ts'
import { To } from './links.tsx'
import { useTitle } from './loading.tsx'

const about = {
  reminders: {
    title: 'Stop reminders',
    why: 'City Tools writes to you when LOTI has asked councils to confirm what they keep and something of yours is left.',
    done: 'You will not be reminded again',
    still: 'What LOTI asks of your council still stands under',
  },
  alerts: {
    title: 'Stop messages about contracts',
    why: 'City Tools writes to you well before a contract of yours must be decided on.',
    done: 'You will not be written to about contracts again',
    still: 'Days to decide by still stand under',
  },
}

/** Where the link in a message leads. Only a press stops anything: programs follow links, too. */
export default function Unsubscribe() {
  const [search] = useSearchParams()
  const key = search.get('key') ?? ''
  const { title, why, done, still } = about[search.get('from') === 'alerts' ? 'alerts' : 'reminders']
  useTitle(title)
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
        <h1 className="govuk-heading-l">{done}</h1>
        <p className="govuk-body prose">
          {still} <To at="/our">Our register</To>, where you can also choose to be written to again.
        </p>
      </div>
    )
  }
  return (
    <>
      <h1 className="govuk-heading-l">{title}</h1>
      <p className="govuk-body prose">{why} Stop this for the address your message came to?</p>
      {wrong && <ErrorMessage role="alert">{wrong}</ErrorMessage>}
      <Button type="button" disabled={state === 'busy'} onClick={stop}>
        {title}
      </Button>
    </>
  )
}
