import { ArnFormat, Stack, type StackProps } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import { limits } from './definitions.ts'

// The firewall in front of everything. AWS takes a firewall for CloudFront from us-east-1 alone, so it is a stack of its
// own there; it holds nothing but rules, and all data stays in eu-west-2.

const fiveMinutes = 300
const tooMany = 'TooMany'

const seen = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
})

/** Rules that AWS keeps up to date. `only counts` names those that would block honest work. */
const managed = (priority: number, name: string, onlyCounts: string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: onlyCounts.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: seen(name),
})

/** At most so many requests from one address in five minutes. */
const limited = (
  priority: number,
  name: string,
  limit: number,
  scopeDownStatement?: CfnWebACL.StatementProperty,
): CfnWebACL.RuleProperty => ({
  name,
  priority,
  action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: tooMany } } },
  statement: {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: fiveMinutes,
      aggregateKeyType: 'IP',
      ...(scopeDownStatement && { scopeDownStatement }),
    },
  },
  visibilityConfig: seen(name),
})

const plainly = [{ priority: 0, type: 'NONE' }]
const pathBegins = (searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    searchString,
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    textTransformations: plainly,
  },
})
const isMethod = (searchString: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    searchString,
    fieldToMatch: { method: {} },
    positionalConstraint: 'EXACTLY',
    textTransformations: plainly,
  },
})

export class EdgeStack extends Stack {
  readonly firewall: string

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    const acl = new CfnWebACL(this, 'Firewall', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('Firewall'),
      customResponseBodies: {
        [tooMany]: {
          contentType: 'APPLICATION_JSON',
          content: JSON.stringify({
            type: '/problems/tooMany',
            title: 'Too many requests',
            status: 429,
            detail: 'Too many requests came from your network. Wait five minutes and try again.',
          }),
        },
      },
      rules: [
        limited(0, 'SigningIn', limits.signIn, pathBegins('/api/v1/sign')),
        limited(1, 'Importing', limits.imports, {
          andStatement: { statements: [pathBegins('/api/v1/imports'), isMethod('POST')] },
        }),
        limited(2, 'Writing', limits.writes, { notStatement: { statement: isMethod('GET') } }),
        limited(3, 'Everything', limits.all),
        managed(4, 'AWSManagedRulesAmazonIpReputationList'),
        managed(5, 'AWSManagedRulesKnownBadInputsRuleSet'),
        // A register of software holds mark-up, addresses and large files; the router bounds and escapes them itself.
        managed(6, 'AWSManagedRulesCommonRuleSet', [
          'SizeRestrictions_BODY',
          // 2,048 bytes. Pages and programs of ours ask for less, but the explorer's address says what a reader pressed, and
          // theirs to send on: 30 boroughs and 20 areas are more. CloudFront takes 8,192 bytes of address and no more.
          'SizeRestrictions_QUERYSTRING',
          'CrossSiteScripting_BODY',
          'GenericRFI_BODY',
        ]),
      ],
    })
    const log = new LogGroup(this, 'Log', {
      // The name must begin so.
      logGroupName: 'aws-waf-logs-city-tools',
      retention: RetentionDays.ONE_MONTH,
    })
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        this.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: log.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      redactedFields: ['authorization', 'cookie'].map((Name) => ({ singleHeader: { Name } })),
      // Only what was stopped: who reads the public pages is nobody's business.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }],
          },
        ],
      },
    })
    this.firewall = acl.attrArn
  }
}
