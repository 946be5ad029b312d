import { useState } from 'react'
import type { Proposal } from '../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import { Anchor, Button, ButtonLink, Input, Tag } from '../../govuk/index.ts'
import { counted, dateWords, instantWords, kindWords, titleOf } from '../fields.ts'
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
  return <Tag colour="green">Published</Tag>
}

function Told({ place, kind }: { place: Place; kind: RecordKind }) {
  const { authority, to } = place
  const words = kindWords[kind]
  const loaded = useLoaded(() => service.register(authority.id, kind), `${kind} ${authority.id}`)
  const lists = useLists()
  const [sought, setSought] = useState('')
  const [all, setAll] = useState(false)
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
          const found = lines.filter(({ title, words: more }) =>
            `${title} ${more}`.toLowerCase().includes(wanted),
          )
          const shown = all || wanted ? found : found.slice(0, shownAtFirst)
          return (
            <>
              <div className="list-tools">
                <Input
                  name="sought"
                  label={`Find among ${counted(lines.length, words.one)}`}
                  value={sought}
                  onChange={(event) => setSought(event.target.value)}
                  type="search"
                  autoComplete="off"
                />
                <ButtonLink href={to(`/our/${words.path}/new`)}>Add a {words.one}</ButtonLink>
              </div>
              {lines.length === 0 ? (
                <p className="govuk-inset-text">
                  No {words.many} yet. Add one, or{' '}
                  <Anchor className="govuk-link" href={to('/our/import')}>
                    import your contract register
                  </Anchor>
                  .
                </p>
              ) : (
                <table className="govuk-table stacked">
                  <caption className="govuk-visually-hidden">{words.many}, by name</caption>
                  <thead className="govuk-table__head">
                    <tr className="govuk-table__row">
                      <th scope="col" className="govuk-table__header">
                        {words.one === 'system' ? 'System' : 'Contract'}
                      </th>
                      <th scope="col" className="govuk-table__header">
                        {kind === 'system' ? 'Made by' : 'Supplier'}
                      </th>
                      {kind === 'contract' && (
                        <th scope="col" className="govuk-table__header">
                          Term ends
                        </th>
                      )}
                      <th scope="col" className="govuk-table__header">
                        Last confirmed
                      </th>
                      <th scope="col" className="govuk-table__header">
                        State
                      </th>
                    </tr>
                  </thead>
                  <tbody className="govuk-table__body">
                    {shown.map((line) => {
                      const ends = line.record?.kind === 'contract' ? line.record.endsOn : undefined
                      const confirmedAt = line.record?.provenance.confirmedAt
                      return (
                        <tr className="govuk-table__row" key={line.id}>
                          <th
                            scope="row"
                            className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere"
                          >
                            <Anchor className="govuk-link" href={to(`/our/${words.path}/${line.id}`)}>
                              {line.title}
                            </Anchor>
                          </th>
                          <td
                            className="govuk-table__cell"
                            data-label={kind === 'system' ? 'Made by' : 'Supplier'}
                          >
                            {line.words || 'Not stated'}
                          </td>
                          {kind === 'contract' && (
                            <td className="govuk-table__cell" data-label="Term ends">
                              {ends ? dateWords(ends, { short: true }) : 'Not stated'}
                            </td>
                          )}
                          <td className="govuk-table__cell" data-label="Last confirmed">
                            {confirmedAt ? instantWords(confirmedAt) : 'Never'}
                          </td>
                          <td className="govuk-table__cell">
                            <State line={line} />
                          </td>
                        </tr>
                      )
                    })}
                  </tbody>
                </table>
              )}
              {lines.length > 0 && found.length === 0 && (
                <p className="govuk-body" role="status">
                  Nothing is called that. Try fewer words.
                </p>
              )}
              {shown.length < found.length && (
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
