import { App } from 'aws-cdk-lib'
import { deployment, SettingsMissing } from './deployment.ts'

try {
  deployment(new App())
} catch (failure) {
  if (!(failure instanceof SettingsMissing)) throw failure
  console.error(failure.message)
  process.exitCode = 1
}
