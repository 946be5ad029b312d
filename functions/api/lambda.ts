import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { handle } from 'hono/aws-lambda'
import { required, terms } from '../config.ts'
import { log } from '../log.ts'
import { createStore } from '../store/index.ts'
import { createDaily } from '../stream/daily.ts'
import { createAdmission } from './admission.ts'
import { createApp } from './app.ts'
import { behindEdge } from './edge.ts'
import { createIdentity } from './identity.ts'
import { createLinks } from './links.ts'

const store = createStore({ client: new DynamoDBClient(), table: required('TABLE') })
const origin = required('ORIGIN')

const sessionKey = Buffer.from(required('SESSION_KEY'), 'base64')

const app = createApp({
  store,
  origin,
  links: createLinks(sessionKey),
  identity: createIdentity({
    issuer: required('ISSUER'),
    clientId: required('CLIENT_ID'),
    clientSecret: process.env.CLIENT_SECRET,
    origin,
    sessionKey,
    admit: createAdmission({ store }),
    signOut: (subject, begunAt) => store.people.signOut(subject, begunAt, new Date().toISOString()),
  }),
  dataSet: () => Promise.resolve('none'),
  turnPage: createDaily({ store, terms }),
  log,
})

export const handler = handle(behindEdge(app, required('EDGE_KEY')))
