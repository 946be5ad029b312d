import type { ReactNode } from 'react'
import type { ContractRow, SystemRow } from '../../../../functions/schema/view.ts'
import { pounds, sentenceCase, shortDate, shortQuarter } from '../../format.ts'
import { attention, decisionNotes, stateWords } from './decision.ts'
import { AreaLink, BoroughLink, ContractLink, Listed, ProductLink, SystemLink, VendorLink } from './links.tsx'

// Systems and contracts as tables list them: a card each on a phone.

const Head = ({ children, numeric = false }: { children: ReactNode; numeric?: boolean }) => (
  <th scope="col" className={`govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`}>
    {children}
  </th>
)
const Cell = ({
  label,
  numeric = false,
  children,
}: {
  label: string
  numeric?: boolean
  children: ReactNode
}) => (
  <td className={`govuk-table__cell${numeric ? ' govuk-table__cell--numeric' : ''}`} data-label={label}>
    {children}
  </td>
)

/** What can still be done: coloured only where it needs attention. */
export function State({ row }: { row: ContractRow }) {
  const { state } = row.decision
  const level = attention(state)
  return <span className={`state${level ? ` state--${level}` : ''}`}>{stateWords[state]}</span>
}

/** When to decide, what can still be done, and how sure the day is. */
function DecideBy({ row }: { row: ContractRow }) {
  const { decideBy, state } = row.decision
  const notes = decisionNotes(row)
  return (
    <>
      {decideBy ? (
        <span className="nowrap">{shortDate(decideBy)}</span>
      ) : (
        state === 'ended' && <Nothing words="no day: it has ended" />
      )}
      <span className="aside">
        <State row={row} />
      </span>
      {notes.length > 0 && <span className="aside">{notes.join('; ')}</span>}
    </>
  )
}

/** Not applicable: a dash to the eye, words to the ear. */
export const Nothing = ({ words }: { words: string }) => (
  <>
    <span aria-hidden="true">–</span>
    <span className="govuk-visually-hidden">{words}</span>
  </>
)

/** The end of the running term, as it may be told. */
export const endOf = (row: ContractRow) =>
  row.endsOn && row.decision.end
    ? shortDate(row.decision.end)
    : row.endsQuarter
      ? shortQuarter(row.endsQuarter)
      : 'Not stated'

export const amountOf = (row: ContractRow) => {
  if (row.heldBack.some((field) => field.endsWith('Pounds'))) return 'Held back'
  return row.annualPounds === undefined ? 'Not stated' : pounds(row.annualPounds)
}

export const hostingOf = ({ hosting }: SystemRow) =>
  hosting === 'unknown' ? 'Not stated' : sentenceCase(hosting)

export const standingWords = ({ standing }: SystemRow) => sentenceCase(standing)

function Source({ row }: { row: ContractRow | SystemRow }) {
  const { sourceName, sourceOn } = row.provenance
  if (!sourceOn) return null
  return (
    <span className="aside">
      {sourceName}, {shortDate(sourceOn)}; may have changed since
    </span>
  )
}

function Holder({ row }: { row: ContractRow | SystemRow }) {
  return (
    <>
      <BoroughLink slug={row.authoritySlug} name={row.authorityName} />
      {row.sharedWith.length > 0 && <span className="aside">and {row.sharedWith.length} more</span>}
    </>
  )
}

export const Areas = ({ row }: { row: ContractRow | SystemRow }) => (
  <Listed
    items={row.areas.map((area) => ({ key: area.id, link: <AreaLink id={area.id} name={area.name} /> }))}
  />
)

export function Contracts({
  rows,
  caption,
  without = [],
}: {
  rows: ContractRow[]
  caption: ReactNode
  /** Columns that would say the same in every row. */
  without?: ('authority' | 'supplier')[]
}) {
  const authority = !without.includes('authority')
  const supplier = !without.includes('supplier')
  return (
    <table className="govuk-table stacked">
      <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <Head>Contract</Head>
          {authority && <Head>Authority</Head>}
          {supplier && <Head>Supplier</Head>}
          <Head>Decide by</Head>
          <Head>Term ends</Head>
          <Head numeric>A year</Head>
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => (
          <tr className="govuk-table__row" key={row.id}>
            <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
              <ContractLink id={row.id} title={row.title} />
              <Source row={row} />
            </th>
            {authority && (
              <Cell label="Authority">
                <Holder row={row} />
              </Cell>
            )}
            {supplier && (
              <Cell label="Supplier">
                <VendorLink id={row.supplier} name={row.supplierName} />
              </Cell>
            )}
            <Cell label="Decide by">
              <DecideBy row={row} />
            </Cell>
            <Cell label="Term ends">
              <span className="nowrap">{endOf(row)}</span>
            </Cell>
            <Cell label="A year" numeric>
              {amountOf(row)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function Systems({
  rows,
  caption,
  without = [],
}: {
  rows: SystemRow[]
  caption: ReactNode
  /** Columns that would say the same in every row. */
  without?: ('authority' | 'maker' | 'areas' | 'product')[]
}) {
  const authority = !without.includes('authority')
  const maker = !without.includes('maker')
  const areas = !without.includes('areas')
  const product = !without.includes('product')
  return (
    <table className="govuk-table stacked">
      <caption className="govuk-table__caption govuk-table__caption--m">{caption}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <Head>System</Head>
          {authority && <Head>Authority</Head>}
          {maker && <Head>Made by</Head>}
          {areas && <Head>Service areas</Head>}
          <Head>Hosting</Head>
          <Head>Standing</Head>
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map((row) => (
          <tr className="govuk-table__row" key={row.id}>
            <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
              <SystemLink id={row.id} name={row.name} />
              {product && row.product && row.productName && (
                <span className="aside">
                  {row.productName === row.name ? '' : `${row.productName}: `}
                  <WhoElse id={row.product} name={row.productName} />
                </span>
              )}
              <Source row={row} />
            </th>
            {authority && (
              <Cell label="Authority">
                <Holder row={row} />
              </Cell>
            )}
            {maker && (
              <Cell label="Made by">
                {row.maker && row.makerName ? (
                  <VendorLink id={row.maker} name={row.makerName} />
                ) : (
                  'Not stated'
                )}
              </Cell>
            )}
            {areas && (
              <Cell label="Service areas">
                <Areas row={row} />
              </Cell>
            )}
            <Cell label="Hosting">{hostingOf(row)}</Cell>
            <Cell label="Standing">
              <span className={row.standing === 'being replaced' ? 'state state--narrow' : undefined}>
                {standingWords(row)}
              </span>
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One press from a system to everyone who runs the same product. */
export function WhoElse({ id, name, brief = false }: { id: string; name: string; brief?: boolean }) {
  return (
    <ProductLink
      id={id}
      name={
        <>
          who else{brief ? <span className="govuk-visually-hidden"> runs it</span> : ' runs it'}
          <span className="govuk-visually-hidden">: {name}</span>
        </>
      }
    />
  )
}
