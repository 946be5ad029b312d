import { useEffect, useRef, useState } from 'react'
import { FormProvider } from 'react-hook-form'
import type { IsoDate } from '../../../../../functions/domain/calendar.ts'
import type { Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Anchor, Button, Checkboxes } from '../../../govuk/index.ts'
import { kindWords } from '../../fields.ts'
import { ClashChooser } from '../drafting/clash.tsx'
import { Ask } from '../form/ask.tsx'
import { AskingProvider } from '../form/asking.tsx'
import { DecisionNow } from '../form/decisionNow.tsx'
import { SaveWords } from '../form/saveWords.tsx'
import { useAskingOf } from '../form/useAskingOf.tsx'
import { useRecordForm } from '../form/useRecordForm.ts'
import { namesFrom } from '../lists.ts'
import type { Place } from '../page.tsx'

/** What changes most often; everything else is on the record's own page. */
const asked: Record<RecordKind, string[]> = {
  contract: ['endsOn', 'stillUsed', 'renewal', 'options', 'noticeMonths', 'annualPounds', 'retiredOn'],
  system: ['users', 'hosting', 'plannedReplacementOn', 'replacedBy', 'replacedOn', 'retiredOn'],
}

/** The few answers that change most, to be mended without leaving the list. It saves as it is typed. */
export function ChangeInPlace({
  place,
  record: published,
  proposal,
  lists,
  today,
  onDrafted,
  onClose,
}: {
  place: Place
  record: RegisterRecord
  proposal: Proposal | null
  lists: ReferenceLists
  today: IsoDate
  onDrafted: (proposal: Proposal | undefined) => void
  onClose: () => void
}) {
  const { kind, id } = published
  const touched = useRef(false)
  // Someone who mends one answer here has looked at the others, unless they say they have not.
  const [rest, setRest] = useState(true)
  const record = useRecordForm({
    kind,
    place,
    id,
    entry: { record: published, proposal },
    onTyped: () => {
      if (touched.current) return
      touched.current = true
      record.setConfirms(rest)
    },
  })
  const { asking } = useAskingOf({
    kind,
    record,
    lists,
    briefs: [],
    comments: record.proposal?.comments ?? [],
    today,
  })
  const latest = record.proposal
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newer draft is news
  useEffect(() => {
    if (latest && latest.revision !== proposal?.revision) onDrafted(latest)
  }, [latest])
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [])
  const names = namesFrom(lists, { newVendors: record.newVendors, newProducts: record.newProducts })
  return (
    <FormProvider {...record.form}>
      <AskingProvider value={asking}>
        <div className="in-place" ref={panel}>
          {Object.keys(record.clashing).length > 0 && (
            <ClashChooser
              kind={kind}
              clashing={record.clashing}
              mine={record.form.getValues()}
              names={names}
              onSettle={record.settle}
            />
          )}
          <div className="in-place__questions">
            {asked[kind].map((name) => (
              <div key={name} className="in-place__question">
                <Ask name={name} always={name === 'retiredOn'} />
              </div>
            ))}
          </div>
          {kind === 'contract' && <DecisionNow settings={lists.settings} today={today} />}
          <Checkboxes
            name={`confirms-${id}`}
            className="govuk-checkboxes--small"
            items={[
              {
                value: 'yes',
                text: 'The rest of it is still correct',
                checked: rest,
                onChange: ({ target }) => {
                  setRest(target.checked)
                  if (touched.current || proposal) record.setConfirms(target.checked)
                },
              },
            ]}
          />
          <div className="in-place__end">
            <Button
              type="button"
              className="govuk-button--secondary"
              onClick={() => void record.flush().then(onClose)}
            >
              Done
            </Button>
            <Anchor className="govuk-link" href={place.to(`/our/${kindWords[kind].path}/${id}`)}>
              Change something else
            </Anchor>
            <span className="govuk-body-s record__save" role="status" data-state={record.save.state}>
              <SaveWords
                save={record.save}
                proposal={latest}
                clashes={Object.keys(record.clashing).length}
                isGone={record.isGone}
                onAnew={record.beginAnew}
              />
            </span>
          </div>
        </div>
      </AskingProvider>
    </FormProvider>
  )
}
