import { useParams } from 'react-router'
import type { SystemRow, SystemView } from '../../../../functions/schema/view.ts'
import { count, date, sentenceCase } from '../../format.ts'
import { Breadcrumbs, SummaryList } from '../../govuk/index.ts'
import { asAtDay, useAsAt, useStaying } from '../../layout/asAt.ts'
import { AsAt } from './asAt.tsx'
import { BoroughLink, ProductLink, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import { Provenance } from './provenance.tsx'
import { Areas, Contracts, hostingOf } from './rows.tsx'
import { SharedWith } from './sharedWith.tsx'

export default function System() {
  const { id = '' } = useParams()
  const path = asAtDay(`/views/system/${encodeURIComponent(id)}`, useAsAt())
  return (
    <View<SystemView> path={path} key={path}>
      {(view) => <Told view={view} />}
    </View>
  )
}

/** Where it is in its life, in a sentence. */
export function lifeOf({ standing, goesLiveOn, replacedBy, replacedOn, retiredOn }: SystemRow): string {
  if (standing === 'retired') return retiredOn ? `Retired on ${date(retiredOn)}.` : 'Retired.'
  if (standing === 'planned') return goesLiveOn ? `Goes live on ${date(goesLiveOn)}.` : 'Planned.'
  const since = goesLiveOn ? `Live since ${date(goesLiveOn)}.` : 'Live.'
  if (standing === 'live') return since
  const by = replacedBy ? ` by ${replacedBy === 'Being chosen' ? 'one still being chosen' : replacedBy}` : ''
  return `${since} It is being replaced${by}${replacedOn ? `, on ${date(replacedOn)}` : ''}.`
}

const held = (row: SystemRow, field: string, value: string | undefined) =>
  row.heldBack.includes(field) ? 'Held back by the authority' : (value ?? 'Not stated')

const criticalities = ['', '1 of 4, most critical', '2 of 4', '3 of 4', '4 of 4, least critical']

function Told({ view: { system, contracts, cut, asAt } }: { view: SystemView }) {
  const staying = useStaying()
  useTitle(`${system.name}, ${system.authorityName}`)
  const covering = asAt ? 'Contracts that covered it that day' : 'Contracts that cover it'
  const ai = system.aiUse && `${sentenceCase(system.aiUse)}${system.aiPurpose ? `: ${system.aiPurpose}` : ''}`
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Boroughs', href: staying('/boroughs') },
          { text: system.authorityName, href: staying(`/boroughs/${system.authoritySlug}`) },
          { text: system.name },
        ]}
      />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-3">{system.name}</h1>
      <p className="lede">
        A system of <BoroughLink slug={system.authoritySlug} name={system.authorityName} /> for{' '}
        <Areas row={system} />. {lifeOf(system)}
      </p>
      <AsAt />
      <SummaryList
        rows={[
          {
            key: 'Product',
            value:
              system.product && system.productName ? (
                <>
                  {system.productName}.{' '}
                  <ProductLink
                    id={system.product}
                    name={
                      <>
                        Who else runs it<span className="govuk-visually-hidden">: {system.productName}</span>
                      </>
                    }
                  />
                </>
              ) : (
                'Not stated'
              ),
          },
          {
            key: 'Made by',
            value:
              system.maker && system.makerName ? (
                <VendorLink id={system.maker} name={system.makerName} />
              ) : (
                'Not stated'
              ),
          },
          { key: 'Hosting', value: hostingOf(system) },
          {
            key: 'Users',
            value: held(system, 'users', system.users === undefined ? undefined : count(system.users)),
          },
          {
            key: 'Criticality',
            value: held(system, 'criticality', criticalities[system.criticality ?? 0] || undefined),
          },
          { key: 'AI in use', value: held(system, 'aiUse', ai) },
          { key: 'Shared with', value: <SharedWith row={system} /> },
        ]}
      />
      {contracts.length > 0 ? (
        <>
          <Contracts rows={contracts} caption={covering} without={['authority']} />
          {cut && (
            <p className="govuk-body">
              These are the first {count(contracts.length)}; {asAt ? 'more did' : 'more cover it'}. All of its
              authority’s contracts are in the files on{' '}
              <BoroughLink slug={system.authoritySlug} name={`${system.authorityName}’s page`} />.
            </p>
          )}
        </>
      ) : (
        <>
          <h2 className="govuk-heading-m">{covering}</h2>
          <p className="govuk-body">
            No contract on the register {asAt ? 'named this system on that day' : 'names this system'}. Its
            authority’s contracts are on{' '}
            <BoroughLink slug={system.authoritySlug} name={`${system.authorityName}’s page`} />.
          </p>
        </>
      )}
      <Provenance row={system} />
    </>
  )
}
