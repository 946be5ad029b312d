import { Link } from 'react-router'
import type {
  Coefficient,
  Correlation,
  SatisfactionView,
} from '../../../../functions/schema/satisfactionView.ts'
import { Figure } from '../../charts/figure.tsx'
import { linear } from '../../charts/scale.ts'
import { counted, date } from '../../format.ts'
import { asAtDay, fileOfDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { basisOf } from '../public/coverage.tsx'
import { View } from '../public/loading.tsx'
import { ByName } from './byName.tsx'
import { MembersPage } from './membersPage.tsx'
import './satisfaction.css'
import { chanceOf, coefficientOf, intervalOf, linkIn, signed } from './satisfactionWords.ts'

export default function SatisfactionPage() {
  const scope = useScope()
  const path = asAtDay(`/members/satisfaction/${scope}`, useAsAt())
  return (
    <MembersPage title="Suppliers and satisfaction">
      {() => (
        <>
          <PageTitle>Suppliers and satisfaction</PageTitle>
          <p className="govuk-body-l lead">
            Are councils with many suppliers less satisfied with them than councils with few, or more?
          </p>
          <AsAt isTold />
          <View<SatisfactionView> path={path} key={path}>
            {(view) => <Told view={view} />}
          </View>
        </>
      )}
    </MembersPage>
  )
}

function Told({ view }: { view: SatisfactionView }) {
  const { whole, correlation, coverage, scope, today, fewestRatings } = view
  const from =
    coverage.reporting === 0
      ? 'How many councils have rated cannot be told yet without giving fewer than 3 away.'
      : basisOf(coverage, 'ratings')
  const asOf = `As of ${date(today)}.`
  return (
    <>
      {whole ? (
        <Figure
          title={
            correlation
              ? linkIn(correlation)
              : `${counted(whole.n, 'council')} are satisfied to ${whole.mean.toFixed(1)} of 5, too few to look for a link`
          }
          basis={`${whole.n} of ${scope.authorities} authorities ${within(scope)} have given at least ${fewestRatings} overall ratings and count here; their mean is ${whole.mean.toFixed(1)} of 5. ${from} ${asOf}`}
          file={fileOfDay('suppliers-and-satisfaction', view.asAt)}
          table={tableOf(view)}
          method={['satisfaction']}
        >
          <Groups view={view} />
        </Figure>
      ) : (
        <>
          <p className="govuk-inset-text">
            {view.asAt
              ? `Nothing was told ${within(scope)} by then, or it was not kept yet: it takes 3 councils that have given at least ${fewestRatings} overall ratings each.`
              : `Nothing can be told ${within(scope)} yet: it appears as soon as 3 councils have given at least ${fewestRatings} overall ratings each.`}{' '}
            {from} {asOf}
          </p>
          <Own view={view} />
        </>
      )}
      {!view.asAt && <ByName view={view} />}
      <GoTogether view={view} />
    </>
  )
}

/** What stands at a number of suppliers: a band's councils, or one of the reader's own. */
type Line = { id: string; name: string; says: string; mean: number; isOwn?: boolean }

const inBand = (band: string) => `${band} suppliers`

function linesOf({ bands, rest, whole, own }: SatisfactionView): Line[] {
  const all = bands.map(({ band, n, mean }) => ({
    id: band,
    name: inBand(band),
    says: counted(n, 'council'),
    mean,
  }))
  return [
    ...all,
    ...(rest
      ? [{ id: 'rest', name: 'Any other number', says: counted(rest.n, 'council'), mean: rest.mean }]
      : []),
    ...(whole && all.length === 0
      ? [{ id: 'whole', name: 'All together', says: counted(whole.n, 'council'), mean: whole.mean }]
      : []),
    ...own.flatMap(({ id, name, suppliers, ratings, mean }) =>
      mean === undefined
        ? []
        : [
            {
              id,
              name: `${name}, with ${counted(suppliers, 'supplier')}`,
              says: `your own, from ${counted(ratings, 'rating')}`,
              mean,
              isOwn: true,
            },
          ],
    ),
  ]
}

const place = linear([1, 5], [0, 100])

/** Means on a line from 1 to 5: of councils by number of suppliers, and the reader's own. */
function Groups({ view }: { view: SatisfactionView }) {
  const lines = linesOf(view)
  return (
    <>
      <p className="satisfied__ends" aria-hidden="true">
        <span>1 very poor</span>
        <span>5 very good</span>
      </p>
      <ul className="satisfied">
        {lines.map(({ id, name, says, mean, isOwn }) => (
          <li key={id}>
            <span className="satisfied__name">
              {name}
              <small>{says}</small>
            </span>
            <span className="satisfied__line" aria-hidden="true">
              <span
                className={isOwn ? 'satisfied__mark satisfied__mark--own' : 'satisfied__mark'}
                style={{ left: `${place(mean)}%` }}
              />
            </span>
            <span className="satisfied__mean">{isOwn ? mean.toFixed(2) : mean.toFixed(1)}</span>
          </li>
        ))}
      </ul>
      <Unrated view={view} />
    </>
  )
}

const Own = ({ view }: { view: SatisfactionView }) => (
  <ul className="govuk-list">
    {view.own.map(({ id, name, suppliers, ratings, mean }) => (
      <li key={id}>
        <strong>{name}</strong>: {counted(suppliers, 'supplier')},{' '}
        {mean === undefined
          ? 'no overall ratings yet'
          : `${mean.toFixed(2)} of 5 from ${counted(ratings, 'overall rating')}`}
        .
      </li>
    ))}
  </ul>
)

/** The reader's authorities that do not count yet, and what would make them. */
function Unrated({ view: { own, fewestRatings } }: { view: SatisfactionView }) {
  const short = own.filter(({ ratings }) => ratings < fewestRatings)
  if (short.length === 0) return null
  return (
    <p className="govuk-body">
      {short
        .map(({ name, ratings }) => `${name} has given ${counted(ratings, 'overall rating')}`)
        .join(', and ')}
      {short.length === 1 ? ' and counts' : '; each counts'} from {fewestRatings} up.{' '}
      <Link className="govuk-link" to="/our/ratings">
        Rate your vendors
      </Link>
    </p>
  )
}

function tableOf({ bands, rest, whole, own, correlation }: SatisfactionView) {
  const line = (kind: string, name: string, n: string | number, ...values: (string | number)[]) => [
    name,
    kind,
    n,
    ...values,
    ...Array<string>(5 - values.length).fill('–'),
  ]
  const coefficient = (name: string, n: number, one: Coefficient) =>
    line('Coefficient', name, n, '–', coefficientOf(one), chanceOf(one), ...bounds(one))
  return {
    head: ['What', 'Kind', 'Councils', 'Mean, 1 to 5', 'Coefficient', 'p, two-sided', '95% from', '95% to'],
    rows: [
      ...bands.map(({ band, n, mean }) => line('By number of suppliers', inBand(band), n, mean.toFixed(1))),
      ...(rest ? [line('By number of suppliers', 'Any other number', rest.n, rest.mean.toFixed(1))] : []),
      ...(whole ? [line('All together', 'All together', whole.n, whole.mean.toFixed(1))] : []),
      ...own.flatMap(({ name, suppliers, mean }) =>
        mean === undefined
          ? []
          : [line('Your own', `${name}, ${counted(suppliers, 'supplier')}`, 1, mean.toFixed(2))],
      ),
      ...(correlation
        ? [
            coefficient('Pearson', correlation.n, correlation.pearson),
            coefficient('Spearman', correlation.n, correlation.spearman),
          ]
        : []),
    ],
    numeric: [2, 3, 4, 5, 6, 7],
  }
}

const bounds = ({ lower, upper, value, isBeyond }: Coefficient) =>
  isBeyond ? (value < 0 ? ['−1.00', signed(upper)] : [signed(lower), '1.00']) : [signed(lower), signed(upper)]

/** Whether the two go together, as far as it can be said. */
function GoTogether({ view: { correlation, fewestCorrelated, scope, asAt } }: { view: SatisfactionView }) {
  return (
    <section aria-labelledby="link">
      <h2 className="govuk-heading-m" id="link">
        Do the two go together?
      </h2>
      {correlation ? (
        <Coefficients of={correlation} />
      ) : (
        <p className="govuk-body">
          It {asAt ? 'could not' : 'cannot'} be said {within(scope)} {asAt ? 'then' : 'yet'}. A correlation is
          worked out from {fewestCorrelated} councils of a region up that rate and have contracts on the
          register: from fewer it would be worth little, and could give a council away.
        </p>
      )}
      <p className="govuk-body">
        A link does not say that one causes the other: large councils may have more suppliers and also more
        that goes wrong. What was published of 2019 disagrees on whether more suppliers meant more satisfied
        councils or less, so nothing is assumed here; it is worked out from the ratings as they are.
      </p>
    </section>
  )
}

const scale = linear([-1, 1], [0, 100])

function Coefficients({ of }: { of: Correlation }) {
  const { n, regions } = of
  return (
    <>
      <p className="basis">
        Over {counted(n, 'council')}
        {regions > 1 && ` of ${regions} regions, each worked out by itself`} with ratings and contracts, each
        once. −1 would be always fewer, 0 no link, 1 always more.
      </p>
      <ul className="links">
        {(
          [
            ['Pearson', 'along a straight line', of.pearson],
            ['Spearman', 'by rank alone', of.spearman],
          ] as const
        ).map(([name, how, one]) => (
          <li key={name}>
            <span className="links__name">
              {name}
              <small>{how}</small>
            </span>
            <span className="links__line" aria-hidden="true">
              <span
                className="links__reach"
                style={{ left: `${scale(one.lower)}%`, width: `${scale(one.upper) - scale(one.lower)}%` }}
              />
              <span className="links__value" style={{ left: `${scale(one.value)}%` }} />
            </span>
            <span className="links__words">
              <strong>{coefficientOf(one)}</strong>
              <small>95% interval {intervalOf(one)}</small>
              <small>p {chanceOf(one)}, two-sided</small>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
