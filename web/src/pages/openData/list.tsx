import type { OpenDataView } from '../../../../functions/schema/suggestion.ts'
import { count, date, shortDate } from '../../format.ts'
import { Anchor } from '../../govuk/index.ts'
import { counted } from '../fields.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { Load } from './load.tsx'
import { OpenDataPage } from './page.tsx'
import { openData } from './service.ts'
import './openData.css'

export default function OpenData() {
  const loaded = useLoaded(openData.list, 'open data')
  return (
    <OpenDataPage title="Open data" crumbs={[{ text: 'Open data' }]}>
      <Load />
      <Show of={loaded}>
        {(view) => (
          <>
            <Answers view={view} />
            <Files view={view} />
          </>
        )}
      </Show>
    </OpenDataPage>
  )
}

const columns = ['Asked', 'Waiting', 'Accepted', 'Corrected', 'Not ours', 'Caught up', 'Put off'] as const

function Answers({ view: { authorities } }: { view: OpenDataView }) {
  if (authorities.length === 0) return null
  const made = authorities.reduce((sum, one) => sum + one.made, 0)
  const waiting = authorities.reduce((sum, one) => sum + one.waiting, 0)
  return (
    <section aria-labelledby="answers">
      <h2 className="govuk-heading-m" id="answers">
        {count(made - waiting)} of {counted(made, 'suggestion')} answered
      </h2>
      <p className="basis">
        Made to {counted(authorities.length, 'authority', 'authorities')}. “Caught up”: the register came to
        say so before anybody answered, as far as that was seen when a file was loaded or an answer given.
        “Put off” counts each time.
      </p>
      <table className="govuk-table stacked open-data">
        <caption className="govuk-visually-hidden">Suggestions and answers by authority</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Authority
            </th>
            {columns.map((head) => (
              <th scope="col" className="govuk-table__header govuk-table__header--numeric" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {authorities.map((one) => (
            <tr className="govuk-table__row" key={one.authority}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                {one.name}
                {one.answeredAt && <span className="aside">Last answer {shortDate(one.answeredAt)}</span>}
              </th>
              {[one.made, one.waiting, one.accepted, one.corrected, one.notOurs, one.caughtUp, one.later].map(
                (value, index) => (
                  <td
                    className="govuk-table__cell govuk-table__cell--numeric"
                    data-label={columns[index]}
                    data-none={value === 0}
                    key={columns[index]}
                  >
                    {count(value)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Files({ view: { files } }: { view: OpenDataView }) {
  if (files.length === 0) return null
  return (
    <section aria-labelledby="files">
      <h2 className="govuk-heading-m" id="files">
        Files
      </h2>
      <ul className="our-list">
        {files.map(({ id, fileName, publisher, at, byName, read, done, pieces }) => (
          <li key={id}>
            <Anchor className="govuk-link" href={`/open-data/${id}`}>
              {fileName}
            </Anchor>
            <small>
              {publisher} · {counted(read, 'row')} · loaded {date(at)} by {byName}
              {done < pieces && ' · not finished'}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
