import { addMonths } from '../../functions/domain/calendar.ts'
import { coExpiry } from '../../functions/domain/coExpiry.ts'
import { leadMonths } from '../../functions/reference/settings.ts'
import { estate, today } from './estate.ts'
import { type Figure, figure, median, since } from './figure.ts'

const times = 5
const authorities = 400
/** Contracts of one service area that an authority has: more than any has in the demonstration. */
const each = 3

/** Who could buy together in one service area, over 400 authorities that each have three contracts there. */
export async function together(): Promise<Figure[]> {
  const contracts = estate(authorities * each * 4, { over: 'the country' }).flatMap((record) =>
    record.kind === 'contract' ? [record] : [],
  )
  const candidates = contracts.slice(0, authorities * each).map((contract, n) => ({
    ...contract,
    id: `con_${n}`,
    authority: `A${n % authorities}`,
    // Spread over the years that are looked at.
    endsOn: addMonths(today, 6 + ((n * 7) % 54)),
    leadMonths: leadMonths(contract.route),
  }))
  const taken: number[] = []
  let found = 0
  for (let time = 0; time <= times; time += 1) {
    const began = performance.now()
    found = coExpiry(candidates, today).length
    if (time > 0) taken.push(since(began) / 1000)
  }
  if (candidates.length < authorities * each || found === 0) {
    throw new Error(`${candidates.length} contracts made ${found} groups: nothing was measured`)
  }
  const seconds = median(taken)
  return [
    figure(
      `groups that could buy together, of ${authorities} authorities with ${each} contracts each`,
      seconds,
      's',
      '≤ 1 s',
      seconds <= 1,
    ),
  ]
}
