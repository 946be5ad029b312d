import { Choices, type ChoicesProps } from './choices.tsx'

export const Radios = ({ value, ...rest }: ChoicesProps & { value?: string | undefined }) => (
  <Choices
    {...rest}
    kind="radios"
    chosen={(item) => item.checked ?? (value !== undefined && item.value === value)}
  />
)
