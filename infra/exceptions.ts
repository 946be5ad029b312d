import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Rules of cdk-nag that do not hold for a construct, each with the reason why that is right. */
export function argued(construct: IConstruct, reasons: Record<string, string>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason })
}
