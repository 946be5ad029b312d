import { useParams } from 'react-router'
import type {
  NamedRating,
  RatedVendor,
  RatingFigure,
  VendorRatingsView,
} from '../../../../functions/schema/membersView.ts'
import { dimensions } from '../../../../functions/schema/rating.ts'
import { Figure } from '../../charts/figure.tsx'
import { counted, date, percent } from '../../format.ts'
import { Anchor, Breadcrumbs } from '../../govuk/index.ts'
import { asAtDay, fileOfDay, inThePast, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, useScoped, within } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { View } from '../public/loading.tsx'
import { dimensionWords, roleWords } from '../ratingWords.ts'
import { MembersPage, Withheld } from './membersPage.tsx'
import { RatingTrend } from './ratingTrend.tsx'
import { Scale, ScaleHead } from './scale.tsx'

export default function VendorRatingsPage() {
  const { vendor = '' } = useParams()
  const scope = useScope()
  const path = asAtDay(`/members/ratings/${scope}/${encodeURIComponent(vendor)}`, useAsAt())
  return (
    <MembersPage title="Ratings of a vendor">
      {(reader) => (
        <View<VendorRatingsView> path={path}>
          {(view) => <Told view={view} mayRate={reader.editorOf.length > 0} />}
        </View>
      )}
    </MembersPage>
  )
}

function Told({
  view: { vendor, trend, named, own, scope, under, today, asAt },
  mayRate,
}: {
  view: VendorRatingsView
  mayRate: boolean
}) {
  const { overall } = vendor.figures
  const lines = dimensions.map((dimension) => ({ dimension, figure: vendor.figures[dimension] }))
  const cells = (figure: RatingFigure | undefined) =>
    figure
      ? [figure.mean.toFixed(1), figure.spread.toFixed(1), figure.n, ...figure.counts]
      : Array<string>(8).fill('fewer than 3')
  const scoped = useScoped()
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Ratings', href: scoped(inThePast('/members/ratings', asAt)) },
          { text: vendor.name },
        ]}
      />
      <PageTitle>{vendor.name}</PageTitle>
      <AsAt isTold />
      <Figure
        title={
          overall
            ? `Councils ${asAt ? 'rated' : 'rate'} ${vendor.name} ${overall.mean.toFixed(1)} of 5`
            : `Too few councils ${asAt ? 'had' : 'have'} rated ${vendor.name} to show what they ${asAt ? 'said' : 'say'}`
        }
        basis={`Out of ${scope.authorities} councils ${within(scope)}, ${
          under ? `each once under each of its names: ${under.join(', ')}` : 'each once'
        }.${vendor.buyAgain ? '' : ' Whether they would buy again is withheld: fewer than 3 have said.'} As of ${date(today)}.`}
        file={fileOfDay(`ratings-${vendor.id}`, asAt)}
        table={{
          head: ['Question', 'Mean', 'Spread', 'Councils', 'Say 1', 'Say 2', 'Say 3', 'Say 4', 'Say 5'],
          rows: [
            ...lines.map(({ dimension, figure }) => [dimensionWords[dimension].title, ...cells(figure)]),
            ...vendor.roles.map((figure) => [
              `Overall, as ${roleWords[figure.role].toLowerCase().replace(/^it$/, 'IT')} sees it`,
              ...cells(figure),
            ]),
            ...(vendor.buyAgain
              ? [
                  [
                    'Would buy again',
                    vendor.buyAgain.yes,
                    '–',
                    vendor.buyAgain.n,
                    ...Array<string>(5).fill('–'),
                  ],
                ]
              : []),
          ],
          numeric: [1, 2, 3, 4, 5, 6, 7, 8],
        }}
        method={['ratings']}
      >
        {Object.keys(vendor.figures).length > 0 && <ScaleHead />}
        <ol className="scales">
          {lines.map(({ dimension, figure }) => (
            <li key={dimension}>
              <span className="scales__name">{dimensionWords[dimension].title}</span>
              {figure ? (
                <Scale figure={figure} />
              ) : (
                <span className="scale scale--withheld is-withheld">
                  <Withheld />
                </span>
              )}
            </li>
          ))}
          {vendor.buyAgain && (
            <li>
              <span className="scales__name">Would buy again</span>
              <BuyAgain {...vendor.buyAgain} />
            </li>
          )}
        </ol>
      </Figure>
      {!asAt && <RatingTrend vendor={vendor} trend={trend} today={today} />}
      <ByRole vendor={vendor} />
      {!asAt && <SaidByName own={own} named={named} mayRate={mayRate} />}
    </>
  )
}

