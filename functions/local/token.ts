import { parseArgs } from 'node:util'
import { authorities } from '../reference/index.ts'
import { cast } from './cast.ts'
import { dataFolder, runningIn } from './connect.ts'
import { bearerToken, keysIn } from './keys.ts'

// npm run token -- NAME: prints a bearer token for one of the local cast, for scripts on this machine.

const { positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true })
const [name = ''] = positionals
const people = cast(authorities())
const person = people.find(({ id }) => id === name)
if (!person) {
  console.error(
    `${name ? `Nobody is called ${name}.` : 'Name one of the cast.'} There are: ${people.map(({ id }) => id).join(', ')}.`,
  )
  process.exit(1)
}
const directory = dataFolder()
const running = await runningIn(directory)
const origin = running?.origin ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`
console.log(await bearerToken(await keysIn(directory), { subject: person.id, origin }))
