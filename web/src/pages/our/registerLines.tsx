import type { Decision } from '../../../../functions/domain/decideBy.ts'
import type { Proposal } from '../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import { Anchor, Tag } from '../../govuk/index.ts'
import { dateWords, kindWords, poundsWords } from '../fields.ts'
import type { Place } from './page.tsx'

export type Line = {
  id: string
  record: RegisterRecord | undefined
  proposal: Proposal | undefined
  title: string
  /** Said beneath where another is called the same. */
  apart: string
  /** Supplier, or maker. */
  company: string
  product: string
  isDue: boolean
  decision: Decision | undefined
}

function State({ line: { record, proposal }, today }: { line: Line; today: string }) {
  if (proposal?.outcome === 'sent') return <Tag colour="turquoise">With LOTI</Tag>
  if (proposal && proposal.comments.length > 0) return <Tag colour="orange">Returned</Tag>
  if (proposal) return <Tag colour="yellow">{record ? 'Draft change' : 'Draft'}</Tag>
  if (record?.retiredOn && record.retiredOn <= today) return <Tag colour="grey">Retired</Tag>
  return 'Published'
}

const NotStated = () => <span className="not-stated">Not stated</span>
const None = ({ why }: { why: string }) => (
  <>
    <span aria-hidden="true">–</span>
    <span className="govuk-visually-hidden">{why}</span>
  </>
)

/** An authority's records of one kind, a line each. */
export function Lines({
  kind,
  lines,
  to,
  today,
  ticked,
  onTick,
}: {
  kind: RecordKind
  lines: Line[]
  to: Place['to']
  today: string
  /** Lines can be ticked, for something to be done with several at once. */
  ticked?: ReadonlySet<string>
  onTick?: (id: string) => void
}) {
  const words = kindWords[kind]
  const isContract = kind === 'contract'
  const header = (text: string, isNumber = false) => (
    <th scope="col" className={`govuk-table__header${isNumber ? ' govuk-table__header--numeric' : ''}`}>
      {text}
    </th>
  )
  return (
    <table className="govuk-table stacked register">
      <caption className="govuk-visually-hidden">{words.many}, by name</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {onTick && (
            <th scope="col" className="govuk-table__header register__tick">
              <span className="govuk-visually-hidden">Tick</span>
            </th>
          )}
          {header(isContract ? 'Contract' : 'System')}
          {header(isContract ? 'Supplier' : 'Made by')}
          {isContract && header('Each year', true)}
          {isContract && header('Term ends')}
          {isContract && header('Decide by')}
          {header('Last confirmed')}
          {header('State')}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {lines.map((line) => {
          const { record, decision } = line
          const contract = record?.kind === 'contract' ? record : undefined
          const confirmedAt = record?.provenance.confirmedAt
          return (
            <tr className="govuk-table__row" key={line.id}>
              {onTick && (
                <td className="govuk-table__cell register__tick">
                  <div className="govuk-checkboxes govuk-checkboxes--small">
                    <div className="govuk-checkboxes__item">
                      <input
                        className="govuk-checkboxes__input"
                        id={`tick-${line.id}`}
                        type="checkbox"
                        checked={ticked?.has(line.id) ?? false}
                        onChange={() => onTick(line.id)}
                      />
                      <label className="govuk-label govuk-checkboxes__label" htmlFor={`tick-${line.id}`}>
                        <span className="govuk-visually-hidden">Tick {line.title}</span>
                      </label>
                    </div>
                  </div>
                </td>
              )}
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere">
                <Anchor className="govuk-link" href={to(`/our/${words.path}/${line.id}`)}>
                  {line.title}
                </Anchor>
                {line.apart && <span className="aside">{line.apart}</span>}
              </th>
              <td className="govuk-table__cell" data-label={isContract ? 'Supplier' : 'Made by'}>
                {line.company || <NotStated />}
              </td>
              {isContract && (
                <td className="govuk-table__cell govuk-table__cell--numeric" data-label="Each year">
                  {contract?.annualPounds === undefined ? <NotStated /> : poundsWords(contract.annualPounds)}
                </td>
              )}
              {isContract && (
                <td className="govuk-table__cell nowrap" data-label="Term ends">
                  {contract?.endsOn ? dateWords(contract.endsOn, { short: true }) : <NotStated />}
                </td>
              )}
              {isContract && (
                <td className="govuk-table__cell nowrap" data-label="Decide by">
                  {decision?.decideBy ? (
                    <>
                      {dateWords(decision.decideBy, { short: true })}
                      {decision.decideBy < today && <span className="due">Passed</span>}
                    </>
                  ) : (
                    <None why="Nothing to decide" />
                  )}
                </td>
              )}
              <td className="govuk-table__cell nowrap" data-label="Last confirmed">
                {!record ? (
                  <None why="Not published yet" />
                ) : (
                  <>
                    {confirmedAt ? dateWords(confirmedAt, { short: true }) : 'Never'}
                    {line.isDue && <span className="due">Due</span>}
                  </>
                )}
              </td>
              <td className="govuk-table__cell nowrap">
                <State line={line} today={today} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
