import type { HomeView } from '../../../../functions/schema/home.ts'
import type { Task } from '../../govuk/index.ts'
import { counted } from '../fields.ts'
import type { Place } from './page.tsx'

const status = (done: number, of: number): Task['status'] =>
  done >= of
    ? { text: 'Done' }
    : { text: done === 0 ? 'Not started' : `${of - done} left`, tag: { colour: 'grey' } }

/** What an authority says to other councils: never due, always welcome. */
export function saidTasks(to: Place['to'], said: HomeView['said']): Task[] {
  if (!said) return []
  const { vendors, rated, coreSkills, assessed, stale } = said
  return [
    {
      title: 'Rate the vendors you use',
      hint:
        vendors === 0
          ? 'They appear here with your first contract or system'
          : `${rated} of ${vendors} rated. Other councils see figures, never from fewer than three`,
      href: to('/our/ratings'),
      status: vendors === 0 ? { text: 'Nothing yet' } : status(rated, vendors),
    },
    {
      title: 'Assess your skills',
      hint: `${assessed} of ${coreSkills} core skills assessed`,
      href: to('/our/skills'),
      status: status(assessed, coreSkills),
    },
    ...(stale > 0
      ? [
          {
            title: 'Confirm what you said of vendors and skills',
            hint: `${counted(stale, 'rating or skill level', 'ratings and skill levels')} not confirmed lately, or asked for in a round`,
            href: to('/our/confirm#said'),
            status: { text: `${stale} left`, tag: { colour: 'grey' as const } },
          },
        ]
      : []),
  ]
}
