/** Names by what they begin with; those that do not begin so are left out. */
export function namesByStart(names: Iterable<string>, start: RegExp): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const name of names) {
    const [, head] = start.exec(name) ?? []
    if (head === undefined) continue
    const those = found.get(head)
    if (those) those.push(name)
    else found.set(head, [name])
  }
  return found
}
