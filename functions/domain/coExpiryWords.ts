import type { Contract } from '../schema/contract.ts'
import type { PublicDecision } from '../schema/view.ts'
import type { Leaving } from './coExpiry.ts'

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/** What an authority does for its contract to end in time for a common start: a few words to begin a sentence with. */
export function stepWords(
  { optionsToUse, termsToRoll }: Pick<Leaving, 'optionsToUse' | 'termsToRoll'>,
  { renewal, decision }: Pick<Contract, 'renewal'> & { decision: Pick<PublicDecision, 'state'> },
): string {
  if (decision.state === 'expired, still used') return 'Leave it: its term is over already'
  const [option, ...further] = optionsToUse
  if (option !== undefined) {
    return further.length === 0
      ? `Take the extension of ${option} months`
      : `Take the extensions of ${optionsToUse.slice(0, -1).join(', ')} and ${optionsToUse.at(-1)} months`
  }
  if (termsToRoll > 0) return `Let it roll over ${times(termsToRoll)}, then give notice`
  return renewal === 'rolls over' ? 'Give notice for the end of this term' : 'Let it end'
}
