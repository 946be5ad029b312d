import { Choices, type ChoicesProps } from './choices.tsx'

export const Checkboxes = ({ values = [], ...rest }: ChoicesProps & { values?: readonly string[] }) => (
  <Choices {...rest} kind="checkboxes" chosen={(item) => item.checked ?? values.includes(item.value)} />
)
