// Several releases of one contracting process become what it says now, by the merging rules of the Open Contracting
// Data Standard 1.1 (https://standard.open-contracting.org/1.1/en/schema/merging/): later values replace earlier ones,
// null takes a value away, objects join field by field, and entries of lists join by their id, save in the lists that
// the standard merges as a whole.

export type Json = { [key: string]: unknown }

/** Lists that are replaced as a whole, wherever they are: `wholeListMerge` in the release schema, or entries without ids. */
const wholeLists = new Set([
  'additionalClassifications',
  'additionalIdentifiers',
  'additionalProcurementCategories',
  'changes',
  'relationship',
  'roles',
  'submissionMethod',
])
/** What belongs to a release and not to the process: `omitWhenMerged`. */
const ofTheRelease = new Set(['id', 'date', 'tag'])

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An entry's id as it is compared; none where it has none. */
const idOf = (entry: unknown) =>
  isObject(entry) && (typeof entry.id === 'string' || typeof entry.id === 'number')
    ? `${entry.id}`
    : undefined

function mergeInto(now: Json, said: Json): void {
  for (const [key, value] of Object.entries(said)) {
    if (value === null) delete now[key]
    else if (Array.isArray(value)) now[key] = mergedList(key, now[key], value)
    else if (isObject(value)) {
      const inner = isObject(now[key]) ? now[key] : {}
      now[key] = inner
      mergeInto(inner, value)
    } else now[key] = value
  }
}

function mergedList(key: string, now: unknown, said: unknown[]): unknown[] {
  if (wholeLists.has(key) || !said.every(isObject)) return said
  const entries = Array.isArray(now) && now.every(isObject) ? [...now] : []
  for (const one of said) {
    const id = idOf(one)
    const before = id === undefined ? undefined : entries.find((entry) => idOf(entry) === id)
    if (before && isObject(before)) mergeInto(before, one)
    else {
      const entry: Json = {}
      mergeInto(entry, one)
      entries.push(entry)
    }
  }
  return entries
}

const at = ({ date }: Json) => (typeof date === 'string' ? Date.parse(date) || 0 : 0)

/** The releases of one process, in any order, as one. Those of one moment are taken in the order they came. */
export function compiled(releases: readonly Json[]): Json {
  const process: Json = {}
  for (const release of releases.toSorted((a, b) => at(a) - at(b))) {
    mergeInto(process, Object.fromEntries(Object.entries(release).filter(([key]) => !ofTheRelease.has(key))))
  }
  return process
}

/** When the last of them was published. */
export const publishedLast = (releases: readonly Json[]): string => {
  const last = releases.toSorted((a, b) => at(a) - at(b)).at(-1)
  return typeof last?.date === 'string' ? last.date : ''
}
