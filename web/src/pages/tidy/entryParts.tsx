import type { ReactNode } from 'react'
import { Button, DateInput, Fieldset } from '../../govuk/index.ts'
import { legend as small } from '../our/form/asking.tsx'
import type { TypedDate } from './entryTyped.ts'

/** A date in three boxes. */
export function PartDate({
  id,
  legend,
  value,
  onChange,
  errorMessage,
}: {
  id: string
  legend: string
  value: TypedDate
  onChange: (value: TypedDate) => void
  errorMessage: string | undefined
}) {
  const parts = ['day', 'month', 'year'] as const
  return (
    <DateInput
      id={id}
      namePrefix={id}
      fieldset={small(legend)}
      errorMessage={errorMessage}
      inputs={Object.fromEntries(
        parts.map((part) => [
          part,
          {
            value: value[part],
            onChange: ({ target }: { target: { value: string } }) =>
              onChange({ ...value, [part]: target.value }),
          },
        ]),
      )}
    />
  )
}

/** Several of one kind, each in a fieldset of its own, with a way to add one and to take one away. */
export function Repeated<T extends object>({
  title,
  add,
  of,
  items,
  empty,
  onChange,
  children,
}: {
  title: string
  add: string
  of: string
  items: T[]
  empty: T
  onChange: (items: T[]) => void
  children: (item: T, change: (part: Partial<T>) => void, index: number) => ReactNode
}) {
  return (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      {items.map((item, index) => (
        <Fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no names of their own, and keep their order
          key={index}
          className="tidy-part"
          legend={{
            children: `${of.charAt(0).toUpperCase()}${of.slice(1)} ${index + 1}`,
            className: 'govuk-fieldset__legend--s',
          }}
        >
          {children(
            item,
            (part) => onChange(items.map((one, place) => (place === index ? { ...one, ...part } : one))),
            index,
          )}
          <Button
            type="button"
            className="govuk-button--secondary"
            onClick={() => onChange(items.filter((_, place) => place !== index))}
          >
            Take away {of} {index + 1}
          </Button>
        </Fieldset>
      ))}
      <Button type="button" className="govuk-button--secondary" onClick={() => onChange([...items, empty])}>
        {add}
      </Button>
    </>
  )
}