/** What the reader's own authority says, and what others do under their name: told of today alone. */
function SaidByName({
  own,
  named,
  mayRate,
}: Pick<VendorRatingsView, 'own' | 'named'> & { mayRate: boolean }) {
  return (
    <>
      <section aria-labelledby="own">
        <h2 className="govuk-heading-m" id="own">
          What your authority says
        </h2>
        {own.length === 0 ? (
          <p className="govuk-body">Nothing yet.</p>
        ) : (
          own.map((rating) => <Said key={`${rating.authority.id} ${rating.product}`} rating={rating} />)
        )}
        {mayRate && (
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/our/ratings">
              {own.length === 0 ? 'Rate your vendors' : 'Change your ratings'}
            </Anchor>
          </p>
        )}
      </section>
      <section aria-labelledby="named">
        <h2 className="govuk-heading-m" id="named">
          What councils say by name
        </h2>
        {named.length === 0 ? (
          <p className="govuk-body">
            No other council shows its name here, or could without giving away what the others say.
          </p>
        ) : (
          named.map((rating) => <Said key={`${rating.authority.id} ${rating.product}`} rating={rating} />)
        )}
      </section>
    </>
  )
}

/** How many would buy again, as a bar as long as the scales above it. */
const BuyAgain = ({ n, yes }: { n: number; yes: number }) => (
  <span className="scale">
    <span className="scale__bar" aria-hidden="true">
      <span style={{ width: percent(yes / n) }} />
    </span>
    <span className="scale__words">
      <strong>{yes}</strong> of {counted(n, 'council')}
    </span>
  </span>
)

/** The same question as those who speak for different parts of a council see it. */
function ByRole({ vendor }: { vendor: RatedVendor }) {
  if (vendor.roles.length === 0) return null
  return (
    <section aria-labelledby="by-role" className="by-role">
      <h2 className="govuk-heading-m" id="by-role">
        Overall, by whose view it is
      </h2>
      <ScaleHead />
      <ol className="scales">
        {vendor.roles.map((figure) => (
          <li key={figure.role}>
            <span className="scales__name">{roleWords[figure.role]}</span>
            <Scale figure={figure} />
          </li>
        ))}
      </ol>
      <p className="govuk-body-s by-role__note">
        Other roles cannot be told apart without giving away fewer than 3 councils.
      </p>
    </section>
  )
}

function Said({ rating }: { rating: NamedRating }) {
  const { authority, product, comment, wouldBuyAgain, raterRole, confirmedOn } = rating
  const answers = dimensions.flatMap((dimension) => {
    const score = rating[dimension]
    return score === undefined
      ? []
      : [
          {
            title: dimensionWords[dimension].title,
            says: typeof score === 'number' ? `${score} of 5` : 'Can’t say',
          },
        ]
  })
  return (
    <article className="said">
      <h3 className="govuk-heading-s">
        {authority.name}
        {product && `, of ${product}`}
      </h3>
      <p className="basis">
        {[raterRole && `${roleWords[raterRole]}’s view`, confirmedOn && `confirmed ${date(confirmedOn)}`]
          .filter(Boolean)
          .join(', ')}
      </p>
      <dl>
        {answers.map(({ title, says }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{says}</dd>
          </div>
        ))}
        {wouldBuyAgain !== undefined && (
          <div>
            <dt>Would buy again</dt>
            <dd>{wouldBuyAgain ? 'Yes' : 'No'}</dd>
          </div>
        )}
      </dl>
      {comment && <blockquote>{comment}</blockquote>}
    </article>
  )
}
