import type { HomeView } from '../../../../../functions/schema/home.ts'
import { Anchor } from '../../../govuk/index.ts'
import { dateWords } from '../../fields.ts'
import type { Place } from '../page.tsx'

const stateWords: Partial<Record<HomeView['decisions'][number]['state'], string>> = {
  'expired, still used': 'Out of term and still used',
  overdue: 'Too late to replace in time',
  'extend only': 'Can only be extended',
  'notice only': 'Can be left, not replaced in time',
  'locked in': 'Locked in until its next term ends',
  'free to choose': 'Free to choose',
}

/** What must be decided soonest: the first thing the register gives back. */
export function Decisions({
  place,
  view: { decisions, decisionsInAll, today },
}: {
  place: Place
  view: HomeView
}) {
  if (decisions.length === 0) return null
  const header = (text: string) => (
    <th scope="col" className="govuk-table__header">
      {text}
    </th>
  )
  return (
    <section aria-labelledby="decide" className="our-section">
      <h2 className="govuk-heading-m" id="decide">
        Decide next
      </h2>
      <table className="govuk-table stacked register">
        <caption className="govuk-visually-hidden">Contracts to decide on, soonest first</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {header('Contract')}
            {header('Supplier')}
            {header('Decide by')}
            {header('What is open')}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {decisions.map(({ id, title, supplierName, decideBy, state }) => {
            const presses = state === 'overdue' || state === 'expired, still used'
            return (
              <tr className="govuk-table__row" key={id}>
                <th scope="row" className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere">
                  <Anchor className="govuk-link" href={place.to(`/our/contracts/${id}`)}>
                    {title}
                  </Anchor>
                </th>
                <td className="govuk-table__cell" data-label="Supplier">
                  {supplierName}
                </td>
                <td className="govuk-table__cell nowrap" data-label="Decide by">
                  {dateWords(decideBy, { short: true })}
                  {decideBy < today && <span className="due">Passed</span>}
                </td>
                <td className="govuk-table__cell">
                  <span className={presses ? 'due' : undefined}>{stateWords[state] ?? state}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {decisionsInAll > decisions.length && (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={place.to('/our/contracts?by=decide')}>
            All {decisionsInAll} contracts by the day to decide
          </Anchor>
        </p>
      )}
    </section>
  )
}
