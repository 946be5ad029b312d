import type { ComponentType } from 'react'

type Page = { default: ComponentType }

/** A page fetched when someone first goes there: `load` imports the file whose default export it is. */
export const fetched = (load: () => Promise<Page>) => async () => ({ Component: (await load()).default })
