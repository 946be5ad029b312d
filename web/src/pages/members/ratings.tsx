import { Link, useSearchParams } from 'react-router'
import type { RatedVendor, RatingFigure, RatingsView } from '../../../../functions/schema/membersView.ts'
import {
  type Dimension,
  dimensions,
  type RaterRole,
  raterRoles,
} from '../../../../functions/schema/rating.ts'
import type { Coverage } from '../../../../functions/schema/view.ts'
import { Figure } from '../../charts/figure.tsx'
import { Scroll } from '../../charts/scroll.tsx'
import { step } from '../../charts/step.ts'
import { counted, date, percent } from '../../format.ts'
import { Anchor } from '../../govuk/index.ts'
import { asAtDay, fileOfDay, inThePast, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, useScoped } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { basisOf, NothingToShow } from '../public/coverage.tsx'
import { View } from '../public/loading.tsx'
import { Switch } from '../public/switch.tsx'
import { dimensionWords } from '../ratingWords.ts'
import { MembersPage, Withheld } from './membersPage.tsx'
import { coefficientOf, linkIn } from './satisfactionWords.ts'
import { Scale, ScaleHead } from './scale.tsx'

export default function RatingsPage() {
  const scope = useScope()
  const asAt = useAsAt()
  const path = asAtDay(`/members/ratings/${scope}`, asAt)
  return (
    <MembersPage title="Ratings">
      {(reader) => (
        <>
          <PageTitle>What councils think of their vendors</PageTitle>
          {reader.editorOf.length > 0 && !asAt && (
            <p className="govuk-body">
              <Anchor className="govuk-link" href="/our/ratings">
                Rate your own vendors
              </Anchor>
            </p>
          )}
          <AsAt isTold />
          <View<RatingsView> path={path}>{(view) => <Told view={view} />}</View>
        </>
      )}
    </MembersPage>
  )
}

/** How many have rated is withheld as figures are, and can be while there are some. */
const basisOfRatings = (coverage: Coverage) =>
  coverage.reporting === 0
    ? 'How many councils have rated cannot be told yet without giving fewer than 3 away.'
    : basisOf(coverage, 'ratings')

/** What the vendors are set side by: a question, or the first of them as one role answers it. */
type By = Dimension | RaterRole

const byOf = (asked: string | null): By =>
  [...dimensions, ...raterRoles].find((one) => one === asked) ?? 'overall'
const isRole = (by: By): by is RaterRole => raterRoles.some((role) => role === by)

const figureOf = (vendor: RatedVendor, by: By): RatingFigure | undefined =>
  isRole(by) ? vendor.roles.find(({ role }) => role === by) : vendor.figures[by]

const asSeenBy: Record<RaterRole, string> = {
  IT: 'as IT sees it',
  service: 'as the service sees it',
  procurement: 'as procurement sees it',
}
const titleOf = (by: By) => (isRole(by) ? `Overall, ${asSeenBy[by]}` : dimensionWords[by].title)
const asksOf = (by: By) => dimensionWords[isRole(by) ? 'overall' : by].asks

