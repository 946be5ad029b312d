import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { EdgeStack } from './edge.ts'
import { CityToolsStack } from './stack.ts'

// Settings are given as context: npm run deploy -- -c origin=https://citytools.example -c certificate=arn:… \
//   -c alerts=operations@loti.example -c notifyTemplate=… -c monthlyDollars=200

/** Both stacks, held to AWS's own list of good practice. */
export function deployment(app: App): { edge: EdgeStack; service: CityToolsStack } {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const given = (name: string): string | undefined => {
    const value: unknown = app.node.tryGetContext(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
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
      origin: given('origin') ?? 'https://citytools.invalid',
      certificate: given('certificate'),
      firewall: edge.firewall,
      alerts: given('alerts'),
      notifyTemplate: given('notifyTemplate') ?? 'not-set',
      monthlyDollars: Number(given('monthlyDollars') ?? 200),
    },
  })
  service.addStackDependency(edge)
  return { edge, service }
}
