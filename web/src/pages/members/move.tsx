import { Fragment, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { MoveView } from '../../../../functions/schema/movesView.ts'
import { Method } from '../../charts/method.tsx'
import { counted, date, midSentence, ofAll, sentenceCase, shortDate } from '../../format.ts'
import { Breadcrumbs } from '../../govuk/index.ts'
import { asAtDay, inThePast, useAsAt } from '../../layout/asAt.ts'
import { useScope, useScoped, within } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { View } from '../public/loading.tsx'
import { MembersPage } from './membersPage.tsx'
import { Mailbox, PlannedTable } from './moves.tsx'

export default function MovePage() {
  const { product = '' } = useParams()
  const scope = useScope()
  const path = asAtDay(`/members/moves/${scope}/${encodeURIComponent(product)}`, useAsAt())
  return (
    <MembersPage title="Replacing a product">
      {() => <View<MoveView> path={path}>{(view) => <Told view={view} />}</View>}
    </MembersPage>
  )
}

type Named = { id: string; name: string; slug: string }
const listed = (authorities: Named[]) => authorities.map(({ name }) => name).join(', ')

function Told({ view }: { view: MoveView }) {
  const { product, planned, left, staying, successors, skills, scope, today, asAt } = view
  const scoped = useScoped()
  const gone = new Set(left.map(({ authority }) => authority.id)).size
  const leaving = new Set(planned.map(({ authority }) => authority.id)).size
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Replacements', href: scoped(inThePast('/members/moves', asAt)) },
          { text: product.name },
        ]}
      />
      <h1 className="govuk-heading-l">Who could help with leaving {product.name}</h1>
      <AsAt />
      <p className="lede">
        {sentenceCase(counted(leaving, 'council'))} {within(scope)} {leaving === 1 ? 'is' : 'are'} leaving it,{' '}
        {left.length === 0 ? (asAt ? 'none had' : 'none has') : counted(gone, 'council')}{' '}
        {left.length === 0
          ? `left it ${asAt ? 'by then' : 'yet'}`
          : gone === 1
            ? 'has left it'
            : 'have left it'}
        , and{' '}
        {staying === 0
          ? 'nobody else runs it'
          : `${counted(staying, 'other')} ${staying === 1 ? 'runs' : 'run'} it with no word of leaving`}
        .{' '}
        <Link className="govuk-link" to={scoped(inThePast(`/products/${product.id}`, asAt))}>
          {product.name}
        </Link>
        {product.maker && <> is made by {product.maker.name}.</>}
      </p>

      <Part
        id="planned"
        title="Help wanted"
        empty={
          planned.length === 0 &&
          (asAt
            ? 'No council said by the end of that day that it was leaving this product.'
            : 'No council says that it is leaving this product.')
        }
      >
        <PlannedTable planned={planned} today={today} linked={false} />
      </Part>

      <Part
        id="left"
        title="Councils that have left it"
        empty={
          left.length === 0 &&
          (asAt
            ? 'No register said so by the end of that day.'
            : 'No register says so yet. A system retired with what replaced it appears here.')
        }
      >
        <Systems
          caption="Systems that have left it"
          heads={['Left on', 'For']}
          systems={left.map((one) => ({ ...one, cells: [shortDate(one.on), one.by ?? 'Not stated'] }))}
        />
      </Part>

      {successors.length === 0 && product.serviceAreas.length > 0 && (
        <Part id="others" title="What it could be replaced by" empty={false}>
          <p className="govuk-body">
            {asAt
              ? 'Nobody named a product to replace it by the end of that day.'
              : 'Nobody names a product that replaces it yet.'}{' '}
            See what other councils {asAt ? 'ran' : 'run'} for{' '}
            {product.serviceAreas.map(({ id, name }, index) => (
              <Fragment key={id}>
                {index > 0 && ', '}
                <Link className="govuk-link" to={scoped(inThePast(`/service-areas/${id}`, asAt))}>
                  {midSentence(name)}
                </Link>
              </Fragment>
            ))}
            .
          </p>
        </Part>
      )}
      {successors.map(({ id, name, systems }) => (
        <Part
          key={id}
          id={id}
          title={`Councils that run ${name}, which it is being replaced by`}
          empty={
            systems.length === 0 &&
            (asAt
              ? `No register had ${name} live by the end of that day.`
              : `No register has ${name} live yet.`)
          }
        >
          <Systems
            caption={`Systems on ${name}`}
            heads={['Live since']}
            systems={systems.map((one) => ({
              ...one,
              ...(one.movedFromIt && { note: `has left ${product.name}` }),
              cells: [one.since ? shortDate(one.since) : 'Not stated'],
            }))}
          />
        </Part>
      ))}

      <Part
        id="skills"
        title="Who can help in the skills a move takes"
        empty={
          skills.length === 0 &&
          (asAt
            ? 'No council had offered help in these skills by the end of that day.'
            : 'No council has offered help in these skills yet.')
        }
      >
        <table className="govuk-table stacked help">
          <caption className="govuk-visually-hidden">
            Who can help and who of those that leave it wants help, by skill
          </caption>
          <thead className="govuk-table__head">
            <tr className="govuk-table__row">
              {['Skill', 'Can help', 'Leaving it and want help'].map((head) => (
                <th scope="col" className="govuk-table__header" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {skills.map(({ id, name, canHelp, wantsHelp }) => (
              <tr className="govuk-table__row" key={id}>
                <th scope="row" className="govuk-table__header">
                  {name}
                </th>
                <td className="govuk-table__cell" data-label="Can help">
                  {listed(canHelp) || (asAt ? 'Nobody' : 'Nobody yet')}
                </td>
                <td className="govuk-table__cell" data-label="Leaving it and want help">
                  {listed(wantsHelp) || 'None has asked'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      <p className="basis">
        From{' '}
        {ofAll(new Set([...planned, ...left].map(({ authority }) => authority.id)).size, scope.authorities)}{' '}
        authorities that leave it or have left it. As of {date(today)}.
      </p>
      <Method of={['moves']} />
    </>
  )
}

function Part({
  id,
  title,
  empty,
  children,
}: {
  id: string
  title: string
  empty: string | false
  children: ReactNode
}) {
  return (
    <section aria-labelledby={`part-${id}`} className="move-part">
      <h2 className="govuk-heading-m" id={`part-${id}`}>
        {title}
      </h2>
      {empty ? <p className="govuk-body">{empty}</p> : children}
    </section>
  )
}

function Systems({
  caption,
  heads,
  systems,
}: {
  caption: string
  heads: string[]
  systems: {
    id: string
    name: string
    authority: Named
    contact?: string | undefined
    /** What makes this council worth asking first. */
    note?: string
    cells: string[]
  }[]
}) {
  const asAt = useAsAt()
  return (
    <table className="govuk-table stacked moves">
      <caption className="govuk-visually-hidden">{caption}</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {['Council', ...heads, 'Contact'].map((head) => (
            <th scope="col" className="govuk-table__header" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {systems.map(({ id, name, authority, contact, note, cells }) => (
          <tr className="govuk-table__row" key={id}>
            <th scope="row" className="govuk-table__header">
              {authority.name}
              {note && `, ${note}`}
              <span className="aside">
                <span className="govuk-visually-hidden">, </span>
                <Link
                  className="govuk-link govuk-link--no-visited-state"
                  to={inThePast(`/systems/${id}`, asAt)}
                >
                  {name}
                </Link>
              </span>
            </th>
            {cells.map((text, index) => (
              <td className="govuk-table__cell" data-label={heads[index]} key={heads[index]}>
                {text}
              </td>
            ))}
            <td className="govuk-table__cell" data-label="Contact">
              <Mailbox address={contact} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
