// How messages say things.

const long = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `9 July 2027`. */
export const dayInWords = (date: string) => long.format(new Date(`${date}T00:00:00Z`))

/** `one`, `one and two`, `one, two and three`. */
export const listed = (parts: string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
