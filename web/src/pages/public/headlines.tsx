import type { ReactNode } from 'react'
import { count, counted, poundsHeadline } from '../../format.ts'

export type Headline = { figure: ReactNode; words: ReactNode; basis?: ReactNode }

/** Key figures: large, each with its unit and what it is out of in plain words. */
export const Headlines = ({ items }: { items: Headline[] }) => (
  <dl className="headlines">
    {items.map(({ figure, words, basis }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: headlines do not move
      <div key={index}>
        <dt>
          {words}
          {basis && <small>{basis}</small>}
        </dt>
        <dd>{figure}</dd>
      </div>
    ))}
  </dl>
)

type Value = { contracts: number; annualPounds: number; contractsStatingValue: number }

/** What running contracts cost a year: an amount only where one is stated. */
export function yearly({ contracts, annualPounds, contractsStatingValue }: Value): Headline {
  const words = 'pounds a year'
  if (contractsStatingValue > 0) {
    return {
      figure: poundsHeadline(annualPounds),
      words: 'a year',
      basis: `over the ${count(contractsStatingValue)} of ${counted(contracts, 'contract')} that state a value`,
    }
  }
  if (contracts === 0) return { figure: '0', words, basis: 'no contract is running' }
  return {
    figure: 'Not stated',
    words,
    basis: contracts === 1 ? 'by the one contract' : `by any of ${counted(contracts, 'contract')}`,
  }
}
