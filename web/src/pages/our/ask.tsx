import { createContext, type ReactNode, useContext, useId, useState } from 'react'
import { type FieldError, useController, useFormContext, useWatch } from 'react-hook-form'
import type { Comment, NewVendor } from '../../../../functions/schema/proposal.ts'
import { type RecordKind, schemas } from '../../../../functions/schema/record.ts'
import {
  Checkboxes,
  DateInput,
  type DatePart,
  Fieldset,
  Input,
  Lookup,
  LookupMany,
  type LookupOption,
  Radios,
  Select,
  Textarea,
} from '../../govuk/index.ts'
import { type Field, fields, groundChoices, instantWords, type Values } from '../fields.ts'
import { inHouse, type Options } from './lists.ts'
import { type Boxes, emptyDate } from './typed.ts'

// Asks for one field of a record, in the way its kind of value is asked for.

export type Asking = {
  kind: RecordKind
  options: Options
  systems: LookupOption[]
  comments: readonly Comment[]
  newVendors: readonly NewVendor[]
  /** Puts a vendor that is on no list forward; answers its id. */
  propose: (name: string) => string
}

const AskingContext = createContext<Asking | undefined>(undefined)
export const AskingProvider = AskingContext.Provider

const useAsking = (): Asking => {
  const asking = useContext(AskingContext)
  if (!asking) throw new Error('A field is asked for inside a form')
  return asking
}

const seen = { members: 'Only members see this.', us: 'Only your authority and LOTI see this.' }

/** A sentence after a sentence, whether or not the first ends with a full stop. */
const sentences = (...parts: (string | undefined)[]) => {
  const said = parts.filter((part): part is string => Boolean(part))
  return said
    .map((part, index) =>
      index < said.length - 1 && !part.endsWith('.') && !part.endsWith('?') ? `${part}.` : part,
    )
    .join(' ')
}

const hintOf = ({ hint, seenBy }: Field) => sentences(hint, seenBy && seen[seenBy]) || undefined

/** The first message in a field's error, however deep it lies. */
export function messageIn(error: unknown): string | undefined {
  if (!error || typeof error !== 'object') return undefined
  const { message } = error as FieldError
  if (typeof message === 'string' && message) return message
  for (const [key, part] of Object.entries(error)) {
    if (key === 'ref') continue
    const found = messageIn(part)
    if (found) return found
  }
  return undefined
}

const at = (error: unknown, ...path: (string | number)[]): string | undefined => {
  let now: unknown = error
  for (const step of path) now = (now as Record<string, unknown> | undefined)?.[step]
  return messageIn(now)
}

const legend = (words: ReactNode) => ({ legend: { children: words, className: 'govuk-fieldset__legend--s' } })
const label = (words: ReactNode) => ({ children: words, className: 'govuk-label--s' })

export function Comments({ comments }: { comments: readonly Comment[] }) {
  return comments.map(({ by, byName, at: when, text }) => (
    <div className="comment" key={`${by} ${when} ${text}`}>
      <p className="govuk-body comment__text">{text}</p>
      <p className="govuk-body-s comment__by">
        {byName}, {instantWords(when)}
      </p>
    </div>
  ))
}

export function Ask({ name }: { name: string }) {
  const { kind, comments } = useAsking()
  const field = fields[kind][name]
  const { control } = useFormContext<Values>()
  // Only a question that depends on another answer listens to them all.
  const watched = useWatch({ control, disabled: !field?.when })
  if (!field || (field.when && !field.when(watched))) return null
  const mine = comments.filter((comment) => comment.field === name)
  if (mine.length === 0) return <AskField name={name} field={field} />
  return (
    <div className="asked-about" id={`${name}-comments`}>
      <Comments comments={mine} />
      <AskField name={name} field={field} />
    </div>
  )
}

