import { companyNumberOf } from '../reference/match.ts'
import { tidy } from './values.ts'

export type Supplier = { name: string; companyNumber: string; sme?: boolean; vcse?: boolean }

/**
 * The suppliers packed in one cell as `[Name|Address|Ref type|Ref number|SME|VCSE]`: several in a row, addresses with
 * line breaks, stray bars and brackets of their own. A cell without brackets is one supplier's name.
 */
export function suppliersIn(cell: string): Supplier[] {
  return packed(cell).flatMap((one) => {
    const parts = one.split('|')
    const name = tidy(parts[0] ?? '').slice(0, 160)
    if (name === '') return []
    const sme = flag(parts.at(-2))
    const vcse = flag(parts.at(-1))
    const isNumber = parts.length > 3 && /compan/i.test(parts.at(-4) ?? '')
    return [
      {
        name,
        companyNumber: isNumber ? (companyNumberOf(parts.at(-3) ?? '') ?? '') : '',
        ...(sme !== undefined && { sme }),
        ...(vcse !== undefined && { vcse }),
      },
    ]
  })
}

const flag = (text = '') => (/^\s*yes\s*$/i.test(text) ? true : /^\s*no\s*$/i.test(text) ? false : undefined)

/** What stands between a bracket and the one that closes it, those inside it counted; in one pass, however long. */
function packed(cell: string): string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < cell.length; at += 1) {
    if (cell[at] === '[') {
      if (depth === 0) from = at + 1
      depth += 1
    } else if (cell[at] === ']' && depth > 0) {
      depth -= 1
      if (depth === 0) found.push(cell.slice(from, at))
    }
  }
  // A bracket left open: whatever follows it is the supplier, cut short.
  if (depth > 0) found.push(cell.slice(from))
  return found.length > 0 ? found : cell.trim() === '' ? [] : [cell]
}
