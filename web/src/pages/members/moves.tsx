import { Link } from 'react-router'
import type { MovesView, PlannedMove } from '../../../../functions/schema/movesView.ts'
import { Figure } from '../../charts/figure.tsx'
import { counted, date, sentenceCase, shortDate } from '../../format.ts'
import { Anchor } from '../../govuk/index.ts'
import { asAtDay, fileOfDay, inThePast, useAsAt, useStaying } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, useScoped } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { NothingToShow } from '../public/coverage.tsx'
import { Fold } from '../public/fold.tsx'
import { View } from '../public/loading.tsx'
import { MembersPage } from './membersPage.tsx'

export default function MovesPage() {
  const scope = useScope()
  const asAt = useAsAt()
  const path = asAtDay(`/members/moves/${scope}`, asAt)
  return (
    <MembersPage title="Replacements">
      {(reader) => (
        <>
          <PageTitle>Who is replacing what, and who could help</PageTitle>
          <AsAt />
          {reader.editorOf.length > 0 && !asAt && (
            <p className="govuk-body">
              A system of yours joins this list when you give it a{' '}
              <Anchor className="govuk-link" href="/our/systems">
                planned replacement date
              </Anchor>
              .
            </p>
          )}
          <View<MovesView> path={path}>{(view) => <Told view={view} />}</View>
        </>
      )}
    </MembersPage>
  )
}

/** The page on one product: who leaves it, and who could help. */
export const useMoveLink = () => {
  const staying = useStaying()
  return (product: string) => staying(`/members/moves/${product}`)
}

function Told({ view: { planned, cut, today, scope, asAt } }: { view: MovesView }) {
  const scoped = useScoped()
  if (planned.length === 0) {
    return (
      <NothingToShow basis={`From 0 of ${scope.authorities} authorities. As of ${date(today)}.`}>
        {asAt
          ? 'No council said by the end of that day that it was replacing a system.'
          : 'No council says that it is replacing a system. One appears here as soon as its register gives a planned replacement date, or says what replaces it.'}
      </NothingToShow>
    )
  }
  const councils = new Set(planned.map(({ authority }) => authority.id)).size
  const shared = [...Map.groupBy(planned, ({ product }) => product?.id)].filter(
    ([product, those]) =>
      product !== undefined && new Set(those.map(({ authority }) => authority.id)).size > 1,
  ).length
  return (
    <Figure
      title={`${sentenceCase(counted(councils, 'council'))} ${councils === 1 ? 'is' : 'are'} replacing ${counted(planned.length, 'system')}${
        shared > 0
          ? `; ${counted(shared, 'product')} ${shared === 1 ? 'is' : 'are'} being left by more than one`
          : ''
      }`}
      basis={
        <>
          From {councils} of {scope.authorities} authorities: systems with a planned replacement date, or
          whose successor is named, the soonest first{cut && '; the list is longer than what is shown'}. As of{' '}
          {date(today)}.{' '}
          <Link
            className="govuk-link govuk-link--no-visited-state"
            to={scoped(inThePast('/members/completeness', asAt))}
          >
            How fresh each register is
          </Link>
        </>
      }
      method={['moves']}
      file={fileOfDay('replacements', asAt)}
      table={{
        head: ['Council', 'System', 'Product', 'To be replaced on', 'By', 'Contact'],
        rows: planned.map(({ authority, name, product, on, by, contact }) => [
          authority.name,
          name,
          product?.name ?? '–',
          on ?? 'not stated',
          by ?? 'not stated',
          contact ?? '–',
        ]),
      }}
    >
      <Fold first={15} total={planned.length} what="systems">
        <PlannedTable planned={planned} today={today} />
      </Fold>
    </Figure>
  )
}

const soonestShown = 5

/** The systems that are to be replaced soonest, for a page about something else. */
export function HelpWanted({ view: { planned, today, asAt } }: { view: MovesView }) {
  const scoped = useScoped()
  if (planned.length === 0) return null
  return (
    <section aria-labelledby="help-wanted">
      <h2 className="govuk-heading-m" id="help-wanted">
        Help wanted with replacing a system
      </h2>
      <PlannedTable planned={planned.slice(0, soonestShown)} today={today} />
      {planned.length > soonestShown && (
        <p className="govuk-body">
          <Link className="govuk-link" to={scoped(inThePast('/members/moves', asAt))}>
            All {planned.length} that are to be replaced
          </Link>
        </p>
      )}
    </section>
  )
}

/** Systems that are to be replaced, each with the way to who could help. */
export function PlannedTable({
  planned,
  today,
  linked = true,
}: {
  planned: PlannedMove[]
  today: string
  /** With the way to who could help: not on the page that says it. */
  linked?: boolean
}) {
  const moveLink = useMoveLink()
  const asAt = useAsAt()
  return (
    <table className="govuk-table stacked moves">
      <caption className="govuk-visually-hidden">Systems that are to be replaced</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {['System', 'To be replaced', 'By', 'Contact', ...(linked ? ['Help'] : [])].map((head) => (
            <th scope="col" className="govuk-table__header" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {planned.map(({ id, name, authority, product, on, by, contact }) => (
          <tr className="govuk-table__row" key={id}>
            <th scope="row" className="govuk-table__header">
              <Link
                className="govuk-link govuk-link--no-visited-state"
                to={inThePast(`/systems/${id}`, asAt)}
              >
                {name}
              </Link>
              <span className="aside">
                <span className="govuk-visually-hidden">, </span>
                {authority.name}
              </span>
            </th>
            <td className="govuk-table__cell" data-label="To be replaced">
              {on ? shortDate(on) : 'No date yet'}
              {on && on < today && <span className="state state--late"> overdue</span>}
            </td>
            <td className="govuk-table__cell" data-label="By">
              {by ?? 'Not stated'}
            </td>
            <td className="govuk-table__cell" data-label="Contact">
              <Mailbox address={contact} />
            </td>
            {linked && (
              <td className="govuk-table__cell">
                {product ? (
                  <Link className="govuk-link govuk-link--no-visited-state" to={moveLink(product.id)}>
                    Who could help
                    <span className="govuk-visually-hidden">
                      {' '}
                      {authority.name} move from {product.name}
                    </span>
                  </Link>
                ) : (
                  <span className="aside">No product stated</span>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A role mailbox to write to, where its council gives one. */
export const Mailbox = ({ address }: { address: string | undefined }) =>
  address ? (
    <a className="govuk-link mailbox" href={`mailto:${address}`}>
      {address}
    </a>
  ) : (
    <span className="aside">None given</span>
  )
