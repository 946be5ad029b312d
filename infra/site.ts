import { existsSync } from 'node:fs'
import { CfnOutput, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import { Construct } from 'constructs'
import type { Api } from './api.ts'
import { drawnPages } from './definitions.ts'
import { argued } from './exceptions.ts'

/** Any address without a file name is a page of the one application; some have been drawn in part already. */
const toPage = `var drawn = ${JSON.stringify(drawnPages)};
function handler(event) {
  var request = event.request;
  if (request.uri.includes('.')) return request;
  var asked = Object.keys(request.querystring).length > 0;
  request.uri = '/' + ((!asked && drawn[request.uri]) || 'index.html');
  return request;
}`

export type SiteSettings = {
  api: Api
  /** The firewall's ARN. */
  firewall: string
  /** Where people reach it, such as `https://citytools.example`. */
  origin: string
  /** The ARN of its certificate in us-east-1; without one it is reached at CloudFront's own address. */
  certificate?: string | undefined
  /** The folder of the built pages; without it the site is put up empty. */
  pages: string
}

/** The pages and the API under one address, behind a firewall. */
export class Site extends Construct {
  constructor(scope: Construct, id: string, { api, firewall, origin, certificate, pages }: SiteSettings) {
    super(scope, id)
    const logs = new Bucket(this, 'Logs', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFront still writes its logs by access lists.
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [{ expiration: Duration.days(30) }],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    argued(logs, { 'AwsSolutions-S1': 'It holds the logs themselves; logging its own writes would not end.' })
    const bucket = new Bucket(this, 'Pages', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'pages/',
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const headers = new ResponseHeadersPolicy(this, 'Headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          override: true,
          contentSecurityPolicy:
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(730),
          includeSubdomains: true,
          override: true,
        },
      },
    })
    const edge = new EdgeFunction(this, 'ToPage', {
      code: FunctionCode.fromInline(toPage),
      runtime: FunctionRuntime.JS_2_0,
    })
    const apiOrigin = new HttpOrigin(Fn.select(2, Fn.split('/', api.http.apiEndpoint)), {
      customHeaders: { 'X-City-Tools-Key': api.edgeKey.secretValue.unsafeUnwrap() },
    })
    // What the public reads says itself how long it may be kept; it does not depend on who asks.
    const asTold = new CachePolicy(this, 'AsTold', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    })
    const distribution = new Distribution(this, 'Distribution', {
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: firewall,
      enableLogging: true,
      logBucket: logs,
      logFilePrefix: 'edge/',
      ...(certificate && {
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        domainNames: [new URL(origin).hostname],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', certificate),
      }),
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: headers,
        functionAssociations: [{ function: edge, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      // The first that fits is taken: the explorer's files, whose names say what is in them, before the rest.
      additionalBehaviors: {
        '/api/v1/explorer/files/*': {
          origin: apiOrigin,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        },
        ...Object.fromEntries(
          ['/api/v1/views/*', '/api/v1/tables/*', '/api/v1/calendars/*'].map((path) => [
            path,
            {
              origin: apiOrigin,
              viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
              cachePolicy: asTold,
            },
          ]),
        ),
        '/api/*': {
          origin: apiOrigin,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
    })
    argued(distribution, {
      'AwsSolutions-CFR1':
        'The register is public, and officers and suppliers read it from wherever they are.',
      ...(!certificate && {
        'AwsSolutions-CFR4':
          'Without a domain of its own it is reached at CloudFront’s address, whose certificate sets the protocol. With -c certificate=ARN, nothing below TLS 1.2 is taken.',
      }),
    })
    if (existsSync(pages)) {
      const common = { destinationBucket: bucket, prune: false }
      // Named by what is in them; and there before the page that asks for them.
      const assets = new BucketDeployment(this, 'Assets', {
        ...common,
        sources: [Source.asset(`${pages}/assets`)],
        destinationKeyPrefix: 'assets',
        cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
      })
      const page = new BucketDeployment(this, 'Files', {
        ...common,
        sources: [Source.asset(pages, { exclude: ['assets', 'assets/**'] })],
        cacheControl: [CacheControl.noCache()],
        distribution,
        distributionPaths: ['/index.html', '/pages/*', '/robots.txt'],
      })
      page.node.addDependency(assets)
    }
    new CfnOutput(this, 'Address', { value: `https://${distribution.distributionDomainName}` })
  }
}
