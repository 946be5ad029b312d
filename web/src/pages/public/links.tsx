import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useStaying } from '../../layout/asAt.ts'

// Whatever has a page of its own is a link to it wherever it is named, in the scope and on the day one is reading in.

export function To({ at, children }: { at: string; children: ReactNode }) {
  const staying = useStaying()
  return (
    <Link className="govuk-link" to={staying(at)}>
      {children}
    </Link>
  )
}

type Named = { id: string; name: ReactNode }

export const BoroughLink = ({ slug, name }: { slug: string; name: string }) => (
  <To at={`/boroughs/${slug}`}>{name}</To>
)
export const VendorLink = ({ id, name }: Named) =>
  id === 'in-house' ? name : <To at={`/vendors/${encodeURIComponent(id)}`}>{name}</To>
export const ProductLink = ({ id, name }: Named) => <To at={`/products/${encodeURIComponent(id)}`}>{name}</To>
export const AreaLink = ({ id, name }: Named) => (
  <To at={`/service-areas/${encodeURIComponent(id)}`}>{name}</To>
)
export const SystemLink = ({ id, name }: Named) => <To at={`/systems/${encodeURIComponent(id)}`}>{name}</To>
export const ContractLink = ({ id, title }: { id: string; title: string }) => (
  <To at={`/contracts/${encodeURIComponent(id)}`}>{title}</To>
)

/** Links one after another, as a sentence lists them. */
export const Listed = ({ items }: { items: { key: string; link: ReactNode }[] }) =>
  items.map(({ key, link }, index) => (
    <span key={key}>
      {index > 0 && ', '}
      {link}
    </span>
  ))
