import { sha256 } from '../domain/audit.ts'
import { nameKey } from '../domain/name.ts'
import type { NameAnswer, NewAlias } from '../schema/name.ts'
import type { Table, Write } from './dynamo.ts'
import { keys } from './keys.ts'

/** What authorities said of names, and what LOTI approved of it. */
export function createNames(table: Table) {
  return {
    /** All an authority ever said. */
    of: async (authority: string) =>
      (await table.all<NameAnswer>(keys.namesOf(authority))).map(({ body }) => body),
    /** Keeps answers; said again, or otherwise, the last counts. */
    say: async (answers: readonly NameAnswer[]) => {
      // Of two on one name and vendor the later is meant.
      const last = new Map(answers.map((one) => [JSON.stringify(keyOf(one)), one]))
      const writes = [...last.values()].map((body): Write => ({ put: { ...keyOf(body), revision: 1, body } }))
      await table.write(writes)
    },
    /** Of these names, those that stand for a vendor whoever writes them. */
    aliased: async (names: readonly string[]) =>
      (await table.many<NewAlias>(names.map((name) => keys.alias(digest(name))))).map(({ body }) => body),
    /** A name that stands for a vendor from now on, whoever writes it; unless it does for one already. */
    alias: (alias: NewAlias): Write => ({
      put: { ...keys.alias(digest(alias.name)), revision: 1, body: alias },
      ifRevision: 0,
    }),
  }
}

const digest = (text: string) => sha256(nameKey(text)).slice(0, 32)
const keyOf = ({ authority, name, vendor }: NameAnswer) => keys.name(authority, `${digest(name)}#${vendor}`)
