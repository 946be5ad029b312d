import { buildWeb } from '../../functions/local/web.ts'
import { shareLoadedFolders } from './loadedFolder.ts'

/** Before any test: the pages are built once, so that no two tests build them into one folder, and data sets are shared. */
export default async function beforeAll() {
  await buildWeb()
  return shareLoadedFolders()
}
