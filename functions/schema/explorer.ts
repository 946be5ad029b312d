import * as z from 'zod'
import { routes } from './contract.ts'
import { authorityId, isoDate } from './fields.ts'
import { asAt, type PublicContract, type PublicSystem } from './view.ts'

// What the explorer reads: every public system and contract of a scope, in files whose names hold what is in them.

/**
 * A file an authority's rows are in. Its name changes with its content, so it can be kept for ever. A file of a day in the
 * past is named by that day and made when it is asked for: what is in it is not known before.
 */
export const explorerFile = z.object({
  /** Append to `path`. */
  name: z.string(),
  systems: z.number().int().optional(),
  contracts: z.number().int().optional(),
  /** As sent, compressed. */
  bytes: z.number().int().optional(),
})

export const explorerManifest = z.object({
  scope: z.object({ id: z.string(), name: z.string() }),
  today: isoDate,
  ...asAt,
  /** Goes up with every change to any of the files. */
  revision: z.number().int(),
  /** Where the files are. */
  path: z.string(),
  authorities: z.array(
    z.object({
      id: authorityId,
      name: z.string(),
      slug: z.string(),
      /** Two or three letters for a tile. */
      code: z.string().optional(),
      tile: z.object({ x: z.number(), y: z.number() }).optional(),
      files: z.array(explorerFile),
    }),
  ),
  /** Settings that what depends on the date is worked out with. */
  leadMonths: z.record(z.enum(routes), z.number()),
  freshMonths: z.object({ system: z.number(), contract: z.number() }),
})
export type ExplorerManifest = z.infer<typeof explorerManifest>

type Told = {
  confirmedOn?: string | undefined
  sourceName?: string | undefined
  sourceOn?: string | undefined
}

/** A system as the explorer knows it: public facts only, and none that depends on the day. */
export type ExplorerSystem = Pick<
  PublicSystem,
  | 'kind'
  | 'id'
  | 'authority'
  | 'name'
  | 'product'
  | 'maker'
  | 'serviceAreas'
  | 'hosting'
  | 'goesLiveOn'
  | 'replacedBy'
  | 'replacedOn'
  | 'retiredOn'
  | 'sharedWith'
  | 'leadAuthority'
> &
  Told

/** A contract as the explorer knows it. */
export type ExplorerContract = Pick<
  PublicContract,
  | 'kind'
  | 'id'
  | 'authority'
  | 'title'
  | 'reference'
  | 'supplier'
  | 'systems'
  | 'serviceAreas'
  | 'startsOn'
  | 'startsQuarter'
  | 'endsOn'
  | 'endsQuarter'
  | 'options'
  | 'noticeMonths'
  | 'renewal'
  | 'rollMonths'
  | 'stillUsed'
  | 'annualPounds'
  | 'route'
  | 'framework'
  | 'retiredOn'
  | 'sharedWith'
  | 'leadAuthority'
  | 'heldBack'
> &
  Told
export type ExplorerRow = ExplorerSystem | ExplorerContract