function AskField({ name, field }: { name: string; field: Field }) {
  const asking = useAsking()
  const { control, formState } = useFormContext<Values>()
  const { field: bound } = useController({ name, control })
  const error = formState.errors[name]
  const errorMessage = messageIn(error)
  const hint = hintOf(field)
  const text = typeof bound.value === 'string' ? bound.value : ''
  const values = Array.isArray(bound.value) ? (bound.value as string[]) : []
  const shared = { id: name, name, hint, errorMessage }
  const typing = { ref: bound.ref, value: text, onChange: bound.onChange, onBlur: bound.onBlur }
  const choosing = {
    ...shared,
    label: label(field.label),
    inputRef: bound.ref,
    onBlur: bound.onBlur,
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
            ...(index === 0 && { ref: bound.ref }),
          }))}
          onChange={bound.onChange}
          onBlur={bound.onBlur}
        />
      )
    }
    case 'service areas':
      return (
        <LookupMany
          {...choosing}
          options={asking.options.serviceAreas}
          values={values}
          onChange={bound.onChange}
        />
      )
    case 'systems':
      return <LookupMany {...choosing} options={asking.systems} values={values} onChange={bound.onChange} />
    case 'authorities':
      return (
        <LookupMany
          {...choosing}
          options={asking.options.authorities}
          values={values}
          onChange={bound.onChange}
        />
      )
    case 'authority':
      return (
        <Lookup {...choosing} options={asking.options.authorities} value={text} onChange={bound.onChange} />
      )
    case 'product':
      return <ProductLookup {...choosing} value={text} onChange={bound.onChange} />
    case 'vendor':
      return <VendorLookup {...choosing} name={name} value={text} onChange={bound.onChange} />
    case 'terms':
      return (
        <Terms
          {...shared}
          field={field}
          values={values}
          onChange={bound.onChange}
          errorAt={(index) => at(error, index)}
        />
      )
    case 'codes':
      return <Codes {...shared} label={field.label} values={values} onChange={bound.onChange} />
    case 'notices':
      return (
        <Notices
          field={field}
          values={(Array.isArray(bound.value) ? bound.value : []) as Notice[]}
          onChange={bound.onChange}
          errorAt={(index, part) => at(error, index, part)}
        />
      )
    case 'held back':
      return (
        <HeldBack
          hint={hint}
          kind={asking.kind}
          values={(Array.isArray(bound.value) ? bound.value : []) as Held[]}
          onChange={bound.onChange}
          errorAt={(index, part) => at(error, index, part)}
        />
      )
    default:
      return <Input {...shared} {...typing} label={label(field.label)} />
  }
}

type Change<T> = { onChange: (value: T) => void }
type Told = { id: string; hint?: ReactNode; errorMessage?: string | undefined }

function DateBoxes({
  id,
  value,
  onChange,
  inputRef,
  fieldset,
  hint,
  errorMessage,
}: Told &
  Change<Boxes> & {
    value: Boxes | undefined
    inputRef?: (element: HTMLElement | null) => void
    fieldset: ReturnType<typeof legend>
  }) {
  const now = value ?? emptyDate
  const parts: DatePart[] = ['day', 'month', 'year']
  const empty = parts.filter((part) => !now[part].trim())
  const errorIn: DatePart[] = /year must have/.test(errorMessage ?? '')
    ? ['year']
    : empty.length > 0 && empty.length < 3
      ? empty
      : parts
  return (
    <DateInput
      id={id}
      namePrefix={id}
      fieldset={fieldset}
      hint={hint}
      errorMessage={errorMessage}
      errorIn={errorIn}
      inputs={Object.fromEntries(
        parts.map((part) => [
          part,
          {
            value: now[part],
            autoComplete: 'off',
            onChange: (event: { target: { value: string } }) =>
              onChange({ ...now, [part]: event.target.value }),
            ...(part === 'day' && inputRef && { ref: inputRef }),
          },
        ]),
      )}
    />
  )
}

type LookupProps = Parameters<typeof Lookup>[0]

function VendorLookup({ value, onChange, ...rest }: Omit<LookupProps, 'options'>) {
  const { options, newVendors, propose } = useAsking()
  const added = newVendors.map(({ id, name }) => ({
    value: id,
    text: name,
    aside: 'New to the list: LOTI checks it with your change',
  }))
  return (
    <Lookup
      {...rest}
      options={[...(rest.name === 'maker' ? [inHouse] : []), ...added, ...options.vendors]}
      value={value}
      onChange={onChange}
      propose={{
        words: (typed) => `Add “${typed}” to the list`,
        onPropose: (typed) => onChange(propose(typed)),
      }}
      after={
        newVendors.some(({ id }) => id === value) && (
          <p className="govuk-body-s lookup__after">
            This company is new to the list. LOTI checks it when they approve your change.
          </p>
        )
      }
    />
  )
}

