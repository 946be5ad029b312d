import { lazy, type ReactNode, Suspense } from 'react'
import { useSearchParams } from 'react-router'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import type { BuyTogetherView, CommonStart, OverviewView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import {
  count,
  counted,
  date,
  ofAll,
  pounds,
  poundsRounded,
  quarterOf,
  shortDate,
  shortQuarter,
} from '../../format.ts'
import { Details } from '../../govuk/index.ts'
import { asAtDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { useSession } from '../../session.tsx'
import { AreaFilter } from './areaFilter.tsx'
import { AsAt } from './asAt.tsx'
import { basisAsOf, NothingToShow } from './coverage.tsx'
import { AreaLink, BoroughLink, ContractLink, To, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'

const interest = () => import('../members/interest.tsx')
const AreaInterest = lazy(async () => ({ default: (await interest()).AreaInterest }))
const EveryInterest = lazy(async () => ({ default: (await interest()).EveryInterest }))

/** What members read besides; the public does not even fetch how it is drawn. */
function ForMembers({ children }: { children: ReactNode }) {
  const { person } = useSession()
  if (!person || person.suspended) return null
  return <Suspense>{children}</Suspense>
}

export default function BuyTogether() {
  useTitle('Buy together')
  const scope = useScope()
  const [search] = useSearchParams()
  const area = search.get('area')
  const asAt = useAsAt()
  const path = asAtDay(`/views/buy-together/${scope}/${encodeURIComponent(area ?? '')}`, asAt)
  return (
    <>
      <PageTitle>When councils in {scopeInWords(scope)} could buy together</PageTitle>
      <p className="lede">
        Joint buying stalls when contracts end at different times. Choose a service area to see who can bring
        their contracts to an end together, what each would do, and by when.
      </p>
      <AsAt />
      <div className="filters">
        <AreaFilter whole={false} />
      </div>
      {area ? (
        <View<BuyTogetherView> path={path} key={path}>
          {(view) => (
            <>
              <Groups view={view} />
              <ForMembers>
                {view.asAt ? (
                  <p className="govuk-body">Who is interested is told as it stands today only.</p>
                ) : (
                  <AreaInterest view={view} />
                )}
              </ForMembers>
            </>
          )}
        </View>
      ) : (
        <>
          <View<OverviewView> path={asAtDay(`/views/overview/${scope}`, asAt)}>
            {(view) => <Areas view={view} />}
          </View>
          {!asAt && (
            <ForMembers>
              <EveryInterest scope={scope} />
            </ForMembers>
          )}
        </>
      )}
    </>
  )
}

const areasShown = 15

/** Where most contracts run, to begin with. */
function Areas({ view }: { view: OverviewView }) {
  const areas = view.areas
    .filter(({ id, contracts }) => !id.startsWith('all-') && contracts >= 2)
    .sort((a, b) => b.contracts - a.contracts)
  const [first] = areas
  if (!first) {
    return (
      <NothingToShow basis={basisAsOf(view.coverage.contracts, 'contracts', view.today)}>
        {view.asAt
          ? `No service area ${within(view.scope)} had two running contracts on that day.`
          : `No service area ${within(view.scope)} has two running contracts yet. Groups appear here as contracts are approved.`}
      </NothingToShow>
    )
  }
  return (
    <Figure
      title="Where there is most to buy together"
      basis={`Service areas by running contracts, of those with at least two. ${basisAsOf(view.coverage.contracts, 'contracts', view.today)}`}
      served={asAtDay(`/tables/service-areas/${view.scope.id}`, view.asAt)}
      method={['together', 'live', 'areas']}
    >
      <Bars
        bars={areas.slice(0, areasShown).map(({ id, name, contracts }) => ({
          id,
          name: <To at={`/buy-together?area=${encodeURIComponent(id)}`}>{name}</To>,
          value: contracts,
          text: counted(contracts, 'contract'),
        }))}
      />
      {areas.length > areasShown && (
        <p className="figure__more">
          The {areasShown} largest of {count(areas.length)}: choose any above.
        </p>
      )}
    </Figure>
  )
}

const groupsShown = 3

function Groups({ view }: { view: BuyTogetherView }) {
  const { area, scope, groups, coverage, today } = view
  const [first] = groups
  if (!first) {
    return (
      <NothingToShow basis={basisAsOf(coverage, 'contracts', today)}>
        {view.asAt
          ? `Nobody ${within(scope)} could have bought ${area.name} together on that day.`
          : view.authorities < 2
            ? `${view.authorities === 0 ? 'No council' : 'One council'} ${within(scope)} has a contract for ${area.name} with an end ahead, so there is nobody to buy together with yet.`
            : `None of the ${view.authorities} councils ${within(scope)} with a contract for ${area.name} can bring it to an end together with another within 5 years.`}{' '}
        <To at={`/service-areas/${encodeURIComponent(area.id)}`}>Who runs what for {area.name}</To>
      </NothingToShow>
    )
  }
  return (
    <Figure
      title={`${counted(first.members.length, 'council')} could start together on ${date(first.startsOn)}`}
      basis={
        <>
          For <AreaLink {...area} />, out of {counted(view.authorities, 'council')} with{' '}
          {counted(view.contracts, 'contract')} that can still be ended.{' '}
          {basisAsOf(coverage, 'contracts', today)}
        </>
      }
      served={asAtDay(`/tables/buy-together/${scope.id}?area=${encodeURIComponent(area.id)}`, view.asAt)}
      method={['together', 'value', 'decideBy', 'heldBack']}
    >
      <Starts groups={groups.slice(0, groupsShown)} of={view.authorities} />
      {groups.length > groupsShown && (
        <Details summary={`Show ${counted(groups.length - groupsShown, 'other start')}`}>
          <Starts groups={groups.slice(groupsShown)} of={view.authorities} />
        </Details>
      )}
    </Figure>
  )
}

const Starts = ({ groups, of }: { groups: CommonStart[]; of: number }) => (
  <ol className="together">
    {groups.map((group) => (
      <Group key={group.startsOn} group={group} of={of} />
    ))}
  </ol>
)

function Group({ group, of }: { group: CommonStart; of: number }) {
  const { startsOn, members, annualPounds, membersStatingValue, lostByWaiting } = group
  const value =
    membersStatingValue === 0
      ? 'None of their contracts states a value.'
      : `Together ${poundsRounded(annualPounds)} a year, over the ${ofAll(membersStatingValue, members.length)} that state a value.`
  const lost = lostByWaiting.map(({ name }) => name)
  const waiting =
    lost.length === 0
      ? 'Nobody drops out if everyone waits 3 months.'
      : `If everyone waits 3 months, ${lost.length === members.length ? 'everyone drops' : `${inList(lost)} ${lost.length === 1 ? 'drops' : 'drop'}`} out.`
  return (
    <li>
      <h3 className="govuk-heading-s">
        {date(startsOn)}: {ofAll(members.length, of)} councils
      </h3>
      <p className="together__told">
        {value} {waiting}
      </p>
      <table className="govuk-table stacked">
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {['Council', 'Contract', 'What to do', 'Act by', 'Ends'].map((head) => (
              <th scope="col" className="govuk-table__header" key={head}>
                {head}
              </th>
            ))}
            <th scope="col" className="govuk-table__header govuk-table__header--numeric">
              A year
            </th>
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {members.map(({ authority, contract, supplier, step, actBy, endsOn, about, ...member }) => (
            <tr className="govuk-table__row" key={authority.id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                <BoroughLink {...authority} />
              </th>
              <td className="govuk-table__cell" data-label="Contract">
                <ContractLink id={contract.id} title={contract.name} />
                <span className="aside">
                  <VendorLink {...supplier} />
                </span>
              </td>
              <td className="govuk-table__cell" data-label="What to do">
                {step}
              </td>
              <td className="govuk-table__cell nowrap" data-label="Act by">
                {about ? `about ${shortQuarter(quarterOf(actBy))}` : shortDate(actBy)}
              </td>
              <td className="govuk-table__cell nowrap" data-label="Ends">
                {about ? shortQuarter(quarterOf(endsOn)) : shortDate(endsOn)}
              </td>
              <td className="govuk-table__cell govuk-table__cell--numeric" data-label="A year">
                {member.annualPounds === undefined ? 'Not stated' : pounds(member.annualPounds)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </li>
  )
}

const inList = (names: string[]) =>
  names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