function Told({ view }: { view: RatingsView }) {
  const scoped = useScoped()
  const [search] = useSearchParams()
  const by = byOf(search.get('by'))
  const { vendors, coverage } = view
  if (vendors.length === 0) {
    return (
      <NothingToShow basis={`${basisOfRatings(coverage)} As of ${date(view.today)}.`}>
        {view.asAt
          ? 'No vendor could be shown by then, or what was told was not kept yet.'
          : 'No vendor can be shown yet. Each appears here as soon as three councils have rated it.'}
      </NothingToShow>
    )
  }
  const of = (vendor: RatedVendor) => figureOf(vendor, by)
  const is = view.asAt ? 'was' : 'is'
  const shown = vendors
    .flatMap((vendor) => {
      const figure = of(vendor)
      return figure ? [{ vendor, figure }] : []
    })
    .sort((a, b) => b.figure.mean - a.figure.mean || a.vendor.name.localeCompare(b.vendor.name, 'en-GB'))
  const [best] = shown
  const worst = shown.at(-1)
  return (
    <>
      <Switch
        name="by"
        label="What vendors are rated on"
        ways={[...dimensions, ...raterRoles.filter((role) => vendors.some((one) => figureOf(one, role)))].map(
          (value) => ({ value, text: titleOf(value) }),
        )}
        chosen={by}
      />
      <Figure
        title={
          best && worst && best !== worst
            ? `${best.vendor.name} ${is} rated highest, at ${best.figure.mean.toFixed(1)} of 5, and ${worst.vendor.name} lowest, at ${worst.figure.mean.toFixed(1)}`
            : best
              ? `${best.vendor.name} ${is} rated ${best.figure.mean.toFixed(1)} of 5`
              : 'Too few councils have rated any vendor to show it'
        }
        basis={`${titleOf(by)}: ${asksOf(by)} ${counted(shown.length, 'vendor')} with ratings from at least 3 councils; vendors that fewer have rated are not listed. ${basisOfRatings(coverage)} As of ${date(view.today)}.`}
        file={fileOfDay(`ratings-${by}`, view.asAt)}
        table={{
          head: ['Vendor', 'Mean', 'Spread', 'Councils', 'Say 1', 'Say 2', 'Say 3', 'Say 4', 'Say 5'],
          rows: [
            ...shown.map(({ vendor, figure }) => [
              vendor.name,
              figure.mean.toFixed(1),
              figure.spread.toFixed(1),
              figure.n,
              ...figure.counts,
            ]),
            ...vendors
              .filter((vendor) => !of(vendor))
              .map(({ name }) => [name, ...Array<string>(8).fill('fewer than 3')]),
          ],
          numeric: [1, 2, 3, 4, 5, 6, 7, 8],
        }}
        method={['ratings', 'reporting']}
      >
        {shown.length > 0 && <ScaleHead />}
        <ol className="scales">
          {shown.map(({ vendor, figure }) => (
            <li key={vendor.id}>
              <span className="scales__name">
                <Link
                  className="govuk-link govuk-link--no-visited-state"
                  to={inThePast(`/members/ratings/${vendor.id}`, view.asAt)}
                >
                  {vendor.name}
                </Link>
              </span>
              <Scale figure={figure} />
            </li>
          ))}
        </ol>
      </Figure>
      <Everything vendors={vendors} view={view} />
      {view.correlation && (
        <p className="govuk-body">
          {linkIn(view.correlation)} (Pearson’s coefficient {coefficientOf(view.correlation.pearson)}).{' '}
          <Link className="govuk-link" to={scoped(inThePast('/members/satisfaction', view.asAt))}>
            Suppliers and satisfaction
          </Link>
        </p>
      )}
    </>
  )
}

function Everything({ vendors, view }: { vendors: RatedVendor[]; view: RatingsView }) {
  const again = vendors.flatMap(({ buyAgain }) => buyAgain ?? [])
  const yes = again.reduce((sum, one) => sum + one.yes, 0)
  const asked = again.reduce((sum, one) => sum + one.n, 0)
  return (
    <Figure
      title={
        asked > 0
          ? `Councils ${view.asAt ? 'said they would' : 'would'} buy again in ${percent(yes / asked)} of cases`
          : 'Every question, vendor by vendor'
      }
      basis={`Mean of 1 to 5 by question, and the share who would buy again. ${basisOfRatings(view.coverage)} As of ${date(view.today)}.`}
      file={fileOfDay('ratings', view.asAt)}
      table={{
        head: [
          'Vendor',
          ...dimensions.flatMap((one) => [
            dimensionWords[one].title,
            `${dimensionWords[one].title}: councils`,
          ]),
          'Would buy again',
          'Asked',
        ],
        rows: vendors.map(({ name, figures, buyAgain }) => [
          name,
          ...dimensions.flatMap((one) => {
            const figure = figures[one]
            return figure ? [figure.mean.toFixed(1), figure.n] : ['fewer than 3', 'fewer than 3']
          }),
          buyAgain?.yes ?? 'fewer than 3',
          buyAgain?.n ?? 'fewer than 3',
        ]),
        numeric: Array.from({ length: 2 * dimensions.length + 2 }, (_, index) => index + 1),
      }}
      method={['ratings', 'reporting']}
    >
      <Scroll label="Means by vendor and question">
        <table className="matrix matrix--ratings">
          <thead>
            <tr>
              <th scope="col">Vendor</th>
              {dimensions.map((dimension) => (
                <th scope="col" key={dimension}>
                  {dimensionWords[dimension].title}
                </th>
              ))}
              <th scope="col">Would buy again</th>
            </tr>
          </thead>
          <tbody>
            {vendors.map(({ id, name, figures, buyAgain }) => (
              <tr key={id}>
                <th scope="row">
                  <Link
                    className="govuk-link govuk-link--no-visited-state"
                    to={inThePast(`/members/ratings/${id}`, view.asAt)}
                  >
                    {name}
                  </Link>
                </th>
                {dimensions.map((dimension) => {
                  const figure = figures[dimension]
                  return figure ? (
                    <td key={dimension} style={stepOf(figure.mean)}>
                      {figure.mean.toFixed(1)}
                      <small>of {figure.n}</small>
                    </td>
                  ) : (
                    <td key={dimension} className="is-withheld">
                      <Withheld />
                    </td>
                  )
                })}
                {buyAgain ? (
                  <td>
                    {buyAgain.yes}
                    <small>of {buyAgain.n}</small>
                  </td>
                ) : (
                  <td className="is-withheld">
                    <Withheld />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Figure>
  )
}

/** From 1, the least, to 5. */
const stepOf = (mean: number) => step(Math.min(3, Math.max(0, Math.floor(mean - 1))))
