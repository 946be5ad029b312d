import { useWatch } from 'react-hook-form'
import { type DecisionFacts, decideBy } from '../../../../../functions/domain/decideBy.ts'
import { decisionWords } from '../../../../../functions/domain/decisionWords.ts'
import { type Route, renewals, routes } from '../../../../../functions/schema/contract.ts'
import { understood } from '../../../../../functions/schema/typed.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import type { Values } from '../../fields.ts'

const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T =>
  all.find((one) => one === value) ?? otherwise

/** The facts that settle when to decide, as far as they have been typed. */
export function factsIn(values: Values, leadMonths: Record<Route, number>): DecisionFacts {
  const said = (field: string) => understood('contract', field, values[field])
  const months = (field: string) => {
    const value = said(field)
    return typeof value === 'number' ? value : undefined
  }
  const endsOn = said('endsOn')
  const options = said('options')
  return {
    endsOn: typeof endsOn === 'string' && /^\d{4}-\d\d-\d\d$/.test(endsOn) ? endsOn : undefined,
    options: Array.isArray(options) ? options.filter((one) => typeof one === 'number') : [],
    noticeMonths: months('noticeMonths'),
    renewal: oneOf(renewals, said('renewal'), 'ends'),
    rollMonths: months('rollMonths'),
    stillUsed: said('stillUsed') === true,
    leadMonths: leadMonths[oneOf(routes, said('route'), 'unknown')],
  }
}

const asked = ['endsOn', 'options', 'noticeMonths', 'renewal', 'rollMonths', 'stillUsed', 'route']

/** The day by which to decide, worked out while the dates are typed. */
export function DecisionNow({ settings, today }: { settings: ReferenceLists['settings']; today: string }) {
  const watched = useWatch<Values>({ name: asked })
  const values = Object.fromEntries(asked.map((field, index) => [field, watched[index]]))
  const facts = factsIn(values, settings.leadMonths)
  const decision = decideBy(facts, today)
  const { head, sentences } = decisionWords(decision, facts)
  const presses = decision.state === 'overdue' || decision.state === 'expired, still used'
  return (
    <div className="decision" data-presses={presses} role="status">
      <p className="decision__head">{head}</p>
      <p className="govuk-body-s decision__words">{sentences.join(' ')}</p>
    </div>
  )
}
