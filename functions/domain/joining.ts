import type { NewProduct, NewVendor } from '../schema/proposal.ts'
import type { RecordKind } from '../schema/record.ts'
import { plain } from './plain.ts'

// What a record points at is on a list, or joins it with the record. An id stands for one company or product, whoever
// proposes it.

export type Named = { name: string; companyNumber?: string | undefined }

/** The lists, and what has joined them. */
export type OnLists = {
  authority: (id: string) => boolean
  serviceArea: (id: string) => boolean
  vendor: (id: string) => Named | undefined
  product: (id: string) => Named | undefined
}

/** A company's form is no part of its name: `Acme Ltd.`, `ACME Limited`. */
const bare = (name: string) => plain(name).replaceAll(/\b(limited|ltd|plc|llp)\b| /g, '')

/** Whether both are one company, or one product. */
export const isSame = (a: Named, b: Named): boolean =>
  bare(a.name) === bare(b.name) &&
  (a.companyNumber === undefined || b.companyNumber === undefined || a.companyNumber === b.companyNumber)

const pointers: Record<RecordKind, readonly (readonly [field: string, to: keyof OnLists, words: string])[]> =
  {
    system: [
      ['product', 'product', 'Choose a product from the list, or add it'],
      ['maker', 'vendor', 'Choose a maker from the list, or add it'],
      ['serviceAreas', 'serviceArea', 'Choose service areas from the list'],
      ['sharedWith', 'authority', 'Choose authorities from the list'],
      ['leadAuthority', 'authority', 'Choose an authority from the list'],
    ],
    contract: [
      ['supplier', 'vendor', 'Choose a supplier from the list, or add it'],
      ['serviceAreas', 'serviceArea', 'Choose service areas from the list'],
      ['sharedWith', 'authority', 'Choose authorities from the list'],
      ['leadAuthority', 'authority', 'Choose an authority from the list'],
    ],
  }

const idsIn = (value: unknown): string[] => [value].flat().filter((one) => typeof one === 'string')

type New = { newVendors: readonly NewVendor[]; newProducts?: readonly NewProduct[] | undefined }

/** The ids a record points at, with what it puts forward. */
export const pointedAt = (kind: RecordKind, after: Record<string, unknown>, { newProducts = [] }: New) =>
  [
    ...pointers[kind].flatMap(([field, to]) =>
      to === 'vendor' || to === 'product' ? idsIn(after[field]) : [],
    ),
    ...newProducts.flatMap(({ maker }) => maker ?? []),
  ].filter((id) => id !== 'in-house')

/** Those of the vendors and products put forward that the record points at: nothing else joins with it. */
export function joiningWith(
  kind: RecordKind,
  after: Record<string, unknown>,
  { newVendors, newProducts = [] }: New,
): { newVendors: NewVendor[]; newProducts: NewProduct[] } {
  const ids = new Set(pointedAt(kind, after, { newVendors, newProducts: [] }))
  const products = newProducts.filter(({ id }) => ids.has(id))
  for (const { maker } of products) if (maker) ids.add(maker)
  return { newVendors: newVendors.filter(({ id }) => ids.has(id)), newProducts: products }
}

/** Why something new cannot have its id: it is another’s. */
export const isAnothers = (mine: Named, theirs: Named): string =>
  `${mine.name} cannot be added as it is: ${theirs.name} stands in its place. Choose the one you mean, or add it again under its full name`

/**
 * What a record points at that is on no list and does not join one with it, by field. What the record `stated` before
 * is left alone, so that an old slip keeps nobody from mending something else.
 */
export function offLists(
  kind: RecordKind,
  { after, stated, ...put }: New & { after: Record<string, unknown>; stated: Record<string, unknown> },
  lists: OnLists,
): Record<string, string> {
  const { newVendors, newProducts } = joiningWith(kind, after, put)
  const joining = new Set([...newVendors, ...newProducts].map(({ id }) => id))
  const problems: Record<string, string> = {}
  for (const [field, to, words] of pointers[kind]) {
    const before = idsIn(stated[field])
    const isKnown = (id: string) =>
      id === 'in-house' || before.includes(id) || joining.has(id) || Boolean(lists[to](id))
    if (!idsIn(after[field]).every(isKnown)) problems[field] = words
  }
  const fieldOf = (id: string) =>
    pointers[kind].find(([field]) => idsIn(after[field]).includes(id))?.[0] ??
    (kind === 'system' ? 'product' : 'supplier')
  const refuse = (id: string, words: string) => {
    problems[fieldOf(id)] ??= words
  }
  for (const [put, known] of [
    [newVendors, lists.vendor],
    [newProducts, lists.product],
  ] as const) {
    for (const one of put) {
      const theirs = known(one.id)
      if (theirs && !isSame(one, theirs)) refuse(one.id, isAnothers(one, theirs))
    }
  }
  for (const { id, name, maker, serviceAreas } of newProducts) {
    const isMade = maker === undefined || maker === 'in-house' || joining.has(maker) || lists.vendor(maker)
    if (!isMade) refuse(id, `Choose who makes ${name} from the list, or add them`)
    if (!serviceAreas.every((area) => lists.serviceArea(area))) {
      refuse(id, `Choose the service areas of ${name} from the list`)
    }
  }
  return problems
}
