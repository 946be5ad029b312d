import { useRef, useState } from 'react'
import { Problem } from '../../api.ts'
import { type Approval, type InSubmission, service } from './service.ts'

// Decisions made on one page. Approvals asked for while others are on their way wait their turn and go together, so
// that nobody has to wait between two presses.

/** Approved in one request; more go in the next. */
const together = 100

export type Decisions = {
  /** What came of each, by record id. */
  results: ReadonlyMap<string, Approval>
  /** What came of proposals in other submissions. */
  elsewhere: ReadonlyMap<string, Approval & InSubmission>
  /** Records whose decision is on its way. */
  deciding: ReadonlySet<string>
  wrong: string | undefined
  approve: (records: string[]) => void
  approveEach: (proposals: InSubmission[]) => Promise<void>
  giveBack: (recordId: string, comments: { field?: string; text: string }[]) => Promise<boolean>
}

const told = (failure: unknown, otherwise: string) =>
  failure instanceof Problem ? failure.message : otherwise

export const placeOf = ({ submission, recordId }: InSubmission) => `${submission} ${recordId}`

/** `onDecided` is told when nothing is on its way any more. */
export function useDecisions(submission: string, onDecided: () => void): Decisions {
  const [results, setResults] = useState<Decisions['results']>(new Map())
  const [elsewhere, setElsewhere] = useState<Decisions['elsewhere']>(new Map())
  const [deciding, setDeciding] = useState<ReadonlySet<string>>(new Set())
  const [wrong, setWrong] = useState<string>()
  const waiting = useRef<string[]>([])
  const isRunning = useRef(false)

  const note = (answers: Approval[]) =>
    setResults((before) => new Map([...before, ...answers.map((one) => [one.recordId, one] as const)]))

  async function run() {
    if (isRunning.current) return
    isRunning.current = true
    try {
      while (waiting.current.length > 0) {
        const some = waiting.current.splice(0, together)
        note(await service.approve(submission, some))
        setDeciding((before) => new Set([...before].filter((id) => !some.includes(id))))
      }
    } catch (failure) {
      waiting.current = []
      setDeciding(new Set())
      setWrong(told(failure, 'The decision could not be sent. Try again.'))
    } finally {
      isRunning.current = false
      onDecided()
    }
  }

  return {
    results,
    elsewhere,
    deciding,
    wrong,
    approve(records) {
      // A contract goes with the systems it covers, or after them.
      const fresh = records
        .filter((id) => !deciding.has(id) && !waiting.current.includes(id))
        .sort((a, b) => Number(b.startsWith('sys_')) - Number(a.startsWith('sys_')))
      if (fresh.length === 0) return
      setWrong(undefined)
      waiting.current.push(...fresh)
      setDeciding((before) => new Set([...before, ...fresh]))
      void run()
    },
    async approveEach(proposals) {
      setWrong(undefined)
      setDeciding((before) => new Set([...before, ...proposals.map(({ recordId }) => recordId)]))
      try {
        const answers = await service.approveEach(proposals)
        note(answers.filter((one) => one.submission === submission))
        setElsewhere((before) => new Map([...before, ...answers.map((one) => [placeOf(one), one] as const)]))
      } catch (failure) {
        setWrong(told(failure, 'The decision could not be sent. Try again.'))
      }
      setDeciding(
        (before) => new Set([...before].filter((id) => !proposals.some(({ recordId }) => recordId === id))),
      )
      onDecided()
    },
    async giveBack(recordId, comments) {
      setWrong(undefined)
      setDeciding((before) => new Set([...before, recordId]))
      try {
        await service.giveBack(submission, recordId, comments)
        return true
      } catch (failure) {
        setWrong(told(failure, 'It could not be returned. Try again.'))
        return false
      } finally {
        setDeciding((before) => new Set([...before].filter((id) => id !== recordId)))
        onDecided()
      }
    },
  }
}
