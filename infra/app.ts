import { App } from 'aws-cdk-lib'
import { CityToolsStack } from './stack.ts'

const app = new App()
new CityToolsStack(app, 'CityTools', {
  // Where people reach it: cdk deploy -c origin=https://citytools.example
  origin: String(app.node.tryGetContext('origin') ?? 'https://citytools.invalid'),
  env: { region: 'eu-west-2' },
  terminationProtection: true,
  description: 'City Tools: the shared register of the technology that runs a city’s councils',
})
