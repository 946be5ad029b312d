import { Link } from 'react-router'
import type { ContractRow, SystemRow } from '../../../../functions/schema/view.ts'
import { pounds, shortDate, shortQuarter } from '../../format.ts'
import { Tag } from '../../govuk/index.ts'

// Systems and contracts as tables list them: a card each on a phone.

const slugOf = (authority: string, slugs: Map<string, string>) => slugs.get(authority)

export const stateWords: Record<ContractRow['decision']['state'], string> = {
  'not stated': 'End not stated',
  'free to choose': 'Free to choose',
  'extend only': 'Extend only',
  'notice only': 'Notice only',
  'locked in': 'Locked in',
  overdue: 'Overdue',
  'expired, still used': 'Expired, still used',
  ended: 'Ended',
}

const stateColours = {
  overdue: 'red',
  'expired, still used': 'red',
  'locked in': 'orange',
  'notice only': 'yellow',
  'extend only': 'yellow',
  'free to choose': 'green',
  ended: 'grey',
  'not stated': 'grey',
} as const

/** When to decide, what that day rests on, and how sure it is. */
function DecideBy({ row }: { row: ContractRow }) {
  const { decision } = row
  const notes = [
    decision.about && 'about: only the quarter is public',
    decision.noticeAssumed && row.renewal === 'rolls over' && 'notice of 3 months assumed',
    decision.rolledOver && 'has rolled over',
  ].filter((note) => note !== false)
  return (
    <>
      {decision.decideBy ? shortDate(decision.decideBy) : 'Not stated'}
      {notes.length > 0 && (
        <span className="govuk-hint govuk-!-margin-bottom-0 govuk-!-font-size-16">{notes.join('; ')}</span>
      )}
    </>
  )
}

const endOf = (row: ContractRow) =>
  row.endsOn && row.decision.end
    ? shortDate(row.decision.end)
    : row.endsQuarter
      ? shortQuarter(row.endsQuarter)
      : 'Not stated'

const amountOf = (row: ContractRow) => {
  if (row.heldBack.some((field) => field.endsWith('Pounds'))) return 'Held back'
  return row.annualPounds === undefined ? 'Not stated' : pounds(row.annualPounds)
}

export function Contracts({
  rows,
  caption,
  showAuthority = true,
  slugs,
}: {
  rows: ContractRow[]
  caption: string
  showAuthority?: boolean
  slugs?: Map<string, string>
}) {
  return (
    <table className="govuk-table stacked">
      <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <th scope="col" className="govuk-table__header">
            Contract
          </th>
          {showAuthority && (
            <th scope="col" className="govuk-table__header">
              Authority
            </th>
          )}
          <th scope="col" className="govuk-table__header">
            Supplier
          </th>
          <th scope="col" className="govuk-table__header">
            Decide by
          </th>
          <th scope="col" className="govuk-table__header">
            Term ends
          </th>
          <th scope="col" className="govuk-table__header govuk-table__header--numeric">
            A year
          </th>
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => {
          const slug = slugs && slugOf(row.authority, slugs)
          return (
            <tr className="govuk-table__row" key={row.id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                {row.title}{' '}
                <Tag colour={stateColours[row.decision.state]}>{stateWords[row.decision.state]}</Tag>
                {row.provenance.sourceOn && (
                  <span className="govuk-hint govuk-!-margin-bottom-0 govuk-!-font-size-16">
                    {row.provenance.sourceName}, {shortDate(row.provenance.sourceOn)}; may have changed since
                  </span>
                )}
              </th>
              {showAuthority && (
                <td className="govuk-table__cell" data-label="Authority">
                  {slug ? (
                    <Link className="govuk-link" to={`/boroughs/${slug}`}>
                      {row.authorityName}
                    </Link>
                  ) : (
                    row.authorityName
                  )}
                  {row.sharedWith.length > 0 && ` and ${row.sharedWith.length} more`}
                </td>
              )}
              <td className="govuk-table__cell" data-label="Supplier">
                {row.supplierName}
              </td>
              <td className="govuk-table__cell" data-label="Decide by">
                <DecideBy row={row} />
              </td>
              <td className="govuk-table__cell" data-label="Term ends">
                {endOf(row)}
              </td>
              <td className="govuk-table__cell govuk-table__cell--numeric" data-label="A year">
                {amountOf(row)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const standingColours = {
  live: 'green',
  planned: 'turquoise',
  'being replaced': 'yellow',
  retired: 'grey',
} as const

export function Systems({
  rows,
  caption,
  showAuthority = true,
  areaName,
  slugs,
}: {
  rows: SystemRow[]
  caption: string
  showAuthority?: boolean
  areaName?: (id: string) => string
  slugs?: Map<string, string>
}) {
  return (
    <table className="govuk-table stacked">
      <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <th scope="col" className="govuk-table__header">
            System
          </th>
          {showAuthority && (
            <th scope="col" className="govuk-table__header">
              Authority
            </th>
          )}
          <th scope="col" className="govuk-table__header">
            Made by
          </th>
          {areaName && (
            <th scope="col" className="govuk-table__header">
              Service areas
            </th>
          )}
          <th scope="col" className="govuk-table__header">
            Hosting
          </th>
          <th scope="col" className="govuk-table__header">
            Standing
          </th>
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => {
          const slug = slugs && slugOf(row.authority, slugs)
          return (
            <tr className="govuk-table__row" key={row.id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                {row.name}
                {row.provenance.sourceOn && (
                  <span className="govuk-hint govuk-!-margin-bottom-0 govuk-!-font-size-16">
                    {row.provenance.sourceName}, {shortDate(row.provenance.sourceOn)}; may have changed since
                  </span>
                )}
              </th>
              {showAuthority && (
                <td className="govuk-table__cell" data-label="Authority">
                  {slug ? (
                    <Link className="govuk-link" to={`/boroughs/${slug}`}>
                      {row.authorityName}
                    </Link>
                  ) : (
                    row.authorityName
                  )}
                  {row.sharedWith.length > 0 && ` and ${row.sharedWith.length} more`}
                </td>
              )}
              <td className="govuk-table__cell" data-label="Made by">
                {row.makerName ?? 'Not stated'}
              </td>
              {areaName && (
                <td className="govuk-table__cell" data-label="Service areas">
                  {row.serviceAreas.map((id, index) => (
                    <span key={id}>
                      {index > 0 && ', '}
                      <Link className="govuk-link" to={`/service-areas/${id}`}>
                        {areaName(id)}
                      </Link>
                    </span>
                  ))}
                </td>
              )}
              <td className="govuk-table__cell" data-label="Hosting">
                {row.hosting === 'unknown'
                  ? 'Not stated'
                  : row.hosting.charAt(0).toUpperCase() + row.hosting.slice(1)}
              </td>
              <td className="govuk-table__cell" data-label="Standing">
                <Tag colour={standingColours[row.standing]}>
                  {row.standing.charAt(0).toUpperCase() + row.standing.slice(1)}
                </Tag>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