/** Choosing a product also answers who makes it and what it is for, where those are still empty. */
function ProductLookup({ value, onChange, ...rest }: Omit<LookupProps, 'options'>) {
  const { options } = useAsking()
  return (
    <Lookup
      {...rest}
      options={options.products}
      value={value}
      onChange={onChange}
      hint={sentences(
        typeof rest.hint === 'string' ? rest.hint : undefined,
        'Leave it empty if it is not in the list',
      )}
    />
  )
}

function Terms({
  id,
  field,
  values,
  onChange,
  hint,
  errorMessage,
  errorAt,
}: Told &
  Change<string[]> & { field: Field; values: string[]; errorAt: (index: number) => string | undefined }) {
  const shown = values.length > 0 ? values : ['']
  const whole = shown.some((_, index) => errorAt(index)) ? undefined : errorMessage
  const ordinal = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth']
  return (
    <Fieldset
      {...legend(field.label)}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className="repeated"
    >
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {whole && <p className="govuk-error-message">{whole}</p>}
      {shown.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options are known by their place in the order
        <div className="repeated__row" key={index}>
          <Input
            label={`${ordinal[index] ?? `Option ${index + 1}`}${ordinal[index] ? ' option' : ''}`}
            id={index === 0 ? id : `${id}-${index}`}
            name={`${id}-${index}`}
            className="govuk-input--width-4"
            suffix="months"
            inputMode="numeric"
            errorMessage={errorAt(index)}
            value={value}
            onChange={(event) =>
              onChange(shown.map((one, place) => (place === index ? event.target.value : one)))
            }
          />
          {values.length > 0 && (
            <button
              type="button"
              className="link-button"
              onClick={() => onChange(shown.filter((_, place) => place !== index))}
            >
              Remove<span className="govuk-visually-hidden"> option {index + 1}</span>
            </button>
          )}
        </div>
      ))}
      <button type="button" className="link-button" onClick={() => onChange([...shown, ''])}>
        Add another option
      </button>
    </Fieldset>
  )
}

function Codes({
  id,
  label: words,
  values,
  onChange,
  hint,
  errorMessage,
}: Told & Change<string[]> & { label: string; values: string[] }) {
  const parts = (typed: string) => typed.split(/[\s,;]+/).filter(Boolean)
  const [typed, setTyped] = useState(() => values.join(', '))
  // What was typed is shown as it was typed, unless the answer changed some other way.
  const shown = parts(typed).join() === values.join() ? typed : values.join(', ')
  return (
    <Input
      id={id}
      name={id}
      label={label(words)}
      hint={hint}
      errorMessage={errorMessage}
      value={shown}
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(parts(event.target.value))
      }}
    />
  )
}

type Notice = { ocid: string; noticeId: string; service: string; url: string }
const emptyNotice: Notice = { ocid: '', noticeId: '', service: '', url: '' }

