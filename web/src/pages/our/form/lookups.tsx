import { useMemo } from 'react'
import { Lookup, type LookupOption } from '../../../govuk/index.ts'
import { inHouse } from '../lists.ts'
import { useAsking } from './asking.tsx'

type LookupProps = Omit<Parameters<typeof Lookup>[0], 'options'>

const isNew = 'New to the list: LOTI checks it with your change'
/** What is put forward; what has joined the list meanwhile is offered from there. */
const added = (
  all: readonly { id: string; name: string }[],
  listed: readonly LookupOption[],
): LookupOption[] =>
  all.flatMap(({ id, name }) =>
    listed.some(({ value }) => value === id) ? [] : [{ value: id, text: name, aside: isNew }],
  )

const isUnlisted = (
  all: readonly { id: string }[],
  listed: readonly LookupOption[],
  id: string | undefined,
) => all.some((one) => one.id === id) && !listed.some(({ value }) => value === id)

const New = ({ what }: { what: string }) => (
  <p className="govuk-body-s lookup__after">
    This {what} is new to the list. LOTI checks it when they approve your change.
  </p>
)

export function VendorLookup({ value, onChange, ...rest }: LookupProps) {
  const { options, newVendors, proposeVendor } = useAsking()
  const isMaker = rest.name === 'maker'
  const offered = useMemo(
    () => [...(isMaker ? [inHouse] : []), ...added(newVendors, options.vendors), ...options.vendors],
    [isMaker, newVendors, options],
  )
  return (
    <Lookup
      {...rest}
      options={offered}
      value={value}
      onChange={onChange}
      propose={{
        words: (typed) => `Add “${typed}” to the list`,
        onPropose: (typed) => onChange(proposeVendor(typed)),
      }}
      after={isUnlisted(newVendors, options.vendors, value) && <New what="company" />}
    />
  )
}

export function ProductLookup({ value, onChange, ...rest }: LookupProps) {
  const { options, newProducts, proposeProduct } = useAsking()
  const offered = useMemo(
    () => [...added(newProducts, options.products), ...options.products],
    [newProducts, options],
  )
  return (
    <Lookup
      {...rest}
      options={offered}
      value={value}
      onChange={onChange}
      propose={{
        words: (typed) => `Add “${typed}” to the list`,
        onPropose: (typed) => onChange(proposeProduct(typed)),
      }}
      after={isUnlisted(newProducts, options.products, value) && <New what="product" />}
    />
  )
}
