import * as z from 'zod'
import {
  authorityId,
  heldBack,
  line,
  listOf,
  mailbox,
  oneOf,
  optional,
  optionalDate,
  productId,
  prose,
  serviceAreaId,
  systemId,
  vendorId,
  wholeNumber,
  yesNo,
} from './fields.ts'
import { envelope, saidAs } from './provenance.ts'

export const hostings = ['SaaS', 'cloud, managed by us', 'on premises', 'shared service', 'unknown'] as const
export const aiUses = ['none', 'pilot', 'live'] as const
export const portabilities = ['high', 'medium', 'low'] as const
export const supportModels = ['vendor', 'in-house', 'third party', 'shared service', 'none'] as const

/** The public fields an authority may hold back. */
export const systemHoldable = ['users', 'criticality', 'aiUse'] as const

/** What an authority states of a system. Its standing is derived from the dates, never stored. */
export const systemFields = z
  .object({
    name: line('the name of the system'),
    product: optional(productId),
    /** The vendor that makes it; `in-house` where the authority does. */
    maker: optional(vendorId),
    serviceAreas: listOf(serviceAreaId).refine(
      (chosen) => chosen.length > 0,
      'Choose at least one service area',
    ),
    hosting: oneOf('how the system is hosted', hostings).default('unknown'),
    goesLiveOn: optionalDate('the date the system goes live'),
    /** The system that takes over, once that is known. */
    replacedBy: optional(line('what replaces it')),
    replacedOn: optionalDate('the date it is replaced'),
    retiredOn: optionalDate('the date the system was retired'),
    sharedWith: listOf(authorityId),
    leadAuthority: optional(authorityId),
    users: optional(wholeNumber('the number of users', 0, 1_000_000)),
    /** 1 (most critical) to 4. */
    criticality: optional(wholeNumber('criticality', 1, 4)),
    aiUse: optional(oneOf('whether AI is in use', aiUses)),
    aiPurpose: optional(line('what AI is used for', 300)),
    hasApi: optional(yesNo('does it have an API you use')),
    portability: optional(oneOf('how easily data can be taken out', portabilities)),
    supportModel: optional(oneOf('who supports it', supportModels)),
    plannedReplacementOn: optionalDate('the date a replacement is planned'),
    peerContact: optional(mailbox('the contact for peers')),
    notes: optional(prose('notes')),
    heldBack: listOf(heldBack(systemHoldable)),
  })
  .superRefine((system, context) => {
    if (system.goesLiveOn && system.retiredOn && system.retiredOn < system.goesLiveOn) {
      context.addIssue({
        code: 'custom',
        path: ['retiredOn'],
        message: 'The date the system was retired must be after the date it went live',
      })
    }
    if ((system.aiUse === 'pilot' || system.aiUse === 'live') && !system.aiPurpose) {
      context.addIssue({ code: 'custom', path: ['aiPurpose'], message: 'Enter what AI is used for' })
    }
  })
export type SystemFields = z.output<typeof systemFields>
/** The same fields as they may be typed or sent. */
export type SystemInput = z.input<typeof systemFields>

export const system = z.intersection(
  envelope.extend({ kind: z.literal('system'), id: systemId, saidAs: saidAs.optional() }),
  systemFields,
)
export type System = z.output<typeof system>
