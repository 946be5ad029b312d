import type { Dimension, RaterRole } from '../../../functions/schema/rating.ts'

// What is asked of a vendor, in the words of those who answer: the same in the form and in the figures.

export const dimensionWords: Record<Dimension, { title: string; asks: string }> = {
  overall: { title: 'Overall', asks: 'How satisfied are you with them overall?' },
  priceTransparency: { title: 'Clear prices', asks: 'Is it clear what you pay, and what you will pay?' },
  valueForMoney: { title: 'Value for money', asks: 'Is it worth what you pay?' },
  dataAccess: {
    title: 'Access to your data',
    asks: 'Can you get at your own data, and does it work with your other systems?',
  },
  digitalWays: { title: 'Digital ways of working', asks: 'Do they work in a modern, open and agile way?' },
  support: { title: 'Support', asks: 'When something is wrong, do they put it right?' },
}

export const roleWords: Record<RaterRole, string> = {
  IT: 'IT',
  service: 'The service',
  procurement: 'Procurement',
}
