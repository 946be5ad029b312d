import { parseArgs } from 'node:util'
import { ulid } from 'ulid'
import { invited, inWords, stateOf } from '../domain/person.ts'
import { connect, dataFolder, runningIn } from '../local/connect.ts'
import { invitationMessage } from '../messages/invitation.ts'
import { authority } from '../reference/index.ts'
import { type Account, invitation } from '../schema/person.ts'
import { createStore } from '../store/index.ts'

// npm run first-admin -- EMAIL NAME: invites the first administrator of a new deployment, who then invites the others.
// Refused once somebody can do that. On AWS, say which with TABLE and ORIGIN.

const { positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true })
const [email = '', ...name] = positionals
const asked = invitation.safeParse({ email, name: name.join(' '), approver: true, admin: true })
const origin = process.env.ORIGIN ?? (await runningIn(dataFolder()))?.origin ?? 'http://127.0.0.1:3000'

/** Whoever has the account's own credentials. */
const operator: Account = {
  id: 'operator',
  name: 'City Tools',
  email: '',
  memberOf: [],
  editorOf: [],
  approver: false,
  admin: false,
  suspended: false,
  revision: 1,
}

if (!asked.success) {
  console.error(asked.error.issues.map(({ message }) => message).join('\n'))
  console.error('Usage: npm run first-admin -- name@loti.example Their Name')
  process.exitCode = 1
} else {
  const { client, table, close } = await connect()
  try {
    const at = new Date().toISOString()
    const { people } = createStore({ client, table })
    const made = await people.change((everyone) => {
      if (everyone.some((one) => one.admin && stateOf(one) === 'active')) return undefined
      const after = invited(asked.data, `per_${ulid().toLowerCase()}`, { actor: operator, at, everyone })
      if (everyone.includes(after)) return undefined
      return {
        after,
        facts: { at, by: operator.id, action: 'invited', person: { id: after.id, may: inWords(after) } },
        says: invitationMessage(after, {
          id: `msg_${ulid().toLowerCase()}`,
          at,
          origin,
          by: operator.name,
          authorityName: (id) => authority(id)?.name ?? id,
        }),
      }
    })
    console.log(
      made
        ? `${made.name} is invited as administrator: they sign in at ${origin} with ${made.email}.`
        : 'Nothing was done: there is an administrator already, or this person is invited.',
    )
  } finally {
    await close()
  }
}
