import { itCpv } from '../reference/cpv.ts'
import type { Shape } from './entry.ts'

// A council publishes a list of all its contracts; the register is of those about information technology.

const words =
  /\b(software|systems?|ict|digital|data|databases?|cloud|saas|hosting|hosted|licen[cs]es?|networks?|broadband|wi-?fi|wifi|telephony|telecoms?|telecommunications?|websites?|web|online|internet|computers?|computing|laptops?|servers?|desktops?|cyber|applications?|apps?|platforms?|e-?mail|crm|erp|gis|cctv|portal|technology|technical support|microsoft|oracle|azure)\b/i
/** The two letters mean it only as capitals. */
const capitals = /\bIT\b/

const says = (text: unknown) => typeof text === 'string' && (words.test(text) || capitals.test(text))

const fix = 'Tick it in if it belongs on the register'

/** Sets aside what is not about information technology by its CPV codes, where it has any. */
export const bySubject = (shape: Shape): Shape => ({
  ...shape,
  entry: (cells, known) => {
    const entry = shape.entry(cells, known)
    const { cpvCodes } = entry.values
    if (!Array.isArray(cpvCodes) || cpvCodes.some((code) => itCpv(`${code}`))) return entry
    const column = shape.columnOf('cpvCodes')
    const problem = 'By its subject (CPV) this is not information technology'
    return { ...entry, setAside: { ...(column && { column }), problem, fix } }
  },
})

/** The same, and what has no codes where nothing it says sounds like it and its supplier is none that we know. */
export const soundsLikeIt = (shape: Shape): Shape => {
  const coded = bySubject(shape)
  return {
    ...coded,
    entry: (cells, known) => {
      const entry = coded.entry(cells, known)
      const { cpvCodes, title, description, department, supplier } = entry.values
      const isKnownVendor = typeof supplier === 'string' && !entry.newVendor
      return cpvCodes || isKnownVendor || [title, description, department].some(says)
        ? entry
        : { ...entry, setAside: { problem: 'Nothing in it sounds like information technology', fix } }
    },
  }
}
