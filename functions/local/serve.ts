import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { dataSets } from '../schema/view.ts'
import { CannotStart, startService } from './service.ts'

// npm start: the whole service on this machine.

const stop = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

function asked() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'data-set': { type: 'string' },
        fresh: { type: 'boolean' },
        dev: { type: 'boolean' },
      },
    }).values
  } catch (failure) {
    return stop(
      `${(failure as Error).message.split('. ')[0]}. Known options: --port, --data, --data-set, --fresh, --dev.`,
    )
  }
}

const values = asked()
const port = Number(values.port ?? process.env.PORT ?? 3000)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  stop(`"${values.port ?? process.env.PORT}" is not a port: choose a whole number from 1 to 65535.`)
}
const dataSet = dataSets.find((one) => one === values['data-set'])
if (values['data-set'] !== undefined && !dataSet) {
  stop(`There is no data set "${values['data-set']}". Choose ${dataSets.join(', ')}.`)
}

try {
  const service = await startService({
    directory: resolve(values.data ?? '.local'),
    port,
    dataSet,
    fresh: values.fresh ?? false,
    web: values.dev ? 'dev' : 'built',
  })
  console.log(
    `City Tools is ready at ${service.origin}. Sign in as a borough IT lead (camden, hackney and every other borough), loti or loti-2 (approve), or member.`,
  )
  let stopping = false
  const close = async () => {
    if (stopping) process.exit(1)
    stopping = true
    await service.close()
    process.exit(0)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
} catch (failure) {
  if (failure instanceof CannotStart) stop(failure.message)
  throw failure
}
