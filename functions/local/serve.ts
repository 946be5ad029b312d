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
        'no-pages': { type: 'boolean' },
      },
    }).values
  } catch (failure) {
    return stop(
      `${(failure as Error).message.split('. ')[0]}. Known options: --port, --data, --data-set, --fresh, --dev, --no-pages.`,
    )
  }
}

const values = asked()
const port = Number(values.port ?? process.env.PORT ?? 3000)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  stop(`"${values.port ?? process.env.PORT}" is not a port: choose a whole number from 1 to 65535.`)
}
if (values.data?.trim() === '') stop('Say which folder the data goes in: --data FOLDER.')
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
    web: values['no-pages'] ? 'none' : values.dev ? 'dev' : 'built',
    onEngineGone: () =>
      stop('The process that keeps the data has ended, so City Tools stops. Start it again.'),
  })
  console.log(
    `City Tools is ready at ${service.origin}. Sign in as a borough IT lead (camden, hackney and every other borough), loti or loti-2 (approve), or member.`,
  )
  stopWhenAsked(service.close)
} catch (failure) {
  if (failure instanceof CannotStart) stop(failure.message)
  throw failure
}

/** Ctrl-C often arrives twice, from the terminal and from npm: only one that comes later is meant as a second. */
function stopWhenAsked(close: () => Promise<void>) {
  const secondAfterMilliseconds = 1000
  const mostMilliseconds = 5000
  let askedAt: number | undefined
  const end = async () => {
    if (askedAt !== undefined) {
      if (Date.now() - askedAt > secondAfterMilliseconds) process.exit(1)
      return
    }
    askedAt = Date.now()
    // Whatever was acknowledged is on disk already: nothing is lost by not waiting for ever.
    setTimeout(() => process.exit(0), mostMilliseconds).unref()
    await close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  // Started by start.mjs under another Node: it ends with it.
  process.on('disconnect', end)
}
