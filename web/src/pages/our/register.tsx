import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Proposal } from '../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import { Anchor, Button, ButtonLink, Input, Tag } from '../../govuk/index.ts'
import { counted, dateWords, kindWords, poundsWords, titleOf } from '../fields.ts'
import { isDue } from './freshness.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { type Register, service } from './service.ts'
import { proposed } from './typed.ts'

const shownAtFirst = 100

export function RegisterPage({ kind }: { kind: RecordKind }) {
  const { many } = kindWords[kind]
  const title = `Our ${many}`
  return (
    <OurPage title={title} crumbs={[{ text: title }]}>
      {(place) => <Told place={place} kind={kind} key={place.authority.id} />}
    </OurPage>
  )
}

type Line = {
  id: string
  record: RegisterRecord | undefined
  proposal: Proposal | undefined
  title: string
  words: string
}

function linesOf(kind: RecordKind, { records, proposals }: Register, vendor: (id: string) => string): Line[] {
  const byId = new Map<string, Line>()
  const words = (values: Record<string, unknown>) =>
    [values.supplier, values.maker].flatMap((id) => (typeof id === 'string' ? vendor(id) : [])).join(' ')
  for (const record of records) {
    const values = { ...record } as Record<string, unknown>
    byId.set(record.id, {
      id: record.id,
      record,
      proposal: undefined,
      title: titleOf(kind, values),
      words: words(values),
    })
  }
  for (const proposal of proposals) {
    const record = byId.get(proposal.recordId)?.record
    const values = proposed(record ?? null, proposal.values)
    byId.set(proposal.recordId, {
      id: proposal.recordId,
      record,
      proposal,
      title: titleOf(kind, values),
      words: words(values),
    })
  }
  return [...byId.values()].sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
}

function State({ line: { record, proposal } }: { line: Line }) {
  if (proposal?.outcome === 'sent') return <Tag colour="turquoise">With LOTI</Tag>
  if (proposal && proposal.comments.length > 0) return <Tag colour="orange">Returned</Tag>
  if (proposal) return <Tag colour="yellow">{record ? 'Draft change' : 'Draft'}</Tag>
  if (record?.retiredOn && record.retiredOn <= new Date().toISOString().slice(0, 10))
    return <Tag colour="grey">Retired</Tag>
  return 'Published'
}

const shows = {
  all: { text: 'All', holds: () => true },
  drafts: {
    text: 'Drafts',
    holds: ({ proposal }: Line) => proposal !== undefined && proposal.outcome !== 'sent',
  },
  sent: { text: 'With LOTI', holds: ({ proposal }: Line) => proposal?.outcome === 'sent' },
  due: { text: 'Not confirmed lately', holds: ({ record }: Line) => record !== undefined && isDue(record) },
} as const
type Shown = keyof typeof shows
const isShown = (asked: string | null): asked is Shown => asked !== null && asked in shows

