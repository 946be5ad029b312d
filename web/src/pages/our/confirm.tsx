import { useState } from 'react'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import { Problem } from '../../api.ts'
import { Anchor, Button, ErrorSummary, NotificationBanner } from '../../govuk/index.ts'
import { counted, dateWords, kindWords, type Names, poundsWords, titleOf } from '../fields.ts'
import { CaughtUp } from './caughtUp.tsx'
import { freshMonths, isDue } from './freshness.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { service } from './service.ts'

/** Everything due to be confirmed, on one page: unchanged things are ticked, one press says they are still right. */
export default function ConfirmPage() {
  return (
    <OurPage title="Confirm what is still correct" crumbs={[{ text: 'Confirm' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

/** What a person checks at a glance. */
function glance(record: RegisterRecord, names: Names): string {
  if (record.kind === 'system') {
    return [
      record.product ? names.product(record.product) : undefined,
      record.maker ? names.vendor(record.maker) : undefined,
      record.users === undefined ? undefined : counted(record.users, 'user'),
    ]
      .filter(Boolean)
      .join(' · ')
  }
  return [
    names.vendor(record.supplier),
    record.endsOn ? `ends ${dateWords(record.endsOn)}` : 'end date not stated',
    record.annualPounds === undefined ? 'value not stated' : `${poundsWords(record.annualPounds)} a year`,
  ].join(' · ')
}

function Told({ place }: { place: Place }) {
  const { authority, to } = place
  const lists = useLists()
  const loaded = useLoaded(async () => {
    const [systems, contracts] = await Promise.all([
      service.register(authority.id, 'system'),
      service.register(authority.id, 'contract'),
    ])
    return { system: systems.records, contract: contracts.records }
  }, `confirm ${authority.id}`)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const [done, setDone] = useState<{ recordId: string; version: number }[]>()

  return (
    <Show of={lists}>
      {(known) => (
        <Show of={loaded}>
          {(records) => {
            const names = namesFrom(known)
            const due = (kind: RecordKind) => records[kind].filter((one) => isDue(one))
            const all = [...due('contract'), ...due('system')]
            const ticked = all.filter(({ id }) => !left.has(id))
            const toggle = (id: string) => {
              const next = new Set(left)
              if (!next.delete(id)) next.add(id)
              setLeft(next)
            }
            const confirm = () => {
              setState({ busy: true })
              service
                .confirm(
                  authority.id,
                  ticked.map(({ id }) => id),
                )
                .then(
                  ({ results }) => {
                    setState({})
                    setDone(results)
                    loaded.reload()
                  },
                  (failure: unknown) =>
                    setState({
                      wrong:
                        failure instanceof Problem
                          ? failure.message
                          : 'It could not be confirmed. Try again.',
                    }),
                )
            }
            return (
              <>
                {state.wrong && <ErrorSummary key={state.wrong} errors={[{ text: state.wrong }]} />}
                {done && (
                  <NotificationBanner type="success">
                    <p className="govuk-notification-banner__heading">
                      {counted(done.length, 'record')} confirmed.
                    </p>
                    <CaughtUp records={done} />
                  </NotificationBanner>
                )}
                <h1 className="govuk-heading-l">Confirm what is still correct</h1>
                {all.length === 0 ? (
                  <>
                    <p className="lede">
                      Nothing is due. Contracts come round every {freshMonths.contract} months, systems every{' '}
                      {freshMonths.system}.
                    </p>
                    <p className="govuk-body">
                      <Anchor className="govuk-link" href={to('/our')}>
                        Back to your register
                      </Anchor>
                    </p>
                  </>
                ) : (
                  <>
                    <p className="lede">
                      {counted(all.length, 'record')} nobody has confirmed lately. Untick what has changed and
                      mend it after; the rest is confirmed in one press.
                    </p>
                    {(['contract', 'system'] as const).map((kind) => (
                      <Due
                        key={kind}
                        kind={kind}
                        records={due(kind)}
                        names={names}
                        place={place}
                        isTicked={(id) => !left.has(id)}
                        onToggle={toggle}
                      />
                    ))}
                    <Button type="button" onClick={confirm} disabled={state.busy || ticked.length === 0}>
                      {state.busy
                        ? 'Confirming…'
                        : ticked.length === all.length
                          ? `Confirm all ${all.length}`
                          : `Confirm ${counted(ticked.length, 'record')}`}
                    </Button>
                  </>
                )}
              </>
            )
          }}
        </Show>
      )}
    </Show>
  )
}

function Due({
  kind,
  records,
  names,
  place,
  isTicked,
  onToggle,
}: {
  kind: RecordKind
  records: RegisterRecord[]
  names: Names
  place: Place
  isTicked: (id: string) => boolean
  onToggle: (id: string) => void
}) {
  if (records.length === 0) return null
  const words = kindWords[kind]
  return (
    <fieldset className="govuk-fieldset due-list">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">
        {counted(records.length, words.one)} not confirmed in the last {freshMonths[kind]} months
      </legend>
      <ul className="our-list">
        {records.map((record) => {
          const title = titleOf(kind, { ...record })
          const { confirmedAt } = record.provenance
          return (
            <li key={record.id} className="due-list__item">
              <div className="govuk-checkboxes govuk-checkboxes--small">
                <div className="govuk-checkboxes__item">
                  <input
                    className="govuk-checkboxes__input"
                    id={`still-${record.id}`}
                    type="checkbox"
                    checked={isTicked(record.id)}
                    onChange={() => onToggle(record.id)}
                    aria-describedby={`about-${record.id}`}
                  />
                  <label className="govuk-label govuk-checkboxes__label" htmlFor={`still-${record.id}`}>
                    {title}
                  </label>
                  <div className="govuk-hint govuk-checkboxes__hint" id={`about-${record.id}`}>
                    {glance(record, names)}
                    {glance(record, names) && ' · '}
                    {confirmedAt ? `last confirmed ${dateWords(confirmedAt)}` : 'never confirmed'}
                  </div>
                </div>
              </div>
              <Anchor className="govuk-link" href={place.to(`/our/${words.path}/${record.id}`)}>
                Change<span className="govuk-visually-hidden"> {title}</span>
              </Anchor>
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}
