import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import { type Asked, Question } from './formGroup.tsx'

export type SelectItem = ComponentProps<'option'> & {
  text: string
  /** The heading it stands under, with those before and after it that share it. */
  group?: string
}
export type SelectProps = ComponentProps<'select'> & Asked & { name: string; items: SelectItem[] }

const optionOf = ({ text, group: _, ...option }: SelectItem) => (
  <option key={`${option.value ?? text}`} {...option}>
    {text}
  </option>
)

const inGroups = (items: SelectItem[]): [string | undefined, SelectItem[]][] => [
  ...Map.groupBy(items, ({ group }) => group),
]

export function Select({
  label,
  hint,
  errorMessage,
  formGroup,
  className,
  items,
  id: givenId,
  'aria-describedby': described,
  ...rest
}: SelectProps) {
  const id = givenId ?? rest.name
  return (
    <Question
      id={id}
      asked={{ label, hint, errorMessage, ...(formGroup && { formGroup }) }}
      describedBy={described}
    >
      {(describedBy) => (
        <select
          {...rest}
          className={classes('govuk-select', className, Boolean(errorMessage) && 'govuk-select--error')}
          id={id}
          aria-describedby={describedBy}
        >
          {inGroups(items).map(([group, some]) =>
            group === undefined ? (
              some.map(optionOf)
            ) : (
              <optgroup label={group} key={group}>
                {some.map(optionOf)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Question>
  )
}
