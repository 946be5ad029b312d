import type { HomeView } from '../../../../../functions/schema/home.ts'
import type { Task } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import type { Place } from '../page.tsx'

/** What is left to do, most pressing first. */
export function tasks(to: Place['to'], left: HomeView['left']): Task[] {
  const due = left.confirm + left.review
  const drafts = left.returned + left.unfinished + left.ready
  const toMend = left.returned + left.unfinished
  return [
    ...(left.returned > 0
      ? [
          {
            title: `${counted(left.returned, 'change')} came back with comments`,
            hint: 'Answer what LOTI asked, then send again',
            href: to('/our/submission'),
            status: { text: 'Returned', tag: { colour: 'orange' as const } },
          },
        ]
      : []),
    {
      title: 'Confirm what is still correct',
      hint:
        due > 0
          ? [
              left.confirm > 0 &&
                `${counted(left.confirm, 'record')} to look at; one press confirms them all`,
              left.review > 0 && `${counted(left.review, 'record')} with a value held back to look at again`,
            ]
              .filter(Boolean)
              .join('. ')
          : 'Nothing is due: it was confirmed lately, or you are changing it',
      ...(due > 0 && { href: to('/our/confirm') }),
      status: due > 0 ? { text: `${due} due`, tag: { colour: 'yellow' } } : { text: 'Up to date' },
    },
    {
      title: drafts > 0 ? `Check and send ${counted(drafts, 'change')}` : 'Check and send changes',
      ...(toMend > 0 && drafts > toMend
        ? { hint: `${left.ready} ready, ${toMend} to mend first` }
        : left.unfinished > 0 && { hint: `${counted(left.unfinished, 'draft')} to finish first` }),
      ...(drafts > 0 && { href: to('/our/submission') }),
      status:
        drafts === 0
          ? { text: 'Nothing to send', className: 'govuk-task-list__status--cannot-start-yet' }
          : toMend > 0
            ? { text: 'Incomplete', tag: { colour: 'yellow' } }
            : { text: 'Ready to send', tag: {} },
    },
  ]
}

/** What open data says and the register does not. Nothing where there is nothing. */
export const foundTasks = (to: Place['to'], { suggestions, minutes }: HomeView['found']): Task[] =>
  suggestions > 0
    ? [
        {
          title: `We found ${counted(suggestions, 'thing')} about you`,
          hint: `Published data says what your register does not. About ${counted(minutes, 'minute')}`,
          href: to('/our/found'),
          status: { text: 'To answer', tag: { colour: 'yellow' as const } },
        },
      ]
    : []
