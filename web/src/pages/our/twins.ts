/** Things of the same name, which need something else said to be told apart. */
export function twinsIn(all: readonly { id: string; title: string }[]): Set<string> {
  const byTitle = Map.groupBy(all, ({ title }) => title.trim().toLowerCase())
  return new Set(
    [...byTitle.values()].filter((some) => some.length > 1).flatMap((some) => some.map(({ id }) => id)),
  )
}
