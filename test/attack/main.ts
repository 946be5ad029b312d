import { parseArgs } from 'node:util'
import { type Rules, rules } from '../../functions/domain/rules.ts'
import { type Attack, attack, type Size } from './attack.ts'
import { weakened } from './weakened.ts'

// `npm run attack [-- --histories 200 --over-routes 5 --twins 2 --seed 1]`: tries to work out what somebody said, or a
// value held back, from all that can be read; then does the same with each rule weakened, when it must succeed.
// `-- --weaken fewest` attacks a service without that rule and fails as it would if the service were at fault.

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '200' },
    'over-routes': { type: 'string', default: '5' },
    twins: { type: 'string', default: '2' },
    steps: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    weaken: { type: 'string' },
  },
})

function fail(why: string): never {
  console.error(why)
  process.exit(1)
}
function whole(name: 'histories' | 'over-routes' | 'twins' | 'steps' | 'seed'): number {
  const typed = Number(values[name])
  return Number.isInteger(typed) && typed >= 0 ? typed : fail(`--${name} takes a whole number.`)
}
const size: Size = {
  histories: whole('histories'),
  overRoutes: whole('over-routes'),
  twins: whole('twins'),
  steps: whole('steps'),
  seed: whole('seed'),
}

const outcome = ({ found }: Attack) =>
  found ? `${found.of}, by ${found.way} (seed ${found.seed}): ${found.how}` : 'nobody'
const line = (first: string, second: string) => console.log(`  ${first.padEnd(56)}  ${second}`)

const isRule = (name: string): name is keyof Rules => name in rules
const { weaken } = values
const attacked = weaken === undefined ? undefined : weakened.find(({ rule }) => rule === weaken)
if (weaken !== undefined && !(isRule(weaken) && attacked)) {
  fail(`There is no rule “${weaken}”. There are ${weakened.map(({ rule }) => rule).join(', ')}.`)
}

console.log(attacked ? `With ${attacked.said}` : 'The service as it is')
line('tried', 'given away')
const lawful = await attack(attacked?.rules ?? rules, size, (one) => line(one.tried, outcome(one)))
const given = lawful.find(({ found }) => found)
if (given) fail('\nSomebody was given away.')

console.log('\nWith one rule weakened')
line('how', 'given away')
const unnoticed: string[] = []
for (const { rule, said, rules: weaker } of weakened) {
  const found = (await attack(weaker, size, () => undefined)).find((one) => one.found)
  line(said, found ? outcome(found) : 'nobody: the attack does not notice')
  if (!found) unnoticed.push(rule)
}
if (unnoticed.length > 0)
  fail(`\nWithout ${unnoticed.join(' and ')} nobody is given away either: the attack is too weak.`)
console.log('\nNobody is given away, and every rule is needed for that.')
