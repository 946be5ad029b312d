import { rules } from './domain/rules.ts'
import { groupOf, scopesOf } from './reference/index.ts'
import { freshMonths, leadMonths } from './reference/settings.ts'
import type { Terms } from './tallies/parts.ts'

/** The settings and lists that decide what a record adds to the summaries. */
export const terms: Terms = { scopesOf, groupOf, leadMonths, freshMonths, rules }

/** A value the environment must give. */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}
