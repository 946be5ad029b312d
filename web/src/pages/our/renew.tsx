import { useState } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { addMonths, londonToday } from '../../../../functions/domain/calendar.ts'
import type { Contract } from '../../../../functions/schema/contract.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { Anchor, Button, ErrorSummary, InsetText, Radios } from '../../govuk/index.ts'
import { dateWords, fields, type Values } from '../fields.ts'
import { ClashChooser } from './drafting/clash.tsx'
import { type Kept, keep } from './drafting/keep.ts'
import { dateBoxes, typed } from './drafting/typed.ts'
import { Ask } from './form/ask.tsx'
import { AskingProvider } from './form/asking.tsx'
import { DecisionNow } from './form/decisionNow.tsx'
import { flat, placeOf } from './form/errors.ts'
import { SaveWords } from './form/saveWords.tsx'
import { useAskingOf } from './form/useAskingOf.tsx'
import { useRecordForm } from './form/useRecordForm.ts'
import { useSummary } from './form/useSummary.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place, useTitle } from './page.tsx'
import { type Entry, service } from './service.ts'

/** What changes when a contract is renewed: its end, the options left, what it costs. */
export default function Renew() {
  const { id = '' } = useParams()
  return (
    <OurPage title="Renew a contract" crumbs={[{ text: 'Our contracts', href: '/our/contracts' }]}>
      {(place) => <Told place={place} id={id} key={`${place.authority.id} ${id}`} />}
    </OurPage>
  )
}

function Told({ place, id }: { place: Place; id: string }) {
  const lists = useLists()
  const start = useLoaded(async () => {
    const [entry, unsent] = await Promise.all([
      service.entry(place.authority.id, 'contract', id),
      keep.of(place.person.id),
    ])
    return {
      entry,
      kept: unsent.filter((one) => one.authority === place.authority.id && one.id === id),
    }
  }, `renew ${place.authority.id} ${id}`)
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={start}>
          {({ entry, kept }) =>
            entry.record?.kind === 'contract' && entry.proposal?.outcome !== 'sent' ? (
              <Form place={place} contract={entry.record} entry={entry} kept={kept} lists={known} />
            ) : (
              <NotNow place={place} id={id} isSent={entry.proposal?.outcome === 'sent'} />
            )
          }
        </Show>
      )}
    </Show>
  )
}

function NotNow({ place, id, isSent }: { place: Place; id: string; isSent: boolean }) {
  return (
    <>
      <h1 className="govuk-heading-l">This cannot be renewed here</h1>
      <p className="govuk-body">
        {isSent
          ? 'A change to it is with LOTI. It can be renewed once they have decided.'
          : 'It is not published yet: change its end date in the draft.'}
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={place.to(`/our/contracts/${id}`)}>
          Open the contract
        </Anchor>
      </p>
    </>
  )
}

/** The usual ways a contract goes on, with the answers each comes to. */
function waysOf({ endsOn, options, optionsUsed = 0, renewal, rollMonths }: Contract, today: string) {
  if (!endsOn) return []
  const [first] = options
  const later = (months: number) => addMonths(endsOn, months)
  let rolled = rollMonths ?? 12
  while (later(rolled) < today) rolled += rollMonths ?? 12
  return [
    ...(first
      ? [
          {
            value: 'option',
            text: `Its ${options.length > 1 ? 'next' : 'last'} option was taken: ${first} months, to ${dateWords(later(first))}`,
            answers: {
              endsOn: later(first),
              options: options.slice(1),
              optionsUsed: optionsUsed + 1,
            } as Values,
          },
        ]
      : []),
    ...(renewal === 'rolls over'
      ? [
          {
            value: 'rolled',
            text: `It rolled over, to ${dateWords(later(rolled))}`,
            answers: { endsOn: later(rolled) } as Values,
          },
        ]
      : []),
    ...(first || renewal === 'rolls over'
      ? []
      : [
          {
            value: 'year',
            text: `For another year, to ${dateWords(later(12))}`,
            answers: { endsOn: later(12) } as Values,
          },
        ]),
    { value: 'other', text: 'To another date', answers: undefined },
  ]
}

const asked = ['endsOn', 'options', 'optionsUsed', 'annualPounds', 'wholeLifePounds'] as const

