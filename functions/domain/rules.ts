// What keeps one authority from being given away by what is shown of several, as one value: whoever keeps summaries is
// handed it. The service knows one set of rules. `npm run attack` weakens each in turn, to see that it then finds
// somebody.

export type Rules = {
  /** Fewer authorities than this are never spoken for. */
  fewest: number
  /** No authority holds more than this share of a sum. */
  mostShare: number
  /** A figure is held against all that was shown before it. */
  remembersWhatWasShown: boolean
  /** What is left over beside the parts of a figure counts as shown. */
  countsLeftovers: boolean
  /** Several figures added up and taken from one another are held to the same as two. */
  addsUp: boolean
  /** How answers go with other numbers counts among what is added up. */
  countsCorrelations: boolean
  /** Fewer authorities than this have no correlation. */
  fewestCorrelated: number
  /** Answers that are known by name protect nobody. */
  discountsNames: boolean
  /** A name stands beside answers only where its authority says so. */
  asksForNames: boolean
  /** How many have rated is let out as figures are. */
  releasesCoverage: boolean
  /** Values held back reach nothing public. */
  holdsBack: boolean
  /** And what is held back now is held back in the past too. */
  holdsBackThePast: boolean
}

export const rules: Rules = {
  fewest: 3,
  mostShare: 0.85,
  remembersWhatWasShown: true,
  countsLeftovers: true,
  addsUp: true,
  countsCorrelations: true,
  fewestCorrelated: 12,
  discountsNames: true,
  asksForNames: true,
  releasesCoverage: true,
  holdsBack: true,
  holdsBackThePast: true,
}
