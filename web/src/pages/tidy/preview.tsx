import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { MergePreview } from '../../../../functions/schema/tidyView.ts'
import { count, counted, date, pounds } from '../../format.ts'
import { Anchor, Button, ErrorSummary, InsetText, NotificationBanner } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { Show, useLoaded } from '../our/loading.tsx'
import { BoroughLink } from '../public/links.tsx'
import { kindWords, TidyPage, wordsOf } from './page.tsx'
import { at, tidy } from './service.ts'
import { Sides } from './sides.tsx'

/** What merging two would move, before anything is. */
export default function Preview({ kind }: { kind: EntryKind }) {
  const [search] = useSearchParams()
  const pair = { from: search.get('from') ?? '', into: search.get('into') ?? '' }
  const loaded = useLoaded(() => tidy.preview(pair), `${pair.from} ${pair.into}`)
  const found = loaded.value
  const title = found ? `Merge ${found.from.name} into ${found.into.name}?` : 'Merge two into one'
  return (
    <TidyPage title={title} kind={kind} crumbs={[{ text: 'Merge' }]}>
      <Show of={loaded}>{(preview) => <Told preview={preview} title={title} key={pair.from} />}</Show>
    </TidyPage>
  )
}

function Told({ preview, title }: { preview: MergePreview; title: string }) {
  const { kind, from, into, why, against, moves, authorities, products, ratings, proposed } = preview
  const { one } = kindWords[kind]
  return (
    <>
      <h1 className="govuk-heading-l">{title}</h1>
      <p className="lede">
        {moves.systems + moves.contracts === 0
          ? `No record names ${from.name}, so nothing on the register moves.`
          : `${recordsInWords(moves)} of ${counted(authorities.length, 'authority', 'authorities')} will name ${into.name}, and every figure with them.`}{' '}
        Nobody’s confirmation changes. You can undo it at any time.
      </p>
      {proposed && (
        <InsetText>
          Proposed by {proposed.proposedByName} on {date(proposed.proposedAt.slice(0, 10))}.
        </InsetText>
      )}
      {preview.refused && <NotificationBanner text={preview.refused} />}
      <h2 className="govuk-heading-m">The two</h2>
      {[...why, ...against].map((reason) => (
        <p className="govuk-body" key={reason}>
          {reason}
        </p>
      ))}
      <Sides kind={kind} sides={[from, into]} />
      <p className="govuk-body">
        <Anchor className="govuk-link" href={at.preview(kind, { from: into.id, into: from.id })}>
          Keep {from.name} instead
        </Anchor>
      </p>
      <Figures preview={preview} />
      {authorities.length > 0 && <Moving preview={preview} />}
      {ratings && (
        <>
          <h2 className="govuk-heading-m">Ratings</h2>
          <p className="govuk-body">
            What members are shown of ratings is added up, and nothing more is let out:{' '}
            {ratedInWords(ratings.from)} of {from.name} and {ratedInWords(ratings.into)} of {into.name}. Where
            an authority rated both, the newer of the two counts for it. No rating is moved.
          </p>
        </>
      )}
      {products.length > 0 && (
        <p className="govuk-body">
          {counted(products.length, 'product')} will be shown as made by {into.name}:{' '}
          {products.map(({ name }) => name).join(', ')}.
        </p>
      )}
      <h2 className="govuk-heading-m">What follows</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          {from.name} becomes another name of {into.name}: search, forms and imports find it by both.
        </li>
        <li>Links to {from.name} lead to the page that is kept.</li>
        <li>
          Drafts and proposals that name {from.name} are read as naming {into.name}.
        </li>
        {preview.ends.map((one) => (
          <li key={one}>{one}</li>
        ))}
        <li>Each record gets a version of its own, with its {one} before and after, and an audit event.</li>
      </ul>
      {!preview.refused && <Decide preview={preview} />}
    </>
  )
}

const recordsInWords = ({ systems, contracts }: { systems: number; contracts: number }) =>
  [
    ...(contracts > 0 ? [counted(contracts, 'contract')] : []),
    ...(systems > 0 ? [counted(systems, 'system')] : []),
  ].join(' and ')

const ratedInWords = (authorities: number) =>
  authorities === 0
    ? 'none that may be shown'
    : `those of ${counted(authorities, 'authority', 'authorities')}`

