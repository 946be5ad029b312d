// Names as people write them, matched to the lists: by identifier, then by any known name, then by likeness with a
// score. Below the threshold, or when two are about as likely, the answer is that we are not sure.

export type { Match } from './likeness.ts'
export { matchAuthority } from './matchAuthority.ts'
export { type AddedVendor, companyNumberOf, matchVendor } from './matchVendor.ts'
