import { type Rules, rules } from '../../functions/domain/rules.ts'

/** Each rule by itself made weaker than it is: what the attack must notice. */
export const weakened: { rule: keyof Rules; said: string; rules: Rules }[] = (
  [
    ['fewest', 'a figure from two authorities', { fewest: 2 }],
    ['mostShare', 'a sum that one authority holds nearly all of', { mostShare: 1 }],
    ['remembersWhatWasShown', 'no comparison with what was shown before', { remembersWhatWasShown: false }],
    ['countsLeftovers', 'what is left over beside parts is forgotten', { countsLeftovers: false }],
    ['addsUp', 'figures compared two at a time, and never added up', { addsUp: false }],
    ['countsCorrelations', 'a correlation not counted among sums', { countsCorrelations: false }],
    ['fewestCorrelated', 'a correlation over five', { fewestCorrelated: 5 }],
    ['discountsNames', 'answers known by name are thought to protect others', { discountsNames: false }],
    ['asksForNames', 'names shown unasked', { asksForNames: false }],
    ['releasesCoverage', 'how many have rated told as it comes', { releasesCoverage: false }],
    ['holdsBack', 'values held back counted with the others', { holdsBack: false }],
    ['holdsBackThePast', 'the past told as it was public then', { holdsBackThePast: false }],
  ] satisfies [keyof Rules, string, Partial<Rules>][]
).map(([rule, said, change]) => ({ rule, said, rules: { ...rules, ...change } }))
