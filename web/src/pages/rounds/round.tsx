import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import type { RoundView, SectionProgress } from '../../../../functions/schema/round.ts'
import { counted, date, ofAll } from '../../format.ts'
import { Button, ButtonLink, ErrorSummary, NotificationBanner, SummaryList } from '../../govuk/index.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { BoroughLink } from '../public/links.tsx'
import { firstOf, RoundsPage, remindersInWords, StateTag, sectionWords } from './page.tsx'
import { rounds } from './service.ts'

/** One round: who is done, who has what left, and who was reminded. */
export default function RoundPage() {
  const { id = '' } = useParams()
  const loaded = useLoaded(() => rounds.get(id), id)
  const done: unknown = useLocation().state
  const name = loaded.value?.round.name ?? 'Round'
  return (
    <RoundsPage title={name} crumbs={[{ text: name }]}>
      {typeof done === 'string' && <NotificationBanner type="success" text={done} key={done} />}
      <Show of={loaded}>{(view) => <Told view={view} onClosed={loaded.set} />}</Show>
    </RoundsPage>
  )
}

function Told({ view, onClosed }: { view: RoundView; onClosed: (view: RoundView) => void }) {
  const { round, state, authorities, reminded } = view
  const complete = authorities.filter(({ left }) => left === 0).length
  return (
    <>
      <h1 className="govuk-heading-l">
        {round.name} <StateTag state={state} />
      </h1>
      <p className="lede">
        {ofAll(complete, authorities.length)} councils are complete.
        {state === 'open' && ` The others have until ${date(round.deadline)}.`}
      </p>
      <SummaryList
        rows={[
          { key: 'Asks for', value: round.sections.map((kind) => sectionWords[kind]).join(', ') },
          { key: 'Deadline', value: date(round.deadline) },
          { key: 'Counts as done', value: `What was confirmed on ${date(firstOf(round.since))} or later` },
          { key: 'Reminders', value: remindersInWords(round.remindDays) },
          ...reminded.map(({ days, people, at }) => ({
            key: days === 0 ? 'Reminded on the day' : `Reminded ${counted(days, 'day')} before`,
            value: `${counted(people, 'person', 'people')}, on ${date(at.slice(0, 10))}`,
          })),
        ]}
      />
      {state !== 'closed' && <Acts view={view} onClosed={onClosed} />}
      <h2 className="govuk-heading-m">Councils, most left first</h2>
      <table className="govuk-table stacked">
        <caption className="govuk-visually-hidden">What each council has confirmed and has left</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Council
            </th>
            {round.sections.map((kind) => (
              <th scope="col" className="govuk-table__header" key={kind}>
                {sectionWords[kind]} confirmed
              </th>
            ))}
            <th scope="col" className="govuk-table__header govuk-table__header--numeric">
              Left
            </th>
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {authorities.map(({ id, name, slug, left, editors, sections }) => (
            <tr className="govuk-table__row" key={id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                <BoroughLink slug={slug} name={name} />
                {left > 0 && editors === 0 && <span className="aside">Nobody keeps its register yet</span>}
              </th>
              {sections.map((section) => (
                <td
                  className="govuk-table__cell nowrap"
                  data-label={`${sectionWords[section.kind]} confirmed`}
                  key={section.kind}
                >
                  {inWords(section)}
                </td>
              ))}
              <td className="govuk-table__cell govuk-table__cell--numeric" data-label="Left">
                {left === 0 ? 'Done' : left}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const inWords = ({ kind, records, confirmed, left }: SectionProgress) =>
  // How many ratings there are is told to nobody but those who gave them.
  kind === 'rating'
    ? left > 0
      ? 'Not yet'
      : 'All'
    : records === 0
      ? 'Nothing there yet'
      : ofAll(confirmed, records)

function Acts({ view: { round }, onClosed }: { view: RoundView; onClosed: (view: RoundView) => void }) {
  const [state, setState] = useState<'shown' | 'asked' | 'busy'>('shown')
  const [wrong, setWrong] = useState<string>()
  const close = async () => {
    setState('busy')
    setWrong(undefined)
    try {
      onClosed(await rounds.close(round.id))
    } catch (failure) {
      setWrong(failure instanceof Error ? failure.message : 'That did not work. Try again.')
      setState('asked')
    }
  }
  return (
    <>
      {wrong && <ErrorSummary errors={[{ text: wrong }]} key={wrong} />}
      {state === 'shown' ? (
        <div className="actions-row">
          <ButtonLink href={`/rounds/${round.id}/change`} className="govuk-button--secondary">
            Change
          </ButtonLink>
          <Button type="button" className="govuk-button--secondary" onClick={() => setState('asked')}>
            Close the round
          </Button>
        </div>
      ) : (
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
            Close {round.name}? Nobody is reminded any more, and it cannot be opened again.
          </legend>
          <div className="actions-row">
            <Button
              type="button"
              className="govuk-button--warning"
              disabled={state === 'busy'}
              // What was pressed is gone, and this takes its place.
              autoFocus
              onClick={close}
            >
              Close the round
            </Button>
            <Button type="button" className="govuk-button--secondary" onClick={() => setState('shown')}>
              Keep it open
            </Button>
          </div>
        </fieldset>
      )}
    </>
  )
}
