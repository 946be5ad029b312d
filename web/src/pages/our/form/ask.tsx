import { useController, useFormContext, useWatch } from 'react-hook-form'
import { schemas } from '../../../../../functions/schema/record.ts'
import { Input, Lookup, LookupMany, Radios, Select, Textarea } from '../../../govuk/index.ts'
import { type Field, fields, type Values } from '../../fields.ts'
import type { Boxes } from '../drafting/typed.ts'
import { unknownSystem } from '../lists.ts'
import { Reply, Thread } from '../submission/thread.tsx'
import { arises, hintOf, label, legend, useAsking } from './asking.tsx'
import { DateBoxes } from './dateBoxes.tsx'
import { messageAt, messageIn } from './errors.ts'
import { HoldBack } from './holdBack.tsx'
import { Codes, Terms } from './lists.tsx'
import { ProductLookup, VendorLookup } from './lookups.tsx'
import { type Notice, Notices } from './notices.tsx'

/** Asks for one field of a record, where it arises or always, with what was said about it and whether it is held back. */
export function Ask({
  name,
  always = false,
  prefix,
}: {
  name: string
  always?: boolean
  /** Before the id of each box, where one page asks the same of several records. */
  prefix?: string | undefined
}) {
  const { kind, comments, today, beneath, answering } = useAsking()
  const field = fields[kind][name]
  const { control } = useFormContext<Values>()
  // Only a question that depends on another answer listens to them all.
  const watched = useWatch({ control, disabled: !field?.when })
  if (!field || !(always || arises(kind, name, watched, today))) return null
  const mine = comments.filter((comment) => comment.field === name)
  const holdable: readonly string[] = schemas[kind].holdable
  const question = (
    <>
      <AskField name={name} field={field} prefix={prefix} />
      {holdable.includes(name) && <HoldBack name={name} />}
      {beneath(name)}
    </>
  )
  if (mine.length === 0) return question
  return (
    <div className="asked-about" id={`${name}-comments`}>
      <Thread comments={mine} authorityName={answering?.authorityName} />
      {answering && (
        <Reply id={`answer-${name}`} about={field.label} onSend={(text) => answering.send(name, text)} />
      )}
      {question}
    </div>
  )
}

/** The boxes of one field, and nothing around them. */
export function AskField({
  name,
  field,
  prefix = '',
}: {
  name: string
  field: Field
  prefix?: string | undefined
}) {
  const { kind, options, systems, onChosen } = useAsking()
  const { control, formState } = useFormContext<Values>()
  const { field: bound } = useController({ name, control })
  const error = formState.errors[name]
  const errorMessage = messageIn(error)
  const hint = hintOf(field)
  const text = typeof bound.value === 'string' ? bound.value : ''
  const values = Array.isArray(bound.value) ? (bound.value as string[]) : []
  const id = `${prefix}${name}`
  const shared = { id, name: id, hint, errorMessage }
  const typing = { ref: bound.ref, value: text, onChange: bound.onChange, onBlur: bound.onBlur }
  const choosing = {
    ...shared,
    label: label(field.label),
    inputRef: bound.ref,
    onBlur: bound.onBlur,
  }
  const choose = (value: unknown) => {
    bound.onChange(value)
    onChosen(name, value)
  }
  /** The question a choice brings up, beneath it. */
  const brings = (value: string) => {
    if (value !== text) return undefined
    const within = Object.entries(fields[kind]).find(
      ([, one]) => one.within?.field === name && one.within.choices.includes(value),
    )
    return within && <Ask name={within[0]} prefix={prefix} />
  }

  switch (field.as) {
    case 'prose':
      return <Textarea {...shared} {...typing} label={label(field.label)} rows={4} />
    case 'pounds':
      return (
        <Input
          {...shared}
          {...typing}
          label={label(field.label)}
          // The box carries the sign already.
          onChange={(event) => bound.onChange(event.target.value.replace(/^\s*£/, ''))}
          prefix="£"
          className="govuk-input--width-10"
          inputMode="decimal"
          spellCheck={false}
        />
      )
    case 'number':
      return (
        <Input
          {...shared}
          {...typing}
          label={label(field.label)}
          suffix={field.unit}
          className="govuk-input--width-4"
          inputMode="numeric"
          spellCheck={false}
        />
      )
    case 'mailbox':
      return (
        <Input
          {...shared}
          {...typing}
          label={label(field.label)}
          type="email"
          autoComplete="off"
          spellCheck={false}
        />
      )
    case 'date':
      return (
        <DateBoxes
          {...shared}
          fieldset={legend(field.label)}
          value={bound.value as Boxes}
          onChange={bound.onChange}
          inputRef={bound.ref}
        />
      )
    case 'yes or no':
      return (
        <Radios
          {...shared}
          fieldset={legend(field.label)}
          className="govuk-radios--inline govuk-radios--small"
          value={text}
          items={[
            { value: 'yes', text: 'Yes', ref: bound.ref },
            { value: 'no', text: 'No' },
            ...(field.otherwise ? [] : [{ value: '', text: 'Not stated' }]),
          ]}
          onChange={bound.onChange}
          onBlur={bound.onBlur}
        />
      )
    case 'choice': {
      const choices = field.choices ?? []
      if (choices.length > 6) {
        return (
          <Select
            {...shared}
            {...typing}
            label={label(field.label)}
            items={choices.map(({ value, text: words }) => ({ value, text: words }))}
          />
        )
      }
      return (
        <Radios
          {...shared}
          fieldset={legend(field.label)}
          className="govuk-radios--small"
          value={text}
          items={choices.map(({ value, text: words, hint: about }, index) => ({
            value,
            text: words,
            hint: about,
            conditional: brings(value),
            ...(index === 0 && { ref: bound.ref }),
          }))}
          onChange={bound.onChange}
          onBlur={bound.onBlur}
        />
      )
    }
    case 'service areas':
      return (
        <LookupMany {...choosing} options={options.serviceAreas} values={values} onChange={bound.onChange} />
      )
    case 'systems':
      return (
        <LookupMany
          {...choosing}
          options={systems}
          unlisted={unknownSystem}
          values={values}
          onChange={choose}
        />
      )
    case 'authorities':
      return (
        <LookupMany {...choosing} options={options.authorities} values={values} onChange={bound.onChange} />
      )
    case 'authority':
      return <Lookup {...choosing} options={options.authorities} value={text} onChange={bound.onChange} />
    case 'product':
      return <ProductLookup {...choosing} value={text} onChange={choose} />
    case 'vendor':
      return <VendorLookup {...choosing} value={text} onChange={choose} />
    case 'terms':
      return (
        <Terms
          {...shared}
          label={field.label}
          values={values}
          onChange={bound.onChange}
          errorAt={(index) => messageAt(error, index)}
        />
      )
    case 'codes':
      return <Codes {...shared} label={field.label} values={values} onChange={bound.onChange} />
    case 'notices':
      return (
        <Notices
          label={field.label}
          values={(Array.isArray(bound.value) ? bound.value : []) as Notice[]}
          onChange={bound.onChange}
          errorAt={(index, part) => messageAt(error, index, part)}
        />
      )
    case 'held back':
      return null
    default:
      return <Input {...shared} {...typing} label={label(field.label)} />
  }
}
