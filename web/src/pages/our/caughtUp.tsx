import { useEffect, useState } from 'react'
import { service } from './service.ts'

const pollMilliseconds = 250
const patienceMilliseconds = 60_000

/** Says when every summary shows what was just approved. */
export function CaughtUp({ records }: { records: { recordId: string; version: number }[] }) {
  const [state, setState] = useState<'waiting' | 'shown' | 'slow'>('waiting')
  const [took, setTook] = useState(0)
  useEffect(() => {
    const began = Date.now()
    let timer: ReturnType<typeof setTimeout>
    const ask = async () => {
      const caughtUp = await service.caughtUp(records).then(
        (answer) => answer.caughtUp,
        () => false,
      )
      if (caughtUp) {
        setTook(Date.now() - began)
        setState('shown')
      } else if (Date.now() - began > patienceMilliseconds) setState('slow')
      else timer = setTimeout(() => void ask(), pollMilliseconds)
    }
    setState('waiting')
    void ask()
    return () => clearTimeout(timer)
  }, [records])
  return (
    <p className="govuk-body" role="status">
      {state === 'waiting' && 'Updating the summaries…'}
      {state === 'shown' &&
        `The public pages show this${took > 1500 ? `, ${Math.round(took / 1000)} seconds later` : ''}.`}
      {state === 'slow' &&
        'The summaries are taking longer than usual. They will show this; nothing is lost.'}
    </p>
  )
}
