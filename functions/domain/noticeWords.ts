/** Said wherever a day to decide by rests on it, in forms and on pages. */
export const assumedNotice = 'No notice period is stated, so 3 months are assumed.'
