import { type FormEvent, useState } from 'react'
import type { Subscription } from '../../../../functions/schema/subscription.ts'
import { get, Problem, send } from '../../api.ts'
import { Button, Checkboxes, ErrorSummary, NotificationBanner, Radios } from '../../govuk/index.ts'
import { legend } from './form/asking.tsx'
import { Show, useLoaded } from './loading.tsx'
import { OurPage } from './page.tsx'

/** What somebody is written to about, by e-mail. */
export default function Messages() {
  return (
    <OurPage title="What we write to you" crumbs={[{ text: 'What we write to you' }]}>
      {({ person }) => <Told email={person.email} />}
    </OurPage>
  )
}

function Told({ email }: { email: string }) {
  const loaded = useLoaded(() => get<Subscription>('/subscription'), 'subscription')
  return <Show of={loaded}>{(subscription) => <Form subscription={subscription} email={email} />}</Show>
}

function Form({ subscription, email }: { subscription: Subscription; email: string }) {
  const [wanted, setWanted] = useState(subscription)
  const [state, setState] = useState<{ busy?: true; wrong?: string; saved?: number }>({})
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setState({ busy: true })
    try {
      await send<Subscription>('PUT', '/subscription', wanted)
      setState({ saved: Date.now() })
    } catch (failure) {
      setState({ wrong: failure instanceof Problem ? failure.message : 'It could not be saved. Try again.' })
    }
  }
  return (
    <form onSubmit={submit} noValidate>
      {state.wrong && <ErrorSummary errors={[{ text: state.wrong }]} key={state.wrong} />}
      {state.saved && <NotificationBanner type="success" text="Saved" key={state.saved} />}
      <h1 className="govuk-heading-l">What we write to you</h1>
      <p className="govuk-body">By e-mail, to {email}.</p>
      <Radios
        name="alerts"
        className="govuk-radios--small"
        fieldset={legend('Contracts you must decide on')}
        hint="12, 6 and 3 months before the day to decide by, until it is decided"
        value={wanted.alerts}
        items={[
          { value: 'weekly', text: 'Together, on Mondays' },
          { value: 'each', text: 'Each by itself, on its day' },
          { value: 'never', text: 'Never' },
        ].map((item) => ({
          ...item,
          onChange: () =>
            setWanted((before) => ({ ...before, alerts: item.value as Subscription['alerts'] })),
        }))}
      />
      <Checkboxes
        name="reminders"
        className="govuk-checkboxes--small"
        fieldset={legend('Rounds')}
        values={wanted.reminders ? ['reminders'] : []}
        items={[
          {
            value: 'reminders',
            text: 'Remind me of what is left in a round',
            hint: 'On the days LOTI chooses, and only while something is left',
            onChange: ({ target }) => setWanted((before) => ({ ...before, reminders: target.checked })),
          },
        ]}
      />
      <Button disabled={state.busy}>Save</Button>
    </form>
  )
}
