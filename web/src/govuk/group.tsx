import type { ReactNode } from 'react'
import { Fieldset, type FieldsetProps } from './fieldset.tsx'
import { type Asked, FormGroup, told } from './formGroup.tsx'

/** A question with several controls: its hint and error describe the fieldset, where it has one. */
export function Group({
  id,
  asked,
  fieldset,
  describedBy: described,
  children,
}: {
  id: string
  asked: Omit<Asked, 'label'>
  fieldset?: FieldsetProps | undefined
  describedBy?: string | undefined
  children: (describedBy: string | undefined) => ReactNode
}) {
  const { before, describedBy } = told(id, asked, fieldset?.['aria-describedby'] ?? described)
  const inside = (
    <>
      {before}
      {children(fieldset ? undefined : describedBy)}
    </>
  )
  return (
    <FormGroup error={Boolean(asked.errorMessage)} {...asked.formGroup}>
      {fieldset ? (
        <Fieldset {...fieldset} aria-describedby={describedBy}>
          {inside}
        </Fieldset>
      ) : (
        inside
      )}
    </FormGroup>
  )
}