function Form({
  place,
  contract,
  entry,
  kept,
  lists,
}: {
  place: Place
  contract: Contract
  entry: Entry
  kept: readonly Kept[]
  lists: ReferenceLists
}) {
  const navigate = useNavigate()
  const today = londonToday()
  const record = useRecordForm({ kind: 'contract', place, id: contract.id, entry, kept })
  const { asking } = useAskingOf({
    kind: 'contract',
    record,
    lists,
    briefs: [],
    comments: record.proposal?.comments ?? [],
    today,
  })
  const { form } = record
  const [way, setWay] = useState('')
  const { problems, attempt, say, sayUnsaved } = useSummary(record.save)
  useTitle(`${problems.length > 0 ? 'Error: ' : ''}Renew ${contract.title}`)
  const ways = waysOf(contract, today)
  const names = namesFrom(lists, { newVendors: record.newVendors })

  const choose = (value: string) => {
    setWay(value)
    const answers = ways.find((one) => one.value === value)?.answers
    if (!answers) return
    const said = typed('contract', { ...contract, ...answers })
    for (const field of Object.keys(answers)) form.setValue(field, said[field])
  }
  async function go() {
    const before = contract.endsOn
    const now = form.getValues('endsOn')
    const holds = await form.trigger()
    const found = flat(form.formState.errors as Record<string, unknown>, [...asked]).map(
      ({ path, message }) => ({ text: message, href: `#${placeOf('contract', path, form.getValues())}` }),
    )
    const end = fields.contract.endsOn && typed('contract', { endsOn: now }).endsOn
    if (holds && before && JSON.stringify(end) === JSON.stringify(dateBoxes(before))) {
      say([{ text: 'Enter the date it ends now: it is the same as before', href: '#endsOn-day' }])
      return
    }
    if (!holds) {
      say(found)
      return
    }
    if (await record.flush()) void navigate(place.to('/our/submission'))
    else sayUnsaved()
  }
  return (
    <FormProvider {...form}>
      <AskingProvider value={asking}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void go()
          }}
          className="record"
        >
          <div className="record__head">
            {problems.length > 0 && <ErrorSummary key={attempt} errors={problems} />}
            <span className="govuk-caption-l">Renew or extend a contract</span>
            <h1 className="govuk-heading-l wrap-anywhere">{contract.title}</h1>
            {Object.keys(record.clashing).length > 0 && (
              <ClashChooser
                kind="contract"
                clashing={record.clashing}
                mine={form.getValues()}
                names={names}
                onSettle={record.settle}
              />
            )}
            {record.recovered && (
              <InsetText>
                This browser kept typing of yours that had not been saved. It is being saved now.
              </InsetText>
            )}
            <p className="govuk-body">
              {names.vendor(contract.supplier)}
              {contract.endsOn && `, to ${dateWords(contract.endsOn)} as the register has it`}.
            </p>
          </div>
          <aside className="record__aside" aria-label="This form">
            <p className="govuk-body-s record__save" role="status" data-state={record.save.state}>
              <SaveWords
                save={record.save}
                proposal={record.proposal}
                clashes={Object.keys(record.clashing).length}
                isGone={record.isGone}
                onAnew={record.beginAnew}
              />
            </p>
            <p className="govuk-body record__renew">
              <Anchor className="govuk-link" href={place.to(`/our/contracts/${contract.id}`)}>
                Everything in this contract
              </Anchor>
            </p>
          </aside>
          <div className="record__main">
            {ways.length > 1 && (
              <Radios
                name="way"
                className="govuk-radios--small"
                fieldset={{
                  legend: { children: 'How it goes on', className: 'govuk-fieldset__legend--s' },
                }}
                value={way}
                items={ways.map(({ value, text }) => ({ value, text }))}
                onChange={({ target }) => choose(target.value)}
              />
            )}
            <Ask name="endsOn" />
            <Ask name="options" />
            <Ask name="optionsUsed" />
            <Was contract={contract} />
            <Ask name="annualPounds" />
            <Ask name="wholeLifePounds" />
            <DecisionNow settings={lists.settings} today={today} />
            <div className="govuk-button-group record__end">
              <Button>Save and check your answers</Button>
              <button
                type="button"
                className="link-button"
                onClick={() => void record.flush().then(() => navigate(place.to('/our/contracts')))}
              >
                Save and come back later
              </button>
            </div>
          </div>
        </form>
      </AskingProvider>
    </FormProvider>
  )
}

/** Reminds of the price while the end has been changed and the price has not. */
function Was({ contract: { annualPounds, endsOn } }: { contract: Contract }) {
  const [end, pounds] = useWatch<Values>({ name: ['endsOn', 'annualPounds'] })
  const moved = JSON.stringify(end) !== JSON.stringify(dateBoxes(endsOn))
  if (!moved || annualPounds === undefined || `${pounds}` !== `${annualPounds}`) return null
  return <p className="govuk-body">Prices often change with the term. Is the annual value still right?</p>
}
