import codes from './data/itCpv.list.json' with { type: 'json' }

// Which subjects of the Common Procurement Vocabulary (Regulation (EC) No 213/2008) are information technology.

const known = new Set<string>(codes)
/** Whole branches: software, IT services, and computer equipment. */
const branches = ['48', '72', '302']

/** Whether a CPV code, of 8 digits without its check digit, is about information technology. */
export const itCpv = (code: string): boolean =>
  known.has(code) || branches.some((branch) => code.startsWith(branch))
