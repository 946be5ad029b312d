import { Fragment } from 'react'
import { Link, useSearchParams } from 'react-router'
import {
  type CompletenessKind,
  type CompletenessLine,
  type CompletenessView,
  completenessKinds,
} from '../../../../functions/schema/completenessView.ts'
import type { Person } from '../../../../functions/schema/person.ts'
import { Figure } from '../../charts/figure.tsx'
import { type SortedColumn, SortedTable } from '../../charts/sortedTable.tsx'
import { counted, date, month, percent, sentenceCase } from '../../format.ts'
import { asAtDay, fileOfDay, inThePast, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { Fold } from '../public/fold.tsx'
import { View } from '../public/loading.tsx'
import { Switch } from '../public/switch.tsx'
import { Gauge } from './gauge.tsx'
import { MembersPage, ownAuthorities } from './membersPage.tsx'

export default function CompletenessPage() {
  const scope = useScope()
  const path = asAtDay(`/members/completeness/${scope}`, useAsAt())
  return (
    <MembersPage title="Completeness">
      {(reader) => (
        <>
          <PageTitle>How complete and fresh each register is</PageTitle>
          <AsAt />
          <View<CompletenessView> path={path}>{(view) => <Told view={view} reader={reader} />}</View>
        </>
      )}
    </MembersPage>
  )
}

const words: Record<CompletenessKind, { one: string; many: string; title: string }> = {
  system: { one: 'system', many: 'systems', title: 'Systems' },
  contract: { one: 'contract', many: 'contracts', title: 'Contracts' },
  skillLevel: { one: 'skill level', many: 'skill levels', title: 'Skills' },
}

type Row = { id: string; name: string; slug: string; line: CompletenessLine }
const confirmedShare = ({ confirmed, records }: CompletenessLine) => confirmed / records

function Told({ view, reader }: { view: CompletenessView; reader: Person }) {
  const [search] = useSearchParams()
  const kind = completenessKinds.find((one) => one === search.get('section')) ?? 'system'
  const section = view.sections.find((one) => one.kind === kind)
  if (!section) return null
  const { many } = words[kind]
  const rows = view.authorities.flatMap((one): Row[] => {
    const line = one[kind]
    return line ? [{ ...one, line }] : []
  })
  const lines = rows.map(({ line }) => line)
  const silent = view.authorities.filter((one) => !one[kind])
  const half = lines.filter((line) => confirmedShare(line) < 0.5).length
  const ours = new Set(ownAuthorities(reader))
  return (
    <>
      <Switch
        name="section"
        label="Parts of the register"
        ways={completenessKinds.map((value) => ({ value, text: words[value].title }))}
        chosen={kind}
      />
      <Figure
        title={
          lines.length === 0
            ? view.asAt
              ? `No council had ${many} on the register by the end of that day`
              : `No council has ${many} on the register yet`
            : half > 0
              ? `${sentenceCase(counted(half, 'council'))} of ${lines.length} ${half === 1 ? 'has' : 'have'} confirmed fewer than half of ${half === 1 ? 'its' : 'their'} ${many} in the last ${section.freshMonths} months`
              : `Every council with ${many} has confirmed at least half of them in the last ${section.freshMonths} months`
        }
        basis={`From ${section.reporting} of ${view.scope.authorities} authorities.${
          section.median
            ? ` The council in the middle is ${percent(section.median.complete)} complete and has confirmed ${percent(section.median.confirmed)}.`
            : ''
        } As of ${date(view.today)}.`}
        file={fileOfDay(`completeness-${many.replaceAll(' ', '-')}`, view.asAt)}
        table={{
          head: [
            'Authority',
            'Records',
            'Complete %',
            'Confirmed',
            'Confirmed %',
            'Stale',
            'Never confirmed',
            'Oldest confirmation',
          ],
          rows: [
            ...rows.map(({ name, line }) => [
              name,
              line.records,
              Math.round(line.complete * 100),
              line.confirmed,
              Math.round(confirmedShare(line) * 100),
              line.stale,
              line.never,
              line.oldest ?? 'never',
            ]),
            ...silent.map(({ name }) => [name, 0, ...Array<string>(6).fill('–')]),
          ],
          numeric: [1, 2, 3, 4, 5, 6],
        }}
        method={['completeness', 'reporting']}
      >
        {section.median && (
          <p className="gauge__key" aria-hidden="true">
            <span className="gauge__median gauge__median--key" /> where the council in the middle stands
          </p>
        )}
        {rows.length > 0 && (
          <Fold first={15} total={rows.length} what="councils">
            <SortedTable
              caption={`${words[kind].title} of each council: how many, how complete and how fresh`}
              columns={columnsOf(section, view.asAt)}
              rows={rows}
              usual={reader.approver ? 'confirmed' : 'name'}
              first={({ id }) => ours.has(id)}
            />
          </Fold>
        )}
        {silent.length > 0 && (
          <p className="govuk-body silent">
            <strong>
              {sentenceCase(counted(silent.length, 'council'))}{' '}
              {view.asAt ? 'had' : silent.length === 1 ? 'has' : 'have'} no {many} on the register:
            </strong>{' '}
            {silent.map(({ id, name, slug }, index) => (
              <Fragment key={id}>
                {index > 0 && ', '}
                <Link
                  className="govuk-link govuk-link--no-visited-state"
                  to={inThePast(`/boroughs/${slug}`, view.asAt)}
                >
                  {name}
                </Link>
              </Fragment>
            ))}
            .
          </p>
        )}
      </Figure>
      <OwnRatings view={view} />
    </>
  )
}

const columnsOf = (
  { median, freshMonths }: CompletenessView['sections'][number],
  asAt: string | undefined,
): SortedColumn<Row>[] => [
  {
    id: 'name',
    head: 'Council',
    width: '20%',
    by: ({ name }) => name,
    cell: ({ name, slug }) => (
      <Link className="govuk-link govuk-link--no-visited-state" to={inThePast(`/boroughs/${slug}`, asAt)}>
        {name}
      </Link>
    ),
  },
  {
    id: 'records',
    head: 'Records',
    numeric: true,
    width: '9%',
    by: ({ line }) => line.records,
    cell: ({ line }) => line.records,
  },
  {
    id: 'complete',
    head: 'Complete',
    width: '20%',
    by: ({ line }) => line.complete,
    cell: ({ line }) => <Gauge share={line.complete} median={median?.complete} />,
  },
  {
    id: 'confirmed',
    head: `Confirmed in ${freshMonths} months`,
    width: '23%',
    by: ({ line }) => confirmedShare(line),
    cell: ({ line }) => <Gauge share={confirmedShare(line)} median={median?.confirmed} />,
  },
  {
    id: 'stale',
    head: 'Stale',
    numeric: true,
    width: '12%',
    by: ({ line }) => line.stale + line.never,
    cell: ({ line }) => (
      <>
        {line.stale + line.never}
        {line.never > 0 && (
          <span className="aside">
            <span className="govuk-visually-hidden">, of them </span>
            {line.never} never confirmed
          </span>
        )}
      </>
    ),
  },
  {
    id: 'oldest',
    head: 'Oldest confirmation',
    width: '16%',
    by: ({ line }) => line.oldest,
    cell: ({ line }) => (line.oldest ? month(line.oldest) : 'Never'),
  },
]

function OwnRatings({ view: { own, asAt } }: { view: CompletenessView }) {
  return (
    <section aria-labelledby="own-ratings">
      <h2 className="govuk-heading-m" id="own-ratings">
        Ratings
      </h2>
      <p className="govuk-body">
        Whether a council rates its vendors is its own business, so each sees its own ratings here and nobody
        else’s, LOTI included.
      </p>
      {own.length > 0 && (
        <ul className="govuk-list own-ratings">
          {own.map(({ id, name, freshMonths, rating }) => (
            <li key={id}>
              <strong>{name}</strong>:{' '}
              {rating
                ? `${counted(rating.records, 'rating')}, ${percent(rating.complete)} of their questions answered; ${rating.confirmed} confirmed in the last ${freshMonths} months${
                    rating.oldest ? `, the oldest confirmation from ${month(rating.oldest)}` : ''
                  }.`
                : asAt
                  ? 'no ratings by the end of that day.'
                  : 'no ratings yet.'}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
