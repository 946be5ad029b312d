// The parts of dynalite 4.0.0 the engine stands on. It ships no types; these are its internals, so its version is
// pinned exactly.

declare module 'dynalite/db/index.js' {
  import type { Item, Store, Table } from './core.ts'

  const db: {
    create(options: {
      path?: string
      createTableMs: number
      deleteTableMs: number
      updateTableMs: number
    }): Store
    createKey(item: Item, table: Table): string
    validateKey(key: Item, table: Table): Error | undefined
    checkConditional(data: object, existing: Item | undefined): Error | null | undefined
  }
  export default db
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from './core.ts'

  const validations: {
    checkTypes<T extends object>(data: object, types: object): T
    checkValidations(data: object, types: object, custom: unknown, store: Store): void
  }
  export default validations
}

declare module 'dynalite/db/conditionParser.js' {
  const conditionParser: { parse(expression: string, options: { context: object }): unknown }
  export default conditionParser
}
