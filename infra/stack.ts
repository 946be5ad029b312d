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
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props)
    const { table } = new RegisterTable(this, 'Register')
    const identity = new Identity(this, 'Identity')
    const api = new Api(this, 'Api', { table, identity })
    const stream = new StreamFunction(this, 'Stream', { table })
    const schedule = new Schedule(this, 'NewDay', { table })
    const site = new Site(this, 'Site', { api: api.http })
    identity.allow(site.origin)
    new Alarms(this, 'Alarms', {
      table,
      functions: [api.handler, stream.handler, schedule.handler],
      deadLetters: stream.deadLetters,
    })
  }
}
