// What the past is told as: figures by quarter, and what changed in one.

export const changeKinds = [
  'new system',
  'system retired',
  'new contract',
  'contract taken off',
  'supplier changed',
  'renewed',
  'value changed',
] as const
export type ChangeKind = (typeof changeKinds)[number]
