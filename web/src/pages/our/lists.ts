import { useMemo } from 'react'
import type { NewProduct, NewVendor } from '../../../../functions/schema/proposal.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import type { LookupOption } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import type { Names } from '../fields.ts'
import { type Loaded, useLoaded } from './loading.tsx'
import { type Brief, service } from './service.ts'

let asked: Promise<ReferenceLists> | undefined
let askedAt = 0
/** What was approved meanwhile joins the lists: they are asked for again, which costs little where nothing has changed. */
const currentMilliseconds = 60_000

/** The reference lists, as they were a minute ago at most when the page was opened. */
export function useLists(): Loaded<ReferenceLists> {
  return useLoaded(() => {
    if (Date.now() - askedAt > currentMilliseconds) {
      asked = undefined
      askedAt = Date.now()
    }
    asked ??= service.reference()
    asked.catch(() => {
      asked = undefined
    })
    return asked
  }, 'reference')
}

/** Systems by name, drafts and what is with LOTI included. */
export const systemsIn = (records: readonly Brief[]): { id: string; name: string }[] =>
  records.flatMap(({ kind, id, title }) => (kind === 'system' ? [{ id, name: title || 'New system' }] : []))

/** Said of a system whose draft was discarded, or that has left the register: nobody knows it by its id. */
export const unknownSystem = 'A system that is not on the register'

const named = (entries: readonly { id: string; name: string }[]) => {
  const names = new Map(entries.map(({ id, name }) => [id, name]))
  return (id: string) => names.get(id) ?? id
}

export const inHouse = { value: 'in-house', text: 'In-house', aside: 'Made by the authority itself' }

/** What the ids in these lists are called, with what waits to join them and the authority's own systems. */
export const namesFrom = (
  lists: ReferenceLists,
  {
    newVendors = [],
    newProducts = [],
    systems = [],
  }: {
    newVendors?: readonly NewVendor[]
    newProducts?: readonly NewProduct[]
    systems?: readonly { id: string; name: string }[]
  } = {},
): Names => {
  const vendor = named([...lists.merged, ...lists.vendors, ...newVendors])
  return {
    authority: named(lists.authorities),
    vendor: (id) => (id === inHouse.value ? inHouse.text : vendor(id)),
    product: named([...lists.merged, ...lists.products, ...newProducts]),
    serviceArea: named(lists.serviceAreas.map(({ id, label }) => ({ id, name: label }))),
    system: (id) => systems.find((one) => one.id === id)?.name ?? unknownSystem,
  }
}

export type Options = Record<'authorities' | 'vendors' | 'products' | 'serviceAreas', LookupOption[]>

const byText = (a: LookupOption, b: LookupOption) => a.text.localeCompare(b.text, 'en-GB')

/**
 * What forms offer, with the other names things are found by. Vendors and products of the demonstration are offered
 * in it and nowhere else.
 */
export function useOptions(lists: ReferenceLists): Options {
  const { dataSet } = useSession()
  return useMemo(() => {
    const vendor = named(lists.vendors)
    const offered = <T extends { invented?: true | undefined }>(all: T[]) =>
      dataSet === 'demonstration' ? all : all.filter(({ invented }) => !invented)
    const also = (other: string[] | undefined) => other && { also: other }
    return {
      authorities: lists.authorities.map(({ id, name }) => ({ value: id, text: name })).sort(byText),
      vendors: offered(lists.vendors)
        .map(({ id, name, also: other }) => ({ value: id, text: name, ...also(other) }))
        .sort(byText),
      products: offered(lists.products)
        .map(({ id, name, maker, also: other }) => ({
          value: id,
          text: name,
          ...(maker && { aside: `Made by ${vendor(maker)}` }),
          ...also(other),
        }))
        .sort(byText),
      serviceAreas: lists.serviceAreas.map(({ id, label, groupLabel }) => ({
        value: id,
        text: label,
        ...(groupLabel !== label && { aside: groupLabel }),
      })),
    }
  }, [lists, dataSet])
}
