import { App } from 'aws-cdk-lib'
import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { changes } from '../../infra/definitions.ts'
import { CityToolsStack } from '../../infra/stack.ts'

const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } })
const template = Template.fromStack(
  new CityToolsStack(app, 'Test', { env: { region: 'eu-west-2' }, origin: 'https://citytools.example' }),
)

describe('the deployment', () => {
  test('keeps the table safe: on demand, recoverable, encrypted, not deleted by accident', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: Match.objectLike({ PointInTimeRecoveryEnabled: true }),
          }),
        ],
      }),
    })
  })
  test('feeds the stream function only approved records, in order, and puts aside what fails', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: changes.batchSize,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: changes.retryAttempts,
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: changes.filters.map((filter) => ({ Pattern: JSON.stringify(filter) })) },
      DestinationConfig: { OnFailure: Match.anyValue() },
    })
  })
  test('gives no function more than it needs', () => {
    for (const policy of Object.values(template.findResources('AWS::IAM::Policy'))) {
      for (const statement of policy.Properties.PolicyDocument.Statement) {
        const actions = [statement.Action].flat()
        if (actions.some((action: string) => action.startsWith('dynamodb:'))) {
          expect(actions.filter((action: string) => action.includes('*'))).toEqual([])
          expect(actions).not.toContain('dynamodb:Scan')
        }
      }
    }
  })
  test('serves pages from a private bucket, with headers, over TLS only', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
    template.resourceCountIs('AWS::CloudFront::OriginAccessControl', 1)
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', Match.anyValue())
  })
  test('keeps the explorer’s files at the edge, and asks the service for everything else', () => {
    const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'))
    const behaviours: { PathPattern: string; CachePolicyId: string; OriginRequestPolicyId?: string }[] =
      distribution?.Properties.DistributionConfig.CacheBehaviors
    expect(behaviours.map(({ PathPattern }) => PathPattern)).toEqual(['/api/v1/explorer/files/*', '/api/*'])
    // AWS's own policies, by their ids: keep as the origin says, compressed variants apart; and keep nothing.
    expect(behaviours[0]?.CachePolicyId).toBe('658327ea-f89d-4fab-a63d-7e88639e58f6')
    expect(behaviours[0]?.OriginRequestPolicyId).toBeUndefined()
    expect(behaviours[1]?.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad')
  })
  test('signs people in by invitation, with a second factor, by code alone', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
    })
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['https://citytools.example/api/v1/signed-in'],
    })
  })
  test('holds no secret', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"SESSION_KEY":"[^{]/)
  })
  test('says with each alarm what to do first', () => {
    for (const alarm of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect(alarm.Properties.AlarmDescription).toMatch(/First:/)
    }
  })
})
