import { useMemo, useRef, useState } from 'react'
import { Button, Lookup } from '../../../govuk/index.ts'
import { useOptions } from '../lists.ts'

/** What a rating is about. */
export type About = { vendor: string; product?: string | undefined }

/** A vendor the authority does not use, or one product of a vendor, put forward to be rated. */
export function AddVendor({
  known,
  onAdd,
  taken,
}: {
  known: Parameters<typeof useOptions>[0]
  onAdd: (about: About) => void
  taken: (about: About) => boolean
}) {
  const options = useOptions(known)
  const [vendor, setVendor] = useState('')
  const [product, setProduct] = useState('')
  const [wrong, setWrong] = useState<string>()
  const box = useRef<HTMLInputElement>(null)
  const makers = useMemo(() => new Map(known.products.map(({ id, maker }) => [id, maker])), [known])
  const products = options.products.filter(({ value }) => makers.get(value) === vendor)
  const isVendor = options.vendors.some(({ value }) => value === vendor)

  const add = () => {
    const about: About = { vendor, ...(product && { product }) }
    if (!isVendor) setWrong('Choose a vendor from the list')
    else if (product && !products.some(({ value }) => value === product))
      setWrong('Choose a product from the list, or leave it empty')
    else if (taken(about)) setWrong('It is on this page already')
    else {
      onAdd(about)
      setVendor('')
      setProduct('')
      setWrong(undefined)
      // The new row is drawn first, then its scale takes the next key.
      setTimeout(() => {
        const rows = document.querySelectorAll('.opinions__rows:last-of-type .strip[data-goes-on]')
        const last = [...rows].at(-1)
        last?.querySelector('input')?.focus()
      })
      return
    }
    box.current?.focus()
  }
  return (
    <section className="opinions__add" aria-labelledby="add-heading">
      <h2 className="govuk-heading-m" id="add-heading">
        Rate another vendor, or one of its products
      </h2>
      <div className="opinions__add-row">
        <Lookup
          id="add-vendor"
          name="add-vendor"
          label={{ children: 'Vendor' }}
          options={options.vendors}
          value={vendor}
          onChange={(chosen) => {
            setVendor(chosen)
            setProduct('')
          }}
          inputRef={box}
          {...(wrong && { errorMessage: wrong })}
        />
        {products.length > 0 && (
          <Lookup
            id="add-product"
            name="add-product"
            label={{ children: 'Product (leave empty for all they do)' }}
            options={products}
            value={product}
            onChange={setProduct}
          />
        )}
        <Button type="button" className="govuk-button--secondary" onClick={add}>
          Add
        </Button>
      </div>
    </section>
  )
}
