import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edgeHeader } from '../../functions/api/edge.ts'
import {
  changes,
  limits,
  messagePartitions,
  messages,
  newDay,
  summaryPartitions,
  table,
} from '../../infra/definitions.ts'
import { deployment, SettingsMissing } from '../../infra/deployment.ts'

// What the deployment promises, read from the templates that put it up. Making them holds them to AWS's list of good
// practice too: a finding that is not argued for stops it.

const app = new App({
  context: {
    'aws:cdk:bundling-stacks': [],
    '@aws-cdk/core:defaultCrossStackReferences': 'weak',
    origin: 'https://citytools.example',
    certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/example',
    alerts: 'operations@citytools.example',
    notifyTemplate: '33333333-3333-4333-8333-333333333333',
  },
})
let template: Template
let edge: Template
/** Pages as a build leaves them. */
const pages = mkdtempSync(join(tmpdir(), 'pages-'))
/** Where the CDK put what is to be deployed. */
let assembly: string
beforeAll(() => {
  mkdirSync(join(pages, 'assets'))
  writeFileSync(join(pages, 'assets', 'page-1a2b3c.js'), '')
  writeFileSync(join(pages, 'index.html'), '')
  const stacks = deployment(app, { pages })
  assembly = app.synth().directory
  template = Template.fromStack(stacks.service)
  edge = Template.fromStack(stacks.edge)
})

afterAll(() => rmSync(pages, { recursive: true, force: true }))

type Resource = { Properties: Record<string, unknown>; DeletionPolicy?: string }
const resources = (type: string, of = template) =>
  Object.entries(of.findResources(type)) as [string, Resource][]
type Statement = {
  Action: string | string[]
  Resource: unknown
  Condition?: Record<string, Record<string, string[]>>
}
/** What the role of a function whose name begins so may do. */
const rightsOf = (name: string): Statement[] =>
  resources('AWS::IAM::Policy')
    .filter(([id]) => id.startsWith(name))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement)
const actionsOf = (name: string) => rightsOf(name).flatMap(({ Action }) => [Action].flat())

describe('the table', () => {
  test('has the keys, index, stream and expiry that the local run obeys', () => {
    const key = (name: string, type: string) => ({ AttributeName: name, KeyType: type })
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [key(table.partitionKey, 'HASH'), key(table.sortKey, 'RANGE')],
      GlobalSecondaryIndexes: table.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: [key(index.partitionKey, 'HASH'), key(index.sortKey, 'RANGE')],
        Projection: { ProjectionType: 'ALL' },
      })),
      StreamSpecification: { StreamViewType: table.streamView },
      TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
    })
  })
  test('is on demand, recoverable, encrypted, and not deleted by accident', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          Match.objectLike({
            Region: 'eu-west-2',
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: Match.objectLike({ PointInTimeRecoveryEnabled: true }),
          }),
        ],
      }),
    })
  })
  test('is copied daily and monthly into a vault that lets nobody delete a copy early', () => {
    template.hasResourceProperties('AWS::Backup::BackupPlan', {
      BackupPlan: Match.objectLike({
        BackupPlanRule: [
          Match.objectLike({ RuleName: 'Daily', Lifecycle: { DeleteAfterDays: 35 } }),
          Match.objectLike({ RuleName: 'Monthly', Lifecycle: { DeleteAfterDays: 365 } }),
        ],
      }),
    })
    const [[, vault] = []] = resources('AWS::Backup::BackupVault')
    expect(JSON.stringify(vault?.Properties.AccessPolicy)).toContain('backup:DeleteRecoveryPoint')
    expect(vault?.DeletionPolicy).toBe('Retain')
  })
})

describe('event sources', () => {
  const source = (facts: typeof changes | typeof messages) => ({
    BatchSize: facts.batchSize,
    BisectBatchOnFunctionError: facts.bisectBatchOnError,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: facts.retryAttempts,
    MaximumRecordAgeInSeconds: facts.maximumRecordAgeSeconds,
    StartingPosition: facts.startingPosition,
    FilterCriteria: { Filters: facts.filters.map((filter) => ({ Pattern: JSON.stringify(filter) })) },
    DestinationConfig: { OnFailure: Match.anyValue() },
  })
  test('feed the stream function only approved records, in order, and put aside what fails', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ...source(changes),
      ParallelizationFactor: changes.parallelizationFactor,
      MaximumBatchingWindowInSeconds: changes.maximumBatchingWindowSeconds,
    })
  })
  test('feed the messages function each new message, and put aside what fails', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', source(messages))
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2)
  })
  test('run by the clock what the local run does by it, and put aside what fails', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: `cron(${newDay.minute} ${newDay.hour} * * ? *)`,
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
    })
  })
})

