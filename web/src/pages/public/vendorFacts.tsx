import type { ReactNode } from 'react'
import type { VendorView } from '../../../../functions/schema/view.ts'
import { date } from '../../format.ts'
import { SummaryList } from '../../govuk/index.ts'
import { Listed, VendorLink } from './links.tsx'

// What the lists say of a vendor, whatever the register does.

/** What it was called, and whom it belongs to. */
export function History({ vendor }: { vendor: VendorView['vendor'] }) {
  const told: { key: string; words: ReactNode }[] = [
    ...vendor.predecessors.map(({ name, on }) => ({
      key: `before-${name}`,
      words: `Formerly ${name}${on ? `, until ${date(on)}` : ''}.`,
    })),
    ...(vendor.successor
      ? [
          {
            key: 'after',
            words: (
              <>
                Became <VendorLink id={vendor.successor.id} name={vendor.successor.name} />
                {vendor.successor.on ? ` on ${date(vendor.successor.on)}` : ''}.
              </>
            ),
          },
        ]
      : []),
    ...vendor.parents.map(({ id, name, from, to }) => ({
      key: `parent-${id}-${from ?? ''}`,
      words: (
        <>
          {to ? 'Belonged' : 'Belongs'} to <VendorLink id={id} name={name} />
          {from ? ` from ${date(from)}` : ''}
          {to ? ` to ${date(to)}` : from ? ' on' : ''}.
        </>
      ),
    })),
  ]
  if (told.length === 0 && vendor.siblings.length === 0) return null
  return (
    <p className="govuk-body">
      {told.map(({ key, words }) => (
        <span key={key}>{words} </span>
      ))}
      {vendor.siblings.length > 0 && (
        <>
          {vendor.group?.id === vendor.id ? 'Belonging to it:' : 'In the same group:'}{' '}
          <Listed items={vendor.siblings.map((one) => ({ key: one.id, link: <VendorLink {...one} /> }))} />.
        </>
      )}
    </p>
  )
}

const yesNo = (value: boolean | undefined) => (value === undefined ? 'Not stated' : value ? 'Yes' : 'No')

/** Its numbers and names. */
export function Facts({ vendor }: { vendor: VendorView['vendor'] }) {
  return (
    <section aria-labelledby="facts">
      <h2 className="govuk-heading-m" id="facts">
        About this vendor
      </h2>
      {vendor.invented && (
        <p className="govuk-body">This vendor belongs to the demonstration. It does not exist.</p>
      )}
      <SummaryList
        rows={[
          {
            key: 'Companies House number',
            value:
              vendor.companyNumbers.length === 0
                ? 'Not stated'
                : vendor.companyNumbers.map((number, index) => (
                    <span key={number}>
                      {index > 0 && ', '}
                      <a
                        className="govuk-link"
                        href={`https://find-and-update.company-information.service.gov.uk/company/${number}`}
                      >
                        {number}
                      </a>
                    </span>
                  )),
          },
          {
            key: 'Also written',
            value: vendor.aliases.length === 0 ? 'Not stated' : vendor.aliases.join(', '),
          },
          { key: 'Small or medium-sized (SME)', value: yesNo(vendor.sme) },
          { key: 'Voluntary or social enterprise (VCSE)', value: yesNo(vendor.vcse) },
          ...(vendor.website
            ? [
                {
                  key: 'Website',
                  value: (
                    <a className="govuk-link" href={vendor.website}>
                      {vendor.website}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  )
}
