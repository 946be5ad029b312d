import { type FormEvent, useState } from 'react'
import type { NameAsked, NamesSaid } from '../../../../functions/schema/name.ts'
import { Problem } from '../../api.ts'
import { Button, ErrorSummary, Radios } from '../../govuk/index.ts'
import { counted } from '../fields.ts'

/** Names that may be those of vendors on the list: asked once, several at a time. */
export function NamesAsked({
  names,
  onSay,
}: {
  names: readonly (NameAsked & { rows: number })[]
  /** Keeps the answers; whoever shows this shows what came of it. */
  onSay: (answers: NamesSaid['answers']) => Promise<void>
}) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const keyOf = ({ name, vendor }: NameAsked) => `${vendor} ${name}`
  const answers = names.flatMap((one) => {
    const same = chosen.get(keyOf(one))
    return same === undefined ? [] : [{ name: one.name, vendor: one.vendor, same }]
  })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (answers.length === 0) return setState({ wrong: 'Answer at least one of the names' })
    setState({ busy: true })
    try {
      await onSay(answers)
      setChosen(new Map())
      setState({})
    } catch (failure) {
      setState({
        wrong: failure instanceof Problem ? failure.message : 'Your answers could not be kept. Try again.',
      })
    }
  }
  return (
    <section aria-labelledby="names" className="names-asked">
      {state.wrong && <ErrorSummary key={state.wrong} errors={[{ text: state.wrong, href: '#name-0' }]} />}
      <h2 className="govuk-heading-m" id="names">
        {counted(names.length, 'name')} to settle
      </h2>
      <p className="govuk-body">
        You are asked once. What you say counts for your authority from now on, and for every council once
        LOTI approved a record with it. Names you leave open join the list of vendors as they are.
      </p>
      <form onSubmit={save} noValidate>
        {names.map((one, index) => {
          const same = chosen.get(keyOf(one))
          const choose = (is: boolean) => setChosen(new Map(chosen).set(keyOf(one), is))
          return (
            <Radios
              key={keyOf(one)}
              name={`name-${index}`}
              className="govuk-radios--small govuk-radios--inline"
              fieldset={{
                legend: {
                  children: `Is “${one.name}” the same as “${one.vendorName}”?`,
                  className: 'govuk-fieldset__legend--s',
                },
              }}
              hint={`In ${counted(one.rows, 'row')}`}
              value={same === undefined ? '' : same ? 'yes' : 'no'}
              items={[
                { value: 'yes', text: 'Yes', onChange: () => choose(true) },
                { value: 'no', text: 'No, another company', onChange: () => choose(false) },
              ]}
            />
          )
        })}
        <Button type="submit" className="govuk-button--secondary" disabled={state.busy}>
          {state.busy ? 'Saving…' : 'Save answers'}
        </Button>
      </form>
    </section>
  )
}
