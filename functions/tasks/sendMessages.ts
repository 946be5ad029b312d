import { required } from '../config.ts'
import { connect } from '../local/connect.ts'
import { deployedChannel } from '../messages/channel.ts'
import { sendUnsent } from '../messages/deliver.ts'
import { createStore } from '../store/index.ts'

// npm run send-messages: sends every message of the last 30 days that was not sent, once the cause is mended. Run again it
// sends what is left. Says which by their ids, and not whose they are. Exit code 1 while any is left.

const needed = ['TABLE', 'NOTIFY_KEY', 'NOTIFY_TEMPLATE', 'USER_POOL']
const missing = needed.filter((name) => !process.env[name])
if (missing.length > 0) {
  console.error(
    `Say ${missing.join(', ')} in the environment, as the messages function has them: on one machine nothing is sent.`,
  )
  process.exitCode = 1
} else {
  const { client, table, close } = await connect()
  try {
    const { sent, refused, failed } = await sendUnsent({
      store: createStore({ client, table }),
      channel: deployedChannel({
        key: required('NOTIFY_KEY'),
        template: required('NOTIFY_TEMPLATE'),
        userPool: required('USER_POOL'),
      }),
    })
    for (const id of sent) console.log(`${id} sent`)
    for (const id of refused) console.log(`${id} refused: ask for another address, and invite again`)
    for (const { id, why } of failed) console.log(`${id} not sent: ${why}`)
    console.log(`${sent.length} sent, ${refused.length} refused, ${failed.length} not sent.`)
    process.exitCode = refused.length + failed.length > 0 ? 1 : 0
  } finally {
    await close()
  }
}