describe('no function may do more than it needs', () => {
  const functions = ['ApiFunction', 'ApiCalendars', 'Stream', 'Messages', 'NewDayFunction', 'NewDayRecount']
  test.each(functions)('%s: no wildcard, not the table itself, and its own log alone', (name) => {
    const actions = actionsOf(name)
    expect(actions.length).toBeGreaterThan(3)
    expect(actions.filter((action) => action.includes('*'))).toEqual([])
    expect(actions.filter((action) => /dynamodb:\w*Table/.test(action))).toEqual([])
    for (const { Action, Resource } of rightsOf(name)) {
      // Streams can be listed only over all tables.
      if (Action === 'dynamodb:ListStreams') continue
      expect([name, Action, Resource]).not.toEqual([name, Action, '*'])
    }
  })
  test('the recount alone scans', () => {
    expect(functions.filter((name) => actionsOf(name).includes('dynamodb:Scan'))).toEqual(['NewDayRecount'])
  })
  test.each([
    ['Stream', summaryPartitions],
    ['ApiCalendars', summaryPartitions],
    ['NewDayFunction', summaryPartitions],
    ['NewDayRecount', summaryPartitions],
    ['Messages', messagePartitions],
  ])('%s writes into its own partitions and no other', (name, partitions) => {
    const writing = rightsOf(name).filter(({ Action }) =>
      [Action]
        .flat()
        .some((action) =>
          ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'].includes(action),
        ),
    )
    expect(writing.map(({ Condition }) => Condition)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
    ])
  })
  test('only the messages function opens accounts', () => {
    expect(
      functions.filter((name) => actionsOf(name).some((action) => action.startsWith('cognito'))),
    ).toEqual(['Messages'])
  })
  test('and each log is kept for three months', () => {
    for (const [id, { Properties }] of resources('AWS::Logs::LogGroup')) {
      expect([id, Properties.RetentionInDays]).toEqual([id, 90])
    }
  })
})