function Notices({
  field,
  values,
  onChange,
  errorAt,
}: Change<Notice[]> & {
  field: Field
  values: Notice[]
  errorAt: (index: number, part: keyof Notice) => string | undefined
}) {
  const set = (index: number, part: keyof Notice) => (event: { target: { value: string } }) =>
    onChange(values.map((one, place) => (place === index ? { ...one, [part]: event.target.value } : one)))
  return (
    <Fieldset {...legend(field.label)} className="repeated">
      {values.length === 0 && <p className="govuk-hint">None yet</p>}
      {values.map((notice, index) => {
        const id = (part: string) => `notices-${index}-${part}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: notices are known by their place
          <div className="repeated__card" key={index}>
            <Select
              label="Published on"
              name={id('service')}
              value={notice.service}
              onChange={set(index, 'service')}
              errorMessage={errorAt(index, 'service')}
              items={[
                { value: '', text: 'Choose a service' },
                { value: 'Contracts Finder', text: 'Contracts Finder' },
                { value: 'Find a Tender', text: 'Find a Tender' },
                { value: 'other', text: 'Somewhere else' },
              ]}
            />
            <Input
              label="Notice number"
              name={id('noticeId')}
              className="govuk-input--width-20"
              value={notice.noticeId}
              onChange={set(index, 'noticeId')}
              errorMessage={errorAt(index, 'noticeId')}
            />
            <Input
              label="OCID"
              hint="Starts with ocds-"
              name={id('ocid')}
              className="govuk-input--width-20"
              value={notice.ocid}
              onChange={set(index, 'ocid')}
              errorMessage={errorAt(index, 'ocid')}
            />
            <Input
              label="Link"
              name={id('url')}
              type="url"
              value={notice.url}
              onChange={set(index, 'url')}
              errorMessage={errorAt(index, 'url')}
            />
            <button
              type="button"
              className="link-button"
              onClick={() => onChange(values.filter((_, place) => place !== index))}
            >
              Remove<span className="govuk-visually-hidden"> notice {index + 1}</span>
            </button>
          </div>
        )
      })}
      <button type="button" className="link-button" onClick={() => onChange([...values, { ...emptyNotice }])}>
        Add a notice
      </button>
    </Fieldset>
  )
}

type Held = { field: string; ground: string; reviewOn: Boxes }

function HeldBack({
  kind,
  values,
  onChange,
  hint,
  errorAt,
}: Change<Held[]> & {
  kind: RecordKind
  values: Held[]
  hint: ReactNode
  errorAt: (index: number, part: keyof Held) => string | undefined
}) {
  const group = useId()
  const holdable: readonly string[] = schemas[kind].holdable
  const change = (field: string, part: Partial<Held>) =>
    onChange(values.map((held) => (held.field === field ? { ...held, ...part } : held)))
  return (
    <Checkboxes
      name="heldBack"
      className="govuk-checkboxes--small"
      fieldset={legend('Hold these back')}
      hint={hint}
      values={values.map(({ field }) => field)}
      onChange={({ target }) =>
        onChange(
          target.checked
            ? [...values, { field: target.value, ground: '', reviewOn: { ...emptyDate } }]
            : values.filter(({ field }) => field !== target.value),
        )
      }
      items={holdable.map((field, position) => {
        const index = values.findIndex((held) => held.field === field)
        const held = values[index]
        return {
          value: field,
          text: fields[kind][field]?.label ?? field,
          id: position === 0 ? 'heldBack' : `heldBack-${field}`,
          conditional: (
            <>
              <Radios
                name={`${group}-${field}-ground`}
                idPrefix={`heldBack-${field}-ground`}
                className="govuk-radios--small"
                fieldset={{ legend: { children: 'Why' } }}
                errorMessage={held && errorAt(index, 'ground')}
                value={held?.ground ?? ''}
                items={groundChoices.map(({ value, text, hint: about }) => ({ value, text, hint: about }))}
                onChange={({ target }) => change(field, { ground: target.value })}
              />
              <DateBoxes
                id={`heldBack-${field}-reviewOn`}
                fieldset={{ legend: { children: 'Review this on', className: '' } }}
                errorMessage={held && errorAt(index, 'reviewOn')}
                value={held?.reviewOn}
                onChange={(reviewOn) => change(field, { reviewOn })}
              />
            </>
          ),
        }
      })}
    />
  )
}

/** The first box left empty in a date that has others filled in. */
function emptyBox(value: unknown): DatePart | undefined {
  const boxes = (value ?? {}) as Partial<Boxes>
  const empty = (['day', 'month', 'year'] as const).filter((part) => !boxes[part]?.trim())
  return empty.length < 3 ? empty[0] : undefined
}

/** Where the question about an error is: `heldBack.0.ground` lies in the box of the field held back. */
export function placeOf(kind: RecordKind, path: string, values: Values): string {
  const [name = '', index, part] = path.split('.')
  const as = fields[kind][name]?.as
  if (as === 'date') return `${name}-${emptyBox(values[name]) ?? 'day'}`
  if (as === 'terms') return index && index !== '0' ? `${name}-${index}` : name
  if (as === 'notices') return index ? `notices-${index}-${part ?? 'url'}` : name
  if (as === 'held back' && index) {
    const held = (values.heldBack as Held[] | undefined)?.[Number(index)]
    return held ? `heldBack-${held.field}-${part === 'ground' ? 'ground' : 'reviewOn-day'}` : name
  }
  return name
}

/** Every message of a form's errors with its path, in the order the form asks. */
export function flat(errors: Record<string, unknown>, order: string[]): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = []
  const visit = (error: unknown, path: string) => {
    if (!error || typeof error !== 'object') return
    const { message } = error as FieldError
    if (typeof message === 'string' && message) {
      found.push({ path, message })
      return
    }
    for (const [key, part] of Object.entries(error)) {
      if (key !== 'ref' && key !== 'type') visit(part, `${path}.${key}`)
    }
  }
  for (const name of order) visit(errors[name], name)
  return found
}
