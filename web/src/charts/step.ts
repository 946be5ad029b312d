/** The ground and the ink of a cell, from 0 for none to 5 for most. */
export const step = (of: number) => ({ background: `var(--step-${of})`, color: `var(--step-${of}-ink)` })
