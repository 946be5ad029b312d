import { type ComponentProps, Fragment, type ReactNode } from 'react'
import { classes } from './classes.ts'
import type { FieldsetProps } from './fieldset.tsx'
import { type Asked, asProps } from './formGroup.tsx'
import { Group } from './group.tsx'
import { Hint } from './hint.tsx'
import { Label, type LabelProps } from './label.tsx'

// Radios and checkboxes are one pattern: a list of boxes, each with its words, its hint and what choosing it reveals.

export type ChoiceItem = Omit<ComponentProps<'input'>, 'value'> & {
  value: string
  text: ReactNode
  label?: LabelProps
  hint?: ReactNode | ComponentProps<'div'>
  /** Shown while the choice is made. */
  conditional?: ReactNode
  /** Unticks every other box: "none of these". */
  behaviour?: 'exclusive'
}
export type Divider = { divider: string }

export type ChoicesProps = Omit<Asked, 'label'> & {
  name: string
  idPrefix?: string
  className?: string
  fieldset?: FieldsetProps
  items: (ChoiceItem | Divider)[]
  /** Ids that describe the boxes, where there is no fieldset to carry them. */
  describedBy?: string
  attributes?: ComponentProps<'div'>
  onChange?: ComponentProps<'input'>['onChange']
  onBlur?: ComponentProps<'input'>['onBlur']
}

export function Choices({
  kind,
  chosen,
  name,
  idPrefix = name,
  className,
  fieldset,
  items,
  describedBy,
  attributes,
  onChange,
  onBlur,
  hint,
  errorMessage,
  formGroup,
}: ChoicesProps & { kind: 'radios' | 'checkboxes'; chosen: (item: ChoiceItem) => boolean }) {
  const block = `govuk-${kind}`
  const choice = (item: ChoiceItem, index: number, groupDescribedBy: string | undefined) => {
    const { text, label, hint: itemHint, conditional, behaviour, ...input } = item
    const id = item.id ?? (index > 0 ? `${idPrefix}-${index + 1}` : idPrefix)
    const hintProps = asProps<ComponentProps<'div'>>(itemHint)
    const checked = chosen(item)
    const described = [kind === 'checkboxes' && groupDescribedBy, hintProps && `${id}-item-hint`]
      .filter(Boolean)
      .join(' ')
    return (
      <Fragment key={id}>
        <div className={`${block}__item`}>
          <input
            name={name}
            {...input}
            className={`${block}__input`}
            id={id}
            type={kind === 'radios' ? 'radio' : 'checkbox'}
            checked={checked}
            data-aria-controls={conditional ? `conditional-${id}` : undefined}
            data-behaviour={behaviour}
            aria-describedby={described || undefined}
            onChange={input.onChange ?? onChange ?? (() => undefined)}
            onBlur={onBlur}
          />
          <Label {...label} htmlFor={id} className={classes(`${block}__label`, label?.className)}>
            {text}
          </Label>
          {hintProps && (
            <Hint
              id={`${id}-item-hint`}
              {...hintProps}
              className={classes(`${block}__hint`, hintProps.className)}
            />
          )}
        </div>
        {conditional && (
          <div
            className={classes(`${block}__conditional`, !checked && `${block}__conditional--hidden`)}
            id={`conditional-${id}`}
          >
            {conditional}
          </div>
        )}
      </Fragment>
    )
  }
  return (
    <Group
      id={idPrefix}
      asked={{ hint, errorMessage, ...(formGroup && { formGroup }) }}
      fieldset={fieldset}
      describedBy={describedBy}
    >
      {(groupDescribedBy) => (
        <div className={classes(block, className)} {...attributes} data-module={block}>
          {items.map((item, index) =>
            'divider' in item ? (
              <div className={`${block}__divider`} key={`divider-${item.divider}`}>
                {item.divider}
              </div>
            ) : (
              choice(item, index, groupDescribedBy)
            ),
          )}
        </div>
      )}
    </Group>
  )
}
