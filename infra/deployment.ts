import { fileURLToPath } from 'node:url'
import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { EdgeStack } from './edge.ts'
import { CityToolsStack } from './stack.ts'

// Settings are given as context: npm run deploy -- -c origin=https://citytools.example -c certificate=arn:… \
//   -c alerts=operations@loti.example -c notifyTemplate=… -c monthlyDollars=200

const built = fileURLToPath(new URL('../web/dist', import.meta.url))

/** Something the person who deploys has not said, or not so that it can be used. */
export class SettingsMissing extends Error {}

/** Both stacks, held to AWS's own list of good practice. */
export function deployment(
  app: App,
  { pages = built }: { pages?: string } = {},
): { edge: EdgeStack; service: CityToolsStack } {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const given = (name: string): string | undefined => {
    const value: unknown = app.node.tryGetContext(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const reached = reachedBy(given)
  const common = { crossRegionReferences: true, terminationProtection: true }

  const edge = new EdgeStack(app, 'CityToolsEdge', {
    ...common,
    env: { region: 'us-east-1' },
    description: 'City Tools: the firewall of its public address. Rules alone, no data.',
  })
  const service = new CityToolsStack(app, 'CityTools', {
    ...common,
    env: { region: 'eu-west-2' },
    description: 'City Tools: the shared register of the technology that runs a city’s councils',
    settings: {
      origin: reached.origin,
      certificate: given('certificate'),
      firewall: edge.firewall,
      alerts: given('alerts'),
      notifyTemplate: reached.notifyTemplate,
      pages,
      monthlyDollars: Number(given('monthlyDollars') ?? 200),
    },
  })
  service.addStackDependency(edge)
  return { edge, service }
}

/**
 * Where people reach it and how it reaches them: what nobody can deploy without. Only a template that is made to be looked
 * at (npm run synth) may do without, and says so.
 */
function reachedBy(given: (name: string) => string | undefined): { origin: string; notifyTemplate: string } {
  const [origin, notifyTemplate] = [given('origin'), given('notifyTemplate')]
  if (
    origin !== undefined &&
    (!URL.canParse(origin) || new URL(origin).origin !== origin || !/^https:/.test(origin))
  ) {
    throw new SettingsMissing(
      `"${origin}" is not an address people can reach. Write one like https://citytools.example.`,
    )
  }
  if (origin !== undefined && notifyTemplate !== undefined) return { origin, notifyTemplate }
  if (given('withoutSettings') === undefined) {
    throw new SettingsMissing(
      'Say where people reach the service and which of GOV.UK Notify’s templates writes to them: npm run deploy -- -c origin=https://citytools.example -c notifyTemplate=ID',
    )
  }
  return { origin: origin ?? 'https://citytools.invalid', notifyTemplate: notifyTemplate ?? 'not-set' }
}
