import type { IsoDate } from '../domain/calendar.ts'
import type { Route } from '../schema/contract.ts'
import type { ExplorerManifest } from '../schema/explorer.ts'
import type { Asked } from './parts.ts'

/** The files of one authority, as they are kept. */
export type ExplorerShelf = {
  files: { part: string; systems: number; contracts: number; bytes: number; hash: string }[]
}

/**
 * The list of files that hold every public record of a scope, and what a reader works days out with. As at a day in the past
 * an authority has one file, of that day, if it has ever had any.
 */
export function explorerView(
  shelves: ReadonlyMap<string, ExplorerShelf & { revision: number }>,
  { scope, today, lists }: Asked,
  { path, leadMonths, asAt }: { path: string; leadMonths: Record<Route, number>; asAt?: IsoDate | undefined },
): ExplorerManifest {
  const filesOf = (id: string) =>
    asAt === undefined
      ? (shelves.get(id)?.files ?? [])
          .filter(({ systems, contracts }) => systems + contracts > 0)
          .map(({ part, systems, contracts, bytes, hash }) => ({
            name: `${id}-${part}-${hash}`,
            systems,
            contracts,
            bytes,
          }))
      : shelves.has(id)
        ? [{ name: `${id}-${asAt}` }]
        : []
  return {
    scope: { id: scope, name: lists.scopeName(scope) },
    today,
    ...(asAt !== undefined && { asAt }),
    revision: [...shelves.values()].reduce((sum, { revision }) => sum + revision, 0),
    path,
    authorities: lists.authoritiesOf(scope).map(({ id, name, slug, shortCode, tile }) => ({
      id,
      name,
      slug,
      ...(shortCode && { code: shortCode }),
      ...(tile && { tile }),
      files: filesOf(id),
    })),
    leadMonths,
    freshMonths: { system: lists.freshMonths('system'), contract: lists.freshMonths('contract') },
  }
}
