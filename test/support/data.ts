import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { root } from './child.ts'

/** The folder of published files in full: beside the project, or wherever CITY_TOOLS_DATA says. */
export const publishedFolder = resolve(root, process.env.CITY_TOOLS_DATA ?? '../shared/data')

/** Why tests of the full files are left out, where they are. */
export const withoutPublished = existsSync(publishedFolder)
  ? undefined
  : `The published files are not at ${publishedFolder}, so what is done with them in full was not tested. Name their folder with CITY_TOOLS_DATA.`
