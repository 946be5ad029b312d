import { useParams } from 'react-router'
import { decisionSentences } from '../../../../functions/domain/decisionWords.ts'
import type { ContractRow, ContractView, NamedSystems } from '../../../../functions/schema/view.ts'
import { addressesOf, get } from '../../api.ts'
import { ReachBar } from '../../charts/reachBar.tsx'
import { counted, date, pounds, quarter, sentenceCase } from '../../format.ts'
import { Breadcrumbs, SummaryList } from '../../govuk/index.ts'
import { asAtDay, useAsAt, useStaying } from '../../layout/asAt.ts'
import { AsAt } from './asAt.tsx'
import { attention } from './decision.ts'
import { BoroughLink, To, VendorLink } from './links.tsx'
import { useTitle, View } from './loading.tsx'
import { Provenance } from './provenance.tsx'
import { Areas, amountOf, Systems } from './rows.tsx'
import { SharedWith } from './sharedWith.tsx'

export default function Contract() {
  const { id = '' } = useParams()
  const path = asAtDay(`/views/contract/${encodeURIComponent(id)}`, useAsAt())
  return (
    <View<ContractView> path={path} key={path}>
      {(view) => <Told view={view} />}
    </View>
  )
}

function Told({ view: { contract, today, asAt } }: { view: ContractView }) {
  const staying = useStaying()
  const { decision } = contract
  useTitle(`${contract.title}, ${contract.authorityName}`)
  const level = attention(decision.state)
  const sentences = decisionSentences(contract)
  return (
    <>
      <Breadcrumbs
        items={[
          { text: 'Boroughs', href: staying('/boroughs') },
          { text: contract.authorityName, href: staying(`/boroughs/${contract.authoritySlug}`) },
          { text: contract.title },
        ]}
      />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-3">{contract.title}</h1>
      <p className="lede">
        A contract of <BoroughLink slug={contract.authoritySlug} name={contract.authorityName} /> with{' '}
        <VendorLink id={contract.supplier} name={contract.supplierName} />
        {contract.areas.length > 0 && (
          <>
            , for <Areas row={contract} />
          </>
        )}
        .
      </p>
      <AsAt />
      <section aria-labelledby="decision" className={`decision${level ? ` decision--${level}` : ''}`}>
        <h2 className="govuk-heading-m" id="decision">
          {decision.decideBy ? `Decide by ${date(decision.decideBy)}` : 'No day to decide by'}
        </h2>
        {sentences.map((sentence) => (
          <p className="govuk-body" key={sentence}>
            {sentence}
          </p>
        ))}
        <ReachBar decision={decision} today={today} todayWords={asAt && 'That day'} />
        <p className="govuk-body govuk-!-margin-bottom-0">
          <To at="/about#decideBy">How the day is worked out</To>
        </p>
      </section>
      <Facts contract={contract} />
      {contract.systems.length > 0 && <Covered ids={contract.systems} asAt={asAt} />}
      <Notices contract={contract} />
      <Provenance row={contract} />
    </>
  )
}

const stated = (value: string | undefined) => value ?? 'Not stated'
const months = (value: number | undefined) => (value === undefined ? undefined : counted(value, 'month'))
const heldAmount = (contract: ContractRow) => contract.heldBack.some((field) => field.endsWith('Pounds'))

const renewals: Record<ContractRow['renewal'], string> = {
  ends: 'Ends',
  'rolls over': 'Rolls over',
  'by option': 'By taking an option',
}

function Facts({ contract }: { contract: ContractRow }) {
  const { options, optionsUsed = 0, renewal, rollMonths } = contract
  const dayOr = (on: string | undefined, inQuarter: string | undefined) =>
    on ? date(on) : inQuarter ? `${quarter(inQuarter)}; the day is held back` : 'Not stated'
  return (
    <SummaryList
      rows={[
        { key: 'Reference', value: stated(contract.reference) },
        { key: 'Starts on', value: dayOr(contract.startsOn, contract.startsQuarter) },
        { key: 'Term ends on', value: dayOr(contract.endsOn, contract.endsQuarter) },
        {
          key: 'Extension options left',
          value:
            options.length === 0
              ? 'None stated'
              : options.map((one) => counted(one, 'month')).join(', then '),
        },
        ...(optionsUsed > 0 ? [{ key: 'Options used already', value: String(optionsUsed) }] : []),
        { key: 'Notice period', value: stated(months(contract.noticeMonths)) },
        {
          key: 'At the end of the term',
          value: `${renewals[renewal]}${renewal === 'rolls over' && rollMonths ? `, ${counted(rollMonths, 'month')} at a time` : ''}`,
        },
        ...(contract.stillUsed ? [{ key: 'After its end', value: 'Still used' }] : []),
        { key: 'Pounds a year', value: amountOf(contract) },
        {
          key: 'Whole-life value',
          value: heldAmount(contract)
            ? 'Held back'
            : contract.wholeLifePounds === undefined
              ? 'Not stated'
              : pounds(contract.wholeLifePounds),
        },
        {
          key: 'Route to market',
          value: `${contract.route === 'unknown' ? 'Not stated' : sentenceCase(contract.route)}${contract.framework ? `: ${contract.framework}` : ''}`,
        },
        ...(contract.department ? [{ key: 'Department', value: contract.department }] : []),
        ...(contract.description ? [{ key: 'Description', value: contract.description }] : []),
        { key: 'Shared with', value: <SharedWith row={contract} /> },
      ]}
    />
  )
}

/** Systems by their ids, as at a day where there is one, asked for in as many addresses as it takes. */
export async function namedSystems(ids: string[], asAt?: string): Promise<NamedSystems> {
  const addresses = addressesOf('/views/named-systems', 'id', ids)
  const answers = await Promise.all(addresses.map((one) => get<NamedSystems>(asAtDay(one, asAt))))
  return { systems: answers.flatMap(({ systems }) => systems) }
}

function Covered({ ids, asAt }: { ids: string[]; asAt: string | undefined }) {
  return (
    <View<NamedSystems>
      path={`/views/named-systems ${asAt ?? ''} ${ids.join(' ')}`}
      ask={() => namedSystems(ids, asAt)}
    >
      {({ systems }) =>
        systems.length === 0 ? null : (
          <Systems
            rows={systems}
            caption={asAt ? 'Systems it covered that day' : 'Systems it covers'}
            without={['authority']}
          />
        )
      }
    </View>
  )
}

function Notices({ contract: { notices, cpvCodes } }: { contract: ContractRow }) {
  if (notices.length + cpvCodes.length === 0) return null
  return (
    <section aria-labelledby="notices">
      <h2 className="govuk-heading-m" id="notices">
        Published notices
      </h2>
      {notices.length > 0 && (
        <ul className="govuk-list">
          {notices.map(({ ocid, noticeId, service, url }) => (
            <li key={url ?? noticeId ?? ocid}>
              {url ? (
                <a className="govuk-link" href={url}>
                  {service ?? 'Notice'} {noticeId ?? ocid ?? ''}
                </a>
              ) : (
                `${service ?? 'Notice'} ${noticeId ?? ocid ?? ''}`
              )}
            </li>
          ))}
        </ul>
      )}
      {cpvCodes.length > 0 && <p className="govuk-body">Subject codes (CPV): {cpvCodes.join(', ')}</p>}
    </section>
  )
}
