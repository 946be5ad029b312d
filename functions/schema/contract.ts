import * as z from 'zod'
import {
  authorityId,
  contractId,
  heldBack,
  line,
  listOf,
  oneOf,
  optional,
  optionalDate,
  prose,
  serviceAreaId,
  systemId,
  vendorAs,
  webAddress,
  wholeNumber,
  wholePounds,
  yesNo,
} from './fields.ts'
import { envelope, saidAs } from './provenance.ts'

export const renewals = ['ends', 'rolls over', 'by option'] as const

export const routes = [
  'open tender',
  'framework mini-competition',
  'framework direct award',
  'G-Cloud',
  'quotes',
  'extension',
  'shared service',
  'reseller',
  'in-house',
  'unknown',
] as const
export type Route = (typeof routes)[number]

/** The public fields an authority may hold back. Held-back dates are shown as a quarter. */
export const contractHoldable = [
  'startsOn',
  'endsOn',
  'annualPounds',
  'wholeLifePounds',
  'irrecoverableVatPounds',
] as const

export const notice = z.object({
  /** Open Contracting id. */
  ocid: optional(line('the OCID', 100)),
  /** The publishing service's own identifier. */
  noticeId: optional(line('the notice identifier', 200)),
  service: optional(oneOf('the service', ['Contracts Finder', 'Find a Tender', 'other'])),
  url: optional(webAddress('https://www.contractsfinder.service.gov.uk/')),
})

export const openToBuying = ['yes', 'no', 'ask us'] as const

/** What an authority states of a contract. */
export const contractFields = z
  .object({
    reference: optional(line('the contract reference', 200)),
    title: line('the title of the contract', 300),
    supplier: vendorAs('the supplier'),
    systems: listOf(systemId, 200),
    serviceAreas: listOf(serviceAreaId),
    startsOn: optionalDate('the start date'),
    endsOn: optionalDate('the end date'),
    /** Remaining extension options, in months, in the order they can be taken. */
    options: listOf(wholeNumber('the length of an option in months', 1, 240), 20),
    /** Options already taken: they are included in `endsOn`. */
    optionsUsed: optional(wholeNumber('the number of options used', 0, 20)),
    noticeMonths: optional(wholeNumber('the notice period in months', 0, 60)),
    renewal: oneOf('what happens at the end', renewals).default('ends'),
    rollMonths: optional(wholeNumber('the length of each further term in months', 1, 120)),
    stillUsed: z.preprocess((typed) => typed ?? false, yesNo('is it still used after its end')),
    annualPounds: optional(wholePounds('the annual value')),
    wholeLifePounds: optional(wholePounds('the whole-life value')),
    irrecoverableVatPounds: optional(wholePounds('irrecoverable VAT')),
    route: oneOf('the route to market', routes).default('unknown'),
    framework: optional(line('the framework', 200)),
    notices: listOf(notice, 20),
    cpvCodes: listOf(z.string().regex(/^\d{8}$/, 'A CPV code has 8 digits, like 48000000'), 50),
    department: optional(line('the department', 200)),
    description: optional(prose('the description', 5000)),
    smeSupplier: optional(yesNo('is the supplier a small or medium enterprise')),
    vcseSupplier: optional(yesNo('is the supplier a voluntary or community organisation')),
    tenderOrQuote: optional(oneOf('invitation to tender or quote', ['tender', 'quote'])),
    /** Open to buying together with other authorities. */
    buyingTogether: optional(oneOf('whether you are open to buying together', openToBuying)),
    sharedWith: listOf(authorityId),
    leadAuthority: optional(authorityId),
    /** Taken off the register from this date on. */
    retiredOn: optionalDate('the date the contract left the register'),
    heldBack: listOf(heldBack(contractHoldable)),
  })
  .superRefine((contract, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (contract.startsOn && contract.endsOn && contract.endsOn < contract.startsOn) {
      refuse('endsOn', 'The end date must be after the start date')
    }
    if (contract.renewal === 'rolls over' && !contract.rollMonths) {
      refuse('rollMonths', 'Enter the length of each further term in months')
    }
  })
export type ContractFields = z.output<typeof contractFields>
/** The same fields as they may be typed or sent. */
export type ContractInput = z.input<typeof contractFields>

export const contract = z.intersection(
  envelope.extend({ kind: z.literal('contract'), id: contractId, saidAs: saidAs.optional() }),
  contractFields,
)
export type Contract = z.output<typeof contract>
