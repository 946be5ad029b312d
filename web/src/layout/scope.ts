import { useSearchParams } from 'react-router'
import { london, scopeInWords } from '../../../functions/schema/scope.ts'

// The part of the country a page speaks of. London unless the address says otherwise; links carry it along.

export const useScope = () => useSearchParams()[0].get('scope') || london

/** An address with the scope one is reading in. */
export const withScope = (scope: string, to: string): string => {
  if (scope === london) return to
  const [path = '', rest = ''] = to.split('?')
  const [query, hash] = rest.split('#')
  const search = new URLSearchParams(query)
  search.set('scope', scope)
  return `${path}?${search}${hash ? `#${hash}` : ''}`
}

/** Makes addresses that keep the scope one is reading in. */
export function useScoped(): (to: string) => string {
  const scope = useScope()
  return (to) => withScope(scope, to)
}

/** `in London`, `in the North East`. */
export const within = ({ id }: { id: string }) => `in ${scopeInWords(id)}`
