import { fileURLToPath } from 'node:url'
import { Duration } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction, type NodejsFunctionProps, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { bundle } from './definitions.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A function as all of ours are: its own role that may write its own log and nothing else, until it is given more. */
export function nodeFunction(
  scope: Construct,
  id: string,
  { entry, ...props }: { entry: string } & Omit<NodejsFunctionProps, 'entry'>,
): NodejsFunction {
  const logGroup = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.THREE_MONTHS })
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  )
  return new NodejsFunction(scope, id, {
    entry: `${root}${entry}`,
    projectRoot: root,
    depsLockFilePath: `${root}package-lock.json`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 1024,
    timeout: Duration.seconds(30),
    role,
    logGroup,
    bundling: {
      format: OutputFormat.ESM,
      minify: bundle.minify,
      sourceMap: false,
      target: bundle.target,
      mainFields: [...bundle.mainFields],
      externalModules: [],
      banner: bundle.banner,
      loader: bundle.loader,
      esbuildArgs: Object.fromEntries(
        Object.entries(bundle.alias).map(([name, path]) => [`--alias:${name}`, `${root}${path}`]),
      ),
    },
    ...props,
  })
}
