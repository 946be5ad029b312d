import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Api } from './api.ts'
import { Identity } from './identity.ts'
import { Schedule } from './schedule.ts'
import { Site } from './site.ts'
import { StreamFunction } from './stream.ts'
import { RegisterTable } from './table.ts'

/** The whole service. One construct a concern, in the order a change passes them. */
export class CityToolsStack extends Stack {
  constructor(scope: Construct, id: string, { origin, ...props }: StackProps & { origin: string }) {
    super(scope, id, props)
    const { table } = new RegisterTable(this, 'Register')
    const identity = new Identity(this, 'Identity', { origin })
    const api = new Api(this, 'Api', { table, identity, origin })
    const stream = new StreamFunction(this, 'Stream', { table })
    const schedule = new Schedule(this, 'NewDay', { table })
    new Site(this, 'Site', { api: api.http })
    new Alarms(this, 'Alarms', {
      functions: [api.handler, stream.handler, schedule.handler],
      deadLetters: stream.deadLetters,
    })
  }
}
