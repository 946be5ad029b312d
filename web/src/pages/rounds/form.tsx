import { type FormEvent, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { anyKinds } from '../../../../functions/schema/record.ts'
import { type Round, roundFields } from '../../../../functions/schema/round.ts'
import { london } from '../../../../functions/schema/scope.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { Problem } from '../../api.ts'
import { counted } from '../../format.ts'
import { Anchor, Button, Checkboxes, ErrorSummary, Input, LookupMany, Radios } from '../../govuk/index.ts'
import { label, legend } from '../our/form/asking.tsx'
import { DateBoxes } from '../our/form/dateBoxes.tsx'
import { useLists, useOptions } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { RoundsPage, sectionWords } from './page.tsx'
import { rounds, type TypedRound } from './service.ts'

export function OpenPage() {
  const lists = useLists()
  return (
    <RoundsPage title="Open a round" crumbs={[{ text: 'Open a round' }]}>
      <Show of={lists}>{(reference) => <Form reference={reference} />}</Show>
    </RoundsPage>
  )
}

export function ChangePage() {
  const { id = '' } = useParams()
  const lists = useLists()
  const loaded = useLoaded(() => rounds.get(id), id)
  const name = loaded.value?.round.name ?? 'Round'
  return (
    <RoundsPage title={`Change ${name}`} crumbs={[{ text: name, href: `/rounds/${id}` }, { text: 'Change' }]}>
      <Show of={lists}>
        {(reference) => (
          <Show of={loaded}>{({ round }) => <Form reference={reference} round={round} />}</Show>
        )}
      </Show>
    </RoundsPage>
  )
}

const daysOffered = [28, 14, 7, 3, 1, 0]
const daysInWords = (days: number) => (days === 0 ? 'On the day' : `${counted(days, 'day')} before`)
const order = ['name', 'sections', 'authorities', 'deadline', 'remindDays'] as const
const nobody = { fields: {} as Record<string, string>, at: 0 }

function Form({ reference, round }: { reference: ReferenceLists; round?: Round }) {
  const navigate = useNavigate()
  const title = round ? `Change ${round.name}` : 'Open a round'
  const { authorities: options } = useOptions(reference)
  const everyone = reference.authorities.filter(({ region }) => region === london).map(({ id }) => id)
  const [key] = useState(() => crypto.randomUUID())
  const [whom, setWhom] = useState<'all' | 'some'>(
    round && round.authorities.length !== everyone.length ? 'some' : 'all',
  )
  const [typed, setTyped] = useState<TypedRound>(() => {
    const [year = '', month = '', day = ''] = round?.deadline.split('-') ?? []
    return {
      name: round?.name ?? '',
      sections: round?.sections ?? ['system', 'contract'],
      authorities: round?.authorities ?? [],
      deadline: { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year },
      remindDays: round?.remindDays ?? [14, 3],
    }
  })
  const [wrong, setWrong] = useState<{ fields: Record<string, string>; detail?: string; at: number }>(nobody)
  const [busy, setBusy] = useState(false)
  const isWrong = wrong.at > 0
  useTitle(isWrong ? `Error: ${title}` : title)
  const set = (change: Partial<TypedRound>) => setTyped((before) => ({ ...before, ...change }))
  const refuse = (fields: Record<string, string>, detail?: string) =>
    setWrong({ fields, ...(detail && { detail }), at: Date.now() })
  const among = <T,>(all: readonly T[], one: T, isIn: boolean) =>
    isIn ? [...all.filter((each) => each !== one), one] : all.filter((each) => each !== one)

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const asked = { ...typed, authorities: whom === 'all' ? everyone : typed.authorities }
    const read = roundFields.safeParse(asked)
    if (!read.success) {
      const entries = read.error.issues.map(({ path, message }) => [String(path[0]), message] as const)
      return refuse(Object.fromEntries(entries.reverse()))
    }
    setBusy(true)
    setWrong(nobody)
    try {
      const view = round
        ? await rounds.change(round.id, asked, round.revision)
        : await rounds.open(asked, key)
      await navigate(`/rounds/${view.round.id}`, {
        state: round ? `${view.round.name} is changed` : `${view.round.name} is open`,
        replace: true,
      })
    } catch (failure) {
      setBusy(false)
      if (failure instanceof Problem && Object.keys(failure.fields).length > 0) refuse(failure.fields)
      else refuse({}, failure instanceof Error ? failure.message : 'That did not work. Try again.')
    }
  }
  const hrefs: Partial<Record<string, string>> = { deadline: '#deadline-day' }
  return (
    <form onSubmit={onSubmit} noValidate>
      {isWrong && (
        <ErrorSummary
          key={wrong.at}
          errors={[
            ...order.flatMap((field) =>
              wrong.fields[field] ? [{ text: wrong.fields[field], href: hrefs[field] ?? `#${field}` }] : [],
            ),
            ...(wrong.detail ? [{ text: wrong.detail }] : []),
          ]}
        />
      )}
      <h1 className="govuk-heading-l">{title}</h1>
      <Input
        name="name"
        label={label('Name')}
        hint="Councils read it, like Autumn 2026"
        className="govuk-!-width-one-half"
        autoComplete="off"
        value={typed.name}
        onChange={({ target }) => set({ name: target.value })}
        errorMessage={wrong.fields.name}
      />
      <Checkboxes
        name="sections"
        className="govuk-checkboxes--small"
        fieldset={legend('What to confirm')}
        errorMessage={wrong.fields.sections}
        values={typed.sections}
        items={anyKinds.map((kind) => ({
          value: kind,
          text: sectionWords[kind],
          onChange: ({ target }) => set({ sections: among(typed.sections, kind, target.checked) }),
        }))}
      />
      <Radios
        name="whom"
        className="govuk-radios--small"
        fieldset={legend('Whom to ask')}
        value={whom}
        items={[
          { value: 'all', text: `All ${everyone.length} councils in London`, onChange: () => setWhom('all') },
          { value: 'some', text: 'Some councils', onChange: () => setWhom('some') },
        ]}
      />
      {whom === 'some' && (
        <LookupMany
          id="authorities"
          name="authorities"
          label={label('Councils')}
          options={options}
          values={typed.authorities}
          onChange={(authorities) => set({ authorities })}
          errorMessage={wrong.fields.authorities}
        />
      )}
      <DateBoxes
        id="deadline"
        fieldset={legend('Deadline')}
        hint="The last day to confirm. What was confirmed since the first of this month counts"
        errorMessage={wrong.fields.deadline}
        value={typed.deadline}
        onChange={(deadline) => set({ deadline })}
      />
      <Checkboxes
        name="remindDays"
        className="govuk-checkboxes--small"
        fieldset={legend('When to remind those with something left')}
        errorMessage={wrong.fields.remindDays}
        values={typed.remindDays.map(String)}
        items={daysOffered.map((days) => ({
          value: String(days),
          text: daysInWords(days),
          onChange: ({ target }) => set({ remindDays: among(typed.remindDays, days, target.checked) }),
        }))}
      />
      <div className="govuk-button-group">
        <Button disabled={busy}>{round ? 'Save' : 'Open the round'}</Button>
        <Anchor className="govuk-link" href={round ? `/rounds/${round.id}` : '/rounds'}>
          Cancel
        </Anchor>
      </div>
    </form>
  )
}
