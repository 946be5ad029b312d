import { App } from 'aws-cdk-lib'
import { deployment } from './deployment.ts'

deployment(new App())
