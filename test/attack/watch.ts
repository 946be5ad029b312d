// Whatever a reader sees, leaf by leaf, and what moved in it: lists are told apart by what their members are of.

export type Leaves = Map<string, string>

const nameIn = (value: unknown, index: number): string => {
  if (typeof value === 'object' && value !== null) {
    for (const key of ['id', 'role', 'authority', 'quarter'] as const) {
      const named = (value as Record<string, unknown>)[key]
      if (typeof named === 'string') return named
      if (typeof named === 'object' && named !== null && 'id' in named) return String(named.id)
    }
  }
  return String(index)
}

export function leavesOf(value: unknown, path = '', leaves: Leaves = new Map()): Leaves {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) leavesOf(one, `${path}/${nameIn(one, index)}`, leaves)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) leavesOf(one, `${path}/${key}`, leaves)
  } else leaves.set(path, String(value))
  return leaves
}

export const movedBetween = (before: Leaves, after: Leaves): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
