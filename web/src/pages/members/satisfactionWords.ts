import type { Coefficient, Correlation } from '../../../../functions/schema/satisfactionView.ts'

// A correlation in words: never more than it says.

/** By convention, a coefficient this unlikely by chance is told as a link. */
const unlikely = 0.05

/** What a correlation finds. */
export function linkIn({ n, pearson }: Correlation): string {
  if (pearson.p >= unlikely) {
    return `No clear link between how many suppliers a council has and how satisfied it is, over ${n} councils`
  }
  return `Councils with more suppliers tend to be ${pearson.value < 0 ? 'less' : 'more'} satisfied, over ${n} councils; that one causes the other is not said`
}

/** `−0.37`, with a true minus. */
export const signed = (value: number) => `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`

export const coefficientOf = ({ value, isBeyond }: Coefficient) =>
  isBeyond ? `${signed(value)} or ${value < 0 ? 'lower' : 'higher'}` : signed(value)

export const chanceOf = ({ p, isBeyond }: Coefficient) => {
  const said = p < 0.001 ? 'under 0.001' : p.toFixed(3)
  return isBeyond && p >= 0.001 ? `${said} or less` : said
}

export const intervalOf = ({ lower, upper, value, isBeyond }: Coefficient) =>
  isBeyond
    ? value < 0
      ? `${signed(upper)} or lower`
      : `${signed(lower)} or higher`
    : `${signed(lower)} to ${signed(upper)}`
