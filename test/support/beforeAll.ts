import { join } from 'node:path'
import { buildWeb } from '../../functions/local/web.ts'
import { root } from './child.ts'
import { shareLoadedFolders } from './loadedFolder.ts'

/**
 * Before any test: the pages are built once, so that no two tests build them into one folder, data sets are shared, and
 * the many processes that tests start find modules compiled already.
 */
export default async function beforeAll() {
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules/.cache/compiled')
  await buildWeb()
  return shareLoadedFolders()
}
