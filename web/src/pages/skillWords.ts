import { type Level, levels, type PeopleBand } from '../../../functions/schema/skillLevel.ts'

// The levels of a skill in words: the same in the form and in the heat map.

const meanings: Record<Level, { title: string; means: string }> = {
  none: { title: 'None', means: 'Nobody here does this' },
  awareness: { title: 'Awareness', means: 'Someone knows what it is and can follow the conversation' },
  working: { title: 'Working', means: 'Someone does it, with some help' },
  practitioner: { title: 'Practitioner', means: 'Someone does it unaided and chooses how' },
  expert: { title: 'Expert', means: 'Someone leads on it and teaches others' },
}

export const levelMeanings = levels.map((level) => ({ level, ...meanings[level] }))
export const levelTitle = (level: Level) => meanings[level].title

export const peopleWords: Record<PeopleBand, string> = {
  none: 'Nobody',
  '1': '1',
  '2 to 4': '2 to 4',
  '5 to 9': '5 to 9',
  '10 or more': '10 or more',
}