describe('the way in', () => {
  test('serves pages from a private bucket, with headers, over TLS only', () => {
    for (const [id, { Properties }] of resources('AWS::S3::Bucket')) {
      expect([id, Properties.PublicAccessBlockConfiguration]).toEqual([
        id,
        {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      ])
    }
    template.resourceCountIs('AWS::CloudFront::OriginAccessControl', 1)
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', Match.anyValue())
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        Aliases: ['citytools.example'],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
      }),
    })
  })
  test('keeps named files for ever and asks for the page anew, which comes after them', () => {
    const put = resources('Custom::CDKBucketDeployment').map(([id, { Properties, ...rest }]) => {
      const [key] = Properties.SourceObjectKeys as string[]
      return {
        id,
        cacheControl: (Properties.SystemMetadata as Record<string, string>)['cache-control'],
        under: Properties.DestinationBucketKeyPrefix,
        files: readdirSync(join(assembly, `asset.${key?.replace('.zip', '')}`), { recursive: true }),
        prune: Properties.Prune,
        after: 'DependsOn' in rest ? rest.DependsOn : [],
      }
    })
    const assets = put.find(({ under }) => under === 'assets')
    const page = put.find(({ under }) => under === undefined)
    expect(put).toHaveLength(2)
    expect(assets).toMatchObject({
      cacheControl: 'public, max-age=31536000, immutable',
      files: ['page-1a2b3c.js'],
      // Whoever has the page before still asks for its files.
      prune: false,
    })
    expect(page).toMatchObject({ cacheControl: 'no-cache', files: ['index.html'], prune: false })
    expect(page?.after).toContain(assets?.id)
  })
  test('answers an address with the page drawn for it, or with the frame, and a file with the file', () => {
    const [[, code] = []] = resources('AWS::CloudFront::Function')
    const context = vm.createContext({})
    vm.runInContext(String(code?.Properties.FunctionCode), context)
    const answered = (uri: string, querystring: Record<string, unknown> = {}) =>
      vm.runInContext(`handler(${JSON.stringify({ request: { uri, querystring } })}).uri`, context)
    expect(answered('/')).toBe('/pages/home.html')
    expect(answered('/market')).toBe('/pages/market.html')
    // What is asked for may change what the page says.
    expect(answered('/market', { scope: { value: 'E92000001' } })).toBe('/index.html')
    expect(answered('/boroughs/camden')).toBe('/index.html')
    expect(answered('/robots.txt')).toBe('/robots.txt')
    expect(answered('/assets/index-1a2b.js')).toBe('/assets/index-1a2b.js')
  })
  test('keeps what the public reads for as long as the service says, and nothing else of the service', () => {
    const [[asTold, policy] = []] = resources('AWS::CloudFront::CachePolicy')
    expect(policy?.Properties.CachePolicyConfig).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        EnableAcceptEncodingBrotli: true,
      },
    })
    const [[, distribution] = []] = resources('AWS::CloudFront::Distribution')
    const { CacheBehaviors } = (distribution?.Properties.DistributionConfig ?? {}) as {
      CacheBehaviors: { PathPattern: string; CachePolicyId: unknown }[]
    }
    const kept = CacheBehaviors.filter(({ CachePolicyId }) =>
      JSON.stringify(CachePolicyId).includes(asTold ?? ''),
    )
    expect(kept.map(({ PathPattern }) => PathPattern)).toEqual([
      '/api/v1/views/*',
      '/api/v1/tables/*',
      '/api/v1/calendars/*',
    ])
    expect(CacheBehaviors.at(-1)?.PathPattern).toBe('/api/*')
  })
  test('leads past a firewall of us-east-1, which CloudFront asks for, and past nothing else', () => {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: Match.objectLike({
        WebACLId: {
          'Fn::GetStackOutput': Match.objectLike({ StackName: 'CityToolsEdge', Region: 'us-east-1' }),
        },
      }),
    })
    const [[, distribution] = []] = resources('AWS::CloudFront::Distribution')
    expect(JSON.stringify(distribution)).toContain(`"HeaderName":"${edgeHeader}"`)
    const [[, api] = []] = resources('AWS::Lambda::Function').filter(([id]) => id.startsWith('ApiFunction'))
    expect(JSON.stringify(api?.Properties.Environment)).toContain('EDGE_KEY')
  })
  test('the firewall limits signing in, importing, writing and everything', () => {
    const [[, acl] = []] = resources('AWS::WAFv2::WebACL', edge)
    const rules = acl?.Properties.Rules as {
      Name: string
      Statement: { RateBasedStatement?: { Limit: number } }
      Action?: { Block?: { CustomResponse?: { ResponseCode: number } } }
    }[]
    const rates = rules.flatMap(({ Name, Statement, Action }) =>
      Statement.RateBasedStatement
        ? [[Name, Statement.RateBasedStatement.Limit, Action?.Block?.CustomResponse?.ResponseCode]]
        : [],
    )
    expect(rates).toEqual([
      ['SigningIn', limits.signIn, 429],
      ['Importing', limits.imports, 429],
      ['Writing', limits.writes, 429],
      ['Everything', limits.all, 429],
    ])
    expect(acl?.Properties.Scope).toBe('CLOUDFRONT')
  })
  test('the firewall lets long addresses and large bodies through, which the router bounds itself, and stops the rest', () => {
    const [[, acl] = []] = resources('AWS::WAFv2::WebACL', edge)
    const rules = acl?.Properties.Rules as {
      Statement: {
        ManagedRuleGroupStatement?: {
          Name: string
          RuleActionOverrides: { Name: string; ActionToUse: Record<string, object> }[]
        }
      }
    }[]
    const common = rules
      .map(({ Statement }) => Statement.ManagedRuleGroupStatement)
      .find((group) => group?.Name === 'AWSManagedRulesCommonRuleSet')
    expect(common?.RuleActionOverrides).toEqual(
      [
        'SizeRestrictions_BODY',
        'SizeRestrictions_QUERYSTRING',
        'CrossSiteScripting_BODY',
        'GenericRFI_BODY',
      ].map((Name) => ({ Name, ActionToUse: { Count: {} } })),
    )
  })
  test('signs people in by invitation, with a second factor, by code alone', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: Match.objectLike({ AllowAdminCreateUserOnly: true }),
      MfaConfiguration: 'ON',
      DeletionProtection: 'ACTIVE',
    })
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: ['https://citytools.example/api/v1/signed-in'],
    })
  })
})

