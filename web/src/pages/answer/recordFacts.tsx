import { useEffect, useMemo, useRef, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { LinkView, Said } from '../../../../functions/schema/question.ts'
import { Radios } from '../../govuk/index.ts'
import { fields, type Names, printed, type Values } from '../fields.ts'
import { typed } from '../our/drafting/typed.ts'
import { AskField } from '../our/form/ask.tsx'
import { type Asking, AskingProvider, legend } from '../our/form/asking.tsx'

export type FactAsked = LinkView['facts'][number]
/** What was chosen and typed of a record's facts before the page was left. */
export type Begun = { says: Record<string, Said['says']>; values: Values }
/** What has been said of a record's facts so far. */
export type Answers = () => Said[]

/** Nothing that is asked by a link is named by an id. */
const asItIs = (id: string) => id
const names: Names = {
  authority: asItIs,
  vendor: asItIs,
  product: asItIs,
  serviceArea: asItIs,
  system: asItIs,
}
const nothing = { authorities: [], vendors: [], products: [], serviceAreas: [] }

/** One record's facts: what is held, and whether it is still so. */
export function RecordFacts({
  facts,
  today,
  wrong,
  begun,
  onSaid,
  onReady,
}: {
  facts: [FactAsked, ...FactAsked[]]
  today: string
  wrong: { fields: Record<string, string>; at: number }
  /** What was said of it before the page was left. */
  begun: Begun | undefined
  onSaid: (said: Begun) => void
  onReady: (answers: Answers) => void
}) {
  const [{ kind, recordId }] = facts
  const [says, setSays] = useState<Begun['says']>(begun?.says ?? {})
  const values: Values = Object.fromEntries(
    facts.flatMap(({ field, value, withIt }) => [
      [field, value],
      ...(withIt ? [[withIt.field, withIt.value]] : []),
    ]),
  )
  const form = useForm<Values>({ defaultValues: typed(kind, { ...values, ...begun?.values }) })
  const told = useRef(onSaid)
  told.current = onSaid
  const keep = useRef(() => {})
  keep.current = () => {
    const now = form.getValues()
    told.current({ says, values: Object.fromEntries(Object.keys(values).map((name) => [name, now[name]])) })
  }
  useEffect(() => {
    if (Object.keys(says).length > 0) keep.current()
  }, [says])
  useEffect(() => {
    const watching = form.watch(() => keep.current())
    return () => watching.unsubscribe()
  }, [form])
  const asking = useMemo<Asking>(
    () => ({
      kind,
      today,
      options: nothing,
      systems: [],
      comments: [],
      newVendors: [],
      newProducts: [],
      proposeVendor: asItIs,
      proposeProduct: asItIs,
      onChosen: () => undefined,
      beneath: () => null,
    }),
    [kind, today],
  )
  onReady(() =>
    facts.flatMap(({ field, value, withIt }) => {
      const said = says[field]
      if (!said) return []
      const now = form.getValues()
      return [
        {
          recordId,
          field,
          says: said,
          ...(said === 'change' && {
            from: value,
            to: now[field],
            ...(withIt && { withIt: { from: withIt.value, to: now[withIt.field] } }),
          }),
        },
      ]
    }),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: said again each time something was refused
  useEffect(() => {
    form.clearErrors()
    for (const [path, message] of Object.entries(wrong.fields)) {
      const [id, ...inside] = path.split('.')
      if (id === recordId) form.setError(inside.join('.'), { message })
    }
  }, [wrong.at])
  const prefix = `${recordId}-`
  return (
    <FormProvider {...form}>
      <AskingProvider value={asking}>
        {facts.map(({ field, value }) => {
          const about = fields[kind][field]
          if (!about) return null
          const said = printed(kind, field, value, names)
          const isStated = said.length > 0
          const id = `says-${recordId}-${field}`
          const refused = wrong.fields[`${recordId}.${field}`]
          return (
            <Radios
              key={field}
              name={id}
              className="govuk-radios--small"
              fieldset={legend(about.label)}
              hint={
                <span className="answering__value">{isStated ? said.join(', ') : 'Not stated so far'}</span>
              }
              errorMessage={says[field] ? undefined : refused}
              value={says[field] ?? ''}
              items={[
                ...(isStated ? [{ value: 'correct', text: 'Still correct' }] : []),
                {
                  value: 'change',
                  text: isStated ? 'It should say something else' : 'I can say',
                  conditional: <AskField name={field} field={about} prefix={prefix} />,
                },
                { value: 'unknown', text: 'I do not know' },
              ].map((item) => ({
                ...item,
                onChange: () => {
                  setSays((before) => ({ ...before, [field]: item.value as Said['says'] }))
                  form.clearErrors(field)
                },
              }))}
            />
          )
        })}
      </AskingProvider>
    </FormProvider>
  )
}
