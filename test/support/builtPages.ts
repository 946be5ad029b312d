import { buildWeb } from '../../functions/local/web.ts'

// Before any test: the pages are built once, so that no two tests build them into one folder at the same time.

export default buildWeb