describe('running it', () => {
  test('holds no secret', () => {
    const text = JSON.stringify(template.toJSON())
    for (const name of ['SESSION_KEY', 'EDGE_KEY', 'NOTIFY_KEY']) {
      expect(text).toContain(`"${name}":{`)
      expect(text).not.toMatch(new RegExp(`"${name}":"`))
    }
  })
  test('says with each alarm what to do first, and tells somebody', () => {
    const alarms = resources('AWS::CloudWatch::Alarm')
    expect(alarms.length).toBeGreaterThan(15)
    for (const [id, { Properties }] of alarms) {
      expect([id, Properties.AlarmDescription]).toEqual([id, expect.stringMatching(/First: /)])
      expect([id, Properties.AlarmActions]).toEqual([id, [{ Ref: expect.stringMatching(/^Alerts/) }]])
    }
    template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'operations@citytools.example' })
  })
  test.each(['Stream', 'Messages'])(
    'counts what the %s function logs of its failures, which Lambda does not',
    (name) => {
      const metricName = `${name.toLowerCase()}Failures`
      const [[, filter] = []] = resources('AWS::Logs::MetricFilter').filter(([id]) => id.includes(metricName))
      expect(filter?.Properties).toMatchObject({
        FilterPattern: '{ $.level = "error" }',
        LogGroupName: { Ref: expect.stringMatching(new RegExp(`^${name}FunctionLog`)) },
        MetricTransformations: [{ MetricName: metricName, MetricNamespace: 'CityTools' }],
      })
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: metricName,
        Namespace: 'CityTools',
        Threshold: 1,
        AlarmDescription: Match.stringLikeRegexp(
          `"level":"error" lines of the ${name.toLowerCase()} function`,
        ),
      })
      // And how far behind its stream it is.
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName: 'IteratorAge',
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: Match.stringLikeRegexp(`^${name}Function`) } }],
      })
    },
  )
  test('names in its alarms only commands that there are', async () => {
    const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
    const named = JSON.stringify(resources('AWS::CloudWatch::Alarm')).matchAll(/npm run ([a-z-]+)/g)
    const commands = new Set([...named].map(([, command]) => command))
    expect(commands).toContain('send-messages')
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...commands]))
  })
  test('calls somebody for every queue of failures, and when no recount has run', () => {
    const alarms = JSON.stringify(resources('AWS::CloudWatch::Alarm'))
    for (const [id] of resources('AWS::SQS::Queue')) expect(alarms).toContain(id)
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'RecountDifferences',
      TreatMissingData: 'breaching',
    })
  })
  test('has a budget that speaks up before the month is over', () => {
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: Match.objectLike({ BudgetLimit: { Amount: 200, Unit: 'USD' } }),
      NotificationsWithSubscribers: Match.arrayWith([
        Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'FORECASTED' }) }),
      ]),
    })
  })
  test('keeps everything but the firewall’s rules in London, protected from being taken down', () => {
    const regions = app.node.children.flatMap((stack) =>
      'region' in stack && 'terminationProtection' in stack
        ? [[stack.node.id, stack.region, stack.terminationProtection]]
        : [],
    )
    expect(regions).toEqual([
      ['CityToolsEdge', 'us-east-1', true],
      ['CityTools', 'eu-west-2', true],
    ])
    const kinds = Object.values(edge.toJSON().Resources as Record<string, { Type: string }>).map(
      ({ Type }) => Type,
    )
    expect(kinds.sort()).toEqual([
      'AWS::Logs::LogGroup',
      'AWS::WAFv2::LoggingConfiguration',
      'AWS::WAFv2::WebACL',
    ])
  })
})

describe('nobody deploys to nowhere', () => {
  const withContext = (context: Record<string, string | undefined>) => () =>
    deployment(new App({ context: { 'aws:cdk:bundling-stacks': [], ...context } }), { pages })
  test.each([
    {},
    { origin: 'https://citytools.example' },
    { notifyTemplate: 'a-template' },
    { origin: '', notifyTemplate: 'a-template' },
  ])('without saying where it is and how it writes: %j', (context) => {
    expect(withContext(context)).toThrow(SettingsMissing)
    expect(withContext(context)).toThrow(
      /^Say where people reach the service .* -c origin=.* -c notifyTemplate=ID$/,
    )
  })
  test.each(['citytools.example', 'http://citytools.example', 'https://citytools.example/our'])(
    'at an address that is none: %s',
    (origin) => {
      expect(withContext({ origin, notifyTemplate: 'a-template' })).toThrow(/Write one like https:/)
    },
  )
})