function Told({ place, kind }: { place: Place; kind: RecordKind }) {
  const { authority, to } = place
  const words = kindWords[kind]
  const loaded = useLoaded(() => service.register(authority.id, kind), `${kind} ${authority.id}`)
  const lists = useLists()
  const [search, setSearch] = useSearchParams()
  const sought = search.get('q') ?? ''
  const asked = search.get('show')
  const show: Shown = isShown(asked) ? asked : 'all'
  const [all, setAll] = useState(false)
  const address = (change: Partial<Record<'q' | 'show', string>>) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    return next
  }
  return (
    <>
      <h1 className="govuk-heading-l">
        {authority.name}’s {words.many}
      </h1>
      <Show of={loaded}>
        {(register) => {
          const names = lists.value ? namesFrom(lists.value) : undefined
          const lines = linesOf(kind, register, names?.vendor ?? ((id) => id))
          const wanted = sought.trim().toLowerCase()
          const found = lines.filter(
            (line) => shows[show].holds(line) && `${line.title} ${line.words}`.toLowerCase().includes(wanted),
          )
          const listed = all || wanted ? found : found.slice(0, shownAtFirst)
          if (lines.length === 0) {
            return (
              <>
                <p className="lede">
                  No {words.many} yet.{' '}
                  {kind === 'contract'
                    ? 'The quickest start is to import your contract register.'
                    : 'Add what your authority runs; the name and what it is for are enough to begin with.'}
                </p>
                <div className="actions-row">
                  {kind === 'contract' && (
                    <ButtonLink href={to('/our/import')}>Import a contract register</ButtonLink>
                  )}
                  <ButtonLink
                    href={to(`/our/${words.path}/new`)}
                    {...(kind === 'contract' && { className: 'govuk-button--secondary' })}
                  >
                    Add a {words.one}
                  </ButtonLink>
                </div>
              </>
            )
          }
          return (
            <>
              <div className="list-tools">
                <Input
                  name="sought"
                  label={`Find among ${counted(lines.length, words.one)}`}
                  value={sought}
                  onChange={(event) =>
                    setSearch(address({ q: event.target.value }), { replace: true, preventScrollReset: true })
                  }
                  type="search"
                  autoComplete="off"
                />
                <ButtonLink href={to(`/our/${words.path}/new`)}>Add a {words.one}</ButtonLink>
              </div>
              <nav aria-label={`Which ${words.many} to show`}>
                <ul className="switch">
                  {Object.entries(shows).map(([name, { text, holds }]) => {
                    const count = lines.filter(holds).length
                    if (count === 0 && name !== show && name !== 'all') return null
                    return (
                      <li key={name}>
                        <Anchor
                          className="govuk-link govuk-link--no-visited-state"
                          href={`?${address({ show: name === 'all' ? '' : name })}`}
                          aria-current={name === show ? 'true' : undefined}
                        >
                          {text} ({count})
                        </Anchor>
                      </li>
                    )
                  })}
                </ul>
              </nav>
              <p className="govuk-visually-hidden" role="status">
                {counted(found.length, words.one)} shown
              </p>
              {found.length === 0 ? (
                <p className="govuk-body">
                  {wanted ? 'Nothing here is called that. Try fewer letters.' : 'Nothing here at the moment.'}
                </p>
              ) : (
                <Lines kind={kind} lines={listed} to={to} />
              )}
              {listed.length < found.length && (
                <Button type="button" className="govuk-button--secondary" onClick={() => setAll(true)}>
                  Show all {found.length}
                </Button>
              )}
            </>
          )
        }}
      </Show>
    </>
  )
}

function Lines({ kind, lines, to }: { kind: RecordKind; lines: Line[]; to: Place['to'] }) {
  const words = kindWords[kind]
  const isContract = kind === 'contract'
  const header = (text: string, isNumber = false) => (
    <th scope="col" className={`govuk-table__header${isNumber ? ' govuk-table__header--numeric' : ''}`}>
      {text}
    </th>
  )
  return (
    <table className="govuk-table stacked register">
      <caption className="govuk-visually-hidden">{words.many}, by name</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {header(isContract ? 'Contract' : 'System')}
          {header(isContract ? 'Supplier' : 'Made by')}
          {isContract && header('Each year', true)}
          {isContract && header('Term ends')}
          {header('Last confirmed')}
          {header('State')}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {lines.map((line) => {
          const { record } = line
          const contract = record?.kind === 'contract' ? record : undefined
          const confirmedAt = record?.provenance.confirmedAt
          return (
            <tr className="govuk-table__row" key={line.id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere">
                <Anchor className="govuk-link" href={to(`/our/${words.path}/${line.id}`)}>
                  {line.title}
                </Anchor>
              </th>
              <td className="govuk-table__cell" data-label={isContract ? 'Supplier' : 'Made by'}>
                {line.words || <span className="not-stated">Not stated</span>}
              </td>
              {isContract && (
                <td className="govuk-table__cell govuk-table__cell--numeric" data-label="Each year">
                  {contract?.annualPounds === undefined ? (
                    <span className="not-stated">Not stated</span>
                  ) : (
                    poundsWords(contract.annualPounds)
                  )}
                </td>
              )}
              {isContract && (
                <td className="govuk-table__cell nowrap" data-label="Term ends">
                  {contract?.endsOn ? (
                    dateWords(contract.endsOn, { short: true })
                  ) : (
                    <span className="not-stated">Not stated</span>
                  )}
                </td>
              )}
              <td className="govuk-table__cell nowrap" data-label="Last confirmed">
                {!record ? (
                  <>
                    <span aria-hidden="true">–</span>
                    <span className="govuk-visually-hidden">Not published yet</span>
                  </>
                ) : (
                  <>
                    {confirmedAt ? dateWords(confirmedAt, { short: true }) : 'Never'}
                    {isDue(record) && <span className="due">Due</span>}
                  </>
                )}
              </td>
              <td className="govuk-table__cell nowrap">
                <State line={line} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
