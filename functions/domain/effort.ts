// How long what is left will take an IT lead, from counts alone. The seconds are what the work takes at an ordinary
// pace: a glance along a line, a date looked up and typed, a comment read and answered.

export type Left = {
  /** Records due to be confirmed. */
  confirm: number
  /** Ratings and skill levels said long ago. */
  said: number
  /** Values held back whose review date has come. */
  review: number
  /** Changes that came back with comments. */
  returned: number
  /** Drafts with an answer missing or wrong. */
  unfinished: number
  /** Drafts ready to be sent. */
  ready: number
  /** Suggestions from open data to answer. */
  found: number
}

export const secondsEach = {
  confirm: 4,
  said: 4,
  review: 15,
  returned: 120,
  unfinished: 60,
  ready: 5,
  found: 30,
} as const satisfies Record<keyof Left, number>
/** Opening a page, reading its head and pressing its button. */
export const secondsOnce = 15

/** How it is worked out, for the page that says it. */
export const effortWords = `${secondsEach.confirm} seconds to look at each record, rating and skill level that is due, ${secondsEach.review} for each value held back that is due for another look, ${secondsEach.found} for each thing found about you, ${secondsEach.unfinished} for each draft to finish and ${secondsEach.returned} for each change that came back, rounded up to whole minutes.`

/** Whole minutes, rounded up; 0 when nothing is left. */
export function minutesLeft(left: Left): number {
  const jobs = Object.keys(secondsEach) as (keyof Left)[]
  const seconds = jobs.reduce(
    (sum, job) => sum + (left[job] > 0 ? secondsOnce + left[job] * secondsEach[job] : 0),
    0,
  )
  return Math.ceil(seconds / 60)
}
