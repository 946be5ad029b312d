import { Anchor } from '../../govuk/index.ts'
import { counted, instantWords } from '../fields.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { service } from './service.ts'
import { SubmissionState } from './submissionState.tsx'

export default function History() {
  return (
    <OurPage title="What was sent" crumbs={[{ text: 'What was sent' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Told({ place }: { place: Place }) {
  const loaded = useLoaded(() => service.history(place.authority.id), `history ${place.authority.id}`)
  return (
    <>
      <h1 className="govuk-heading-l">What {place.authority.name} has sent</h1>
      <Show of={loaded}>
        {(submissions) =>
          submissions.length === 0 ? (
            <p className="govuk-inset-text">
              Nothing has been sent yet. Changes gather on{' '}
              <Anchor className="govuk-link" href={place.to('/our/submission')}>
                check and send
              </Anchor>{' '}
              until you send them.
            </p>
          ) : (
            <table className="govuk-table stacked">
              <caption className="govuk-visually-hidden">Submissions, latest first</caption>
              <thead className="govuk-table__head">
                <tr className="govuk-table__row">
                  <th scope="col" className="govuk-table__header">
                    Reference
                  </th>
                  <th scope="col" className="govuk-table__header">
                    Changes
                  </th>
                  <th scope="col" className="govuk-table__header">
                    Sent
                  </th>
                  <th scope="col" className="govuk-table__header">
                    State
                  </th>
                </tr>
              </thead>
              <tbody className="govuk-table__body">
                {submissions.map((one) => (
                  <tr className="govuk-table__row" key={one.id}>
                    <th scope="row" className="govuk-table__header">
                      {one.reference ?? (
                        <Anchor className="govuk-link" href={place.to('/our/submission')}>
                          Being prepared
                        </Anchor>
                      )}
                    </th>
                    <td className="govuk-table__cell" data-label="Changes">
                      {one.sentCount === undefined ? '–' : counted(one.sentCount, 'change')}
                    </td>
                    <td className="govuk-table__cell" data-label="Sent">
                      {one.sentAt
                        ? `${instantWords(one.sentAt)}${one.sentByName ? ` by ${one.sentByName}` : ''}`
                        : '–'}
                    </td>
                    <td className="govuk-table__cell">
                      <SubmissionState submission={one} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Show>
    </>
  )
}
