import { Anchor } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { counted, instantWords } from '../fields.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { service } from '../our/service.ts'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import '../our/our.css'

export default function Queue() {
  useTitle('Review')
  const { person } = useSession()
  const loaded = useLoaded(() => service.queue(), 'queue')
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver) return <NotAllowed because="Only LOTI decides on what authorities send." />
  return (
    <>
      <h1 className="govuk-heading-l">Waiting for a decision</h1>
      <Show of={loaded}>
        {({ submissions }) =>
          submissions.length === 0 ? (
            <p className="lede">Nothing waits. What authorities send appears here, the oldest first.</p>
          ) : (
            <>
              <p className="basis">{counted(submissions.length, 'submission')}, the oldest first.</p>
              <table className="govuk-table stacked register">
                <caption className="govuk-visually-hidden">Submissions that wait, oldest first</caption>
                <thead className="govuk-table__head">
                  <tr className="govuk-table__row">
                    <th scope="col" className="govuk-table__header">
                      Authority
                    </th>
                    <th scope="col" className="govuk-table__header">
                      Reference
                    </th>
                    <th scope="col" className="govuk-table__header">
                      To decide
                    </th>
                    <th scope="col" className="govuk-table__header">
                      Sent
                    </th>
                    <th scope="col" className="govuk-table__header">
                      Age
                    </th>
                  </tr>
                </thead>
                <tbody className="govuk-table__body">
                  {submissions.map((one) => (
                    <tr className="govuk-table__row" key={one.id}>
                      <th scope="row" className="govuk-table__header">
                        <Anchor className="govuk-link" href={`/review/${one.id}`}>
                          {one.authorityName}
                          <span className="govuk-visually-hidden">, {one.reference}</span>
                        </Anchor>
                      </th>
                      <td className="govuk-table__cell" data-label="Reference">
                        {one.reference}
                      </td>
                      <td className="govuk-table__cell" data-label="To decide">
                        {counted(one.proposals, 'change')}
                      </td>
                      <td className="govuk-table__cell" data-label="Sent">
                        {one.sentAt ? instantWords(one.sentAt) : ''}{' '}
                        {one.sentByName ? `by ${one.sentByName}` : ''}
                      </td>
                      <td className="govuk-table__cell" data-label="Age">
                        {one.ageDays === 0 ? 'today' : counted(one.ageDays, 'day')}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Show>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/our/import">
          Import a file for many authorities
        </Anchor>
      </p>
    </>
  )
}
