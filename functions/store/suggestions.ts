import { withOwnReference } from '../domain/numbers.ts'
import {
  type Finding,
  type OpenDataBrief,
  type OpenDataFile,
  openDataBrief,
  type SuggestionCounts,
} from '../schema/suggestion.ts'
import type { Table, Write } from './dynamo.ts'
import { keys } from './keys.ts'

/** The facts of one authority in a file, held against its register together. */
export type Piece = { authority: string; facts: string[] }

/** A file’s facts are kept for this long, so that a load that was cut short can go on. */
const days = 30
/** What open data says of authorities, what they answered, and the files it came from. */
export function createSuggestions(table: Table) {
  const bodies = <T>(items: { body: T }[]) => items.map(({ body }) => body)
  const findings = (items: { body: Finding }[]): Finding[] =>
    items.map(({ body }) => ({ ...body, values: withOwnReference(body.values) }))
  return {
    /** What an authority is asked: one query, however much it has answered. */
    asked: async (authority: string) => findings(await table.all<Finding>(keys.askedOf(authority))),
    /** All that was ever found of it, answered or not. */
    of: async (authority: string) => findings(await table.all<Finding>(keys.foundOf(authority))),
    many: async (authority: string, ids: string[]) =>
      findings(
        await table.many<Finding>(
          ids.flatMap((id) => [
            keys.finding(authority, id, 'asked'),
            keys.finding(authority, id, 'answered'),
          ]),
        ),
      ),
    counts: async (authority: string) =>
      (await table.get<SuggestionCounts>(keys.suggestionCounts(authority)))?.body,
    allCounts: async () => bodies(await table.all<SuggestionCounts>(keys.allSuggestionCounts())),

    writes: {
      /** A finding at its next revision. It moves where it was asked and is answered, or the other way round. */
      finding: (finding: Finding, before: Finding | undefined): Write[] => {
        const { authority, id, state, revision } = finding
        const put = { ...keys.finding(authority, id, state), revision, body: finding }
        if (!before || before.state === state) return [{ put, ifRevision: revision - 1 }]
        return [
          { remove: keys.finding(authority, id, before.state), ifRevision: before.revision },
          { put, ifRevision: 0 },
        ]
      },
      counts: (counts: SuggestionCounts): Write => ({
        put: { ...keys.suggestionCounts(counts.authority), revision: counts.revision, body: counts },
        ifRevision: counts.revision - 1,
      }),
    },

    files: {
      get: async (id: string) => (await table.get<OpenDataFile>(keys.openData(id)))?.body,
      /** All there were, in brief, the latest first. */
      all: async () =>
        bodies(await table.all<OpenDataBrief>(keys.allOpenData())).sort((a, b) => (a.at < b.at ? 1 : -1)),
      /** Keeps it at its next revision. Throws `MovedOn` when somebody else went on with it meanwhile. */
      put: (file: OpenDataFile) =>
        table.write([
          {
            put: { ...keys.openData(file.id), revision: file.revision, body: file },
            ifRevision: file.revision - 1,
          },
          { put: { ...keys.openDataBrief(file.id), revision: 1, body: openDataBrief.parse(file) } },
        ]),
      piece: async (id: string, n: number) => (await table.get<Piece>(keys.openDataPiece(id, n)))?.body,
      keepPiece: (id: string, n: number, piece: Piece, at: string) =>
        table.write([
          {
            put: { ...keys.openDataPiece(id, n), revision: 1, body: piece },
            index: { expiresAt: Math.floor(Date.parse(at) / 1000) + days * 86_400 },
          },
        ]),
    },
  }
}
