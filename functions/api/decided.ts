import { ulid } from 'ulid'
import { canBeWrittenTo } from '../domain/person.ts'
import { withDecided } from '../domain/submission.ts'
import { returnedMessage } from '../messages/returned.ts'
import { authority as authorityOf } from '../reference/index.ts'
import type { Proposal } from '../schema/proposal.ts'
import type { Submission } from '../schema/submission.ts'
import type { Write } from '../store/dynamo.ts'
import type { Store } from '../store/index.ts'
import { said } from '../store/people.ts'

type Decided = {
  at: string
  /** Where the service is reached, for whoever is written to. */
  origin: string
  /** How many of these came back. */
  returned?: number
}

/**
 * The submission with some of its proposals decided on; and with the last of them, where any came back, word to whoever
 * sent it. In one transaction with the decision, so it is said once however often that is tried.
 */
export async function decidedOn(
  store: Store,
  submission: Submission,
  decided: readonly Proposal[],
  { at, origin, returned }: Decided,
): Promise<Write[]> {
  const after = withDecided(submission, decided, { at, returned })
  const writes = store.writes.submission(after)
  if (after.state !== 'decided' || !after.returnedCount || after.sentBy === undefined) return writes
  const sender = await store.people.get(after.sentBy)
  if (!sender || !canBeWrittenTo(sender) || !sender.editorOf.includes(after.authority)) return writes
  const message = returnedMessage(after, sender, {
    id: `msg_${ulid(Date.parse(at)).toLowerCase()}`,
    at,
    origin,
    authorityName: authorityOf(after.authority)?.name ?? after.authority,
  })
  return [...writes, said(message)]
}
