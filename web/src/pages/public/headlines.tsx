import type { ReactNode } from 'react'

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