/** What a sum says of how many state it. */
const stated = ({ contractsStatingValue, annualPounds }: MergePreview['moves']) =>
  contractsStatingValue === 0 ? 'not stated' : pounds(annualPounds)

function Figures({ preview: { kind, from, into, figures } }: { preview: MergePreview }) {
  const names = { from: from.name, into: into.name, together: 'Together' }
  return (
    <>
      <h2 className="govuk-heading-m">Figures, before and after</h2>
      <table className="govuk-table stacked">
        <caption className="govuk-visually-hidden">What the pages of both say now, and what one will</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              In the United Kingdom
            </th>
            {heads(kind, ['Authorities', 'Live systems', 'Running contracts', 'Disclosed a year'])}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {figures.map(({ of, ...row }) => (
            <tr className="govuk-table__row" key={of}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                {of === 'together' ? <strong>{names[of]}</strong> : names[of]}
              </th>
              <Cell name="Authorities">{count(row.authorities)}</Cell>
              <Cell name="Live systems">{count(row.systems)}</Cell>
              {kind === 'vendor' && (
                <>
                  <Cell name="Running contracts">{count(row.contracts)}</Cell>
                  <Cell name="Disclosed a year">{stated(row)}</Cell>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const ofContracts = new Set(['Running contracts', 'Contracts', 'Disclosed a year'])
const heads = (kind: EntryKind, names: string[]) =>
  names
    .filter((name) => kind === 'vendor' || !ofContracts.has(name))
    .map((name) => (
      <th scope="col" className="govuk-table__header govuk-table__header--numeric" key={name}>
        {name}
      </th>
    ))

const Cell = ({ name, children }: { name: string; children: string }) => (
  <td className="govuk-table__cell govuk-table__cell--numeric" data-label={name}>
    {children}
  </td>
)

function Moving({ preview: { kind, from, authorities } }: { preview: MergePreview }) {
  return (
    <>
      <h2 className="govuk-heading-m">Records that move, by the authority that keeps them</h2>
      <table className="govuk-table stacked">
        <caption className="govuk-visually-hidden">
          Records that name {from.name}, those that have ended included
        </caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Authority
            </th>
            {heads(kind, ['Systems', 'Contracts', 'Disclosed a year'])}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {authorities.map(({ id, name, slug, ...row }) => (
            <tr className="govuk-table__row" key={id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                <BoroughLink slug={slug} name={name} />
              </th>
              <Cell name="Systems">{count(row.systems)}</Cell>
              {kind === 'vendor' && (
                <>
                  <Cell name="Contracts">{count(row.contracts)}</Cell>
                  <Cell name="Disclosed a year">{stated(row)}</Cell>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="basis">
        Systems and contracts that have ended move too.
        {kind === 'vendor' && ' Disclosed a year: the annual values of running contracts that state one.'}
      </p>
    </>
  )
}

function Decide({ preview: { kind, from, into, proposed } }: { preview: MergePreview }) {
  const { person } = useSession()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const pair = { from: from.id, into: into.id }
  const does = async (act: () => Promise<string>, told: string) => {
    setBusy(true)
    setWrong(undefined)
    try {
      await navigate(await act(), { state: told, replace: true })
    } catch (failure) {
      setWrong(wordsOf(failure))
      setBusy(false)
    }
  }
  const merge = () => does(async () => at.merge(await tidy.begin(pair)), '')
  const propose = () =>
    does(async () => {
      await tidy.propose(pair)
      return at.list(kind)
    }, `Proposed: ${from.name} into ${into.name}`)
  const decline = () =>
    does(async () => {
      await tidy.decline(proposed?.id ?? '')
      return at.list(kind)
    }, `Declined: ${from.name} into ${into.name}`)
  return (
    <>
      {wrong && <ErrorSummary errors={[{ text: wrong }]} key={wrong} />}
      <div className="govuk-button-group">
        {person?.approver && (
          <Button type="button" disabled={busy} onClick={merge}>
            Merge into {into.name}
          </Button>
        )}
        {!proposed && !person?.approver && (
          <Button type="button" disabled={busy} onClick={propose}>
            Propose this merge
          </Button>
        )}
        {proposed && person?.approver && (
          <Button type="button" className="govuk-button--secondary" disabled={busy} onClick={decline}>
            Decline the proposal
          </Button>
        )}
        <Anchor className="govuk-link" href={at.list(kind)}>
          Cancel
        </Anchor>
      </div>
    </>
  )
}
